"""The gate before the next phase as a coach reads it: every condition has a sentence, met, missing or unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.gate_reading import Gate, gate_of
from plans.engine.gates import checks
from plans.engine.vocabulary import PhaseKind
from plans.engine.words import sentence
from tests.plans.engine.nights_made import AT_ITS_END, CALM, GATE_WORK, night
from tests.plans.engine.test_gates import at_the_end_of


def gate(kind: PhaseKind, days: str = CALM, **work: object) -> Gate:
    found = gate_of(at_the_end_of(kind, days, **work), DEFAULT_POLICY)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", PhaseKind)
def test_each_condition_has_a_sentence_however_it_stands(kind: PhaseKind) -> None:
    nothing = replace(
        GATE_WORK[kind], easy_rpe_mean=None, mood_week=None, soreness_week=None, wants_more=None, relaxed=None
    )
    for work in (GATE_WORK[kind], nothing):
        for days in (CALM, "r" * 14, "u" * 14):
            facts = night(days, phase=replace(AT_ITS_END, kind=kind), work=work)
            found = gate_of(facts, DEFAULT_POLICY)
            assert found is not None
            assert [each.met for each in found.conditions] == [each.met for each in checks(facts, DEFAULT_POLICY)]
            assert all(sentence(each.message, each.values) for each in found.conditions)


def test_what_is_not_known_says_so() -> None:
    said = {each.message for each in gate(PhaseKind.FOUNDATION, easy_rpe_mean=None).conditions if not each.met}
    assert said == {"gate.easy_rpe.unknown"}


def test_where_it_leads() -> None:
    assert gate(PhaseKind.FOUNDATION).following is AT_ITS_END.following
    assert gate(PhaseKind.REINTEGRATION).following is None


def test_no_gate_without_a_phase_or_without_the_work_of_the_week() -> None:
    facts = night(CALM)
    assert gate_of(replace(facts, phase=None), DEFAULT_POLICY) is None
    assert gate_of(replace(facts, work=None), DEFAULT_POLICY) is None
