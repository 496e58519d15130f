"""The squad at a glance: one row per athlete with the weeks of their plan, and where each of them stands today.

Four queries for any number of athletes. A squad of 500 has seven thousand weeks, so what a page shows of them are
plain tuples, summed up by the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from athletes.access import Actor
from athletes.models import Athlete, GroupAthlete
from athletes.roster_list import groups_in_scope
from plans.engine.vocabulary import NOT_RUNNING
from plans.engine.week import HARD_RPE
from plans.models import PhaseKind, Plan
from plans.selectors import latest_status
from readiness.models import DayStatus, Status

WEEKS = 16
WEEKS_BACK = 3
"""How many of the weeks lie before this one, unless another first week is asked for."""
MOST_WEEKS_AWAY = 520
_LONGEST_SEARCH = 120
_MOST_WORDS = 6

NO_PLAN, DONE = "none", "done"
PLACES: dict[str, Any] = {NO_PLAN: _("Not begun"), **dict(PhaseKind.choices), DONE: _("Done")}
"""Where an athlete can stand today, in the order of an offseason."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the board is asked to show, as its address says; words that mean nothing are left out."""

    q: str = ""
    group: str = ""
    phase: str = ""
    """A key of `PLACES`."""
    status: str = ""
    first: str = ""
    """The Monday of the first week; empty: around today."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Shown:
        group = query.get("group", "")
        return cls(
            q=" ".join(query.get("q", "").replace("\0", "").split())[:_LONGEST_SEARCH],
            group=group if group.isascii() and group.isdigit() and len(group) < 19 else "",
            phase=query.get("phase", "") if query.get("phase") in PLACES else "",
            status=query.get("status", "") if query.get("status") in Status.values else "",
            first=query.get("first", "") if _is_monday(query.get("first", "")) else "",
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.group or self.phase or self.status)

    def query(self, **other: str) -> str:
        """The end of the address that shows this, with `other` in place: empty, or from the question mark on."""
        values = {**{field.name: getattr(self, field.name) for field in fields(self)}, **other}
        values = {name: value for name, value in values.items() if value}
        return "?" + urlencode(values) if values else ""

    def first_monday(self, today: date) -> date:
        """The first week that is shown, within ten years of today."""
        this = today - timedelta(days=today.weekday())
        if self.first:
            monday = date.fromisoformat(self.first)
            if abs((monday - this).days) <= 7 * MOST_WEEKS_AWAY:
                return monday
        return this - timedelta(weeks=WEEKS_BACK)


def _is_monday(text: str) -> bool:
    try:
        return date.fromisoformat(text).weekday() == 0 and len(text) == 10
    except ValueError:
        return False


class BoardWeek(NamedTuple):
    """One week of a plan: the `nth` of the `of` weeks of its phase, and what is planned, where that was asked for."""

    monday: date
    phase: str
    nth: int
    of: int
    distance_km: float
    percent_of_baseline: int
    sessions: int
    hard_days: int
    deload: bool


class BoardRow(NamedTuple):
    """One athlete with all weeks of the running plan; without one the weeks are empty."""

    athlete: Athlete
    status: str
    place: str
    """A key of `PLACES`."""
    weeks: Sequence[BoardWeek]
    now: BoardWeek | None
    """The week of today."""

    @property
    def starts(self) -> date | None:
        return self.weeks[0].monday if self.weeks else None

    @property
    def ends(self) -> date | None:
        return self.weeks[-1].monday + timedelta(days=6) if self.weeks else None


def board(actor: Actor, shown: Shown, today: date, summed: Sequence[date] = ()) -> list[BoardRow]:
    """The athletes that `shown` asks for by name, those without a plan at the end. The weeks of the Mondays `summed`,
    which follow each other, come with their totals."""
    athletes = _athletes(actor, shown)
    theirs = athletes.order_by().values("pk")  # asked for again: 500 ids take longer to send than to find
    statuses = _statuses(actor, theirs, today)
    running, signed_off = _plans(actor, theirs)
    weeks = _weeks(actor, running, summed)
    rows = []
    for athlete in athletes:
        own = weeks.get(athlete.pk, ())
        now = next((week for week in own if week.monday <= today <= week.monday + timedelta(days=6)), None)
        place = _place(own, now, today, is_done=athlete.pk in signed_off)
        rows.append(BoardRow(athlete, statuses.get(athlete.pk, Status.UNKNOWN), place, own, now))
    rows = [row for row in rows if shown.phase in ("", row.place) and shown.status in ("", row.status)]
    return sorted(rows, key=lambda row: not row.weeks)


def _place(weeks: Sequence[BoardWeek], now: BoardWeek | None, today: date, *, is_done: bool) -> str:
    if now:
        return now.phase
    if weeks:
        return DONE if weeks[-1].monday < today else NO_PLAN
    return DONE if is_done else NO_PLAN


def _athletes(actor: Actor, shown: Shown) -> QuerySet[Athlete]:
    rows = actor.athletes.only("id", "name", "team_id")
    for word in shown.q.split()[:_MOST_WORDS]:
        rows = rows.filter(name__icontains=word)
    if shown.group:
        places = GroupAthlete.objects.in_team(actor.team).filter(group__in=groups_in_scope(actor))
        rows = rows.filter(pk__in=places.filter(group=int(shown.group)).values("athlete"))
    return rows.order_by(Lower("name"), "pk")


def _statuses(actor: Actor, athletes: QuerySet[Athlete, Any], today: date) -> dict[int, str]:
    """Today's status, or yesterday's until today is logged."""
    days: dict[int, list[str]] = defaultdict(lambda: [Status.UNKNOWN, Status.UNKNOWN])
    yesterday = today - timedelta(days=1)
    rows = DayStatus.objects.in_team(actor.team).filter(athlete__in=athletes, local_date__range=(yesterday, today))
    for athlete_id, day, shown in rows.values_list("athlete_id", "local_date", "shown"):
        days[athlete_id][day == today] = shown
    return {id: latest_status(strip) for id, strip in days.items()}


def _plans(actor: Actor, athletes: QuerySet[Athlete, Any]) -> tuple[list[int], set[int]]:
    """The ids of the running plans, and of the athletes who have signed one off."""
    plans = Plan.objects.in_team(actor.team).filter(athlete__in=athletes)
    plans = plans.filter(Q(ended_at=None) | Q(signed_off_at__isnull=False))
    rows = list(plans.values_list("pk", "athlete_id", "ended_at", "signed_off_at"))
    running = [pk for pk, _athlete, ended_at, _signed_off_at in rows if ended_at is None]
    return running, {athlete for _pk, athlete, _ended_at, signed_off_at in rows if signed_off_at is not None}


# Summed before it is joined, and hard days as bits of an integer: half the time of a count of distinct days.
_WEEKS = """
    SELECT p.athlete_id, p.baseline_km_per_week::float, w.monday, ph.kind, w.deload,
           coalesce(s.km, 0), coalesce(s.planned, 0), coalesce(s.hard, 0)
    FROM plans_plan p
    JOIN plans_week w ON w.plan_id = p.id
    JOIN plans_phase ph ON ph.id = w.phase_id
    LEFT JOIN (
        SELECT week_id, count(*) AS planned,
               sum(distance_km) FILTER (WHERE kind <> ALL(%(not_running)s)) AS km,
               bit_or(1 << (day - %(first)s::date) %% 7)
                   FILTER (WHERE rpe >= %(hard)s AND kind <> ALL(%(not_running)s)) AS hard
        FROM plans_session
        WHERE team_id = %(team)s AND plan_id = ANY(%(plans)s) AND day BETWEEN %(first)s AND %(last)s
        GROUP BY week_id
    ) s ON s.week_id = w.id
    WHERE p.team_id = %(team)s AND p.id = ANY(%(plans)s)
    ORDER BY p.athlete_id, w.monday
"""


def _weeks(actor: Actor, plans: Sequence[int], summed: Sequence[date]) -> dict[int, list[BoardWeek]]:
    """The weeks of these plans by athlete id."""
    values: dict[str, Any] = {
        "team": actor.team.pk,
        "plans": plans,
        "first": min(summed, default=None),
        "last": max(summed) + timedelta(days=6) if summed else None,
        "hard": HARD_RPE,
        "not_running": [str(kind) for kind in NOT_RUNNING],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS, values)
        rows = cursor.fetchall()
    return {id: _board_weeks(list(own)) for id, own in groupby(rows, key=lambda row: row[0])}


def _board_weeks(rows: Sequence[tuple[Any, ...]]) -> list[BoardWeek]:
    weeks = []
    kinds = [row[3] for row in rows]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    served: dict[str, int] = defaultdict(int)
    for _id, baseline, monday, kind, deload, km, planned, hard in rows:
        served[kind] += 1
        percent = round(100 * km / baseline)
        weeks.append(
            BoardWeek(monday, kind, served[kind], counts[kind], km, percent, planned, hard.bit_count(), deload)
        )
    return weeks
