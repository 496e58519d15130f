"""What a limit looks at (`Case`) and what it says (`Breach`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.policy import PlanPolicy
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState

Value = float | int | str

ROUNDING = 1e-6
"""Kilometres are kept in tenths; sums and shares of them are compared with this much grace."""

SENTENCES: dict[str, str] = {
    "v1.step": "{km:g} km after at most {best:g} km in the last {weeks} weeks: up to {limit:g} km is a step.",
    "v1.first": "{km:g} km in the first week: it stays at or below the usual {limit:g} km a week.",
    "v2.longest": "{km:g} km on {days}, the longest of {window} days was {longest:g} km: up to {limit:g} km.",
    "v2.first": "Run of {minutes} min on {days} after {window} days without a run: up to {limit} min.",
    "v3.share": "Longest run on {days} is {percent} % of the week: up to {limit} % with {runs} runs.",
    "v3.minutes": "Run of {minutes} min on {days}: up to {limit} min at this level.",
    "v4.same_day": "Two hard sessions on {days}: one hard day is one session.",
    "v4.hard_days": "Hard on {days}: at least {hours} hours between hard days.",
    "v4.with_long": "Hard or over {heavy_min} min long on {days}: at least {hours} hours between them.",
    "v4.hard_count": "{hard} hard sessions this week: up to {limit} in this phase at this level.",
    "v4.moderate_count": "{moderate} moderate sessions this week: up to {limit} in this phase.",
    "v5.spacing": "Strength on {days}: at least {hours} hours between strength sessions.",
    "v5.before_key": "Strength on {days}: not on the day before a hard or long run.",
    "v5.before_run": "Strength on {days} comes before the run: the run first, strength 6 hours later.",
    "v5.first_weeks": "Strength at effort {rpe} on {days}: up to {limit} in the first {weeks} weeks.",
    "v6.rest_days": "{rest} rest days this week: at least {limit}.",
    "v6.streak": "No rest day in the {streak} days up to {days}: at most {limit} days in a row.",
    "v7.rising": "Rising for {rising} weeks: after {limit} an easier week is due.",
    "v7.deload": "{km:g} km in an easier week: up to {limit:g} km.",
    "v7.hard": "Hard on {days} in an easier week: it stays easy.",
    "v8.together": "Kilometres and hard running rise in the same week: one at a time.",
    "v9.easy": "{percent} % of the kilometres are easy: at least {limit} % in this phase.",
    "v10.share": "{percent} % of the kilometres are fast: up to {limit} %.",
    "v10.session": "{km:g} km fast on {days}: up to {limit:g} km in one session.",
    "v10.rest": "Rest of {rest} s after {work} s of fast running on {days}: at least {limit} s.",
    "v10.effort": "Fast running at effort {rpe} on {days}: up to {limit}, relaxed.",
    "v11.jumps": "{contacts} jumps on {days}: up to {limit}.",
    "v13.volume": "{km:g} km is little: at least {limit:g} km keep the base.",
    "v13.runs": "{runs} runs this week: at least {limit} keep the base.",
    "v15.rest_days": "{rest} rest days this week: at least {limit} under 18.",
    "a1.day": "{days} is not among the available days.",
}
"""Whole sentences with named places, to be translated as they stand; `days` is filled from the breach."""

_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Severity(StrEnum):
    """Soft: passed with a coach's note. Hard: never passed."""

    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Breach:
    """One limit that a week goes past: which, how firmly, where, and the numbers of its sentence."""

    limit: str
    severity: Severity
    week: date
    """The Monday of the week."""
    days: tuple[date, ...]
    message: str
    values: tuple[tuple[str, Value], ...]

    @property
    def sentence(self) -> str:
        return self.say()

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for a coach; `translate` is the caller's gettext."""
        names = [translate(_DAY_NAMES[day.weekday()]) for day in self.days]
        days = "".join(names[-1:])
        if len(names) > 1:
            days = translate("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
        return translate(SENTENCES[self.message]).format(**dict(self.values), days=days)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the running before and during the plan; what is not known is not made up.

    `done_km` maps Mondays to kilometres done and counts instead of what was planned for such a week.
    `longest_run_km` is the longest run of the 30 days before the plan; 0 says that there was none.
    """

    baseline_km_per_week: float
    done_km: Mapping[date, float] = field(default_factory=dict)
    longest_run_km: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One week of a plan in its surroundings; what is asked of every week is counted once for all."""

    plan: PlanState
    history: History
    policy: PlanPolicy
    at: int
    """Index of the week among the plan's weeks."""
    runs_by_week: tuple[tuple[SessionState, ...], ...]
    km_by_week: tuple[float, ...]
    best_km_before: tuple[float | None, ...]
    """By week: the best of the three weeks before it, as far as known (V1)."""

    @property
    def week(self) -> WeekState:
        return self.plan.weeks[self.at]

    @property
    def runs(self) -> tuple[SessionState, ...]:
        return self.runs_by_week[self.at]

    @property
    def km(self) -> float:
        return self.km_by_week[self.at]

    @property
    def best_km(self) -> float | None:
        return self.best_km_before[self.at]

    @property
    def pace_min_per_km(self) -> float:
        return EASY_PACE_MIN_PER_KM[self.plan.level]

    def weeks_back(self, count: int) -> tuple[WeekState, ...]:
        """Up to `count` weeks before this one, oldest first."""
        return self.plan.weeks[max(0, self.at - count) : self.at]

    def run_km(self, run: SessionState) -> float:
        """Planned kilometres, or its minutes at easy pace where a coach gave only those."""
        return run.duration_min / self.pace_min_per_km if run.distance_km is None else run.distance_km

    def rest_days(self) -> int:
        """Days of the week without run or strength."""
        return 7 - len({s.day for s in self.week.sessions if s.loads})

    def breach(self, limit: str, severity: Severity, message: str, /, *days: date, **values: Value) -> Breach:
        return Breach(limit, severity, self.week.monday, days, message, tuple(values.items()))


def _best(kilometres: list[float | None]) -> float | None:
    """The best of the weeks looked back on, as far as known. A week of rest beside weeks of which nothing is known
    (the first week of a plan, lost to a fever) does not mean that the athlete never ran."""
    known = [km for km in kilometres if km is not None]
    best = max(known, default=None)
    return None if best == 0 and len(known) < len(kilometres) else best


def cases(plan: PlanState, history: History, policy: PlanPolicy) -> Iterator[Case]:
    """Every week of the plan, in order."""
    pace = EASY_PACE_MIN_PER_KM[plan.level]
    runs = tuple(week.runs for week in plan.weeks)
    kilometres = tuple(
        round(sum(r.duration_min / pace if r.distance_km is None else r.distance_km for r in each), 1) for each in runs
    )
    mondays = [week.monday for week in plan.weeks]
    known = {**dict(zip(mondays, kilometres, strict=True)), **history.done_km}
    back = [timedelta(weeks=n) for n in range(1, policy.weeks_looked_back + 1)]
    best = tuple(_best([known.get(monday - by) for by in back]) for monday in mondays)
    for at in range(len(plan.weeks)):
        yield Case(plan, history, policy, at, runs, kilometres, best)
