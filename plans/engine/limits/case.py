"""What a limit looks at: one week in its surroundings, with what every limit asks of it sorted out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plans.engine.doses import jump_contacts
from plans.engine.limits.breach import Breach, Severity, Value
from plans.engine.limits.history import History
from plans.engine.policy import PlanPolicy
from plans.engine.vocabulary import NOT_RUNNING, PhaseKind, SessionKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState

ROUNDING = 1e-6
"""Kilometres are kept in tenths; sums and shares of them are compared with this much grace."""

_PHASES = tuple(PhaseKind)


@dataclass(frozen=True, slots=True)
class Parts:
    """One week's sessions by what they load."""

    runs: tuple[SessionState, ...]
    strength: tuple[SessionState, ...]
    hard: tuple[SessionState, ...]
    demanding: tuple[SessionState, ...]
    """Hard runs and heavy long runs, in the order of their days."""
    loaded: frozenset[date]
    """Days with a run or strength: no rest days."""
    keys: frozenset[date]
    """Days with a hard or a long run."""
    contacts: tuple[int, ...]
    """Jumps of each strength session."""
    km: float
    """Planned."""
    longest_km: float

    @classmethod
    def of(cls, week: WeekState, pace_min_per_km: float) -> Parts:
        runs = tuple(s for s in week.sessions if s.kind not in NOT_RUNNING)
        strength = tuple(s for s in week.sessions if s.kind is SessionKind.STRENGTH)
        hard = tuple(s for s in runs if s.is_hard)
        kilometres = [run_km(s, pace_min_per_km) for s in runs]
        demanding = [s for s in runs if s.is_hard or s.is_heavy]
        return cls(
            runs=runs,
            strength=strength,
            hard=hard,
            demanding=tuple(sorted(demanding, key=lambda s: (s.day, s.position))),
            loaded=frozenset({s.day for s in runs} | {s.day for s in strength}),
            keys=frozenset({s.day for s in hard} | {s.day for s in runs if s.kind is SessionKind.LONG}),
            contacts=tuple(jump_contacts(s.steps) for s in strength),
            km=round(sum(sorted(kilometres)), 1),
            longest_km=max(kilometres, default=0.0),
        )


def run_km(run: SessionState, pace_min_per_km: float) -> float:
    """Planned kilometres, or its minutes at easy pace where a coach gave only those."""
    return run.duration_min / pace_min_per_km if run.distance_km is None else run.distance_km


RunsByWeek = Mapping[date, list[tuple[date, float]]]
"""Runs as far as they count, by the Monday of their week: their day and kilometres."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The whole plan, seen once for all its weeks."""

    plan: PlanState
    history: History
    policy: PlanPolicy
    automatic: bool
    parts: tuple[Parts, ...]
    best_km: tuple[float | None, ...]
    """By week: the best of the three weeks before it, as far as known (V1)."""
    known_km: Mapping[date, float]
    """By Monday, what counts of a week for those after it: the high end of what was done, or what is planned."""
    careful_km: Mapping[date, float]
    """The same with the low end: what counts where an automatic change steps up."""
    known_runs: RunsByWeek
    careful_runs: RunsByWeek

    @classmethod
    def of(cls, plan: PlanState, history: History, policy: PlanPolicy, *, automatic: bool) -> Ground:
        pace = EASY_PACE_MIN_PER_KM[plan.level]
        parts = tuple(Parts.of(week, pace) for week in plan.weeks)
        planned = {week.monday: each.km for week, each in zip(plan.weeks, parts, strict=True)}
        to_come = _to_come(plan, history, pace)
        known = {**planned, **_with(history.done_km_high, to_come)}
        careful = {**planned, **_with(history.done_km_low, to_come)}
        runs = _runs(plan, parts, history, careful=False)
        careful_runs = _runs(plan, parts, history, careful=True) if automatic else runs
        best = tuple(best_of_weeks_before(week.monday, known, policy) for week in plan.weeks)
        return cls(plan, history, policy, automatic, parts, best, known, careful, runs, careful_runs)


def best_of_weeks_before(monday: date, kilometres: Mapping[date, float], policy: PlanPolicy) -> float | None:
    """The best of the weeks looked back on, as far as known. A week of rest beside weeks of which nothing is
    known (the first week of a plan, lost to a fever) does not mean that the athlete never ran."""
    back = range(1, policy.weeks_looked_back + 1)
    known = [km for n in back if (km := kilometres.get(monday - timedelta(weeks=n))) is not None]
    best = max(known, default=None)
    return None if best == 0 and len(known) < policy.weeks_looked_back else best


def _to_come(plan: PlanState, history: History, pace: float) -> tuple[date, float] | None:
    """The week of today and the kilometres planned in it from today on."""
    if history.today is None or (week := plan.week_of(history.today)) is None:
        return None
    left = [run for run in week.runs if run.day >= history.today and not run.has_feedback]
    return week.monday, sum(sorted(run_km(run, pace) for run in left))


def _with(done: Mapping[date, float], to_come: tuple[date, float] | None) -> Mapping[date, float]:
    if to_come is None or to_come[0] not in done:
        return done
    monday, km = to_come
    return {**done, monday: round(done[monday] + km, 1)}


def _runs(plan: PlanState, parts: tuple[Parts, ...], history: History, *, careful: bool) -> RunsByWeek:
    """What was run where that was reported, and what is planned elsewhere. To be careful, what should have been run
    by now and was not reported does not count in a week of which something was."""
    pace, done = EASY_PACE_MIN_PER_KM[plan.level], history.done_runs_km
    found: dict[date, list[tuple[date, float]]] = defaultdict(list)
    for day, kilometres in done.items():
        found[day - timedelta(days=day.weekday())] += [(day, km) for km in kilometres]
    for week, each in zip(plan.weeks, parts, strict=True):
        over = history.today if careful and week.monday in history.done_km_low else None
        found[week.monday] += [
            (run.day, run_km(run, pace))
            for run in each.runs
            if not (run.day in done if run.has_feedback else over is not None and run.day < over)
        ]
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """One week of the plan, and what of its surroundings limits ask for."""

    ground: Ground
    at: int
    """Index of the week among the plan's weeks."""
    week: WeekState
    parts: Parts

    @property
    def best_km(self) -> float | None:
        return self.ground.best_km[self.at]

    @property
    def plan(self) -> PlanState:
        return self.ground.plan

    @property
    def history(self) -> History:
        return self.ground.history

    @property
    def policy(self) -> PlanPolicy:
        return self.ground.policy

    @property
    def automatic(self) -> bool:
        return self.ground.automatic

    @property
    def runs(self) -> tuple[SessionState, ...]:
        return self.parts.runs

    @property
    def km(self) -> float:
        return self.parts.km

    @property
    def pace_min_per_km(self) -> float:
        return EASY_PACE_MIN_PER_KM[self.plan.level]

    def parts_back(self, count: int) -> tuple[Parts, ...]:
        """Up to `count` weeks before this one, oldest first."""
        return self.ground.parts[max(0, self.at - count) : self.at]

    def run_km(self, run: SessionState) -> float:
        return run_km(run, self.pace_min_per_km)

    @property
    def rest_days(self) -> int:
        """Days of the week without run or strength."""
        return 7 - len(self.parts.loaded)

    @property
    def enters_phase(self) -> bool:
        """Whether this is a phase's first week; a plan's first week begins with its phase."""
        return self.at == 0 or self.plan.weeks[self.at - 1].phase is not self.week.phase

    @property
    def enters_later_phase(self) -> bool:
        before = self.plan.weeks[self.at - 1].phase if self.at else self.week.phase
        return _PHASES.index(self.week.phase) > _PHASES.index(before)

    @property
    def steps_up(self) -> bool:
        """Whether the plan asks for more than in each of the last weeks, or for a later phase."""
        before = self.parts_back(self.policy.weeks_looked_back)
        more = self.km > max((each.km for each in before), default=self.km) + ROUNDING
        longer = self.parts.longest_km > max((each.longest_km for each in before), default=0.0) + ROUNDING
        return bool(before) and (more or longer or self.enters_later_phase)

    @property
    def is_careful(self) -> bool:
        """An automatic step up stands on what was certainly run, everything else on what may have been (section 8)."""
        return self.automatic and self.steps_up

    def breach(
        self, limit: str, severity: Severity, message: str, /, *days: date, size: float = 0.0, **values: Value
    ) -> Breach:
        return Breach(limit, severity, self.week.monday, tuple(sorted(days)), message, tuple(values.items()), size)


def cases(ground: Ground) -> Iterator[Case]:
    """Every week of the plan, in order."""
    for at, (week, parts) in enumerate(zip(ground.plan.weeks, ground.parts, strict=True)):
        yield Case(ground, at, week, parts)


def firm(is_hard: bool) -> Severity:
    return Severity.HARD if is_hard else Severity.SOFT
