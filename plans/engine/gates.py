"""The gates between phases (rules, section 6): what must be true before an athlete moves on.

`checks(facts, policy)` lists every condition with its number, met or not, so that a coach reads the
same list whether the gate opens or not. A gate opens when all are met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import DayFact, NightFacts, WorkFacts
from plans.engine.vocabulary import PhaseKind
from readiness.engine.vocabulary import Status

BY_COACH = "gate.coach"
"""The one condition of a gate that only a coach opens."""

CHANGES_THAT_EASE = frozenset({"D2", "D3", "D4", "D5"})


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a gate. `message` names its sentence in `plans.engine.words`."""

    message: str
    met: bool
    values: tuple[tuple[str, float | int | str], ...] = ()


def checks(facts: NightFacts, policy: DecisionPolicy) -> tuple[Check, ...]:
    """All conditions of the gate at the end of the phase that the athlete is in."""
    if facts.phase is None:
        raise ValueError("an athlete without a phase stands before no gate")
    work = _WORK.get(facts.phase.kind, _no_work)
    return (*_calm(facts, policy), *_health(facts, policy), *work(facts.work or WorkFacts(), policy))


def is_open(facts: NightFacts, policy: DecisionPolicy) -> bool:
    return all(check.met for check in checks(facts, policy))


def has_enough_logs(facts: NightFacts, policy: DecisionPolicy) -> bool:
    """D9: 8 of the last 14 days and 4 of the last 7 have a log. Who joined less than 14 days ago is
    asked for the same share of the days there were."""
    window = facts.last(policy.data_window_days)
    wanted = policy.data_min_logs * len(window) / policy.data_window_days
    enough = len(facts.logs(policy.data_window_days)) >= wanted
    return enough and len(facts.logs(7)) >= min(policy.data_week_min_logs, len(facts.last(7)))


def carried(facts: NightFacts, policy: DecisionPolicy) -> tuple[DayFact, ...]:
    """Days as gates see them: a missing day right after an amber or red one carries that status, for at
    most 3 days (rules, section 5), so that silence never looks calmer than the day before it."""
    result: list[DayFact] = []
    since = 0
    for day in facts.days:
        since = 0 if day.known else since + 1
        if since and since <= policy.carried_status_days and result and result[-1].flagged:
            result.append(result[-1])
        else:
            result.append(day)
    return tuple(result)


def _calm(facts: NightFacts, policy: DecisionPolicy) -> Iterator[Check]:
    days = carried(facts, policy)
    known = [d for d in days[-policy.calm_window_days :] if d.known]
    flagged = sum(d.flagged for d in known)
    share = flagged / len(known) if known else 1.0
    yield Check(
        "gate.calm_share",
        share <= policy.calm_max_flagged_share,
        (
            ("flagged", flagged),
            ("logs", len(known)),
            ("limit_percent", round(100 * policy.calm_max_flagged_share)),
        ),
    )
    red = any(d.status is Status.RED for d in days[-policy.calm_no_red_days :])
    yield Check("gate.no_red", not red, (("days", policy.calm_no_red_days),))
    pair = facts.pair_days_ago is not None and facts.pair_days_ago < policy.calm_no_pair_days
    yield Check("gate.no_pair", not pair, (("days", policy.calm_no_pair_days),))


def _health(facts: NightFacts, policy: DecisionPolicy) -> Iterator[Check]:
    yield Check("gate.healthy", not facts.ill and facts.pain < policy.open_pain, (("pain", facts.pain),))
    yield Check(
        "gate.no_recent_change",
        not facts.changed_within(policy.cooldown_days, CHANGES_THAT_EASE)
        and not facts.changed_within(policy.cooldown_after_illness_days, frozenset({"D1"})),
        (("days", policy.cooldown_days),),
    )


def _foundation(work: WorkFacts, policy: DecisionPolicy) -> Iterator[Check]:
    easy = work.easy_done / work.easy_planned if work.easy_planned else 1.0
    yield Check(
        "gate.easy_done",
        easy >= policy.foundation_easy_done,
        (("done", work.easy_done), ("planned", work.easy_planned)),
    )
    strength = work.strength_done / work.strength_planned if work.strength_planned else 1.0
    yield Check(
        "gate.strength_done",
        strength >= policy.foundation_strength_done,
        (("done", work.strength_done), ("planned", work.strength_planned)),
    )
    wanted = round(policy.foundation_week_of_baseline * work.baseline_km, 1)
    yield Check("gate.week_km", work.week_km_low >= wanted, (("km", work.week_km_low), ("wanted", wanted)))
    rpe = work.easy_rpe_mean
    yield Check(
        "gate.easy_rpe",
        rpe is not None and rpe <= policy.foundation_easy_rpe,
        (("rpe", "–" if rpe is None else rpe), ("limit", policy.foundation_easy_rpe)),
    )
    mood, before = work.mood_week, work.mood_before
    fine = mood is not None and (
        mood >= policy.foundation_mood_fine or (before is not None and mood >= before - policy.foundation_mood_drop)
    )
    yield Check("gate.mood", fine, (("mood", "–" if mood is None else mood),))
    yield Check("gate.wants_more", work.wants_more is True)


def _no_work(work: WorkFacts, policy: DecisionPolicy) -> Iterator[Check]:
    """Phases whose own conditions are not written yet never open by themselves: a coach decides."""
    yield Check(BY_COACH, met=False)


_WORK: dict[PhaseKind, Callable[[WorkFacts, DecisionPolicy], Iterator[Check]]] = {
    PhaseKind.FOUNDATION: _foundation,
}
