"""What becomes of a proposal under what a coach said beforehand: case tables on a written plan, and laws on any."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import apply
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.facts import Evidence, NightFacts, Revised, Standing
from plans.engine.limits import History, new_breaches
from plans.engine.merging import touched
from plans.engine.proposals import propose
from plans.engine.records import Met, record
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.engine.sentences.athlete import ATHLETE
from plans.engine.sentences.coach import NOTES
from plans.engine.steering import (
    Automation,
    Fate,
    Mode,
    Proposal,
    Steering,
    from_json,
    largest_change,
    steer,
    to_json,
)
from plans.engine.vocabulary import Verdict
from plans.engine.week import PlanState
from plans.engine.words import explanation
from tests.plans.engine.proposals_made import facts_on, season
from tests.plans.engine.seasons import CASES, at_night, athlete, seeds
from tests.plans.engine.shipped import template
from tests.plans.engine.written_plans import MONDAY

MON, TUE, WED, THU, FRI, SAT, SUN = (MONDAY + timedelta(days=14 + n) for n in range(7))
"""Of the third week: with a run less it is still measured against the two before it."""
WEEK = "Tue easy 8km, Thu easy 8km, Sat long 8km, Sun easy 8km"
PLAN = season(*[f"F: {WEEK}"] * 4, f"M: {WEEK}")

REST = NightDecision(Verdict.REST, "D2", (Reason("d2.red_logs", (("red", 2), ("logs", 3))),), Directive.REST_NEXT_RUN)
ILL = NightDecision(Verdict.REST, "D1", (Reason("d1.pain"),), Directive.REST_WHILE_ILL)
ADVANCE = NightDecision(Verdict.ADVANCE, "D7", (Reason("d7.gate"),), Directive.NEXT_PHASE)
FINISH = NightDecision(Verdict.ADVANCE, "D7", (Reason("d7.season"),), Directive.FINISH, asks=True)
HOLD = NightDecision(Verdict.HOLD, "D8", (Reason("d8.gate"),), Directive.REPEAT_WEEK)
TALK = NightDecision(Verdict.STEADY, "S0", (Reason("s0.silent"),), asks=True)
REFERRED = replace(REST, reasons=(*REST.reasons, Reason("referral.P3")), asks=True)
ALARM = (Evidence("S1", "alarm_sign", (0,)),)


def modes(mode: Mode, days: int = 28, percent: int = 100) -> Steering:
    each = Automation(mode, days, percent)
    return Steering({verdict: each for verdict in Verdict if verdict is not Verdict.STEADY})


OFF, APPLY = modes(Mode.OFF), modes(Mode.APPLY)


def why(decision: NightDecision) -> tuple[str, str]:
    return decision.rule, decision.directive.value


CASES_OF_A_COACH: dict[str, tuple[NightDecision, Steering, dict[str, Any], str, str]] = {
    "nothing was said: it is asked": (REST, Steering(), {}, "asked", ""),
    "applied within its bounds": (REST, APPLY, {}, "applied", ""),
    "exactly on its bounds": (REST, modes(Mode.APPLY, 1, 25), {}, "applied", ""),
    "a week changes by more": (REST, modes(Mode.APPLY, 7, 24), {}, "asked", "steer.asked.minutes"),
    "it reaches further": (HOLD, modes(Mode.APPLY, 7), {}, "asked", "steer.asked.days"),
    "off": (REST, OFF, {}, "not_made", "steer.off"),
    "another verdict is off": (REST, Steering({Verdict.EASE: Automation(Mode.OFF)}), {}, "asked", ""),
    "its day is locked": (REST, Steering(locked=((TUE, WED),)), {}, "not_made", "steer.locked"),
    "a lock wins over what applies by itself": (REST, replace(APPLY, locked=((TUE, TUE),)), {}, "not_made",
                                                "steer.locked"),
    "another day is locked": (REST, replace(APPLY, locked=((WED, SUN),)), {}, "applied", ""),
    "a phase that is held takes rest": (REST, replace(APPLY, held_until=SUN), {}, "applied", ""),
    "a phase that is held is not left": (ADVANCE, Steering(held_until=SUN), {}, "not_made", "steer.held"),
    "nor is the season": (FINISH, replace(APPLY, held_until=SUN), {}, "not_made", "steer.held"),
    "a held phase may stay longer": (HOLD, Steering(held_until=SUN), {}, "asked", ""),
    "refused within a week": (REST, Steering(refused={why(REST): WED}), {}, "not_made", "steer.refused"),
    "refused, and the week is over": (REST, Steering(refused={why(REST): MON}), {}, "asked", ""),
    "another rule was refused": (REST, Steering(refused={why(ILL): WED}), {}, "asked", ""),
    "the same rule wants something else": (REST, Steering(refused={("D2", "scale_back"): WED}), {}, "asked", ""),
    "undone by a coach within a week": (REST, replace(APPLY, taken_back=frozenset([why(REST)])), {}, "asked",
                                        "steer.asked.taken_back"),
    "caught up late": (REST, replace(APPLY, is_late=True), {}, "asked", "steer.asked.overdue"),
    "a coach signs the season off": (FINISH, APPLY, {}, "asked", "steer.asked.finish"),
    "under 18 nobody steps up alone": (ADVANCE, APPLY, {"under_18": True}, "asked", "steer.asked.under_18"),
    "under 18 rest comes by itself": (REST, APPLY, {"under_18": True}, "applied", ""),
    "nobody steps up with a sign for a physician": (ADVANCE, APPLY, {"referral": ("P3",)}, "asked", "referral.first"),
    "a referral is asked": (REFERRED, APPLY, {"referral": ("P3",)}, "asked", "referral.first"),
    "an alarm is asked": (ILL, APPLY, {"evidence": ALARM}, "asked", "referral.first"),
    "an alarm is asked though it is off": (ILL, OFF, {"evidence": ALARM}, "asked", ""),
    "an alarm is asked though it was refused": (
        ILL, Steering(refused={why(ILL): WED}), {"evidence": ALARM}, "asked", "",
    ),
    "an alarm leaves locked days alone": (
        ILL, Steering(locked=((TUE, TUE),)), {"evidence": ALARM}, "not_made", "steer.locked",
    ),
    "the plan follows the earlier revision": (
        REST, APPLY, {"revised": Revised("D3", "drop_easy_run", Standing.APPROVED)}, "asked", "steer.asked.late",
    ),
    "a question without a change is left alone": (TALK, OFF, {}, "asked", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES_OF_A_COACH)
def test_what_becomes_of_a_proposal(case: str) -> None:
    decision, steering, known, fate, reason = CASES_OF_A_COACH[case]
    when = SUN if decision in (ADVANCE, FINISH, HOLD) else MON
    facts = facts_on(PLAN, when, **known)
    operations = propose(decision.directive, PLAN, facts)
    assert bool(operations) == (decision not in (FINISH, TALK)), "the case proposes something"
    steered = steer(steering.about(decision), Proposal(decision, facts, operations, PLAN))
    assert (steered.fate, steered.reason.message if steered.reason else "") == (fate, reason)
    assert from_json(to_json(steering.about(decision))) == steering.about(decision)


def test_a_change_that_touches_a_limit_takes_a_signature() -> None:
    """With a run less in the first week the second is a step, though a smaller one than a hard limit forbids."""
    plan = season(f"F: {WEEK}", f"F: {WEEK}")
    facts = facts_on(plan, MONDAY)
    operations = propose(Directive.REST_NEXT_RUN, plan, facts)
    steered = steer(APPLY, Proposal(REST, facts, operations, plan))
    assert (steered.fate, steered.reason) == (Fate.ASKED, Reason("steer.asked.limits"))


RECORDED: dict[str, tuple[NightDecision, Steering, dict[str, Any], bool, bool, str]] = {
    "made": (REST, Steering(), {}, True, True, "athlete.d2.red_logs"),
    "off": (REST, OFF, {}, False, False, "athlete.steer.stands"),
    "off, and a physician should look": (REFERRED, OFF, {}, False, True, "athlete.steer.stands"),
    "with symptoms rest comes first, whatever the plan says": (ILL, OFF, {}, False, False, "athlete.d1.pain"),
    "an alarm beside a lock": (
        ILL, Steering(locked=((TUE, TUE),)), {"evidence": ALARM}, False, True, "athlete.d1.alarm",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RECORDED)
def test_what_is_written_down(case: str) -> None:
    decision, steering, known, proposes, asks, athlete_reads = RECORDED[case]
    decision = replace(decision, reasons=(_filled(decision.reasons[0]), *decision.reasons[1:]))
    met = Met(PLAN, History(baseline_km_per_week=40), template())
    made = record(facts_on(PLAN, MON, **known), decision, DEFAULT_RULEBOOK, met, steering)
    assert (bool(made.operations), made.directive != "nothing", made.asks) == (proposes, proposes, asks)
    assert made.reasons[-1][0] == athlete_reads
    said = explanation([(message, values) for message, values in made.reasons])
    assert not any("{" in note for note in said.notes)


def _filled(reason: Reason) -> Reason:
    return replace(reason, values=(("days", 2), ("pain", 6))) if reason.message == "d1.pain" else reason


def test_quiet_nights_store_nothing_of_it() -> None:
    steering = replace(APPLY, locked=((TUE, SUN),), held_until=SUN, refused={why(REST): WED}, is_late=True)
    assert to_json(steering.about(TALK)) == {}
    assert to_json(Steering().about(REST)) == {}
    assert "modes" not in to_json(modes(Mode.SUGGEST, 7, 30).about(REST)), "the default is not stored"


def test_every_fate_has_its_sentence() -> None:
    used = {case[-1] for case in CASES_OF_A_COACH.values()} | {"steer.asked.limits"}
    assert used - {""} == {name for name in NOTES if name.startswith("steer.")} | {"referral.first"}
    assert "athlete.steer.stands" in ATHLETE


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        ("Tue easy 100min", "Tue easy 75min", 25),
        ("Tue easy 100min", "Tue easy 130min", 30),
        ("Tue easy 60min, Thu easy 40min", "Tue easy 60min", 40),
        ("Tue strength 30min", "Tue easy 30min", 100),
        ("Tue strength 30min", "Tue strength 60min", 0),
    ],
)
def test_by_how_much_a_week_changes(before: str, after: str, percent: int) -> None:
    assert largest_change(season(f"F: {before}"), season(f"F: {after}")) == percent


# Laws, on any plan, any night of it and anything that a coach may have said.

proposing = st.sampled_from([directive for directive in Directive if directive is not Directive.NOTHING])


def any_steering(plan: PlanState, random: Random) -> Steering:
    verdicts = [verdict for verdict in Verdict if random.random() < 0.7]
    found = {
        verdict: Automation(random.choice(list(Mode)), random.randint(1, 28), random.randint(5, 100))
        for verdict in verdicts
    }
    first = plan.weeks[0].monday + timedelta(days=random.randrange(7 * len(plan.weeks)))
    lock = (first, first + timedelta(days=random.randrange(21)))
    held = first + timedelta(days=60) if random.random() < 0.3 else None
    return Steering(found, (lock,) if random.random() < 0.6 else (), held, is_late=random.random() < 0.1)


def drawn(directive: Directive, seed: int) -> tuple[PlanState, NightFacts, NightDecision, Steering]:
    random = Random(seed)
    plan, facts = at_night(athlete(seed % 1000), directive, random)
    facts = replace(facts, referral=("P3",) if random.random() < 0.2 else (), under_18=random.random() < 0.2)
    decision = NightDecision(random.choice(list(Verdict)), "D2", REST.reasons, directive)
    return plan, facts, decision, any_steering(plan, random)


@CASES
@given(proposing, seeds)
def test_laws_of_steering(directive: Directive, seed: int) -> None:
    plan, facts, decision, steering = drawn(directive, seed)
    operations = propose(directive, plan, facts) if facts.phase and facts.phase.left >= 0 else ()
    steered = steer(steering, Proposal(decision, facts, operations, plan))
    days = touched(plan, apply(plan, operations)[0]).days
    automation = steering.modes.get(decision.verdict, Automation())
    if any(first <= day <= last for first, last in steering.locked for day in days):
        assert steered.fate is Fate.NOT_MADE
    if automation.mode is Mode.OFF:
        assert steered.fate is Fate.NOT_MADE
    if steered.fate is Fate.APPLIED:
        after, _ = apply(plan, operations)
        assert automation.mode is Mode.APPLY
        assert all(timedelta(0) < day - facts.night <= timedelta(days=automation.within_days) for day in days)
        assert largest_change(plan, after) <= automation.within_percent
        assert not new_breaches(plan, after, History(plan.baseline_km_per_week), automatic=True)
        assert directive is not Directive.FINISH
        assert not (decision.verdict is Verdict.ADVANCE and (facts.under_18 or facts.referral))
    assert steer(from_json(to_json(steering)), Proposal(decision, facts, operations, plan)) == steered
