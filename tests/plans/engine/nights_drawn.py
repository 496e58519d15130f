"""Nights for laws: any facts that a night could freeze, and nights before a gate that little keeps shut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from plans.engine.decision_policy import DEFAULT_POLICY, DecisionPolicy
from plans.engine.facts import (
    DayFact,
    Earlier,
    Evidence,
    NightFacts,
    PhaseFacts,
    Revised,
    Standing,
    Symptoms,
    WeekWork,
    WorkFacts,
)
from plans.engine.vocabulary import PhaseKind
from readiness.engine.policy import thresholds, with_values
from readiness.engine.vocabulary import Status

SUNDAY = date(2026, 11, 22)
LETTERS = {
    "g": DayFact(Status.GREEN, "S8"),
    "a": DayFact(Status.AMBER, "S3"),
    "r": DayFact(Status.RED, "S2"),
    "h": DayFact(Status.RED, "S1"),
    "u": DayFact(Status.UNKNOWN, "S0"),
    "U": DayFact(Status.UNKNOWN, "S0", away=True),
}


@st.composite
def policies(draw: st.DrawFn) -> DecisionPolicy:
    """What a team may choose: some thresholds at an end of their range, the others as they come."""
    names = draw(st.lists(st.sampled_from([name for name, _ in thresholds(DecisionPolicy)]), max_size=8, unique=True))
    known = dict(thresholds(DecisionPolicy))
    return with_values(
        DEFAULT_POLICY, {name: draw(st.sampled_from([known[name].low, known[name].high])) for name in names}
    )


km = st.integers(0, 1000).map(lambda tenths: tenths / 10)
mean = st.none() | st.integers(100, 500).map(lambda hundredths: hundredths / 100)
pair = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda both: (min(both), max(both)))
days = st.one_of(
    st.text("g" * 8 + "aru", min_size=14, max_size=21),
    st.text("garhuU", min_size=1, max_size=21),
).map(lambda letters: tuple(LETTERS[letter] for letter in letters))

phases = st.builds(
    PhaseFacts,
    kind=st.sampled_from(PhaseKind),
    served=st.integers(1, 6),
    left=st.sampled_from([0, 0, 0, 1, 2]),
    min_weeks=st.just(2),
    max_weeks=st.integers(3, 6),
    following=st.none() | st.sampled_from(PhaseKind),
    week_km=km,
    next_week_km=km,
    spare_weeks=st.none() | st.integers(0, 2),
)
weeks = st.builds(
    lambda planned_km, low, more, planned, done: WeekWork(
        planned_km, low, round(low + more, 1), planned, min(done, planned)
    ),
    km, km, st.sampled_from([0.0, 0.0, 5.5]), st.integers(0, 9), st.integers(0, 9),
)  # fmt: skip
works = st.builds(
    WorkFacts,
    easy_planned=st.integers(0, 10),
    easy_done=st.integers(5, 10),
    strength_planned=st.integers(0, 4),
    strength_done=st.integers(2, 4),
    easy_rpe_mean=st.sampled_from([None, 3.0, 3.5, 4.5]),
    weeks=st.lists(weeks, max_size=3).map(tuple),
    baseline_km=st.sampled_from([20.0, 50.0, 90.0]),
    best_week_km=km,
    longest_run_km=km,
    typical_long_run_km=st.none() | km,
    moderate=pair, quality=pair, tempo=pair, hilly=pair,
    strained=st.sampled_from([0, 0, 0, 1, 2]),
    relaxed=st.sampled_from([True, True, None, False]),
    days_without_run=st.sampled_from([None, 1, 2, 11]),
    mood_week=mean, mood_before=mean, soreness_week=mean, soreness_before=mean,
    wants_more=st.sampled_from([True, True, None, False]),
)  # fmt: skip
symptoms = st.builds(
    Symptoms,
    days=st.integers(1, 9),
    ago=st.integers(0, 9),
    clear_ago=st.none() | st.integers(0, 9),
    systemic=st.booleans(),
)
RULES = ["D1", "D2", "D3", "D3", "D4", "D4", "D5", "D5", "D6", "D7", "D8", "D9", "D10", "V1", "GB"]
earlier = st.builds(
    Earlier,
    ago=st.sampled_from([1, 3, 7, 7, 7, 8, 14, 14, 21]),
    rule=st.sampled_from(RULES),
    standing=st.sampled_from(Standing),
)
evidence = st.one_of(
    st.builds(
        Evidence,
        rule=st.sampled_from(["S2", "S3", "P1", "P3", "P4"]),
        item=st.sampled_from(["wellness", "soreness", "mood", "fatigue", "sleep_h", "ln_rmssd"]),
        days=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(lambda ago: tuple(sorted(ago))),
        value=st.just(2.25), normal=st.just(3.75), limit=st.just(2.5),
    ),
    st.sampled_from([
        Evidence("S1", "alarm_sign", (0,)), Evidence("S1", "illness", (0, 1)), Evidence("S1", "stride", (0,)),
        Evidence("S1", "pain", (0,), 7, None, 5), Evidence("S7", "pain", (0, 2), 4, None, 4),
        Evidence("S7", "illness", (0,)), Evidence("S4", "mood", (0,), 1, None, 1),
        Evidence("S5", "sleep_h", (0,), 5.5, None, 6), Evidence("P6", "resting_hr_bpm", (0, 1, 2), 56.0, 51.0, 54.0),
        Evidence("P5", "appetite", (1, 2, 3), 2, None, 2),
    ]),
)  # fmt: skip
cues = st.sampled_from([(), (), (), ("P1",), ("P1", "P3"), ("P2", "P4", "P8")])
revised = st.builds(Revised, st.sampled_from(["D3", "D8", "-"]), st.just("drop_easy_run"), st.sampled_from(Standing))

any_facts = st.builds(
    lambda before, cues, pair_ago, **known: NightFacts(
        night=SUNDAY - timedelta(days=before),
        cues=cues,
        pair_days_ago=0 if len(cues) > 1 else pair_ago,
        **known,
    ),
    st.sampled_from([0, 0, 0, 1, 3, 6]),
    cues,
    st.sampled_from([None, None, 1, 2, 5]),
    days=days,
    learning=st.sampled_from([False, False, True]),
    settling=st.booleans(),
    pain=st.sampled_from([0, 0, 0, 3, 5, 8]),
    pain_lately=st.sampled_from([0, 0, 2, 5]),
    ill=st.sampled_from([False, False, False, True]),
    symptoms=st.none() | st.none() | symptoms,
    evidence=st.lists(evidence, max_size=3, unique_by=lambda each: each.item).map(tuple),
    referral=st.sampled_from([(), (), (), ("P3",), ("pair",), ("P5",)]),
    under_18=st.booleans(),
    phase=st.none() | phases | phases | phases,
    work=st.none() | works | works | works,
    recent=st.lists(earlier, max_size=3).map(tuple),
    revised=st.none() | st.none() | st.none() | revised,
)

_WEEK = WeekWork(50.0, 50.0, 50.0, 7, 7)
_SHORT = WeekWork(50.0, 20.0, 20.0, 7, 4)
SETTLED = WorkFacts(
    easy_planned=8, easy_done=8, strength_planned=4, strength_done=4, easy_rpe_mean=3.0, weeks=(_WEEK, _WEEK, _WEEK),
    baseline_km=50.0, best_week_km=50.0, longest_run_km=18.0, typical_long_run_km=18.5, moderate=(2, 2),
    quality=(4, 4), tempo=(3, 3), hilly=(2, 2), relaxed=True, days_without_run=1, mood_week=4.0, mood_before=4.0,
    soreness_week=4.0, soreness_before=4.0, wants_more=True,
)  # fmt: skip
UNSETTLED: list[dict[str, Any]] = [
    {"work": {"easy_done": 4}}, {"work": {"strength_done": 1}}, {"work": {"easy_rpe_mean": 4.5}},
    {"work": {"easy_rpe_mean": None}}, {"work": {"weeks": (_SHORT, _WEEK, _SHORT)}},
    {"work": {"weeks": (_SHORT, _SHORT, _WEEK)}}, {"work": {"weeks": ()}}, {"work": {"best_week_km": 30.0}},
    {"work": {"longest_run_km": 7.3}}, {"work": {"moderate": (0, 3)}}, {"work": {"quality": (1, 4)}},
    {"work": {"tempo": (0, 3)}}, {"work": {"hilly": (0, 2)}}, {"work": {"strained": 2}},
    {"work": {"relaxed": None}}, {"work": {"days_without_run": 12}},
    {"work": {"mood_week": 3.1, "mood_before": 3.71}}, {"work": {"mood_week": None, "mood_before": None}},
    {"work": {"soreness_week": 3.1, "soreness_before": 4.03}}, {"work": {"soreness_before": None}},
    {"work": {"wants_more": None}}, {"phase": {"served": 1}}, {"phase": {"served": 5}},
    {"phase": {"spare_weeks": 0}}, {"phase": {"left": 1}}, {"phase": {"next_week_km": 75.0}},
    {"phase": {"next_week_km": 40.0}}, {"phase": {"following": None}}, {"pain": 5, "pain_lately": 5},
    {"pain_lately": 4}, {"ill": True}, {"pair_days_ago": 2}, {"learning": True},
    {"recent": (Earlier(2, "D2", Standing.APPROVED),)}, {"recent": (Earlier(6, "D1"),)},
    {"recent": (Earlier(5, "D3", Standing.KEPT),)},
]  # fmt: skip
"""One thing each that keeps a gate shut, or moves a rule."""


def at_a_gate(letters: str, kind: PhaseKind, changes: list[dict[str, Any]]) -> NightFacts:
    """A Sunday at the end of a phase where all is settled but what `changes` say."""
    known = NightFacts(
        night=SUNDAY,
        days=tuple(LETTERS[letter] for letter in letters),
        phase=PhaseFacts(kind, 3, 0, 2, 5, PhaseKind.REINTEGRATION, 50.0, 52.0),
        work=SETTLED,
    )
    for change in changes:
        for name, value in change.items():
            changed = replace(getattr(known, name), **value) if isinstance(value, dict) else value
            known = replace(known, **{name: changed})
    return known


before_a_gate = st.builds(
    at_a_gate,
    st.one_of(
        st.just("g" * 14), st.text("g" * 10 + "aru", min_size=14, max_size=16), st.just("aaaaauagggggggg"),
        st.just("g" * 11 + "rgg"), st.just("g" * 11 + "uuu"),
    ),
    st.sampled_from(PhaseKind),
    st.lists(st.sampled_from(UNSETTLED), max_size=2),
)  # fmt: skip
all_facts = any_facts | before_a_gate
