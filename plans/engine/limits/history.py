"""What limits know besides the plan: what was run, how the athlete is, and when they last said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import Symptoms


@dataclass(frozen=True, slots=True)
class Setback:
    """The latest illness or injury, and how running comes back after it (V12).

    `days`: from `first_day` to the last day with a symptom, both counted. The first week back are the 7 days from
    `back_from`; it has at most `week_share` of the last normal week. From `hard_from` on there may be hard running.
    """

    first_day: date
    days: int
    back_from: date
    week_share: float
    hard_from: date

    @classmethod
    def of(cls, symptoms: Symptoms, day: date, policy: DecisionPolicy) -> Setback:
        """From the symptoms as they are told of on `day`. While there is no log without one, the first week back
        begins tomorrow at the earliest."""
        last = day - timedelta(days=symptoms.ago)
        clear = day - timedelta(days=symptoms.clear_ago or 0)
        return cls(
            first_day=last - timedelta(days=symptoms.days - 1),
            days=symptoms.days,
            back_from=clear + timedelta(days=1),
            week_share=max(policy.return_week_least, 1 - policy.return_week_per_day * symptoms.days),
            hard_from=last + timedelta(days=min(symptoms.days, policy.return_hard_max_days) + 1),
        )

    @property
    def back_until(self) -> date:
        """The last day of the first week back."""
        return self.back_from + timedelta(days=6)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the running before and during the plan; what is not known is not made up.

    `done_km_low` and `done_km_high` map Mondays to kilometres: what was reported, and with what was planned and not
    reported (section 8). They have the same Mondays: those of weeks of which something was reported, because silence
    is not 0 km. Of the week of `today` they hold the days that are over, and today's runs once they are reported.
    `done_runs_km` has the kilometres of every run that was reported, by day; a day of which rest was reported is
    there without a run. `longest_run_km` is the longest run of the 30 days before the plan; 0 says there was none.

    `low_days` are days known to be amber or red. `days_without_log`: whole days since the last log, where they are
    too many for a step up (V14); None where they are not.
    """

    baseline_km_per_week: float
    done_km_low: Mapping[date, float] = field(default_factory=dict)
    done_km_high: Mapping[date, float] = field(default_factory=dict)
    done_runs_km: Mapping[date, tuple[float, ...]] = field(default_factory=dict)
    longest_run_km: float | None = None
    today: date | None = None
    """The athlete's local day on which this is known; without it every week that was reported on is over."""
    low_days: frozenset[date] = frozenset()
    setback: Setback | None = None
    days_without_log: int | None = None
