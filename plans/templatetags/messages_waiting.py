"""`{% messages_waiting actor as n %}`: how many messages of their coaches an athlete has not read."""

from django import template

from athletes.access import Actor
from plans.threads import unread

register = template.Library()


@register.simple_tag
def messages_waiting(actor: Actor) -> int:
    """One query, on the pages of athletes."""
    return unread(actor.team, [actor.runner], actor.user).get(actor.runner.pk, 0)
