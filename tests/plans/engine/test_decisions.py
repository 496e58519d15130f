"""What a night decides, as a coach could read it: one row per rule that fires, and one step below that does not.

Days are written oldest first, one letter each: g green, a amber, r red by wellness (S2), h red by health (S1),
u unknown. The last letter is the night itself.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine import facts as facts_module
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import Directive, decide
from plans.engine.facts import DayFact, NightFacts, PhaseFacts, WorkFacts
from plans.engine.vocabulary import PhaseKind, Verdict
from plans.engine.words import ATHLETE, COACH, coach_sentences
from readiness.engine.vocabulary import Status

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 18)
LETTERS = {
    "g": DayFact(Status.GREEN, "S8"),
    "a": DayFact(Status.AMBER, "S3"),
    "r": DayFact(Status.RED, "S2"),
    "h": DayFact(Status.RED, "S1"),
    "u": DayFact(Status.UNKNOWN, "S0"),
}
CALM = "g" * 14

IN_FOUNDATION = PhaseFacts(
    kind=PhaseKind.FOUNDATION, served=2, left=1, min_weeks=2, max_weeks=4, following=PhaseKind.MAINTENANCE,
    week_km=22.0, next_week_km=25.0,
)  # fmt: skip
AT_ITS_END = replace(IN_FOUNDATION, served=3, left=0)
WORK_DONE = WorkFacts(
    easy_planned=10, easy_done=7, strength_planned=4, strength_done=3, easy_rpe_mean=4.0, week_km_low=22.5,
    week_km_high=25.0, baseline_km=50.0, mood_week=3.5, mood_before=4.5, wants_more=True,
)  # fmt: skip


def night(days: str, on: date = SUNDAY, **known: Any) -> NightFacts:
    defaults: dict[str, Any] = {"phase": IN_FOUNDATION, "work": WORK_DONE}
    return NightFacts(night=on, days=tuple(LETTERS[d] for d in days), **{**defaults, **known})


CASES = {
    # Nightly: health and rest.
    "S1 today: rest": (night("g" * 13 + "h", WEDNESDAY, ill=True), "D1", Verdict.REST),
    "S1 yesterday, fine today: nothing new": (night("g" * 12 + "hg", WEDNESDAY), "-", Verdict.STEADY),
    "two of the last three logs red, red today": (night("g" * 11 + "rgr", WEDNESDAY), "D2", Verdict.REST),
    "one red log is one red log": (night("g" * 13 + "r", WEDNESDAY), "-", Verdict.STEADY),
    "two red of four logs": (night("g" * 10 + "rggr", WEDNESDAY), "-", Verdict.STEADY),
    "silence between two red logs does not hide them": (night("g" * 9 + "ruuur", WEDNESDAY), "D2", Verdict.REST),
    "red twice, but today is fine": (night("g" * 11 + "rrg", WEDNESDAY), "-", Verdict.STEADY),
    "a rest day was put in 6 days ago": (night("g" * 12 + "rr", WEDNESDAY, recent=((6, "D2"),)), "-", Verdict.STEADY),
    "a rest day was put in 7 days ago": (night("g" * 12 + "rr", WEDNESDAY, recent=((7, "D2"),)), "D2", Verdict.REST),
    "health goes before a rest day": (night("g" * 12 + "rh", WEDNESDAY), "D1", Verdict.REST),
    "health does not wait for a cooldown": (night("g" * 13 + "h", WEDNESDAY, recent=((1, "D1"),)), "D1", Verdict.REST),
    # Weekly: ease.
    "three flagged of seven logs": (night("g" * 7 + "agagagg"), "D3", Verdict.EASE),
    "two flagged of seven logs": (night("g" * 7 + "ggagagg", phase=AT_ITS_END), "D7", Verdict.ADVANCE),
    "three flagged of three logs is too little data": (night("g" * 7 + "uuuuaaa"), "D9", Verdict.HOLD),
    "three flagged of four logs": (night("g" * 7 + "uuugaaa"), "D3", Verdict.EASE),
    "easing waits for Sunday": (night("g" * 7 + "agagagg", WEDNESDAY), "-", Verdict.STEADY),
    "eased within 7 days": (night("g" * 7 + "agagagg", recent=((6, "D3"),)), "-", Verdict.STEADY),
    "eased 7 days ago": (night("g" * 7 + "agagagg", recent=((7, "D3"),)), "D3", Verdict.EASE),
    # Weekly: too few logs.
    "seven of fourteen logs": (night("ggguuuu" + "ggugugu"), "D9", Verdict.HOLD),
    "eight of fourteen logs, four in the week": (night("gggguuu" + "ggugugu"), "D7", Verdict.ADVANCE),
    "eight of fourteen logs, three in the week": (night("ggggguu" + "guguguu"), "D9", Verdict.HOLD),
    # Weekly: the gate of foundation.
    "gate met before the last week": (night(CALM), "D7", Verdict.ADVANCE),
    "gate met at the end": (night(CALM, phase=AT_ITS_END), "D7", Verdict.ADVANCE),
    "minimum weeks not served": (night(CALM, phase=replace(IN_FOUNDATION, served=1, left=2)), "-", Verdict.STEADY),
    "gate not met, weeks left": (night(CALM, work=replace(WORK_DONE, wants_more=None)), "-", Verdict.STEADY),
    "gate not met at the end": (
        night(CALM, phase=AT_ITS_END, work=replace(WORK_DONE, wants_more=None)), "D8", Verdict.HOLD,
    ),
    "the last phase has no gate here": (
        night(CALM, phase=replace(AT_ITS_END, kind=PhaseKind.REINTEGRATION, following=None)), "-", Verdict.STEADY,
    ),
    "advanced 6 days ago": (night(CALM, recent=((6, "D7"),)), "-", Verdict.STEADY),
    # Silence.
    "two silent days": (night("g" * 12 + "uu", WEDNESDAY), "-", Verdict.STEADY),
    "three silent days": (night("g" * 11 + "uuu", WEDNESDAY), "S0", Verdict.STEADY),
    # No plan.
    "no plan": (night(CALM, phase=None, work=None), "-", Verdict.STEADY),
}  # fmt: skip


@pytest.mark.parametrize(("known", "rule", "verdict"), CASES.values(), ids=CASES)
def test_the_rule_that_speaks(known: NightFacts, rule: str, verdict: Verdict) -> None:
    decision = decide(known, DEFAULT_POLICY)
    assert (decision.rule, decision.verdict) == (rule, verdict)


GATE = {
    "calm: 4 of 14 below normal is calm enough": (night("aaaag" + "g" * 9), True),
    "calm: 5 of 14 below normal is not": (night("aaaaag" + "g" * 8), False),
    "calm: red 6 days ago": (night("g" * 8 + "rggggg"), True),
    "calm: red 5 days ago": (night("g" * 9 + "rgggg"), False),
    "calm: silence carries the red day before it": (night("g" * 7 + "ruugggg"), False),
    "calm: a pair of cues 3 days ago": (night(CALM, pair_days_ago=3), True),
    "calm: a pair of cues 2 days ago": (night(CALM, pair_days_ago=2), False),
    "health: pain 3": (night(CALM, pain=3), True),
    "health: pain 4": (night(CALM, pain=4), False),
    "health: ill": (night(CALM, ill=True), False),
    "health: illness 14 days ago": (night(CALM, recent=((14, "D1"),)), True),
    "health: illness 13 days ago": (night(CALM, recent=((13, "D1"),)), False),
    "health: eased 7 days ago": (night(CALM, recent=((7, "D3"),)), True),
    "work: 7 of 10 easy runs": (night(CALM), True),
    "work: 6 of 10 easy runs": (night(CALM, work=replace(WORK_DONE, easy_done=6)), False),
    "work: 2 of 4 strength sessions": (night(CALM, work=replace(WORK_DONE, strength_done=2)), False),
    "work: 22.4 km of 50": (night(CALM, work=replace(WORK_DONE, week_km_low=22.4)), False),
    "work: easy runs at RPE 4.1": (night(CALM, work=replace(WORK_DONE, easy_rpe_mean=4.1)), False),
    "work: effort never told": (night(CALM, work=replace(WORK_DONE, easy_rpe_mean=None)), False),
    "mood: 3.4, but near the earlier mean": (
        night(CALM, work=replace(WORK_DONE, mood_week=3.4, mood_before=3.9)), True,
    ),
    "mood: 3.4, half a point and more below": (
        night(CALM, work=replace(WORK_DONE, mood_week=3.4, mood_before=4.0)), False,
    ),
    "says no to more": (night(CALM, work=replace(WORK_DONE, wants_more=False)), False),
}  # fmt: skip


@pytest.mark.parametrize(("known", "opens"), GATE.values(), ids=GATE)
def test_the_gate_of_foundation(known: NightFacts, opens: bool) -> None:
    assert (decide(known, DEFAULT_POLICY).verdict is Verdict.ADVANCE) == opens


def test_at_the_longest_the_coach_decides() -> None:
    longest = replace(AT_ITS_END, served=4)
    decision = decide(night(CALM, phase=longest, work=replace(WORK_DONE, wants_more=None)), DEFAULT_POLICY)
    assert (decision.rule, decision.directive, decision.asks) == ("D8", Directive.NOTHING, True)


def test_a_better_day_that_is_not_shown_yet_says_so() -> None:
    assert decide(night(CALM, WEDNESDAY, settling=True), DEFAULT_POLICY).reasons[0].message == "steady.settling"
    assert decide(night(CALM, WEDNESDAY), DEFAULT_POLICY).reasons[0].message == "steady.green"


def test_a_gate_without_conditions_asks_the_coach() -> None:
    potency = replace(AT_ITS_END, kind=PhaseKind.POTENCY, following=PhaseKind.REINTEGRATION)
    decision = decide(night(CALM, phase=potency), DEFAULT_POLICY)
    assert (decision.rule, decision.directive, decision.asks) == ("D8", Directive.NOTHING, True)
    assert [r.message for r in decision.reasons] == ["d8.coach"]


def test_few_logs_stop_the_ramp_and_then_ask_for_a_word() -> None:
    few = night("u" * 11 + "ggg")
    first, second = decide(few, DEFAULT_POLICY), decide(replace(few, recent=((7, "D9"),)), DEFAULT_POLICY)
    assert first.directive is Directive.STOP_THE_RAMP
    assert [r.message for r in first.reasons] == ["d9.few_logs"]
    assert [r.message for r in second.reasons] == ["d9.few_logs", "d9.ask"]


def test_who_joined_this_week_is_not_held_for_days_that_were_not() -> None:
    assert decide(night("ggggg"), DEFAULT_POLICY).rule != "D9"
    assert decide(night("guuuu"), DEFAULT_POLICY).rule == "D9"


letters = st.text(alphabet="garhu", min_size=1, max_size=21)
phases = st.builds(
    PhaseFacts,
    kind=st.sampled_from(PhaseKind),
    served=st.integers(1, 6),
    left=st.integers(0, 3),
    min_weeks=st.just(2),
    max_weeks=st.just(4),
    following=st.none() | st.sampled_from(PhaseKind),
    week_km=st.integers(0, 100).map(float),
    next_week_km=st.integers(0, 100).map(float),
)
works = st.builds(
    WorkFacts,
    easy_planned=st.integers(0, 12),
    easy_done=st.integers(0, 12),
    strength_planned=st.integers(0, 4),
    strength_done=st.integers(0, 4),
    easy_rpe_mean=st.none() | st.integers(0, 10).map(float),
    week_km_low=st.integers(0, 100).map(float),
    baseline_km=st.just(50.0),
    mood_week=st.none() | st.integers(1, 5).map(float),
    mood_before=st.none() | st.integers(1, 5).map(float),
    wants_more=st.none() | st.booleans(),
)
all_facts = st.builds(
    lambda days, on, **known: night(days, SUNDAY - timedelta(days=on), **known),
    letters,
    st.integers(0, 6),
    phase=st.none() | phases,
    work=works,
    pain=st.integers(0, 10),
    ill=st.booleans(),
    learning=st.booleans(),
    settling=st.booleans(),
    pair_days_ago=st.none() | st.integers(0, 6),
    recent=st.lists(
        st.tuples(st.integers(1, 28), st.sampled_from(["D1", "D2", "D3", "D7", "D8", "D9"])), max_size=4
    ).map(tuple),
)


@given(all_facts)
def test_stored_facts_give_the_same_decision(known: NightFacts) -> None:
    stored = json.dumps(facts_module.to_json(known))
    again = facts_module.from_json(json.loads(stored))
    assert again == known
    assert decide(again, DEFAULT_POLICY) == decide(known, DEFAULT_POLICY)
    assert len(stored) <= 512


@given(all_facts)
def test_every_decision_can_be_said(known: NightFacts) -> None:
    decision = decide(known, DEFAULT_POLICY)
    sentences = coach_sentences([(r.message, dict(r.values)) for r in decision.reasons])
    assert sentences
    assert all("{" not in sentence for sentence in sentences)


@given(all_facts)
def test_at_most_one_change_in_seven_days_except_health_and_rest(known: NightFacts) -> None:
    recent = any(ago < 7 and rule in ("D2", "D3", "D7", "D8") for ago, rule in known.recent)
    decision = decide(known, DEFAULT_POLICY)
    if recent and decision.rule not in ("D1", "D2"):
        assert decision.directive in (Directive.NOTHING, Directive.STOP_THE_RAMP)


@given(all_facts, st.integers(0, 20))
def test_missing_data_never_advances(known: NightFacts, index: int) -> None:
    """Deleting a log never turns another verdict into advance, unless the log itself spoke against it."""
    if decide(known, DEFAULT_POLICY).verdict is Verdict.ADVANCE:
        return
    place = index % len(known.days)
    if not known.days[place].known or known.days[place].flagged:
        return
    without = replace(known, days=(*known.days[:place], LETTERS["u"], *known.days[place + 1 :]))
    assert decide(without, DEFAULT_POLICY).verdict is not Verdict.ADVANCE


def test_nothing_scolds_or_foretells() -> None:
    for sentence in (*COACH.values(), *ATHLETE.values()):
        assert not any(word in sentence.lower() for word in ("injur", "predict", "prevent", "fail", "missed", "must"))
