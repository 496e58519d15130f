"""What every proposal stands on: the plan as it is, the night's facts, and the weeks around the night."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine import gates
from plans.engine.applying import apply
from plans.engine.facts import NightFacts
from plans.engine.operations import AddWeek, Drop, Move, Operation, Scale, Shift
from plans.engine.rulebook import Rulebook
from plans.engine.week import PlanState, SessionState, WeekState

Operations = tuple[Operation, ...]

EASES = frozenset({"D1", "D2", "D3", "D4", "D5", "GB"})


@dataclass(frozen=True, slots=True)
class Ground:
    """The plan before the proposal, the facts it is made from, and the thresholds it keeps."""

    plan: PlanState
    facts: NightFacts
    rules: Rulebook

    @property
    def night(self) -> date:
        return self.facts.night

    @property
    def this(self) -> WeekState | None:
        return self.plan.week_of(self.night)

    @property
    def floor_km(self) -> float:
        """V13: no week that a rule proposes is below this, unless the athlete is ill or hurt. In whole tenths."""
        return math.ceil(10 * self.rules.plans.floor_share * self.plan.baseline_km_per_week - 1e-6) / 10

    def tolerated_week(self) -> WeekState | None:
        """The last week of the plan before this one that was tolerated: no rule eased because of it, or eased it."""
        eased = self._eased()
        return next((w for w in reversed(self.plan.weeks) if w.sunday < self.night and w.monday not in eased), None)

    def tolerated_km(self) -> float | None:
        """The planned kilometres of the last tolerated week."""
        week = self.tolerated_week()
        return None if week is None else week.distance_km

    def _eased(self) -> set[date]:
        """Mondays of the weeks that a rule eased because of, and of those that it made lighter."""
        days = [self.night - timedelta(days=each.ago) for each in self.facts.recent if each.rule in EASES]
        return {monday_of(day) for day in days} | {monday_of(day + timedelta(days=1)) for day in days}

    def full_week(self) -> WeekState | None:
        """The week that is repeated: this one, or where it was made lighter the last of its phase that was not
        (step-up after a scale-back, section 5). An easier week holds nothing of what a gate asks for: the one before it
        is repeated too, at the kilometres of the easier one."""
        this, eased = self.this, self._eased()
        if this is None or (this.monday not in eased and not this.deload):
            return this
        full = (w for w in reversed(self.plan.weeks) if w.monday < this.monday and w.monday not in eased)
        return next((w for w in full if w.phase is this.phase and not w.deload), this)

    def normal_km(self, monday: date) -> float:
        """The planned kilometres of the last week before `monday` that no rule made lighter; the baseline where the
        plan has none."""
        eased = self._eased()
        normal = (w.distance_km for w in reversed(self.plan.weeks) if w.monday < monday and w.monday not in eased)
        return next((km for km in normal if km > 0), self.plan.baseline_km_per_week)

    def held(self) -> tuple[Operations, PlanState]:
        """On the last night of a phase that may grow: the week once more, and the plan with it, because nobody moves
        on from a week that had to be eased."""
        facts = self.facts
        if not (facts.is_weekly and gates.is_last_week(facts) and gates.may_grow(facts)):
            return (), self.plan
        operations = repeat_week(self)
        return operations, apply(self.plan, operations)[0]

    def next_week(self) -> tuple[Operations, WeekState | None]:
        """The week that a weekly rule works on, and the operations that make it."""
        operations, plan = self.held()
        return operations, plan.week_of(self.night + timedelta(days=1))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def repeat_week(ground: Ground) -> Operations:
    """This week once more, and everything after it a week later."""
    return _again(ground, 1)


def repeat_to_longest(ground: Ground) -> Operations:
    """This week again until the phase is at its longest or the deadline is near: asked once, not weekly. The gate
    ends it earlier."""
    phase = ground.facts.phase
    if phase is None:
        return ()
    weeks = phase.max_weeks - phase.served
    return _again(ground, weeks if phase.spare_weeks is None else min(weeks, phase.spare_weeks))


def _again(ground: Ground, weeks: int) -> Operations:
    """So many more of this week, at its kilometres."""
    this, week = ground.this, ground.full_week()
    if this is None or week is None or weeks < 1:
        return ()
    copies = [repeated(week, this.monday + timedelta(weeks=n), ground.plan) for n in range(1, weeks + 1)]
    operations: list[Operation] = list(inserted(ground.plan, *copies))
    if this.deload:
        for copy in copies:
            operations += scaled_to(copy.runs, this.distance_km, least_km=ground.floor_km)
    return tuple(operations)


def inserted(plan: PlanState, *weeks: WeekState) -> Operations:
    """These weeks in front of the plan's weeks from their Monday on."""
    monday = weeks[0].monday
    later = any(week.monday >= monday for week in plan.weeks)
    shift = (Shift(monday, len(weeks)),) if later else ()
    return (*shift, *map(AddWeek, weeks))


def repeated(week: WeekState, monday: date, plan: PlanState) -> WeekState:
    """The same week again from `monday`; session ids follow from the old ones, so the same repeat is the same."""
    by = monday - week.monday
    taken = frozenset(s.id for s in plan.sessions())
    sessions = tuple(
        replace(
            s,
            id=_new_id(s.id, monday, taken),
            day=s.original_day + by,
            original_day=s.original_day + by,
            has_feedback=False,
        )
        for s in week.sessions
    )
    return replace(week, monday=monday, sessions=tuple(sorted(sessions, key=lambda s: (s.day, s.position, s.id))))


def _new_id(id: str, monday: date, taken: frozenset[str]) -> str:
    """An id that the plan does not have: a repeat of the same week for the same Monday may have moved on since."""
    made = str(uuid.uuid5(uuid.UUID(id), monday.isoformat()))
    return made if made not in taken else _new_id(made, monday, taken)


_LEAST_THOUSANDTHS = 300


def scaled_to(
    sessions: Iterable[SessionState], most_km: float, beside_km: float = 0.0, least_km: float = 0.0
) -> tuple[Scale, ...]:
    """These runs by one factor, so that with `beside_km` they end at or below `most_km`; none where they do. Runs that
    were reported stay, and count.

    The factor is the largest in thousandths: each run is rounded to 0.1 km, so the plain ratio may end above. Where
    that ends below `least_km`, it is the smallest that does not. A run keeps three tenths at least: less is no run.
    """
    sessions = tuple(sessions)
    runs = [session for session in sessions if session.is_run and not session.has_feedback]
    beside_km += sum(session.distance_km or 0 for session in sessions if session.is_run and session.has_feedback)
    kilometres = [session.distance_km or 0 for session in runs]
    total = sum(kilometres)
    if total <= 0 or total + beside_km <= most_km + 1e-6:
        return ()

    def scaled_km(thousandths: int) -> float:
        return sum(round(km * (thousandths / 1000), 1) for km in kilometres) + beside_km

    thousandths = max(_LEAST_THOUSANDTHS, int(1000 * (most_km - beside_km) / total))
    while thousandths > _LEAST_THOUSANDTHS and scaled_km(thousandths) > most_km + 1e-6:
        thousandths -= 1
    while thousandths < 1000 and scaled_km(thousandths) < least_km - 1e-6:
        thousandths += 1
    return (Scale(tuple(sorted(session.id for session in runs)), thousandths / 1000),) if thousandths < 1000 else ()


def unreported(plan: PlanState) -> list[SessionState]:
    return [session for session in plan.sessions() if not session.has_feedback]


def move_or_drop(plan: PlanState, session: SessionState, earliest: date) -> Operation:
    """To the first free available day of its week from `earliest` on that keeps 48 hours to other hard or
    heavy runs; out of the week where there is none (missed work is never piled up)."""
    week = plan.week_of(session.day)
    assert week is not None
    demanding = [s.day for s in plan.sessions() if (s.is_hard or s.is_heavy) and s.id != session.id]
    for n in range(7):
        day = week.monday + timedelta(days=n)
        free = day >= earliest and n in plan.available_weekdays and not any(s.loads for s in week.on(day))
        if free and all(abs((day - other).days) >= 2 for other in demanding):
            return Move(session.id, day, 0)
    return Drop(session.id)
