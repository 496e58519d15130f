"""The last night of a phase: the gate is met, the week is repeated, or a coach is asked. Never nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.facts import NightFacts, PhaseFacts
from plans.engine.vocabulary import PhaseKind, Verdict
from tests.plans.engine.nights_made import (
    AT_ITS_END,
    AT_ITS_LONGEST,
    CALM,
    FOUNDATION,
    GATE_WORK,
    REINTEGRATION_ENDS,
    earlier,
    night,
    week,
)

NO_WISH = replace(GATE_WORK[PhaseKind.FOUNDATION], wants_more=None)
"""The gate of the foundation stays shut."""
FLAGGED = "g" * 7 + "agagagg"
FEW_LOGS = "ggguuuu" + "ggugugu"
PAIR = ("P1", "P4")
SLOW = replace(NO_WISH, weeks=(week(23, 22), week(23, 23), week(22, 23)))
NOTHING = Directive.NOTHING

ENDS = {
    "gate not met: the week once more": (AT_ITS_END, "D8", Directive.REPEAT_WEEK, False),
    "the phase is at its longest: a coach decides": (AT_ITS_LONGEST, "D8", NOTHING, True),
    "the deadline leaves no week: a coach decides": (replace(AT_ITS_END, spare_weeks=0), "D8", NOTHING, True),
    "the deadline leaves a week": (replace(AT_ITS_END, spare_weeks=1), "D8", Directive.REPEAT_WEEK, False),
    "weeks are left: the plan goes on": (FOUNDATION, "-", NOTHING, False),
}


@pytest.mark.parametrize(("phase", "rule", "directive", "asks"), ENDS.values(), ids=ENDS)
def test_the_end_of_a_phase(phase: PhaseFacts, rule: str, directive: Directive, asks: bool) -> None:
    decision = decide(night(CALM, phase=phase, work=NO_WISH), DEFAULT_POLICY)
    assert (decision.rule, decision.directive, decision.asks) == (rule, directive, asks)


def test_staying_is_allowed_after_a_rest_day_in_the_week() -> None:
    decision = decide(night(CALM, phase=AT_ITS_END, recent=earlier((5, "D2"))), DEFAULT_POLICY)
    assert (decision.rule, decision.directive) == ("D8", Directive.REPEAT_WEEK)


@pytest.mark.parametrize("logs", [FLAGGED, FEW_LOGS], ids=["worn out", "few check-ins"])
def test_no_phase_ends_unasked_where_it_cannot_be_longer(logs: str) -> None:
    decision = decide(night(logs, phase=AT_ITS_LONGEST, recent=earlier((7, "D8")), work=NO_WISH), DEFAULT_POLICY)
    assert (decision.verdict, decision.directive, decision.asks) == (Verdict.HOLD, NOTHING, True)


ON_THE_LAST_NIGHT = {
    "easing, and the gate is shut": (night(FLAGGED, phase=AT_ITS_LONGEST, work=NO_WISH), "D3", "d8.longest"),
    "easing, and the gate is met": (night(FLAGGED, phase=AT_ITS_LONGEST), "D3", None),
    "easing, and the week is repeated": (night(FLAGGED, phase=AT_ITS_END, work=NO_WISH), "D3", None),
    "rest, and a deadline": (
        night("g" * 13 + "h", phase=replace(AT_ITS_END, spare_weeks=0)), "D1", "d8.deadline",
    ),
    "a step, and the gate is shut": (
        night(CALM, phase=replace(AT_ITS_LONGEST, next_week_km=31.0), work=SLOW), "V1", "d8.longest",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("known", "rule", "told"), ON_THE_LAST_NIGHT.values(), ids=ON_THE_LAST_NIGHT)
def test_another_rule_does_not_hide_that_a_phase_ends(known: NightFacts, rule: str, told: str | None) -> None:
    decision = decide(known, DEFAULT_POLICY)
    assert decision.rule == rule
    assert [each.message for each in decision.reasons if each.message.startswith("d8.")] == ([told] if told else [])
    assert decision.asks == (told is not None or rule == "D1")


@pytest.mark.parametrize("days", [FLAGGED, CALM])
def test_at_the_very_end_there_is_no_week_to_make_lighter(days: str) -> None:
    decision = decide(night(days, phase=REINTEGRATION_ENDS, cues=PAIR, pair_days_ago=0), DEFAULT_POLICY)
    assert decision.rule in ("D7", "D8")
    assert decision.asks
