"""What a change touches, and whether two changes that did not know of each other may both stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine.applying import apply
from plans.engine.operations import Operation
from plans.engine.week import PlanState, WeekState


@dataclass(frozen=True, slots=True)
class Touched:
    """The sessions that differ, and the days they were and are on; of a week that itself differs all days."""

    sessions: frozenset[str]
    days: frozenset[date]

    def meets(self, other: Touched) -> bool:
        """Whether both touch a session or a day: then one would be made without knowing of the other."""
        return bool(self.sessions & other.sessions or self.days & other.days)


def touched(before: PlanState, after: PlanState) -> Touched:
    old, new = ({s.id: s for s in state.sessions()} for state in (before, after))
    sessions = {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
    days = {session.day for id in sessions for session in (old.get(id), new.get(id)) if session}
    old_weeks, new_weeks = ({w.monday: _frame(w) for w in state.weeks} for state in (before, after))
    for monday in old_weeks.keys() | new_weeks.keys():
        if old_weeks.get(monday) != new_weeks.get(monday):
            days |= {monday + timedelta(days=n) for n in range(7)}
    return Touched(frozenset(sessions), frozenset(days))


def touched_by(plan: PlanState, inverses: Iterable[Iterable[Operation]]) -> list[Touched]:
    """What each of the last changes of this plan touched, the newest first, from their inverses in that order.

    What was reported since is looked through: it changes no plan.
    """
    found, after = [], _without_reports(plan)
    for inverse in inverses:
        before, _ = apply(after, tuple(inverse))
        found.append(touched(before, after))
        after = before
    return found


def _frame(week: WeekState) -> WeekState:
    return replace(week, sessions=())


def _without_reports(plan: PlanState) -> PlanState:
    weeks = (replace(w, sessions=tuple(replace(s, has_feedback=False) for s in w.sessions)) for w in plan.weeks)
    return replace(plan, weeks=tuple(weeks))
