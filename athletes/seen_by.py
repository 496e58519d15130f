"""What others see of an athlete: which data, who has access, who looked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from athletes.models import (
    ApiToken,
    Athlete,
    CoachGroup,
    ConsentKind,
    GroupAthlete,
    Guardian,
    Look,
    Membership,
)
from athletes.personal import Category, kept

LOOK_DAYS = 90
PAGES = {
    "morning": _("the morning list"),
    "athlete": _("the athlete’s page"),
    "week": _("a week of the plan"),
    "logs": _("check-ins, by a program"),
    "decisions": _("decisions, by a program"),
    "profile": _("the profile"),
    "history": _("the training history"),
    "audit": _("the season audit"),
    "consent": _("the consents"),
    "messages": _("the messages"),
    "notes": _("the coaches’ notes"),
    "board": _("the squad board"),
    "automation": _("automation and locks"),
    "charts": _("the charts of check-ins and weeks"),
    "past": _("decisions and changes"),
    "hand-over": _("the hand-over to the season"),
    "rules": _("a replay of past nights"),
}
"""What the pages in `Look.page` are called."""
CHECK_IN_PAGES = ("morning", "athlete", "board", "charts")
"""Those that show what was answered in the morning."""

_HEALTH = {Category(kind.value): kind for kind in ConsentKind}
_SHOWN = (Category.IDENTITY, Category.CONTACT, Category.TRAINING, Category.PLAN, Category.WORDS, Category.ACCOUNT)


@dataclass(frozen=True, slots=True)
class Seen:
    """One kind of row with the names of what coaches see of it; `kind` where it is health data."""

    words: str
    labels: list[str]
    kind: ConsentKind | None = None
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Private:
    """Rows that coaches keep to themselves: what they are, how many there are, and who wrote them."""

    words: str
    rows: int
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody who may look: their name, as what, and the groups by which they see the athlete (none: all)."""

    name: str
    role: str
    groups: tuple[str, ...] = ()
    programs: int = 0


def seen_by_coaches(agreed: Collection[ConsentKind]) -> list[Seen]:
    """All that coaches see of an athlete who agreed to these kinds; read off the descriptions of the models."""
    found = []
    for each in kept():
        if not (each.athlete and each.seen_by_coaches):
            continue
        if labels := each.labels(*_SHOWN):
            found.append(Seen(str(each.words), labels))
        found += [
            Seen(str(each.words), labels, kind, kind in agreed)
            for category, kind in _HEALTH.items()
            if (labels := each.labels(category))
        ]
    return found


def private_to_coaches(athlete: Athlete) -> list[Private]:
    """What coaches wrote about the athlete for themselves. One query for each kind of it."""
    found = []
    for each in kept():
        if not each.private_to:
            continue
        rows = each.model_class._default_manager.in_team(athlete.team_id)  # type: ignore[attr-defined]
        authors = list(rows.filter(**{each.athlete: athlete}).values_list(f"{each.private_to}__name", flat=True))
        if authors:
            names = sorted({name or str(_("somebody who is gone")) for name in authors})
            found.append(Private(str(each.words), len(authors), tuple(names)))
    return found


def who_has_access(athlete: Athlete) -> list[Access]:
    """Coaches who look after the athlete, with their programs, and guardians."""
    team = athlete.team_id
    places = GroupAthlete.objects.in_team(team).filter(athlete=athlete).values("group")
    by_groups: dict[int, list[str]] = {}
    for coach in CoachGroup.objects.in_team(team).filter(group__in=places).select_related("group"):
        by_groups.setdefault(coach.membership_id, []).append(coach.group.name)
    staff = Membership.objects.in_team(team).filter(Q(all_groups=True) | Q(pk__in=by_groups), ended_at=None)
    tokens: dict[int, int] = {}
    for user_id in ApiToken.objects.in_team(team).filter(revoked_at=None).values_list("user_id", flat=True):
        tokens[user_id] = tokens.get(user_id, 0) + 1
    coaches = [
        Access(m.user.name, str(m.get_role_display()), tuple(by_groups.get(m.pk, ())), tokens.get(m.user_id, 0))
        for m in staff.select_related("user").order_by("joined_at", "id")
    ]
    guardians = Guardian.objects.in_team(team).filter(athlete=athlete, ended_at=None).select_related("user")
    return coaches + [Access(each.user.name, str(_("Guardian"))) for each in guardians]


def first_seen(athlete: Athlete, since: datetime) -> Look | None:
    """The coach who looked at how the athlete is, first since then; None while nobody did. One query."""
    looks = Look.objects.in_team(athlete.team_id).filter(athlete=athlete, page__in=CHECK_IN_PAGES, last_at__gte=since)
    return looks.exclude(viewer=None).select_related("viewer").order_by("last_at").first()


def who_looked(athlete: Athlete) -> list[tuple[Look, str]]:
    """Who of others looked in the last 90 days, newest first, with the page in words."""
    since = timezone.now().date() - timedelta(days=LOOK_DAYS)
    looks = Look.objects.in_team(athlete.team_id).filter(athlete=athlete, on__gte=since).select_related("viewer")
    return [(look, str(PAGES.get(look.page, capfirst(look.page)))) for look in looks[:200]]
