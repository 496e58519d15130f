"""Limits on intensity: V8 one rise at a time, V9 easy kilometres, V10 fast running, V11 jumps. All soft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plans.engine.doses import work_of
from plans.engine.limits.breach import Breach, Severity
from plans.engine.limits.case import ROUNDING, Case, Parts
from plans.engine.vocabulary import PhaseKind
from plans.engine.week import MODERATE_RPE, SessionState

_EXERCISE = re.compile(r"(?P<name>.+?) \d+ x \d")


def one_rise_at_a_time(case: Case) -> Iterator[Breach]:
    """V8: of kilometres (more than 5 % and 1 km above the last three weeks), hard running (more sessions, or a higher
    effort) and new strength only one rises in a week. A phase begins with its own lifts: in its first week they may
    stand beside one of the two others."""
    best, policy = case.best_km, case.policy
    before = case.parts_back(policy.weeks_looked_back)
    if best is None or not before:
        return
    more_km = case.km > max(policy.volume_rise_ratio * best, best + policy.volume_rise_free_km) + ROUNDING
    count, effort = _hard_running(case.parts)
    counts, efforts = zip(*map(_hard_running, before), strict=True)
    harder = count > max(counts) or effort > max(efforts)
    if more_km and harder:
        yield case.breach("V8", Severity.SOFT, "v8.together")
    elif (more_km or harder) and not case.enters_phase:
        yield from _new_strength(case)


def _hard_running(parts: Parts) -> tuple[int, int]:
    return len(parts.hard), max((run.rpe for run in parts.hard), default=0)


def _new_strength(case: Case) -> Iterator[Breach]:
    """Exercises that the plan did not have before, in sessions above the effort at which strength begins."""
    sessions = [s for s in case.parts.strength if s.rpe > case.policy.first_strength_max_rpe]
    known = {name for parts in case.ground.parts[: case.at] for s in parts.strength for name in _exercises(s.steps)}
    new = [(s.day, names) for s in sessions if (names := _exercises(s.steps) - known)]
    if new:
        days = {day for day, _ in new}
        exercises = ", ".join(sorted({name for _, names in new for name in names}))
        yield case.breach("V8", Severity.SOFT, "v8.strength", *days, exercises=exercises)


@lru_cache(maxsize=1024)
def _exercises(steps: tuple[str, ...]) -> frozenset[str]:
    """The names of the exercises in a strength session ("Squat or deadlift 3 x 4-6")."""
    return frozenset(found["name"] for step in steps if (found := _EXERCISE.match(step)))


def easy_share(case: Case) -> Iterator[Breach]:
    """V9: the share of easy kilometres. Work at RPE 5 or more is not easy; what is around it is."""
    least = case.policy.easy_share(case.week.phase)
    work = [_work_km(case, run, case.pace_min_per_km) for run in case.runs if run.rpe >= MODERATE_RPE]
    work_km = sum(sorted(work))
    if case.km and 1 - work_km / case.km < least - ROUNDING:
        percent = int(1000 * (1 - work_km / case.km)) / 10
        yield case.breach(
            "V9", Severity.SOFT, "v9.easy", size=-percent, percent=f"{percent:g}", limit=f"{100 * least:g}"
        )  # fmt: skip


def fast_running(case: Case) -> Iterator[Breach]:
    """V10: in light potency fast running is short, rare and well rested."""
    if case.week.phase is not PhaseKind.POTENCY:
        return
    policy = case.policy
    pace = case.pace_min_per_km * policy.fast_pace_ratio
    hard = case.parts.hard
    fast_km = {run.id: _work_km(case, run, pace) for run in hard}
    all_fast_km = sum(sorted(fast_km.values()))
    if all_fast_km > policy.fast_share * case.km + ROUNDING:
        percent = round(100 * all_fast_km / case.km, 1)
        yield case.breach(
            "V10", Severity.SOFT, "v10.share", *(run.day for run in hard), size=percent,
            percent=f"{percent:g}", limit=f"{100 * policy.fast_share:g}",
        )  # fmt: skip
    for run in hard:
        if fast_km[run.id] > policy.fast_km_per_session + ROUNDING:
            km = round(fast_km[run.id], 2)
            yield case.breach(
                "V10", Severity.SOFT, "v10.session", run.day, size=km, km=km, limit=policy.fast_km_per_session
            )  # fmt: skip
        if run.rpe > policy.fast_max_rpe:
            yield case.breach(
                "V10", Severity.SOFT, "v10.effort", run.day, size=run.rpe, rpe=run.rpe, limit=policy.fast_max_rpe
            )  # fmt: skip
        yield from _rests(case, run)


def _rests(case: Case, run: SessionState) -> Iterator[Breach]:
    """Work to rest 1:2, where both are written in time; a rest in metres is walked, and long enough."""
    for work, rest in work_of(run.steps):
        if work.times == 1 or rest is None or "m" in (work.unit, rest.unit):
            continue
        work_s, rest_s = (round(60 * dose.minutes(0) / dose.times) for dose in (work, rest))
        least = round(case.policy.fast_rest_ratio * work_s)
        if rest_s < least:
            yield case.breach(
                "V10", Severity.SOFT, "v10.rest", run.day, size=-rest_s, rest=rest_s, work=work_s, limit=least
            )  # fmt: skip


def _work_km(case: Case, run: SessionState, pace_min_per_km: float) -> float:
    """The kilometres of the doses in a run's steps; of a demanding run without any, all of them."""
    doses = work_of(run.steps)
    if not doses:
        return case.run_km(run)
    return min(case.run_km(run), sum(dose.minutes(pace_min_per_km) for dose, _ in doses) / pace_min_per_km)


def jumps(case: Case) -> Iterator[Breach]:
    """V11: ground contacts of a strength session, fewer in the first two weeks with jumps; none on an amber or red
    day."""
    policy, sessions = case.policy, case.parts.strength
    if not any(case.parts.contacts):
        return
    earlier = sum(any(parts.contacts) for parts in case.ground.parts[: case.at])
    most = policy.first_jump_contacts if earlier < policy.first_strength_weeks else policy.jump_contacts
    for session, contacts in zip(sessions, case.parts.contacts, strict=True):
        if contacts > most:
            yield case.breach(
                "V11", Severity.SOFT, "v11.jumps", session.day, size=contacts, contacts=contacts, limit=most
            )  # fmt: skip
        if contacts and session.day in case.history.low_days and not session.has_feedback:
            yield case.breach("V11", Severity.SOFT, "v11.low_day", session.day)
