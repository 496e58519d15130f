"""Without consent to check-ins the plan runs as written, nobody is scolded for silence, and the night says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.consents import ConsentGiver, give, withdraw
from athletes.models import Athlete, Consent, ConsentKind
from plans import night
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.explaining import explain
from plans.engine.facts import NightFacts, Symptoms, from_json, to_json
from plans.engine.vocabulary import PhaseKind, Verdict
from plans.engine.words import explanation
from plans.models import Decision
from plans.night_facts import gather
from plans.planning import create_plan
from plans.recomputing import recompute
from plans.rulebooks import rulebooks_of
from readiness.logging_days import write_log
from readiness.models import DayStatus, Source, Status
from tests.cast import Cast, an_athlete
from tests.plans.engine.nights_made import AT_ITS_END, AT_ITS_LONGEST, GATE_WORK, SUNDAY, WEDNESDAY, week
from tests.plans.engine.nights_made import night as made

SILENT = "u" * 21
NO_MOOD = replace(GATE_WORK[PhaseKind.FOUNDATION], mood_week=None, mood_before=None, wants_more=None)


def unasked(on: date = SUNDAY, **known: Any) -> NightFacts:
    return made(SILENT, on, unasked=True, **{"work": NO_MOOD, **known})


QUIET = {
    "three weeks of silence": unasked(WEDNESDAY),
    "a Sunday in the middle of a phase": unasked(),
    "the last week of a phase, its gate unknown": unasked(phase=AT_ITS_END),
    "a phase at its longest": unasked(phase=AT_ITS_LONGEST),
}


@pytest.mark.parametrize("facts", QUIET.values(), ids=QUIET)
def test_the_plan_runs_as_written(facts: NightFacts) -> None:
    decision = decide(facts, DEFAULT_POLICY)
    assert (decision.verdict, decision.rule, decision.asks) == (Verdict.STEADY, "-", False)
    assert [reason.message for reason in decision.reasons] == ["steady.unasked"]
    asked = decide(replace(facts, unasked=False), DEFAULT_POLICY)
    assert asked.rule in ("S0", "D8", "D9")


def test_what_was_run_still_keeps_the_plan_inside_its_limits() -> None:
    work = replace(NO_MOOD, weeks=(week(25, 8, 8), week(22, 8, 8), week(20, 20)))
    assert decide(unasked(work=work), DEFAULT_POLICY).rule == "D10"
    away = replace(NO_MOOD, days_without_run=12)
    assert decide(unasked(work=away), DEFAULT_POLICY).rule == "GB"


def test_illness_that_they_agreed_to_tell_still_rests_the_plan() -> None:
    ill = replace(made("u" * 20 + "h", WEDNESDAY, ill=True, symptoms=Symptoms(1, 0)), unasked=True)
    assert decide(ill, DEFAULT_POLICY).rule == "D1"


def test_both_read_it_in_words_that_ask_for_nothing() -> None:
    facts = unasked(WEDNESDAY, work=None)
    reasons = explain(facts, decide(facts, DEFAULT_POLICY), DEFAULT_POLICY)
    said = explanation([(each.message, dict(each.values)) for each in reasons])
    assert said.headline == "No check-ins, as there is no consent to them; the plan runs as written."
    assert said.athlete == "Your plan runs as written: you chose that nobody asks how you are."
    assert (said.coverage, said.drivers, said.otherwise, said.notes) == ((), (), (), ())


def test_facts_say_it_only_where_it_is_so() -> None:
    assert from_json(to_json(unasked())) == unasked()
    assert "unasked" not in to_json(made("g" * 14))


# --- With a database ---------------------------------------------------------------------------

NIGHT = date(2026, 11, 22)
AFTER = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def ana(cast: Cast) -> Athlete:
    """Three weeks on the roster without a check-in, in the last week of her first phase."""
    create_plan(cast.ana, date(2026, 11, 2))
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(nights_from=NIGHT)
    return cast.ana


def decided(athlete: Athlete) -> Decision:
    night.decide_chunk([athlete.pk], AFTER)
    return Decision.objects.in_team(athlete.team_id).get(athlete=athlete, night=NIGHT)


def test_a_night_without_consent(cast: Cast, ana: Athlete) -> None:
    Consent.objects.in_team(cast.team).filter(athlete=ana).delete()
    decision = decided(ana)
    assert (decision.rule, decision.verdict, decision.answer_until) == ("-", "steady", None)
    assert decision.reasons[0] == ["steady.unasked", {}]
    assert decision.operations == []
    status = DayStatus.objects.in_team(cast.team).get(athlete=ana, local_date=NIGHT)
    assert status.status == Status.UNKNOWN
    *_, result = recompute(cast.team)
    assert (result.same, result.different) == (1, [])


def test_the_same_night_with_consent_asks_for_a_word(cast: Cast, ana: Athlete) -> None:
    decision = decided(ana)
    assert decision.rule == "D9"
    assert "unasked" not in decision.facts


def test_what_was_logged_before_a_withdrawal_decides_nothing_after_it(cast: Cast, ana: Athlete) -> None:
    for ago in range(6):
        values = {"fatigue": 1, "soreness": 1, "sleep_quality": 1, "mood": 1, "stress": 1}
        write_log(ana, NIGHT - timedelta(days=ago), values, client_id=uuid4(), source=Source.API)
    withdraw(ana, [ConsentKind.WELLNESS], ConsentGiver(cast.ana_user))
    gathered = gather([ana], NIGHT, rulebooks_of([ana]))
    facts = gathered.facts_of(ana)
    assert not any(day.known for day in facts.days)
    assert facts.work is not None
    assert (facts.work.mood_week, facts.work.soreness_week, facts.work.wants_more) == (None, None, None)
    assert decided(ana).reasons[0][0] == "steady.unasked"
    give(ana, [ConsentKind.WELLNESS], ConsentGiver(cast.ana_user))
    assert any(day.known for day in gather([ana], NIGHT, rulebooks_of([ana])).facts_of(ana).days)


def test_rest_ends_with_a_log_of_illness_alone(cast: Cast, ana: Athlete) -> None:
    withdraw(ana, [ConsentKind.WELLNESS], ConsentGiver(cast.ana_user))
    for ago, illness in ((2, "systemic"), (1, "none")):
        day = NIGHT - timedelta(days=ago)
        write_log(ana, day, {"illness": illness}, client_id=uuid4(), source=Source.CHECK_IN)
    facts = gather([ana], NIGHT, rulebooks_of([ana])).facts_of(ana)
    assert facts.symptoms == Symptoms(days=1, ago=2, clear_ago=1, systemic=True)


@pytest.mark.parametrize("number", [1, 4])
def test_consent_is_one_question_for_many(cast: Cast, number: int) -> None:
    squad = [an_athlete(cast.team, f"Runner {n}", nights_from=NIGHT) for n in range(number)]
    with CaptureQueriesContext(connection) as queries:
        gather(squad, NIGHT, rulebooks_of(squad))
    assert sum("athletes_consent" in query["sql"] for query in queries) == 1
