"""What the pages of looking back share: each is there for an athlete's coaches and for the athlete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from athletes import looks
from athletes.access import athlete_page, coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date


@dataclass(frozen=True, slots=True)
class Place:
    """Whose pages these are, and who is looking: the athlete, or a coach."""

    athlete: Athlete
    is_own: bool
    may_edit: bool

    def url(self, name: str, *args: object) -> str:
        if self.is_own:
            return reverse(f"my_{name}", args=args)
        return reverse(name, args=[self.athlete.pk, *args])

    @property
    def today(self) -> date:
        return local_date(timezone.now(), self.athlete.zone)

    @property
    def history_url(self) -> str:
        return self.url("training_history")

    @property
    def audit_url(self) -> str:
        return self.url("season_audit")


PlaceView = Callable[..., HttpResponse]


def of_an_athlete(view: PlaceView, page: str) -> PlaceView:
    """The page for coaches, about an athlete whom they look after; who looks is noted under `page`."""

    @coach_page
    @wraps(view)
    def about(request: TeamRequest, pk: int, **named: Any) -> HttpResponse:
        athlete = get_object_or_404(request.actor.athletes, pk=pk)
        response = view(request, Place(athlete, is_own=False, may_edit=request.actor.may_write), **named)
        if request.method == "GET" and response.status_code == 200:
            looks.note(request.actor, [athlete], page)
        return response

    return about


def about_oneself(view: PlaceView) -> PlaceView:
    """The same page for the athlete."""

    @athlete_page
    @wraps(view)
    def about(request: TeamRequest, **named: Any) -> HttpResponse:
        return view(request, Place(request.actor.runner, is_own=True, may_edit=True), **named)

    return about
