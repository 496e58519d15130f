"""Limits on kilometres: V1 steps between weeks, V2 and V3 the longest run, V7 easier weeks, V13 the floor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from plans.engine.limits.breach import Breach, Severity
from plans.engine.limits.case import ROUNDING, Case, best_of_weeks_before, firm
from plans.engine.week import SessionState


def week_step(case: Case) -> Iterator[Breach]:
    """V1: soft above the step that the last weeks carry, hard above 30 %. Before anything is known of the
    athlete's weeks, the first one is held against the baseline."""
    km, policy, baseline = case.km, case.policy, case.history.baseline_km_per_week
    best = case.best_km
    if case.is_careful:
        best = best_of_weeks_before(case.week.monday, case.ground.careful_km, policy)
    if best is None:
        if km > baseline + ROUNDING:
            severity = firm(km > policy.week_step_never(baseline) + ROUNDING)
            yield case.breach("V1", severity, "v1.first", size=km, km=km, limit=round(baseline, 1))
        return
    limit = policy.week_step(best, baseline)
    if km > limit + ROUNDING:
        severity = firm(km > policy.week_step_never(best) + ROUNDING)
        weeks = policy.weeks_looked_back
        yield case.breach("V1", severity, "v1.step", size=km, km=km, best=best, weeks=weeks, limit=round(limit, 1))


def longest_run(case: Case) -> Iterator[Breach]:
    """V2: each run that is still to be reported against the longest of the 30 days before it. In the first 30 days
    of a plan the runs before it count too; where they are not known, nothing is said."""
    window, monday = case.policy.longest_run_days, case.week.monday
    start, before = case.plan.weeks[0].monday, case.history.longest_run_km
    runs = case.ground.careful_runs if case.is_careful else case.ground.known_runs
    weeks = [runs.get(monday - timedelta(weeks=n), ()) for n in range(window // 7 + 2)]
    # What every run of the week may be, whatever its weekday, is looked at first.
    sure = max((km for each in weeks[1 : window // 7] for _, km in each), default=-1.0)
    for run in case.runs:
        oldest = run.day - timedelta(days=window)
        if run.has_feedback or (oldest < start and before is None) or case.run_km(run) <= sure:
            continue
        longest = max((km for each in weeks for day, km in each if oldest <= day < run.day), default=0.0)
        if oldest < start:
            longest = max(longest, before or 0.0)
        yield from _against(case, run, longest)


def _against(case: Case, run: SessionState, longest: float) -> Iterator[Breach]:
    policy, window, km = case.policy, case.policy.longest_run_days, case.run_km(run)
    if longest == 0:
        limit, minutes = policy.first_run_max_min, run.duration_min
        if minutes > limit:
            severity = firm(minutes > limit * policy.longest_run_never_ratio)
            yield case.breach(
                "V2", severity, "v2.first", run.day, size=km, minutes=minutes, window=window, limit=limit
            )  # fmt: skip
        return
    limit_km = policy.longest_run_step(longest, policy.longest_run_ratio)
    if km > limit_km + ROUNDING:
        never = policy.longest_run_step(longest, policy.longest_run_never_ratio)
        yield case.breach(
            "V2", firm(km > never + ROUNDING), "v2.longest", run.day, size=km,
            km=round(km, 1), limit=round(limit_km, 1), longest=round(longest, 1), window=window,
        )  # fmt: skip


def share_of_longest(case: Case) -> Iterator[Breach]:
    """V3: the longest run as a share of the week, and in minutes. Soft."""
    runs, policy = case.runs, case.policy
    most_min = policy.longest_min(case.plan.level)
    for run in runs:
        if run.duration_min > most_min:
            yield case.breach(
                "V3",
                Severity.SOFT,
                "v3.minutes",
                run.day,
                size=run.duration_min,
                minutes=run.duration_min,
                limit=most_min,
            )
    share = policy.longest_share(len(runs))
    if share is None:
        return
    longest = max(runs, key=lambda run: (case.run_km(run), run.day))
    if case.run_km(longest) > share * case.km + ROUNDING:
        percent = round(100 * case.run_km(longest) / case.km, 1)
        yield case.breach(
            "V3", Severity.SOFT, "v3.share", longest.day, size=percent,
            percent=f"{percent:g}", limit=f"{100 * share:g}", runs=len(runs),
        )  # fmt: skip


def easier_weeks(case: Case) -> Iterator[Breach]:
    """V7: after three rising weeks above half the baseline one is easier, and an easier week is. Soft."""
    policy, best = case.policy, case.best_km
    rising = _rising_weeks(case)
    if rising > policy.rising_weeks:
        yield case.breach("V7", Severity.SOFT, "v7.rising", size=rising, rising=rising, limit=policy.rising_weeks)
    if not case.week.deload:
        return
    above = case.km > policy.deload_above_share * case.history.baseline_km_per_week
    if above and best is not None and case.km > policy.deload_share * best + ROUNDING:
        limit = round(policy.deload_share * best, 1)
        yield case.breach("V7", Severity.SOFT, "v7.deload", size=case.km, km=case.km, limit=limit)
    hard = [run.day for run in case.parts.hard]
    if hard:
        yield case.breach("V7", Severity.SOFT, "v7.hard", *hard)


def _rising_weeks(case: Case) -> int:
    """How many weeks rose since the last easier one, this one included; 0 when this week does not rise."""
    policy, ground, rising = case.policy, case.ground, 0
    for at in range(case.at, -1, -1):
        monday = case.plan.weeks[at].monday
        km = case.km if at == case.at else ground.known_km[monday]
        best = ground.best_km[at]
        easier = best is not None and km <= policy.deload_share * best + ROUNDING
        if easier or km <= policy.deload_above_share * case.history.baseline_km_per_week:
            break
        rises = best is None or km > best + ROUNDING
        if at == case.at and not rises:
            return 0
        rising += rises
    return rising


def floor(case: Case) -> Iterator[Breach]:
    """V13: below 0.30 of the baseline, or with fewer than two runs, the base goes, unless the athlete is ill or
    hurt. Soft; hard for an automatic change."""
    policy, runs, km = case.policy, len(case.runs), case.km
    setback, severity = case.history.setback, firm(case.automatic)
    if setback is not None and setback.first_day <= case.week.sunday and case.week.monday <= setback.back_until:
        return
    least = policy.floor_share * case.history.baseline_km_per_week
    if km < least - ROUNDING:
        yield case.breach("V13", severity, "v13.volume", size=-km, km=km, limit=round(least, 1))
    if runs < policy.floor_runs:
        yield case.breach("V13", severity, "v13.runs", size=-runs, runs=runs, limit=policy.floor_runs)
