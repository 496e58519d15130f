"""Who is asking, for which team, and what that lets them see.

The actor is read from the database with every request, so that a coach who was removed, or an athlete
who was archived, is out with the next click. Views are private unless marked `login_not_required`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_htmx.http import HttpResponseClientRedirect

from athletes import second_factor, units
from athletes.models import WRITING_ROLES, ApiToken, Athlete, GroupAthlete, Role, Team, User
from athletes.places import Place, places_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one team: as staff (`role`), as an athlete, as a guardian, or several of these."""

    user: User
    team: Team
    role: Role | None
    athlete: Athlete | None
    group_ids: frozenset[int] | None = None
    """The groups that a coach looks after; None is all of them, and who is in no group."""
    wards: tuple[Athlete, ...] = ()
    """The athletes whose guardian this person is."""
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
    def is_owner(self) -> bool:
        return self.role is Role.OWNER

    @property
    def runner(self) -> Athlete:
        """The athlete that this person is; only behind `athlete_page`."""
        if self.athlete is None:
            raise PermissionDenied(_("This page is for athletes."))
        return self.athlete

    @property
    def may_write(self) -> bool:
        """May change rosters and plans of the athletes in their scope."""
        return self.token_may_write and self.role in WRITING_ROLES

    @property
    def may_manage(self) -> bool:
        """May change people, groups, policy and rules: owners, and head coaches who have all groups."""
        return self.may_write and self.role in (Role.OWNER, Role.HEAD_COACH) and self.group_ids is None

    @property
    def athletes(self) -> QuerySet[Athlete]:
        """The active athletes that this person may see: a coach's, else their own row and their wards."""
        return self._in_scope().filter(archived_at=None)

    @property
    def archived_athletes(self) -> QuerySet[Athlete]:
        return self._in_scope().filter(archived_at__isnull=False)

    def _in_scope(self) -> QuerySet[Athlete]:
        team: QuerySet[Athlete] = Athlete.objects.in_team(self.team)
        if not self.is_coach:
            own = [self.athlete] if self.athlete else []
            return team.filter(pk__in=[each.pk for each in (*own, *self.wards)])
        if self.group_ids is None:
            return team
        places = GroupAthlete.objects.in_team(self.team).filter(group__in=self.group_ids)
        return team.filter(pk__in=places.values("athlete"))


def actor_for(user: User, team_id: int | None = None) -> Actor | None:
    """The person's place in `team_id`, or in the first team they belong to; None for a stranger.

    An archived team is nobody's place.
    """
    places = places_of(user)
    teams = {place.team.pk: place.team for place in places}
    if team_id not in teams:
        team_id = next(iter(teams), None)
    if team_id is None:
        return None
    team = teams[team_id]
    here = [place for place in places if place.team.pk == team_id]
    staff = next((place for place in here if place.role), None)
    runners = _athletes_at(here, team)
    return Actor(
        user,
        team,
        Role(staff.role) if staff and staff.role else None,
        next((runners[place.runner_id] for place in here if place.runner_id in runners), None),
        group_ids=staff.group_ids if staff else None,
        wards=tuple(runners[place.ward_id] for place in here if place.ward_id in runners),
        other_teams=tuple(each for id, each in sorted(teams.items()) if id != team_id),
    )


def _athletes_at(places: Sequence[Place], team: Team) -> dict[int | None, Athlete]:
    """The athletes of these places by their ids, without who was erased meanwhile. No query for who is staff only."""
    ids = [id for place in places for id in (place.runner_id, place.ward_id) if id]
    if not ids:
        return {}
    found: dict[int | None, Athlete] = {each.pk: each for each in Athlete.objects.in_team(team).filter(pk__in=ids)}
    for each in found.values():
        each.team = team
    return found


def actor_for_token(token: ApiToken) -> Actor | None:
    """The token's person in the token's team and in no other."""
    actor = actor_for(token.user, token.team_id)
    if actor is None or actor.team.pk != token.team_id:
        return None
    return replace(actor, token_may_write=token.may_write, other_teams=())


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page; htmx goes there as a whole page, not inside a cell."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("HX-Request") == "true":
            return HttpResponseClientRedirect(resolve_url(self.get_login_url(view_func)))
        return super().handle_no_permission(request, view_func)


class ActorMiddleware:
    """Puts `request.actor` on every request of a signed-in person, and keeps the answers out of caches."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = actor_for(user, request.session.get("team")) if user.is_authenticated else None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if user.is_authenticated and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"  # pages about people stay on no disk
        return response


def actor_context(request: HttpRequest) -> dict[str, Any]:
    return {"actor": getattr(request, "actor", None)}


def _page(
    allowed: Callable[[Actor], bool], refusal: str, *, writing: bool = False, own: bool = False
) -> Callable[[View], View]:
    """A decorator for views: refuses who is not allowed, and with `writing` a POST of who only reads.

    A coach who owes their team a second factor sets it up first, unless the page is about their `own` data.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = request.actor  # type: ignore[attr-defined]
            if actor is None or not allowed(actor):
                raise PermissionDenied(_(refusal))
            if not own and second_factor.is_owed(actor):
                return second_factor.to_set_up(request)
            if writing and request.method == "POST" and not actor.may_write:
                raise PermissionDenied(_("Your role in this team reads only. Ask the team's owner for more."))
            if not own:  # what a team plans with is kilometres
                return view(request, *args, **kwargs)
            with units.speaking(actor.user.units):
                return view(request, *args, **kwargs)

        return checked

    return decorate


member_page = _page(lambda actor: True, gettext_noop("You belong to no team yet."))
"""For everybody who has a place in the team."""
coach_page = _page(lambda actor: actor.is_coach, gettext_noop("This page is for coaches."), writing=True)
"""For staff of the actor's team; posts for those who may write."""
manager_page = _page(
    lambda actor: actor.may_manage, gettext_noop("This page is for the team's owners and its head coach.")
)
owner_page = _page(lambda actor: actor.is_owner, gettext_noop("This page is for the team's owners."))
athlete_page = _page(lambda actor: actor.is_athlete, gettext_noop("This page is for athletes."), own=True)
"""For an athlete of the actor's team, about themselves."""
guardian_page = _page(lambda actor: bool(actor.wards), gettext_noop("This page is for guardians."), own=True)
"""For a guardian, about their wards."""
