"""The request as the middlewares leave it, for the signatures of views."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from athletes.access import Actor
from athletes.models import User


class TeamRequest(HttpRequest):
    """A signed-in person's request; behind `coach_page` and `athlete_page` there is always an actor."""

    user: User
    actor: Actor
    htmx: HtmxDetails
