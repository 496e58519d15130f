"""`{{ status|status_label }}`: Ready, Careful, Rest or Unknown for a stored status."""

from django import template

from readiness.models import Status

register = template.Library()


@register.filter
def status_label(status: str) -> str:
    return str(Status(status).label)
