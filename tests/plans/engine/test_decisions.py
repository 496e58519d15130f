"""What a night decides, as a coach could read it: one row per rule that fires, and one step below that does not.

The letters of the days are explained in `nights_made`. The gates have their own tables in `test_gates`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import RULES, decide
from plans.engine.facts import NightFacts, Standing, Symptoms
from plans.engine.vocabulary import PhaseKind
from tests.plans.engine.nights_made import (
    AT_ITS_END,
    CALM,
    FOUNDATION,
    GATE_WORK,
    STILL_ILL,
    WEDNESDAY,
    earlier,
    night,
    week,
)

WORK = GATE_WORK[PhaseKind.FOUNDATION]
NO_WISH = replace(WORK, wants_more=None)
"""The gate of the foundation stays shut, and nothing else speaks."""
FLAGGED = "g" * 7 + "agagagg"
PAIR: dict[str, Any] = {"pair_days_ago": 0, "cues": ("P1", "P4")}
STRAINED = replace(NO_WISH, strained=1)
HALF_DONE = replace(NO_WISH, weeks=(week(25, 14.9), week(22, 13.1), week(20, 20)))
LEAP: dict[str, Any] = {
    "phase": replace(FOUNDATION, week_km=30, next_week_km=31),
    "work": replace(NO_WISH, weeks=(week(23, 22), week(23, 23), week(22, 23))),
}
NOTHING, REST, RETURN = Directive.NOTHING, Directive.REST_WHILE_ILL, Directive.RETURN_GRADUALLY
KEPT, OPEN, NOTE = Standing.KEPT, Standing.OPEN, Standing.NOTE

HEALTH = {
    "S1 today: rest": (night("g" * 13 + "h", WEDNESDAY, ill=True), "D1", REST),
    "still amber with symptoms": (night("g" * 12 + "ha", WEDNESDAY, symptoms=STILL_ILL), "D1", REST),
    "no log after symptoms: rest goes on": (night("g" * 12 + "hu", WEDNESDAY, symptoms=STILL_ILL), "D1", REST),
    "the first log without symptoms: back gradually": (
        night("g" * 12 + "hg", WEDNESDAY, symptoms=Symptoms(3, 1, 0)), "D1", RETURN,
    ),
    "the second log without symptoms: nothing new": (
        night("g" * 11 + "hgg", WEDNESDAY, symptoms=Symptoms(3, 2, 1)), "-", NOTHING,
    ),
    "health does not wait for a cooldown": (
        night("g" * 13 + "h", WEDNESDAY, recent=earlier((1, "D1"), (2, "D2"))), "D1", REST,
    ),
    "nobody without a plan is told to rest": (night("g" * 13 + "h", WEDNESDAY, phase=None, work=None), "-", NOTHING),
    "red on two of the last three logs, red today": (night("g" * 11 + "rgr", WEDNESDAY), "D2", Directive.REST_NEXT_RUN),
    "one red log is one red log": (night("g" * 13 + "r", WEDNESDAY), "-", NOTHING),
    "two red of four logs": (night("g" * 10 + "rggr", WEDNESDAY), "-", NOTHING),
    "silence between two red logs does not hide them": (
        night("g" * 9 + "ruuur", WEDNESDAY), "D2", Directive.REST_NEXT_RUN,
    ),
    "red twice, but today is fine": (night("g" * 11 + "rrg", WEDNESDAY), "-", NOTHING),
    "a rest day was put in 6 days ago": (night("g" * 12 + "rr", WEDNESDAY, recent=earlier((6, "D2"))), "-", NOTHING),
    "a rest day was put in 7 days ago": (
        night("g" * 12 + "rr", WEDNESDAY, recent=earlier((7, "D2"))), "D2", Directive.REST_NEXT_RUN,
    ),
    "a rest day that changed nothing 6 days ago": (
        night("g" * 12 + "rr", WEDNESDAY, recent=earlier((6, "D2", NOTE))), "D2", Directive.REST_NEXT_RUN,
    ),
}  # fmt: skip

EASING = {
    "D3: three flagged of seven logs": (night(FLAGGED), "D3", Directive.DROP_EASY_RUN),
    "D3: two flagged of seven": (night("g" * 7 + "ggagagg", work=NO_WISH), "-", NOTHING),
    "D3: three flagged of four logs": (night("g" * 7 + "uuugaaa"), "D3", Directive.DROP_EASY_RUN),
    "D3: three flagged of three logs is too little data": (night("g" * 7 + "uuuuaaa"), "D9", NOTHING),
    "D3: waits for Sunday": (night(FLAGGED, WEDNESDAY), "-", NOTHING),
    "D3: next week is much lighter as planned": (
        night(FLAGGED, phase=replace(FOUNDATION, next_week_km=19.8)), "D3", NOTHING,
    ),
    "D3: next week is a little lighter as planned": (
        night(FLAGGED, phase=replace(FOUNDATION, next_week_km=19.9)), "D3", Directive.DROP_EASY_RUN,
    ),
    "D3: at its end a phase is held, and how light the next one begins is no easing": (
        night(FLAGGED, phase=replace(AT_ITS_END, next_week_km=15.0)), "D3", Directive.DROP_EASY_RUN,
    ),
    "D3: a rest day was put in on Friday": (night(FLAGGED, work=NO_WISH, recent=earlier((2, "D2"))), "-", NOTHING),
    "D3: a rest day was put in nine days ago": (
        night(FLAGGED, recent=earlier((9, "D2"))), "D3", Directive.DROP_EASY_RUN,
    ),
    "D3: two weeks after a week repeated": (night(FLAGGED, recent=earlier((14, "D8"))), "D3", Directive.DROP_EASY_RUN),
    "D3: a week after a week repeated": (night(FLAGGED, work=NO_WISH, recent=earlier((7, "D8"))), "-", NOTHING),
    "D3: two weeks after D4, whose step up is this week": (
        night(FLAGGED, work=NO_WISH, recent=earlier((14, "D4"))), "-", NOTHING,
    ),
    "D3: three weeks after D4": (night(FLAGGED, recent=earlier((21, "D4"))), "D3", Directive.DROP_EASY_RUN),
    "D4: D3 again after a week that was eased": (night(FLAGGED, recent=earlier((7, "D3"))), "D4", Directive.SCALE_BACK),
    "D4: D3 again, the first one unanswered": (
        night(FLAGGED, recent=earlier((7, "D3", OPEN))), "D4", Directive.SCALE_BACK,
    ),
    "D4: D3 again, the first one declined": (
        night(FLAGGED, work=NO_WISH, recent=earlier((7, "D3", KEPT))), "-", NOTHING,
    ),
    "D4: D3 two weeks ago is not two weeks running": (
        night(FLAGGED, recent=earlier((14, "D3"))), "D3", Directive.DROP_EASY_RUN,
    ),
    "D4: two cues on together": (night(CALM, **PAIR), "D4", Directive.SCALE_BACK),
    "D4: two cues on together yesterday": (
        night(CALM, work=NO_WISH, pair_days_ago=1, cues=("P1",)), "-", NOTHING,
    ),
    "D4: one cue is a note": (night(CALM, work=NO_WISH, cues=("P1",)), "-", NOTHING),
    "D4: not within a week of a rest day": (
        night(CALM, work=NO_WISH, recent=earlier((6, "D2")), **PAIR), "-", NOTHING,
    ),
    "D5: the pair is still on after D4": (
        night(CALM, recent=earlier((7, "D4")), **PAIR), "D5", Directive.RECOVERY_WEEK,
    ),
    "D5: the pair is gone after D4": (night(CALM, work=NO_WISH, recent=earlier((7, "D4"))), "-", NOTHING),
    "D5: D4 was declined": (night(CALM, recent=earlier((7, "D4", KEPT)), **PAIR), "D4", Directive.SCALE_BACK),
    "D5: a second recovery week": (
        night(CALM, recent=earlier((7, "D5"), (14, "D4")), **PAIR), "D5", Directive.RECOVERY_WEEK,
    ),
    "GB: after two recovery weeks back a phase": (
        night(CALM, recent=earlier((7, "D5"), (14, "D5"), (21, "D4")), **PAIR), "GB", Directive.PREVIOUS_PHASE,
    ),
    "GB: two recovery weeks helped": (
        night(CALM, work=NO_WISH, recent=earlier((7, "D5"), (14, "D5"))), "-", NOTHING,
    ),
    "GB: 11 days without a run": (
        night(CALM, work=replace(WORK, days_without_run=11)), "GB", Directive.PREVIOUS_PHASE,
    ),
    "GB: 10 days without a run": (night(CALM, work=replace(NO_WISH, days_without_run=10)), "-", NOTHING),
    "GB: not told what was run": (night(CALM, work=replace(NO_WISH, days_without_run=None)), "-", NOTHING),
    "GB: not again within two weeks": (
        night(CALM, work=replace(NO_WISH, days_without_run=20), recent=earlier((13, "GB"))), "-", NOTHING,
    ),
    "D6: a hard session was too hard": (night(CALM, work=STRAINED), "D6", Directive.LENGTHEN_RESTS),
    "D6: no hard session was too hard": (night(CALM, work=NO_WISH), "-", NOTHING),
    "D6: a week after another change": (night(CALM, work=STRAINED, recent=earlier((7, "D3"))), "-", NOTHING),
}  # fmt: skip

LOAD = {
    "D10: below 60 % in two weeks": (night(CALM, work=HALF_DONE), "D10", Directive.REBASE),
    "D10: 60 % in one of them": (
        night(CALM, work=replace(HALF_DONE, weeks=(week(25, 15.0), *HALF_DONE.weeks[1:]))), "-", NOTHING,
    ),
    "D10: what was not reported may have been run": (
        night(CALM, work=replace(HALF_DONE, weeks=(week(25, 14.9, 15.0), *HALF_DONE.weeks[1:]))), "-", NOTHING,
    ),
    "D10: from what was certainly run": (
        night(
            CALM, phase=replace(FOUNDATION, next_week_km=14.4),
            work=replace(HALF_DONE, weeks=(week(25, 10.0, 14.9), week(25, 13.0, 14.9))),
        ), "D10", Directive.REBASE,
    ),
    "D10: not beside a sign of fatigue": (night(CALM, work=HALF_DONE, cues=("P4",)), "-", NOTHING),
    "D10: not after days away": (night("g" * 13 + "G", work=HALF_DONE), "-", NOTHING),
    "D10: next week asks for no more than was run": (
        night(CALM, work=HALF_DONE, phase=replace(FOUNDATION, next_week_km=16.4)), "-", NOTHING,
    ),
    "D10: the plan has only begun": (night(CALM, work=replace(HALF_DONE, weeks=HALF_DONE.weeks[:1])), "-", NOTHING),
    "V1: more than 30 % above the best of three weeks": (night(CALM, **LEAP), "V1", Directive.CUT_TO_STEP),
    "V1: 30 % above is no leap": (
        night(CALM, phase=replace(FOUNDATION, week_km=30, next_week_km=29.9), work=LEAP["work"]), "-", NOTHING,
    ),
    "V1: unreported kilometres are held in favour of the step": (
        night(CALM, phase=LEAP["phase"], work=replace(NO_WISH, weeks=(week(24, 0, 24), week(23, 20), week(22, 19)))),
        "-", NOTHING,
    ),
    "V1: a step of 3 km is always allowed": (
        night(
            CALM, phase=replace(FOUNDATION, next_week_km=9.0),
            work=replace(NO_WISH, weeks=(week(6, 6), week(6, 6), week(6, 6))),
        ), "-", NOTHING,
    ),
    "V1: nothing known of three weeks": (
        night(CALM, phase=LEAP["phase"], work=replace(NO_WISH, weeks=(week(23, 22), week(23, 23)))), "-", NOTHING,
    ),
}  # fmt: skip

DATA = {
    "eight of fourteen logs, four in the week": (night("gggguuu" + "ggugugu", work=NO_WISH), "-", NOTHING),
    "seven of fourteen logs: hold": (night("ggguuuu" + "ggugugu"), "D9", NOTHING),
    "three of the last seven logs: hold": (night("gggggggg" + "ugguu" + "u"), "D9", NOTHING),
    "again a week later: the ramp stops and a coach is asked": (
        night("ggguuuu" + "ggugugu", recent=earlier((7, "D9", NOTE))), "D9", Directive.STOP_THE_RAMP,
    ),
    "again, where next week is no ramp": (
        night("ggguuuu" + "ggugugu", recent=earlier((7, "D9", NOTE)), phase=replace(FOUNDATION, next_week_km=22.4)),
        "D9", NOTHING,
    ),
    "two weeks ago is not in a row": (
        night("ggguuuu" + "ggugugu", recent=earlier((14, "D9", NOTE))), "D9", NOTHING,
    ),
    "at the phase's end the week is repeated": (
        night("ggguuuu" + "ggugugu", phase=AT_ITS_END), "D9", Directive.REPEAT_WEEK,
    ),
    "again at the phase's end: up to its longest": (
        night("ggguuuu" + "ggugugu", phase=AT_ITS_END, recent=earlier((7, "D9", NOTE))), "D9",
        Directive.HOLD_FOR_LOGS,
    ),
    "who joined this week is not held for days that were not": (night("ggggg", work=NO_WISH), "-", NOTHING),
    "who joined this week and was silent": (night("guuuu"), "D9", NOTHING),
    "days away are no missing days": (night("gggggggg" + "UUUUUU", work=NO_WISH), "-", NOTHING),
}  # fmt: skip

CASES = HEALTH | EASING | LOAD | DATA


@pytest.mark.parametrize(("known", "rule", "directive"), CASES.values(), ids=CASES)
def test_the_rule_that_speaks(known: NightFacts, rule: str, directive: Directive) -> None:
    decision = decide(known, DEFAULT_POLICY)
    assert (decision.rule, decision.directive) == (rule, directive)


EVERYTHING = night(
    "g" * 10 + "arar", symptoms=STILL_ILL, recent=earlier((14, "D9", NOTE), (7, "D4")), **PAIR,
    work=replace(HALF_DONE, strained=1, days_without_run=11),
)  # fmt: skip
"""A night on which nearly every rule has something to say."""
UNEASED = replace(EVERYTHING, symptoms=None, recent=(), work=replace(HALF_DONE, strained=1))
QUIETER = replace(UNEASED, pair_days_ago=None, cues=(), days=night("g" * 9 + "aarga").days)
SILENT = replace(QUIETER, days=night("g" * 4 + "uuuuu" + "gguug").days)

PRECEDENCE = {
    "D1 before everything": (EVERYTHING, "D1"),
    "D2 before GB": (replace(EVERYTHING, symptoms=None), "D2"),
    "GB before D5": (replace(EVERYTHING, symptoms=None, days=night("g" * 10 + "arag").days), "GB"),
    "D5 before D4": (
        replace(UNEASED, recent=earlier((7, "D4")), days=night("g" * 10 + "arag").days), "D5",
    ),
    "D4 before D3": (replace(UNEASED, days=night("g" * 10 + "arag").days), "D4"),
    "D3 before D6": (QUIETER, "D3"),
    "D6 before D10": (SILENT, "D6"),
    "D10 before V1": (
        replace(SILENT, work=HALF_DONE, phase=replace(FOUNDATION, week_km=30.0, next_week_km=35.0)), "D10",
    ),
    "V1 before D9": (
        replace(SILENT, phase=LEAP["phase"], work=LEAP["work"]), "V1",
    ),
    "D9 before D8": (replace(SILENT, phase=AT_ITS_END, work=NO_WISH), "D9"),
    "D8 before D7": (night(CALM, phase=AT_ITS_END, work=NO_WISH), "D8"),
}  # fmt: skip


@pytest.mark.parametrize(("known", "rule"), PRECEDENCE.values(), ids=PRECEDENCE)
def test_the_first_rule_speaks_alone(known: NightFacts, rule: str) -> None:
    assert decide(known, DEFAULT_POLICY).rule == rule


def test_the_order_of_the_rules() -> None:
    order = [rule for rule, _, _ in RULES]
    assert order == ["D1", "D2", "GB", "D5", "D4", "D3", "D6", "D10", "V1", "D9", "D8", "D7"]
    assert [rule for rule, _, weekly in RULES if not weekly] == ["D1", "D2"]


@pytest.mark.parametrize("known", [known for known, _, _ in CASES.values()], ids=CASES)
def test_only_health_acts_on_other_nights_than_sunday(known: NightFacts) -> None:
    assert decide(replace(known, night=WEDNESDAY), DEFAULT_POLICY).rule in ("D1", "D2", "S0", "-")
