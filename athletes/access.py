"""Who is asking, for which team, and what that lets them see.

The actor is read from the database with every request, so that a coach who was removed, or an athlete
who was archived, is out with the next click. Views are private unless marked `login_not_required`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from athletes.models import WRITING_ROLES, ApiToken, Athlete, Membership, Role, Team, User

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one team: as staff (`role`), as an athlete, or both."""

    user: User
    team: Team
    role: Role | None
    athlete: Athlete | None
    token_may_write: bool = True
    """False for a program's token that only reads."""
    other_teams: tuple[Team, ...] = ()
    """Where else this person belongs, for choosing."""

    @property
    def is_coach(self) -> bool:
        return self.role is not None

    @property
    def is_athlete(self) -> bool:
        return self.athlete is not None

    @property
    def runner(self) -> Athlete:
        """The athlete that this person is; only behind `athlete_page`."""
        if self.athlete is None:
            raise PermissionDenied(_("This page is for athletes."))
        return self.athlete

    @property
    def may_write(self) -> bool:
        """May change rosters and plans."""
        return self.token_may_write and self.role in WRITING_ROLES


def actor_for(user: User, team_id: int | None = None) -> Actor | None:
    """The person's place in `team_id`, or in the first team they belong to; None for a stranger."""
    memberships = Membership.objects.across_teams().filter(user=user, ended_at=None).select_related("team")
    athletes = Athlete.objects.across_teams().filter(user=user, archived_at=None).select_related("team")
    roles = {m.team_id: m for m in memberships.order_by("joined_at", "id")}
    runners = {a.team_id: a for a in athletes.order_by("created_at", "id")}
    if team_id not in roles and team_id not in runners:
        team_id = next(iter((*roles, *runners)), None)
    if team_id is None:
        return None
    membership, athlete = roles.get(team_id), runners.get(team_id)
    team = (membership or athlete).team  # type: ignore[union-attr]
    places = {id: row.team for id, row in (*roles.items(), *runners.items()) if id != team_id}
    return Actor(user, team, Role(membership.role) if membership else None, athlete, other_teams=tuple(places.values()))


def actor_for_token(token: ApiToken) -> Actor | None:
    """The token's person in the token's team and in no other."""
    actor = actor_for(token.user, token.team_id)
    if actor is None or actor.team.pk != token.team_id:
        return None
    return Actor(actor.user, actor.team, actor.role, actor.athlete, token_may_write=token.may_write)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page; htmx goes there as a whole page, not inside a cell."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("HX-Request") == "true":
            return HttpResponseClientRedirect(resolve_url(self.get_login_url(view_func)))
        return super().handle_no_permission(request, view_func)


class ActorMiddleware:
    """Puts `request.actor` on every request of a signed-in person."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = actor_for(user, request.session.get("team")) if user.is_authenticated else None  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_context(request: HttpRequest) -> dict[str, Any]:
    return {"actor": getattr(request, "actor", None)}


def coach_page(view: View) -> View:
    """For staff of the actor's team."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None or not request.actor.is_coach:  # type: ignore[attr-defined]
            raise PermissionDenied(_("This page is for coaches."))
        if request.method == "POST" and not request.actor.may_write:  # type: ignore[attr-defined]
            raise PermissionDenied(_("Your role in this team reads only. Ask the team's owner for more."))
        return view(request, *args, **kwargs)

    return checked


def athlete_page(view: View) -> View:
    """For an athlete of the actor's team, about themselves."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None or not request.actor.is_athlete:  # type: ignore[attr-defined]
            raise PermissionDenied(_("This page is for athletes."))
        return view(request, *args, **kwargs)

    return checked
