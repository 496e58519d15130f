"""What it would take to meet one condition of a gate: the smallest edit of the facts, and how it is said.

Each edit is found by arithmetic on the number that the condition looks at. Where nothing small and certain would
meet it, there is no edit, and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plans.engine import gates
from plans.engine.decision import Reason, Value
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import DayFact, NightFacts, WorkFacts
from plans.engine.gates import Check
from readiness.engine.vocabulary import Status

GREEN = DayFact(Status.GREEN, "S8")


@dataclass(frozen=True, slots=True)
class Edit:
    """The facts as they would have been, and the sentence that says so."""

    reason: Reason
    facts: NightFacts


def edit(message: str, facts: NightFacts, **values: Value) -> Edit:
    return Edit(Reason(f"otherwise.{message}", tuple(values.items())), facts)


def to_open(missing: Sequence[Check], facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    """What would have opened the gate: one edit where one condition is missing, otherwise all of them together."""
    edits = []
    edited = facts
    for check in missing:
        find = EDITS.get(check.message)
        made = find(check, edited, policy) if find else None
        if made is None:
            return None
        edits.append(made)
        edited = made.facts
    return edits[0] if len(edits) == 1 else edit("gate.all", edited, n=len(edits))


def fewer_flagged(facts: NightFacts, window: int, count: int) -> NightFacts:
    """The same with so many of the flagged days of the window green instead, the oldest first."""
    first = max(0, len(facts.days) - window)
    flagged = [at for at in range(first, len(facts.days)) if facts.days[at].flagged][:count]
    return with_days(facts, dict.fromkeys(flagged, GREEN))


def with_days(facts: NightFacts, changed: dict[int, DayFact]) -> NightFacts:
    """The same with other days at these places."""
    return replace(facts, days=tuple(changed.get(at, day) for at, day in enumerate(facts.days)))


def _calm_share(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    for fewer in range(1, policy.calm_window_days + 1):
        # A flagged day before the window may be carried into it.
        edited = fewer_flagged(facts, policy.calm_window_days, fewer)
        if _is_met(check, edited, policy):
            return edit("gate.calm_share", edited, n=fewer)
    return None


def _no_red(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    first = len(facts.days) - policy.calm_no_red_days - policy.carried_status_days
    red = {at: GREEN for at, day in enumerate(facts.days) if at >= first and day.status is Status.RED}
    return edit("gate.no_red", with_days(facts, red), days=policy.calm_no_red_days)


def _no_pair(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    return edit("gate.no_pair", replace(facts, pair_days_ago=None), days=policy.calm_no_pair_days)


def _healthy(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    well = replace(facts, ill=False, pain=min(facts.pain, policy.open_pain - 1))
    return edit("gate.healthy", well, limit=policy.open_pain)


def _no_recent_change(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    for days in range(1, policy.cooldown_after_illness_days + 1):
        earlier = tuple(replace(each, ago=each.ago + days) for each in facts.recent)
        edited = replace(facts, recent=earlier)
        if _is_met(check, edited, policy):
            return edit("gate.no_recent_change", edited, n=days)
    return None


def _weeks_served(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    assert facts.phase is not None  # it stands before its gate
    phase = facts.phase
    later = replace(facts, phase=replace(phase, served=phase.min_weeks))
    return edit("gate.weeks_served", later, n=phase.min_weeks - phase.served)


def _seen_lately(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    return edit("gate.seen_lately", with_days(facts, {len(facts.days) - 1: GREEN}))


def _easy_done(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    work = _work(facts)
    return _more("gate.easy_done", check, facts, policy, lambda n: {"easy_done": work.easy_done + n})


def _strength_done(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    work = _work(facts)
    return _more("gate.strength_done", check, facts, policy, lambda n: {"strength_done": work.strength_done + n})


def _counted(name: str) -> EditOf:
    """For a pair (done, planned) of the work."""

    def more(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
        done, planned = getattr(_work(facts), name)
        return _more(f"gate.{name}", check, facts, policy, lambda n: {name: (done + n, planned)})

    return more


def _week_km(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    """Foundation asks for the last week's kilometres, reintegration for those of the best one."""
    values, work = dict(check.values), _work(facts)
    km, wanted = _number(values["km"]), _number(values["wanted"])
    if not work.weeks:
        return None
    this = replace(work.weeks[0], low_km=max(work.weeks[0].low_km, wanted), high_km=max(work.weeks[0].high_km, wanted))
    edited = _with_work(facts, weeks=(this, *work.weeks[1:]), best_week_km=max(work.best_week_km, wanted))
    return edit("gate.week_km", edited, km=round(wanted - km, 1))


def _easy_rpe(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    limit = policy.foundation_easy_rpe
    return edit("gate.easy_rpe", _with_work(facts, easy_rpe_mean=limit), limit=limit)


def _mood(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    wanted = mood_wanted(facts, policy)
    return edit("gate.mood", _with_work(facts, mood_week=wanted), wanted=wanted)


def mood_wanted(facts: NightFacts, policy: DecisionPolicy) -> float:
    """Mood of the week from which the foundation's gate is met."""
    before = _work(facts).mood_before
    fine = policy.foundation_mood_fine
    return fine if before is None else min(fine, rounded_up(before - policy.foundation_mood_drop))


def _wants_more(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    return edit("gate.wants_more", _with_work(facts, wants_more=True))


def _weeks_done(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    values, weeks = dict(check.values), list(_work(facts).weeks[: gates.WORK_WEEKS])
    needed = int(_number(values["wanted"]) - _number(values["weeks"]))
    km = _number(values["km"])
    short = [
        at
        for at, week in enumerate(weeks)
        if week.low_km < km or week.done < policy.maintenance_done_share * week.planned
    ]
    if len(short) < needed:
        return None
    for at in short[:needed]:
        week = weeks[at]
        weeks[at] = replace(
            week, low_km=max(week.low_km, km), high_km=max(week.high_km, km), done=max(week.done, week.planned)
        )
    later = _work(facts).weeks[gates.WORK_WEEKS :]
    return edit("gate.weeks_done", _with_work(facts, weeks=(*weeks, *later)), n=needed)


def _soreness(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit | None:
    wanted = soreness_wanted(facts, policy)
    return edit("gate.soreness", _with_work(facts, soreness_week=wanted), wanted=wanted) if wanted else None


def soreness_wanted(facts: NightFacts, policy: DecisionPolicy) -> float | None:
    """Soreness of the week (5 = none) from which the gate of maintenance is met; None without weeks to compare."""
    before = _work(facts).soreness_before
    return None if before is None else rounded_up(before - policy.maintenance_soreness_drop)


def _relaxed(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    return edit("gate.relaxed", _with_work(facts, relaxed=True))


def _no_pain(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    most = policy.potency_open_pain - 1
    well = replace(facts, pain_lately=min(facts.pain_lately, most), pain=min(facts.pain, most))
    return edit("gate.no_pain", well, limit=policy.potency_open_pain)


def _long_run(check: Check, facts: NightFacts, policy: DecisionPolicy) -> Edit:
    wanted = _number(dict(check.values)["wanted"])
    return edit("gate.long_run", _with_work(facts, longest_run_km=wanted), wanted=wanted)


EditOf = Callable[[Check, NightFacts, DecisionPolicy], Edit | None]

EDITS: dict[str, EditOf] = {
    "gate.calm_share": _calm_share,
    "gate.no_red": _no_red,
    "gate.no_pair": _no_pair,
    "gate.healthy": _healthy,
    "gate.no_recent_change": _no_recent_change,
    "gate.weeks_served": _weeks_served,
    "gate.seen_lately": _seen_lately,
    "gate.easy_done": _easy_done,
    "gate.strength_done": _strength_done,
    "gate.week_km": _week_km,
    "gate.easy_rpe": _easy_rpe,
    "gate.mood": _mood,
    "gate.wants_more": _wants_more,
    "gate.weeks_done": _weeks_done,
    "gate.moderate": _counted("moderate"),
    "gate.soreness": _soreness,
    "gate.quality": _counted("quality"),
    "gate.relaxed": _relaxed,
    "gate.no_pain": _no_pain,
    "gate.long_run": _long_run,
    "gate.tempo": _counted("tempo"),
    "gate.hilly": _counted("hilly"),
}


def _more(
    message: str, check: Check, facts: NightFacts, policy: DecisionPolicy, done: Callable[[int], dict[str, Any]]
) -> Edit | None:
    """So many sessions more, the fewest that meet the condition."""
    for n in range(1, 15):
        edited = _with_work(facts, **done(n))
        if _is_met(check, edited, policy):
            return edit(message, edited, n=n)
    return None


def _is_met(check: Check, facts: NightFacts, policy: DecisionPolicy) -> bool:
    return next(each.met for each in gates.checks(facts, policy) if each.message == check.message)


def _work(facts: NightFacts) -> WorkFacts:
    return facts.work or WorkFacts()


def _with_work(facts: NightFacts, **values: Any) -> NightFacts:
    return replace(facts, work=replace(_work(facts), **values))


def _number(value: Value) -> float:
    assert isinstance(value, int | float)
    return value


def rounded_up(value: float) -> float:
    """To one decimal, as it is told, and never below what is enough."""
    rounded = round(value, 1)
    return rounded if rounded >= value else round(rounded + 0.1, 1)
