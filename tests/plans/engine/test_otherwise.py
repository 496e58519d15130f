"""What would have changed the verdict: each edit is carried out on the facts, and the night decided again.

Days are written oldest first: g green, a amber, r red by wellness, h red by health, u unknown; the last is the night.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import event, given

from plans.engine import gates
from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY, DecisionPolicy
from plans.engine.decisions import decide
from plans.engine.facts import DayFact, Earlier, NightFacts, PhaseFacts, Standing, Symptoms, WeekWork, WorkFacts
from plans.engine.gate_edits import EDITS, Edit
from plans.engine.otherwise import otherwise
from plans.engine.vocabulary import PhaseKind, Verdict
from plans.engine.words import sentence
from readiness.engine.vocabulary import Status
from tests.plans.engine.nights_drawn import LETTERS, SUNDAY, UNSETTLED, all_facts, at_a_gate, policies

WEDNESDAY = SUNDAY.replace(day=18)
CALM = "g" * 14
PHASE = PhaseFacts(
    kind=PhaseKind.FOUNDATION, served=3, left=0, min_weeks=2, max_weeks=4, following=PhaseKind.MAINTENANCE,
    week_km=25.0, next_week_km=25.0,
)  # fmt: skip
WORK = WorkFacts(
    easy_planned=10, easy_done=10, strength_planned=4, strength_done=4, easy_rpe_mean=3.0,
    weeks=(WeekWork(25, 25, 25, 7, 7), WeekWork(25, 25, 25, 7, 7), WeekWork(25, 25, 25, 7, 7)), baseline_km=50.0,
    mood_week=4.0, mood_before=4.0, wants_more=True, days_without_run=1,
)  # fmt: skip


def night(days: str, **known: Any) -> NightFacts:
    given = {"night": SUNDAY, "phase": PHASE, "work": WORK, **known}
    return NightFacts(days=tuple(LETTERS[day] for day in days), **given)


CASES = {
    "D1: a check-in without symptoms ends the rest": (
        night("g" * 13 + "h", ill=True, symptoms=Symptoms(1, 0)),
        ["A check-in without symptoms ends the rest and begins a gradual return."],
    ),
    "D1, back: with a symptom rest would go on": (
        night("g" * 11 + "hhg", symptoms=Symptoms(2, 1, 0)), ["With a symptom in this check-in, rest would go on."],
    ),
    "D2: two of three": (
        night("g" * 11 + "rgr", night=WEDNESDAY), ["With 1 such day fewer, the plan would stand as it is."],
    ),
    "D3: three of seven": (
        night("g" * 7 + "agagagg"), ["With 1 such day fewer, the next phase would begin."],
    ),
    "D3: four of seven": (
        night("g" * 7 + "aaagagg", phase=replace(PHASE, served=1, left=1)),
        ["With 2 such days fewer, the plan would stand as it is."],
    ),
    "D3: lighter as planned": (
        night("g" * 7 + "agagagg", phase=replace(PHASE, left=1, next_week_km=20.0)),
        ["Were next week not lighter as planned, next week would have one easy run less."],
    ),
    "D4: a pair of cues": (
        night(CALM, cues=("P1", "P4"), pair_days_ago=0, phase=replace(PHASE, left=1)),
        ["With one of these signs alone, the plan would stand as it is."],
    ),
    "D4: a pair of cues in a second low week: either is enough": (
        night(
            "g" * 7 + "agagagg", cues=("P1", "P4"), pair_days_ago=0, recent=(Earlier(7, "D3", Standing.APPROVED),),
        ),
        [],
    ),
    "D6: a hard session over plan": (
        night(CALM, work=replace(WORK, strained=1)),
        ["With the hard sessions at the planned effort and length, the next phase would begin."],
    ),
    "D10: 14 of 25 km, twice": (
        night(CALM, work=replace(WORK, weeks=(WeekWork(25, 14, 14), WeekWork(25, 14, 14)))),
        ["With 1 km more this week, the week would be repeated."],
    ),
    "V1: a leap": (
        night(CALM, phase=replace(PHASE, left=1, served=1, next_week_km=40.0)),
        ["With next week planned at 32.5 km or less, the plan would stand as it is."],
    ),
    "D9: six of fourteen": (
        night("uuuuuuuu" + "gggggg"), ["2 more check-ins would have been enough."],
    ),
    "D8: two strength sessions short": (
        night(CALM, work=replace(WORK, strength_done=1)), ["With 2 strength sessions more, the gate would be open."],
    ),
    "D8: two conditions": (
        night(CALM, work=replace(WORK, strength_done=1, wants_more=None)),
        ["2 conditions are open; all of them have to change before the gate opens."],
    ),
    "D8: five of fourteen below normal": (
        night("aaaaag" + "g" * 8), ["With 1 such day fewer, the gate would be open."],
    ),
    "D8: legs more sore than before, told so that it is enough": (
        night(
            CALM,
            phase=replace(PHASE, kind=PhaseKind.MAINTENANCE),
            work=replace(WORK, weeks=(WeekWork(30, 30, 30, 7, 7),) * 3, soreness_week=3.2, soreness_before=4.03),
        ),
        ["With soreness at 3.6 of 5 this week, the gate would be open."],
    ),
    "D8: eased five days ago": (
        night(CALM, recent=(Earlier(5, "D2", Standing.APPROVED),)),
        ["With the easing 2 days further back, the gate would be open."],
    ),
    "D7: a red day would have held": (
        night(CALM), ["One red day in the last 5 days would have held the phase."],
    ),
    "S0: silence": (
        night("g" * 11 + "uuu", night=WEDNESDAY), ["One check-in, and this note goes away."],
    ),
    "red once": (
        night("g" * 13 + "r", night=WEDNESDAY), ["One more such check-in tomorrow brings a rest day."],
    ),
    "red again, but a rest day was put in": (
        night("g" * 11 + "rgr", night=WEDNESDAY, recent=(Earlier(3, "D2", Standing.APPROVED),)),
        ["Without the change 3 days ago, which is given its time, the next run would become a rest day."],
    ),
    "red once, soon after a rest day was put in": (
        night("g" * 13 + "r", night=WEDNESDAY, recent=(Earlier(3, "D2", Standing.APPROVED),)), [],
    ),
    "amber on Wednesday": (
        night("g" * 13 + "a", night=WEDNESDAY),
        ["With 2 more such days by Sunday, next week would have one easy run less."],
    ),
    "amber on Saturday: too late for three": (
        night("g" * 13 + "a", night=SUNDAY.replace(day=21)), [],
    ),
    "green": (night(CALM, night=WEDNESDAY), []),
    "no plan": (night(CALM, phase=None, work=None), []),
}  # fmt: skip


@pytest.mark.parametrize(("known", "said"), CASES.values(), ids=CASES)
def test_what_would_have_changed_it(known: NightFacts, said: list[str]) -> None:
    found = otherwise(known, decide(known, DEFAULT_POLICY), DEFAULT_POLICY)
    assert [sentence(each.reason.message, dict(each.reason.values)) for each in found] == said
    assert all(claim_holds(known, each) for each in found)


@given(all_facts, policies())
def test_every_edit_does_what_its_sentence_says(known: NightFacts, policy: DecisionPolicy) -> None:
    known = replace(known, revised=None)
    decision = decide(known, policy)
    for each in otherwise(known, decision, policy):
        event(each.reason.message)
        assert claim_holds(known, each, policy), each.reason


def claim_holds(known: NightFacts, made: Edit, policy: DecisionPolicy = DEFAULT_POLICY) -> bool:
    """The sentence, read by somebody who knows nothing of how it was found."""
    was, now = decide(known, policy), decide(made.facts, policy)
    values = dict(made.reason.values)
    message = made.reason.message.removeprefix("otherwise.")
    changed = [(old, new) for old, new in zip(known.days, made.facts.days, strict=False) if old != new]
    if (was.rule, was.directive, was.asks) == (now.rule, now.directive, now.asks) and was.reasons == now.reasons:
        return False
    if "outcome" in values and (now.directive != values["outcome"] or now.directive is was.directive):
        return False
    if message.startswith("gate."):
        opened = gates.is_open(made.facts, policy) and not gates.is_open(known, policy)
        return opened and was.rule == "D8" and now.rule != "D8" and only_touches(message, known, made.facts)
    match message:
        case "fewer_days":
            return len(changed) == values["n"] and all(old.flagged and new == GREEN for old, new in changed)
        case "logs":
            enough = gates.has_enough_logs(made.facts, policy)
            new_logs = all(not old.known and new == GREEN for old, new in changed)
            return enough and new_logs and len(changed) == values["n"] and now.rule != "D9"
        case "clear_log":
            next_night = (made.facts.night - known.night).days == 1
            return next_night and made.facts.today == GREEN and now.directive is Directive.RETURN_GRADUALLY
        case "symptom":
            return now.directive is Directive.REST_WHILE_ILL
        case "red_again":
            next_night = (made.facts.night - known.night).days == 1
            return next_night and made.facts.today.rule == "S2" and now.directive is Directive.REST_NEXT_RUN
        case "by_sunday":
            added = made.facts.days[-(made.facts.night - known.night).days :]
            return made.facts.is_weekly and sum(day.flagged for day in added) == values["n"]
        case "red_day":
            return len(changed) == 1 and changed[0][1].status is Status.RED and now.verdict is not Verdict.ADVANCE
        case "check_in":
            return len(changed) == 1 and now.rule != "S0"
        case "cooldown":
            return replace(made.facts, recent=known.recent) == known
        case "one_sign":
            return len(made.facts.cues) == 1 and made.facts.pair_days_ago != 0
        case "run" | "as_planned" | "more_km":
            return replace(made.facts, work=known.work) == known
        case "planned_km" | "not_lighter":
            return replace(made.facts, phase=known.phase) == known
    return False


GREEN = DayFact(Status.GREEN, "S8")


def only_touches(message: str, known: NightFacts, edited: NightFacts) -> bool:
    """A condition of the work is met by work, one of the days by days, and so on."""
    match message:
        case "gate.all":
            return True
        case "gate.calm_share" | "gate.no_red" | "gate.seen_lately":
            return replace(edited, days=known.days) == known
        case "gate.no_pair":
            return replace(edited, pair_days_ago=known.pair_days_ago) == known
        case "gate.healthy" | "gate.no_pain":
            return replace(edited, ill=known.ill, pain=known.pain, pain_lately=known.pain_lately) == known
        case "gate.weeks_served":
            return replace(edited, phase=known.phase) == known
        case "gate.no_recent_change":
            return replace(edited, recent=known.recent) == known
        case _:
            return replace(edited, work=known.work) == known


TOO_LITTLE_KNOWN = [{"work": {"weeks": ()}}, {"work": {"soreness_before": None}}]


@pytest.mark.parametrize("kind", PhaseKind)
@pytest.mark.parametrize("change", UNSETTLED, ids=str)
def test_each_single_thing_that_keeps_a_gate_shut(kind: PhaseKind, change: dict[str, Any]) -> None:
    known = at_a_gate(CALM, kind, [change])
    decision = decide(known, DEFAULT_POLICY)
    found = otherwise(known, decision, DEFAULT_POLICY)
    assert found or decision.rule == "-" or change in TOO_LITTLE_KNOWN
    assert all(claim_holds(known, each) for each in found)


def test_fewest_days_are_told() -> None:
    """One edit less would not do: with one of two such days the week is still eased."""
    known = night("g" * 7 + "aaagagg", phase=replace(PHASE, served=1, left=1))
    one_less = replace(known, days=tuple(LETTERS[day] for day in "g" * 7 + "gaagagg"))
    assert decide(one_less, DEFAULT_POLICY).rule == "D3"


@pytest.mark.parametrize("kind", PhaseKind)
def test_every_condition_of_a_gate_has_an_edit(kind: PhaseKind) -> None:
    standing = night(CALM, phase=replace(PHASE, kind=kind), work=replace(WORK, typical_long_run_km=20.0))
    assert {check.message for check in gates.checks(standing, DEFAULT_POLICY)} <= set(EDITS)
