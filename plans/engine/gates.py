"""The gates between phases (rules, section 6): what must be true before an athlete moves on.

`checks(facts, policy)` lists every condition with its number, met or not, so that a coach reads the
same list whether the gate opens or not. A gate opens when all are met; what is not known is not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import DayFact, NightFacts, PhaseFacts, WorkFacts
from plans.engine.vocabulary import PhaseKind
from readiness.engine.vocabulary import Status

CHANGES_THAT_EASE = frozenset({"D2", "D3", "D4", "D5", "GB"})
_D1 = frozenset({"D1"})
UNKNOWN = "–"
WORK_WEEKS = 3
"""How many weeks of work a gate looks back on."""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a gate. `message` names its sentence in `plans.engine.words`."""

    message: str
    met: bool
    values: tuple[tuple[str, float | int | str], ...] = ()


def checks(facts: NightFacts, policy: DecisionPolicy) -> tuple[Check, ...]:
    """All conditions of the gate at the end of the phase that the athlete is in. What it asks of data is D9."""
    return tuple(_checks(facts, policy))


def is_open(facts: NightFacts, policy: DecisionPolicy) -> bool:
    return all(check.met for check in _checks(facts, policy))


def _checks(facts: NightFacts, policy: DecisionPolicy) -> Iterator[Check]:
    if facts.phase is None:
        raise ValueError("an athlete without a phase stands before no gate")
    yield from _time(facts, facts.phase, policy)
    yield from _calm(facts, policy)
    yield from _health(facts, policy)
    yield from WORK[facts.phase.kind](facts, facts.work or WorkFacts(), policy)


def is_last_week(facts: NightFacts) -> bool:
    """Whether this is the last planned week of its phase."""
    return facts.phase is not None and facts.phase.left == 0


def may_grow(facts: NightFacts) -> bool:
    """Whether the phase may have one more week: below its longest, and inside the deadline."""
    phase = facts.phase
    return phase is not None and phase.served < phase.max_weeks and phase.spare_weeks != 0


def has_enough_logs(facts: NightFacts, policy: DecisionPolicy) -> bool:
    """D9: 8 of the last 14 days and 4 of the last 7 have a log. Who joined less than 14 days ago, or was away,
    is asked for the same share of the days there were."""
    fortnight, week = policy.data_window_days, 7
    return _are_enough(facts.last(week), policy.data_week_min_logs, week) and _are_enough(
        facts.last(fortnight), policy.data_min_logs, fortnight
    )


def _are_enough(days: Sequence[DayFact], logs: int, of_days: int) -> bool:
    known = [day for day in days if day.known]
    excused = [day for day in days if day.away and not day.known]
    return len(known) * of_days >= logs * (len(days) - len(excused))


def carried(facts: NightFacts, policy: DecisionPolicy) -> tuple[DayFact, ...]:
    """Days as gates see them: a missing day right after an amber or red one carries that status, for at
    most 3 days (rules, section 5), so that silence never looks calmer than the day before it. The days that
    gates look at, and those that may carry into them."""
    result: list[DayFact] = []
    carried, left = None, 0
    for day in facts.last(policy.calm_window_days + policy.carried_status_days):
        if day.known:
            carried, left = (day, policy.carried_status_days) if day.flagged else (None, 0)
        elif carried is not None and left:
            day, left = carried, left - 1
        result.append(day)
    return tuple(result)


def _calm(facts: NightFacts, policy: DecisionPolicy) -> Iterator[Check]:
    """What every gate asks of the days: few flagged ones, no red one lately, no two cues together."""
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
    open_symptoms = facts.symptoms is not None and facts.symptoms.clear_ago is None
    healthy = not facts.ill and not open_symptoms and facts.pain < policy.open_pain
    yield Check("gate.healthy", healthy, (("pain", facts.pain),))
    systemic = facts.symptoms is not None and facts.symptoms.systemic
    after_illness = policy.cooldown_after_illness_days if systemic else policy.cooldown_days
    ill_lately = any(each.rule == "D1" and each.ago < after_illness for each in facts.recent)
    eased = facts.proposed_within(policy.cooldown_days, CHANGES_THAT_EASE)
    days = after_illness if ill_lately else policy.cooldown_days
    yield Check("gate.no_recent_change", not eased and not ill_lately, (("days", days),))


def _time(facts: NightFacts, phase: PhaseFacts, policy: DecisionPolicy) -> Iterator[Check]:
    """Fewest weeks served, in a row (fewer are left after going back a phase), and nobody steps up unseen (V14)."""
    yield Check(
        "gate.weeks_served", phase.served >= phase.min_weeks, (("weeks", phase.served), ("wanted", phase.min_weeks))
    )
    seen = bool(facts.logs(policy.step_up_log_days))
    yield Check("gate.seen_lately", seen, (("days", policy.step_up_log_days),))


def _foundation(facts: NightFacts, work: WorkFacts, policy: DecisionPolicy) -> Iterator[Check]:
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
    km = work.weeks[0].low_km if work.weeks else 0.0
    yield Check("gate.week_km", km >= wanted, (("km", km), ("wanted", wanted)))
    rpe = work.easy_rpe_mean
    yield Check(
        "gate.easy_rpe",
        rpe is not None and rpe <= policy.foundation_easy_rpe,
        (("rpe", UNKNOWN if rpe is None else rpe), ("limit", policy.foundation_easy_rpe)),
    )
    mood, before = work.mood_week, work.mood_before
    fine = mood is not None and (
        mood >= policy.foundation_mood_fine or (before is not None and mood >= before - policy.foundation_mood_drop)
    )
    yield Check("gate.mood", fine, (("mood", UNKNOWN if mood is None else mood),))
    yield Check("gate.wants_more", work.wants_more is True)


def _maintenance(facts: NightFacts, work: WorkFacts, policy: DecisionPolicy) -> Iterator[Check]:
    wanted_km = round(policy.maintenance_week_of_baseline * work.baseline_km, 1)
    weeks = work.weeks[:WORK_WEEKS]
    enough = sum(
        week.low_km >= wanted_km and week.done >= policy.maintenance_done_share * week.planned for week in weeks
    )
    yield Check(
        "gate.weeks_done",
        enough >= policy.maintenance_weeks,
        (
            ("weeks", enough),
            ("wanted", policy.maintenance_weeks),
            ("km", wanted_km),
            ("percent", round(100 * policy.maintenance_done_share)),
        ),
    )
    yield _counted("gate.moderate", work.moderate, policy.maintenance_moderate_days)
    wanted = min(2 * policy.maintenance_strength_per_week, work.strength_planned)
    yield Check("gate.strength_done", work.strength_done >= wanted, (("done", work.strength_done), ("planned", wanted)))
    soreness, before = work.soreness_week, work.soreness_before
    fine = soreness is not None and before is not None and soreness >= before - policy.maintenance_soreness_drop
    yield Check(
        "gate.soreness",
        fine,
        (
            ("soreness", UNKNOWN if soreness is None else soreness),
            ("before", UNKNOWN if before is None else before),
        ),
    )


def _potency(facts: NightFacts, work: WorkFacts, policy: DecisionPolicy) -> Iterator[Check]:
    yield _counted("gate.quality", work.quality, policy.potency_quality_sessions)
    yield Check("gate.relaxed", work.relaxed is True)
    yield Check("gate.no_pain", facts.pain_lately < policy.potency_open_pain, (("pain", facts.pain_lately),))


def _reintegration(facts: NightFacts, work: WorkFacts, policy: DecisionPolicy) -> Iterator[Check]:
    wanted = round(policy.reintegration_week_of_baseline * work.baseline_km, 1)
    yield Check("gate.week_km", work.best_week_km >= wanted > 0, (("km", work.best_week_km), ("wanted", wanted)))
    if work.typical_long_run_km is not None:
        long_km = round(policy.reintegration_long_run_share * work.typical_long_run_km, 1)
        yield Check("gate.long_run", work.longest_run_km >= long_km, (("km", work.longest_run_km), ("wanted", long_km)))
    yield _counted("gate.tempo", work.tempo, policy.reintegration_tempo_runs)
    yield _counted("gate.hilly", work.hilly, policy.reintegration_hilly_runs)


def _counted(message: str, counts: tuple[int, int], wanted: int) -> Check:
    """So many were done; a plan that holds fewer (a beginner's, a shortened phase) asks for those it holds."""
    done, planned = counts
    wanted = min(wanted, planned)
    return Check(message, done >= wanted, (("done", done), ("wanted", wanted)))


WORK: dict[PhaseKind, Callable[[NightFacts, WorkFacts, DecisionPolicy], Iterator[Check]]] = {
    PhaseKind.FOUNDATION: _foundation,
    PhaseKind.MAINTENANCE: _maintenance,
    PhaseKind.POTENCY: _potency,
    PhaseKind.REINTEGRATION: _reintegration,
}
"""What each gate asks of the work, besides calm and health."""
