"""Limits on intensity: V8 one rise at a time, V9 easy kilometres, V10 fast running, V11 jumps. All soft."""

from __future__ import annotations

from collections.abc import Iterator

from plans.engine.doses import jump_contacts, work_of
from plans.engine.limits.breach import ROUNDING, Breach, Case, Severity
from plans.engine.vocabulary import PhaseKind
from plans.engine.week import MODERATE_RPE, SessionState, WeekState


def one_rise_at_a_time(case: Case) -> Iterator[Breach]:
    """V8: kilometres (by more than 5 % and 1 km) and hard running (more sessions, or a higher effort) do not
    both rise above the last three weeks."""
    best, policy = case.best_km, case.policy
    before = case.weeks_back(policy.weeks_looked_back)
    if best is None or not before:
        return
    more_km = case.km > max(policy.volume_rise_ratio * best, best + policy.volume_rise_free_km) + ROUNDING
    count, effort = _hard_running(case.week)
    counts, efforts = zip(*map(_hard_running, before), strict=True)
    if more_km and (count > max(counts) or effort > max(efforts)):
        yield case.breach("V8", Severity.SOFT, "v8.together")


def _hard_running(week: WeekState) -> tuple[int, int]:
    hard = [run.rpe for run in week.runs if run.is_hard]
    return len(hard), max(hard, default=0)


def easy_share(case: Case) -> Iterator[Breach]:
    """V9: the share of easy kilometres. Work at RPE 5 or more is not easy; what is around it is."""
    least = case.policy.easy_share(case.week.phase)
    work_km = sum(_work_km(case, run, case.pace_min_per_km) for run in case.runs if run.rpe >= MODERATE_RPE)
    if case.km and 1 - work_km / case.km < least - ROUNDING:
        percent = int(1000 * (1 - work_km / case.km)) / 10
        yield case.breach("V9", Severity.SOFT, "v9.easy", percent=f"{percent:g}", limit=f"{100 * least:g}")


def fast_running(case: Case) -> Iterator[Breach]:
    """V10: in light potency fast running is short, rare and well rested."""
    if case.week.phase is not PhaseKind.POTENCY:
        return
    policy = case.policy
    pace = case.pace_min_per_km * policy.fast_pace_ratio
    hard = [run for run in case.runs if run.is_hard]
    fast_km = {run.id: _work_km(case, run, pace) for run in hard}
    if sum(fast_km.values()) > policy.fast_share * case.km + ROUNDING:
        percent = round(100 * sum(fast_km.values()) / case.km, 1)
        yield case.breach(
            "V10", Severity.SOFT, "v10.share", *(run.day for run in hard),
            percent=f"{percent:g}", limit=f"{100 * policy.fast_share:g}",
        )  # fmt: skip
    for run in hard:
        if fast_km[run.id] > policy.fast_km_per_session + ROUNDING:
            km = round(fast_km[run.id], 2)
            yield case.breach("V10", Severity.SOFT, "v10.session", run.day, km=km, limit=policy.fast_km_per_session)
        if run.rpe > policy.fast_max_rpe:
            yield case.breach("V10", Severity.SOFT, "v10.effort", run.day, rpe=run.rpe, limit=policy.fast_max_rpe)
        yield from _rests(case, run)


def _rests(case: Case, run: SessionState) -> Iterator[Breach]:
    """Work to rest 1:2, where both are written in time; a rest in metres is walked, and long enough."""
    for work, rest in work_of(run.steps):
        if work.times == 1 or rest is None or "m" in (work.unit, rest.unit):
            continue
        work_s, rest_s = (round(60 * dose.minutes(0) / dose.times) for dose in (work, rest))
        least = round(case.policy.fast_rest_ratio * work_s)
        if rest_s < least:
            yield case.breach("V10", Severity.SOFT, "v10.rest", run.day, rest=rest_s, work=work_s, limit=least)


def _work_km(case: Case, run: SessionState, pace_min_per_km: float) -> float:
    """The kilometres of the doses in a run's steps; of a demanding run without any, all of them."""
    doses = work_of(run.steps)
    if not doses:
        return case.run_km(run)
    return min(case.run_km(run), sum(dose.minutes(pace_min_per_km) for dose, _ in doses) / pace_min_per_km)


def jumps(case: Case) -> Iterator[Breach]:
    """V11: ground contacts of a strength session, fewer in the first two weeks with jumps."""
    policy = case.policy
    sessions = [(s.day, jump_contacts(s.steps)) for s in case.week.sessions if s.is_strength]
    if not any(contacts for _, contacts in sessions):
        return
    earlier = sum(any(jump_contacts(s.steps) for s in w.sessions) for w in case.plan.weeks[: case.at])
    most = policy.first_jump_contacts if earlier < policy.first_strength_weeks else policy.jump_contacts
    for day, contacts in sessions:
        if contacts > most:
            yield case.breach("V11", Severity.SOFT, "v11.jumps", day, contacts=contacts, limit=most)
