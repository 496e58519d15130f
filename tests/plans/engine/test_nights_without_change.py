"""Nights that leave the plan as it is: what is said, and whether a coach is asked. And what is said beside a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.facts import NightFacts, Revised, Standing
from plans.engine.vocabulary import PhaseKind, Verdict
from tests.plans.engine.nights_made import AT_ITS_END, CALM, GATE_WORK, ON_A_BREAK, WEDNESDAY, night

SHUT = replace(GATE_WORK[PhaseKind.FOUNDATION], wants_more=None)

QUIET = {
    "two silent days": (night("g" * 12 + "uu", WEDNESDAY), "-", "steady.unknown", False),
    "the third silent day: a call": (night("g" * 11 + "uuu", WEDNESDAY), "S0", "s0.silent", True),
    "the fourth: said, not asked again": (night("g" * 10 + "uuuu", WEDNESDAY), "S0", "s0.silent", False),
    "ten silent days: a call once a week": (night("g" * 4 + "u" * 10, WEDNESDAY), "S0", "s0.silent", True),
    "away: silence is no alarm": (night("g" * 7 + "U" * 7, WEDNESDAY), "-", "steady.away", False),
    "silent before going away: no call while away": (
        night("g" * 9 + "uuuUU", WEDNESDAY), "-", "steady.away", False,
    ),
    "away, and a log all the same": (night("g" * 13 + "G", WEDNESDAY), "-", "steady.green", False),
    "home again: days away are not counted": (night("g" * 7 + "UUUUUuu", WEDNESDAY), "-", "steady.unknown", False),
    "three days home and silent": (night("g" * 6 + "UUUUUuuu", WEDNESDAY), "S0", "s0.silent", True),
    "green": (night(CALM, WEDNESDAY), "-", "steady.green", False),
    "amber": (night("g" * 13 + "a", WEDNESDAY), "-", "steady.amber", False),
    "red": (night("g" * 13 + "r", WEDNESDAY), "-", "steady.red", False),
    "better, but not shown yet": (night(CALM, WEDNESDAY, settling=True), "-", "steady.settling", False),
    "still learning": (night("ggg", WEDNESDAY, learning=True), "-", "steady.learning", False),
    "no plan": (night(CALM, WEDNESDAY, phase=None), "-", "steady.no_plan", False),
    "no plan, silent": (night("g" * 11 + "uuu", WEDNESDAY, phase=None), "S0", "s0.silent", True),
}  # fmt: skip


@pytest.mark.parametrize(("known", "rule", "message", "asks"), QUIET.values(), ids=QUIET)
def test_a_night_without_a_change_says_why(known: NightFacts, rule: str, message: str, asks: bool) -> None:
    decision = decide(known, DEFAULT_POLICY)
    assert (decision.verdict, decision.rule, decision.directive) == (Verdict.STEADY, rule, Directive.NOTHING)
    assert ([reason.message for reason in decision.reasons], decision.asks) == ([message], asks)


def test_a_holiday_of_two_weeks_raises_no_alarm() -> None:
    decision = decide(night(ON_A_BREAK.replace("G", "U"), work=SHUT), DEFAULT_POLICY)
    assert (decision.rule, decision.asks) == ("-", False)


def test_silence_on_a_sunday_holds_the_phase_and_is_not_hidden_by_it() -> None:
    assert decide(night("g" * 5 + "u" * 9, phase=AT_ITS_END), DEFAULT_POLICY).rule == "D9"


REFERRALS = {
    "a word to a professional": (night(CALM, work=SHUT, referral=("P3",)), ["steady.green", "referral.P3"], True),
    "and to the guardian under 18": (
        night(CALM, work=SHUT, referral=("P3",), under_18=True),
        ["steady.green", "referral.P3", "referral.guardian"], True,
    ),
    "once a week, not nightly": (night(CALM, WEDNESDAY, referral=("P3",)), ["steady.green"], False),
    "one of several is enough": (
        night(CALM, work=SHUT, referral=("P5", "pair")), ["steady.green", "referral.P5"], True,
    ),
    "beside what is decided, three drivers at most": (
        night(CALM, phase=AT_ITS_END, work=replace(SHUT, easy_done=0, strength_done=0, mood_week=1), referral=("P3",),
              under_18=True),
        ["d8.gate", "gate.easy_done.missing", "referral.P3", "referral.guardian"], True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("known", "messages", "asks"), REFERRALS.values(), ids=REFERRALS)
def test_when_a_professional_is_named(known: NightFacts, messages: list[str], asks: bool) -> None:
    decision = decide(known, DEFAULT_POLICY)
    assert ([reason.message for reason in decision.reasons], decision.asks) == (messages, asks)


APPROVED, KEPT, OPEN = Standing.APPROVED, Standing.KEPT, Standing.OPEN
LATE = {
    "the same after an answer: not asked again": (
        Revised("D3", "drop_easy_run", APPROVED),
        "nothing",
        False,
        "late.same",
    ),
    "the same, and the plan was kept": (Revised("D3", "drop_easy_run", KEPT), "nothing", False, "late.same"),
    "another one, and the first was followed": (
        Revised("D8", "repeat_week", APPROVED),
        "drop_easy_run",
        True,
        "late.other",
    ),
    "another one, and the plan was kept": (Revised("D8", "repeat_week", KEPT), "drop_easy_run", False, "late.other"),
    "nobody had answered": (Revised("D8", "repeat_week", OPEN), "drop_easy_run", False, "d3.flagged"),
}


@pytest.mark.parametrize(("revised", "directive", "asks", "last"), LATE.values(), ids=LATE)
def test_a_late_check_in_makes_the_night_again(revised: Revised, directive: str, asks: bool, last: str) -> None:
    decision = decide(night("g" * 7 + "agagagg", revised=revised), DEFAULT_POLICY)
    assert (decision.rule, decision.directive, decision.asks) == ("D3", directive, asks)
    assert decision.reasons[-1].message == last


@pytest.mark.parametrize(("letter", "rule", "days"), [("h", "D1", 2), ("r", "D2", 3)])
def test_how_long_an_answer_makes_sense(letter: str, rule: str, days: int) -> None:
    decision = decide(night("g" * 12 + "r" + letter, WEDNESDAY), DEFAULT_POLICY)
    assert (decision.rule, decision.answer_days) == (rule, days)
