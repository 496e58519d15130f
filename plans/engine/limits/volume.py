"""Limits on kilometres: V1 steps between weeks, V2 and V3 the longest run, V7 easier weeks, V13 the floor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from plans.engine.limits.breach import ROUNDING, Breach, Case, Severity
from plans.engine.week import SessionState


def week_step(case: Case) -> Iterator[Breach]:
    """V1: soft above the step that the last weeks carry, hard above 30 %. Before anything is known of the
    athlete's weeks, the first one is held against the baseline."""
    km, policy, baseline = case.km, case.policy, case.history.baseline_km_per_week
    best = case.best_km
    if best is None:
        if km > baseline + ROUNDING:
            never = policy.week_step_never(baseline)
            severity = _firm(km > never + ROUNDING)
            yield case.breach("V1", severity, "v1.first", km=km, limit=round(baseline, 1))
        return
    limit = policy.week_step(best, baseline)
    if km > limit + ROUNDING:
        severity = _firm(km > policy.week_step_never(best) + ROUNDING)
        weeks = policy.weeks_looked_back
        yield case.breach("V1", severity, "v1.step", km=km, best=best, weeks=weeks, limit=round(limit, 1))


def longest_run(case: Case) -> Iterator[Breach]:
    """V2: each run against the longest of the 30 days before it. In the first 30 days of a plan the runs
    before it count too; where they are not known, nothing is said."""
    window = case.policy.longest_run_days
    start = case.plan.weeks[0].monday
    before = case.history.longest_run_km
    weeks = case.runs_by_week[max(0, case.at - window // 7 - 1) : case.at + 1]
    recent = [(run.day, case.run_km(run)) for runs in weeks for run in runs]
    for run in case.runs:
        oldest = run.day - timedelta(days=window)
        if oldest < start and before is None:
            continue
        longest = max((km for day, km in recent if oldest <= day < run.day), default=0.0)
        if oldest < start:
            longest = max(longest, before or 0.0)
        yield from _against(case, run, longest)


def _against(case: Case, run: SessionState, longest: float) -> Iterator[Breach]:
    policy, window, km = case.policy, case.policy.longest_run_days, case.run_km(run)
    if longest == 0:
        limit = policy.first_run_max_min
        if run.duration_min > limit:
            severity = _firm(run.duration_min > limit * policy.longest_run_never_ratio)
            yield case.breach("V2", severity, "v2.first", run.day, minutes=run.duration_min, window=window, limit=limit)
        return
    limit_km = policy.longest_run_step(longest, policy.longest_run_ratio)
    if km > limit_km + ROUNDING:
        never = policy.longest_run_step(longest, policy.longest_run_never_ratio)
        yield case.breach(
            "V2", _firm(km > never + ROUNDING), "v2.longest", run.day,
            km=round(km, 1), limit=round(limit_km, 1), longest=round(longest, 1), window=window,
        )  # fmt: skip


def share_of_longest(case: Case) -> Iterator[Breach]:
    """V3: the longest run as a share of the week, and in minutes. Soft."""
    runs, policy = case.runs, case.policy
    most_min = policy.longest_min(case.plan.level)
    for run in runs:
        if run.duration_min > most_min:
            yield case.breach("V3", Severity.SOFT, "v3.minutes", run.day, minutes=run.duration_min, limit=most_min)
    share = policy.longest_share(len(runs))
    if share is None:
        return
    longest = max(runs, key=case.run_km)
    if case.run_km(longest) > share * case.km + ROUNDING:
        percent = round(100 * case.run_km(longest) / case.km, 1)
        yield case.breach(
            "V3", Severity.SOFT, "v3.share", longest.day,
            percent=f"{percent:g}", limit=f"{100 * share:g}", runs=len(runs),
        )  # fmt: skip


def easier_weeks(case: Case) -> Iterator[Breach]:
    """V7: after three rising weeks above half the baseline one is easier, and an easier week is. Soft."""
    policy, best = case.policy, case.best_km
    rising = _rising_weeks(case)
    if rising > policy.rising_weeks:
        yield case.breach("V7", Severity.SOFT, "v7.rising", rising=rising, limit=policy.rising_weeks)
    if not case.week.deload:
        return
    above = case.km > policy.deload_above_share * case.history.baseline_km_per_week
    if above and best is not None and case.km > policy.deload_share * best + ROUNDING:
        limit = round(policy.deload_share * best, 1)
        yield case.breach("V7", Severity.SOFT, "v7.deload", km=case.km, limit=limit)
    hard = [run.day for run in case.runs if run.is_hard]
    if hard:
        yield case.breach("V7", Severity.SOFT, "v7.hard", *hard)


def _rising_weeks(case: Case) -> int:
    """How many weeks rose since the last easier one, this one included; 0 when this week does not rise."""
    policy, rising = case.policy, 0
    for at in range(case.at, -1, -1):
        km, best = case.km_by_week[at], case.best_km_before[at]
        easier = best is not None and km <= policy.deload_share * best + ROUNDING
        if easier or km <= policy.deload_above_share * case.history.baseline_km_per_week:
            break
        rises = best is None or km > best + ROUNDING
        if at == case.at and not rises:
            return 0
        rising += rises
    return rising


def floor(case: Case) -> Iterator[Breach]:
    """V13: below 0.30 of the baseline, or with fewer than two runs, the base goes. Soft."""
    policy, runs, km = case.policy, len(case.runs), case.km
    least = policy.floor_share * case.history.baseline_km_per_week
    if km < least - ROUNDING:
        yield case.breach("V13", Severity.SOFT, "v13.volume", km=km, limit=round(least, 1))
    if runs < policy.floor_runs:
        yield case.breach("V13", Severity.SOFT, "v13.runs", runs=runs, limit=policy.floor_runs)


def _firm(is_hard: bool) -> Severity:
    return Severity.HARD if is_hard else Severity.SOFT
