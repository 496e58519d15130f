"""`{% phone_person actor %}`: the name under which an athlete's phone keeps what they said."""

from django import template

from athletes.access import Actor
from plans.phone_entries import person_of

register = template.Library()


@register.simple_tag
def phone_person(actor: Actor) -> str:
    return person_of(actor.user, actor.runner)
