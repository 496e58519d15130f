"""The four gates, condition by condition: just met, and one step below.

Each table starts from work that its gate just accepts (`nights_made.GATE_WORK`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plans.engine import gates
from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.facts import NightFacts, PhaseFacts, Standing, Symptoms
from plans.engine.vocabulary import PhaseKind
from tests.plans.engine.nights_made import (
    AT_ITS_END,
    CALM,
    FOUNDATION,
    GATE_WORK,
    MAINTENANCE_ENDS,
    POTENCY_ENDS,
    REINTEGRATION_ENDS,
    earlier,
    night,
    week,
)

ENDS = {phase.kind: phase for phase in (AT_ITS_END, MAINTENANCE_ENDS, POTENCY_ENDS, REINTEGRATION_ENDS)}


def at_the_end_of(kind: PhaseKind, days: str = CALM, **work: Any) -> NightFacts:
    return night(days, phase=ENDS[kind], work=replace(GATE_WORK[kind], **work))


def missing(known: NightFacts) -> list[str]:
    return [check.message for check in gates.checks(known, DEFAULT_POLICY) if not check.met]


SYSTEMIC = Symptoms(3, 14, 12, systemic=True)
EVERY_GATE = {
    "4 of 14 logs below normal": (night("aaaag" + "g" * 9), []),
    "5 of 14 logs below normal": (night("aaaaag" + "g" * 8), ["gate.calm_share"]),
    "no log at all": (night("u" * 14), ["gate.seen_lately", "gate.calm_share"]),
    "red 6 days ago": (night("g" * 8 + "rggggg"), []),
    "red 5 days ago": (night("g" * 9 + "rgggg"), ["gate.no_red"]),
    "silence carries the red day before it, for 3 days": (night("g" * 6 + "ruuuuggg"), ["gate.no_red"]),
    "and no longer": (night("g" * 5 + "ruuuugggg"), []),
    "silence after a green day is not red": (night("g" * 7 + "uugguug"), []),
    "a pair of cues 3 days ago": (night(CALM, pair_days_ago=3), []),
    "a pair of cues 2 days ago": (night(CALM, pair_days_ago=2), ["gate.no_pair"]),
    "pain 3": (night(CALM, pain=3), []),
    "pain 4": (night(CALM, pain=4), ["gate.healthy"]),
    "ill above the neck": (night(CALM, ill=True), ["gate.healthy"]),
    "no symptom-free log yet": (night(CALM, symptoms=Symptoms(3, 4)), ["gate.healthy"]),
    "rested for pain 7 days ago": (night(CALM, recent=earlier((7, "D1"))), []),
    "rested for pain 6 days ago": (night(CALM, recent=earlier((6, "D1"))), ["gate.no_recent_change"]),
    "ill with fever 14 days ago": (night(CALM, symptoms=SYSTEMIC, recent=earlier((14, "D1"))), []),
    "ill with fever 13 days ago": (
        night(CALM, symptoms=SYSTEMIC, recent=earlier((13, "D1"))), ["gate.no_recent_change"],
    ),
    "a rest day 6 days ago": (night(CALM, recent=earlier((6, "D2"))), ["gate.no_recent_change"]),
    "eased 7 days ago": (night(CALM, recent=earlier((7, "D3"))), []),
    "eased 6 days ago, and declined": (
        night(CALM, recent=earlier((6, "D4", Standing.KEPT))), ["gate.no_recent_change"],
    ),
    "the last log 2 days ago": (night("g" * 12 + "uu"), []),
    "the last log 3 days ago": (night("g" * 11 + "uuu"), ["gate.seen_lately"]),
    "the fewest weeks served": (night(CALM), []),
    "one week fewer": (night(CALM, phase=replace(FOUNDATION, served=1)), ["gate.weeks_served"]),
}  # fmt: skip


@pytest.mark.parametrize(("known", "closed_by"), EVERY_GATE.values(), ids=EVERY_GATE)
def test_what_every_gate_asks(known: NightFacts, closed_by: list[str]) -> None:
    assert missing(known) == closed_by


F, M, P, R = PhaseKind
M_WEEKS = GATE_WORK[M].weeks
TABLES: dict[str, tuple[NightFacts, list[str]]] = {
    "F: 7 of 10 easy runs, 3 of 4 strength, 22.5 of 50 km, RPE 4, mood 3.5": (at_the_end_of(F), []),
    "F: 6 of 10 easy runs": (at_the_end_of(F, easy_done=6), ["gate.easy_done"]),
    "F: 2 of 4 strength sessions": (at_the_end_of(F, strength_done=2), ["gate.strength_done"]),
    "F: the plan holds 2 strength sessions": (at_the_end_of(F, strength_planned=2, strength_done=2), []),
    "F: 22.4 km, which is less than 0.45 of 50": (at_the_end_of(F, weeks=(week(25, 22.4),)), ["gate.week_km"]),
    "F: what was not reported does not count": (at_the_end_of(F, weeks=(week(25, 22.4, 25),)), ["gate.week_km"]),
    "F: easy runs at RPE 4.1": (at_the_end_of(F, easy_rpe_mean=4.1), ["gate.easy_rpe"]),
    "F: effort never told": (at_the_end_of(F, easy_rpe_mean=None), ["gate.easy_rpe"]),
    "F: mood 3.4, half a point below before": (at_the_end_of(F, mood_week=3.4, mood_before=3.9), []),
    "F: mood 3.4, more below before": (at_the_end_of(F, mood_week=3.4, mood_before=3.91), ["gate.mood"]),
    "F: mood 3.4, nothing known of before": (at_the_end_of(F, mood_week=3.4, mood_before=None), ["gate.mood"]),
    "F: mood never told": (at_the_end_of(F, mood_week=None), ["gate.mood"]),
    "F: does not want more": (at_the_end_of(F, wants_more=False), ["gate.wants_more"]),
    "F: has not said": (at_the_end_of(F, wants_more=None), ["gate.wants_more"]),
    "M: 2 of 3 weeks at 30 of 50 km and 4 of 5 sessions": (at_the_end_of(M), []),
    "M: 29.9 km in one of them": (
        at_the_end_of(M, weeks=(week(35, 29.9, 35, planned=5, done=4), *M_WEEKS[1:])), ["gate.weeks_done"],
    ),
    "M: 3 of 5 sessions in one of them": (
        at_the_end_of(M, weeks=(week(35, 35, planned=5, done=3), *M_WEEKS[1:])), ["gate.weeks_done"],
    ),
    "M: 1 moderate day": (at_the_end_of(M, moderate=(1, 3)), ["gate.moderate"]),
    "M: the plan holds 1 moderate day": (at_the_end_of(M, moderate=(1, 1)), []),
    "M: 3 of 4 strength sessions": (at_the_end_of(M, strength_done=3), ["gate.strength_done"]),
    "M: the plan holds 3 strength sessions": (at_the_end_of(M, strength_planned=3, strength_done=3), []),
    "M: sorer than half a point below": (at_the_end_of(M, soreness_week=3.49), ["gate.soreness"]),
    "M: soreness never told": (at_the_end_of(M, soreness_week=None), ["gate.soreness"]),
    "M: soreness not told before": (at_the_end_of(M, soreness_before=None), ["gate.soreness"]),
    "P: 3 quality sessions, strides relaxed": (at_the_end_of(P), []),
    "P: 2 quality sessions": (at_the_end_of(P, quality=(2, 4)), ["gate.quality"]),
    "P: a beginner's plan holds 2": (at_the_end_of(P, quality=(2, 2)), []),
    "P: strides did not feel relaxed": (at_the_end_of(P, relaxed=False), ["gate.relaxed"]),
    "P: never told how strides felt": (at_the_end_of(P, relaxed=None), ["gate.relaxed"]),
    "P: pain 2 in 10 days": (replace(at_the_end_of(P), pain_lately=2), []),
    "P: pain 3 in 10 days": (replace(at_the_end_of(P), pain_lately=3), ["gate.no_pain"]),
    "R: 42.5 of 50 km in one week, 12 of 15 km long": (at_the_end_of(R), []),
    "R: 42.4 km": (at_the_end_of(R, best_week_km=42.4), ["gate.week_km"]),
    "R: 11.9 km long": (at_the_end_of(R, longest_run_km=11.9), ["gate.long_run"]),
    "R: the usual long run is not known": (at_the_end_of(R, longest_run_km=0.0, typical_long_run_km=None), []),
    "R: 1 tempo run": (at_the_end_of(R, tempo=(1, 3)), ["gate.tempo"]),
    "R: no hilly run": (at_the_end_of(R, hilly=(0, 1)), ["gate.hilly"]),
    "R: a beginner's plan holds none": (at_the_end_of(R, hilly=(0, 0)), []),
}  # fmt: skip


@pytest.mark.parametrize(("known", "closed_by"), TABLES.values(), ids=TABLES)
def test_what_each_gate_asks_of_the_work(known: NightFacts, closed_by: list[str]) -> None:
    assert missing(known) == closed_by


@pytest.mark.parametrize("kind", PhaseKind)
def test_without_work_no_gate_opens(kind: PhaseKind) -> None:
    assert not gates.is_open(night(CALM, phase=ENDS[kind], work=None), DEFAULT_POLICY)


@pytest.mark.parametrize(("known", "closed_by"), TABLES.values(), ids=TABLES)
def test_an_open_gate_advances_and_a_closed_one_holds(known: NightFacts, closed_by: list[str]) -> None:
    decision = decide(known, DEFAULT_POLICY)
    assert decision.rule == ("D8" if closed_by else "D7")
    if closed_by:
        assert [reason.message for reason in decision.reasons[1:]] == [f"{each}.missing" for each in closed_by]


ADVANCES: dict[str, tuple[PhaseFacts, dict[str, Any], str, Directive]] = {
    "from the fewest weeks on": (FOUNDATION, {}, "D7", Directive.NEXT_PHASE),
    "at the planned end": (AT_ITS_END, {}, "D7", Directive.NEXT_PHASE),
    "skipping weeks is a change: not a week after one": (
        FOUNDATION, {"recent": earlier((7, "D8"))}, "-", Directive.NOTHING,
    ),
    "two weeks after one": (FOUNDATION, {"recent": earlier((14, "D8"))}, "D7", Directive.NEXT_PHASE),
    "at the planned end a repeated week does not stand in the way": (
        AT_ITS_END, {"recent": earlier((7, "D8"))}, "D7", Directive.NEXT_PHASE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("phase", "known", "rule", "directive"), ADVANCES.values(), ids=ADVANCES)
def test_when_an_open_gate_speaks(phase: PhaseFacts, known: dict[str, Any], rule: str, directive: Directive) -> None:
    decision = decide(night(CALM, phase=phase, **known), DEFAULT_POLICY)
    assert (decision.rule, decision.directive) == (rule, directive)


def test_the_end_of_the_offseason_is_a_coachs_to_sign() -> None:
    decision = decide(at_the_end_of(R), DEFAULT_POLICY)
    assert (decision.rule, decision.directive, decision.asks) == ("D7", Directive.FINISH, True)


def test_while_an_athlete_is_being_learned_a_gate_passes_only_on_review() -> None:
    assert not decide(night(CALM), DEFAULT_POLICY).asks
    learning = decide(night(CALM, learning=True), DEFAULT_POLICY)
    assert learning.asks
    assert "d7.learning" in [reason.message for reason in learning.reasons]


def test_a_phase_of_too_few_weeks_is_held_though_all_else_is_met() -> None:
    """Back from an earlier phase, the weeks left of this one are fewer than it needs."""
    decision = decide(night(CALM, phase=replace(AT_ITS_END, served=1)), DEFAULT_POLICY)
    assert (decision.rule, decision.directive) == ("D8", Directive.REPEAT_WEEK)
    assert [reason.message for reason in decision.reasons] == ["d8.gate", "gate.weeks_served.missing"]


def test_nobody_moves_on_unseen() -> None:
    decision = decide(night("g" * 11 + "uuu", phase=AT_ITS_END), DEFAULT_POLICY)
    assert (decision.rule, decision.directive) == ("D8", Directive.REPEAT_WEEK)


def test_no_gate_without_a_phase() -> None:
    with pytest.raises(ValueError, match="no gate"):
        gates.checks(night(CALM, phase=None), DEFAULT_POLICY)
