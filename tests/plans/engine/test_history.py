"""From days and weeks to the facts of a night: symptoms and when they are over, and where in the plan a night stands.

Days are written oldest first, one letter each, the last one is the night: i ill with fever, c a cold, 7 pain of 7 and
so on, g a log without symptoms, . no log, p a log of too few items.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from plans.engine.facts import HISTORY_DAYS, PhaseFacts, Symptoms
from plans.engine.history import PlannedWeek, assessed_days, night_facts, phase_facts
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.engine.vocabulary import PhaseKind
from readiness.engine.assessment import DayAssessment
from readiness.engine.vocabulary import Illness, Status

NIGHT = date(2026, 11, 22)
REACH = assessed_days(DEFAULT_RULEBOOK.readiness)


def a_day(day: date, letter: str) -> DayAssessment:
    if letter == "p":
        return DayAssessment(day, Status.UNKNOWN, "S0")
    if letter == "i":
        return DayAssessment(day, Status.RED, "S1", logged=True, illness=Illness.SYSTEMIC)
    if letter == "c":
        return DayAssessment(day, Status.AMBER, "S7", logged=True, illness=Illness.ABOVE_NECK)
    if letter.isdigit():
        pain = int(letter)
        rule = "S1" if pain > 5 else "S7" if pain > 3 else "S8"
        status = {"S1": Status.RED, "S7": Status.AMBER, "S8": Status.GREEN}[rule]
        return DayAssessment(day, status, rule, logged=True, pain=pain)
    return DayAssessment(day, Status.GREEN, "S8", logged=True)


def days(letters: str) -> dict[date, DayAssessment]:
    first = NIGHT - timedelta(days=len(letters) - 1)
    return {(day := first + timedelta(days=n)): a_day(day, each) for n, each in enumerate(letters) if each != "."}


SYMPTOMS = {
    "never ill": ("gggg", None),
    "a cold alone is no stop": ("gcg", None),
    "pain of 5 alone is no stop": ("g5g", None),
    "ill today": ("ggi", Symptoms(1, 0, None, systemic=True)),
    "ill for three days": ("giii", Symptoms(3, 0, None, systemic=True)),
    "pain of 6 today": ("gg6", Symptoms(1, 0, None)),
    "pain of 4 after pain of 6 is still a symptom": ("g64", Symptoms(2, 0, None)),
    "pain of 3 after pain of 6 is none": ("g63", Symptoms(1, 1, 0)),
    "a cold after a fever is still a symptom": ("gic", Symptoms(2, 0, None, systemic=True)),
    "the first log without symptoms": ("giig", Symptoms(2, 1, 0, systemic=True)),
    "the second one": ("giigg", Symptoms(2, 2, 1, systemic=True)),
    "a day without a log ends nothing": ("gi..", Symptoms(1, 2, None, systemic=True)),
    "a log of too few items ends nothing": ("gip", Symptoms(1, 1, None, systemic=True)),
    "a log after silence ends it": ("gi..g", Symptoms(1, 3, 0, systemic=True)),
    "a gap between two ill days is ill": ("gi.i", Symptoms(3, 0, None, systemic=True)),
    "pain of 4 when all was over is a new day": ("g6g4", Symptoms(1, 2, 1)),
    "ill again is another illness": ("giig6", Symptoms(1, 0, None)),
    "over for 20 days": ("ig" + "g" * (HISTORY_DAYS - 1), Symptoms(1, 21, 20, systemic=True)),
    "over for 21 days": ("ig" + "g" * HISTORY_DAYS, None),
    "silent for six weeks since": ("i" + "." * 42, Symptoms(1, 42, None, systemic=True)),
    "back after six weeks of silence": ("i" + "." * 42 + "g", Symptoms(1, 43, 0, systemic=True)),
}


@pytest.mark.parametrize(("letters", "expected"), SYMPTOMS.values(), ids=SYMPTOMS)
def test_how_long_symptoms_last(letters: str, expected: Symptoms | None) -> None:
    assert len(letters) <= REACH
    assert night_facts(NIGHT, days(letters), NIGHT - timedelta(days=60), DEFAULT_RULEBOOK).symptoms == expected


def test_what_lies_further_back_than_a_night_reads_does_not_count() -> None:
    letters = "i" + "." * (REACH - 1)
    joined = NIGHT - timedelta(days=90)
    assert night_facts(NIGHT, days(letters), joined, DEFAULT_RULEBOOK).symptoms is not None
    assert night_facts(NIGHT, days(letters + "."), joined, DEFAULT_RULEBOOK).symptoms is None


def test_the_worst_pain_of_ten_days() -> None:
    joined = NIGHT - timedelta(days=60)
    assert night_facts(NIGHT, days("5" + "g" * 9), joined, DEFAULT_RULEBOOK).pain_lately == 5
    assert night_facts(NIGHT, days("5" + "g" * 10), joined, DEFAULT_RULEBOOK).pain_lately == 0


def test_days_before_somebody_joined_are_not_missing() -> None:
    known = night_facts(NIGHT, days("g.g"), NIGHT - timedelta(days=2), DEFAULT_RULEBOOK)
    assert [day.known for day in known.days] == [True, False, True]
    long_ago = night_facts(NIGHT, days("g.g"), NIGHT - timedelta(days=60), DEFAULT_RULEBOOK)
    assert len(long_ago.days) == HISTORY_DAYS


def test_days_away_are_marked() -> None:
    away = {NIGHT, NIGHT - timedelta(days=2)}
    known = night_facts(NIGHT, days("gggg"), NIGHT - timedelta(days=3), DEFAULT_RULEBOOK, away=away)
    assert [day.away for day in known.days] == [False, True, False, True]


MONDAY = date(2026, 11, 2)
KINDS = {kind.value[0].upper(): kind for kind in PhaseKind}


def at(weeks: str, night: date) -> PhaseFacts | None:
    """Week n (from 1) has 10 km a week more than the one before."""
    planned = [
        PlannedWeek(MONDAY + timedelta(weeks=n), KINDS[letter], 2, 4, 10.0 * (n + 1)) for n, letter in enumerate(weeks)
    ]
    return phase_facts(planned, night)


PLACES = {
    "the first week": ("FFFMM", 0, (KINDS["F"], 1, 2, KINDS["M"], 10, 20)),
    "the last week of a phase": ("FFFMM", 2, (KINDS["F"], 3, 0, KINDS["M"], 30, 40)),
    "the first week of the next": ("FFFMM", 3, (KINDS["M"], 1, 1, None, 40, 50)),
    "the last week of the plan": ("FFFMM", 4, (KINDS["M"], 2, 0, None, 50, 0)),
    "back a phase: its weeks begin anew": ("FFMMFFM", 5, (KINDS["F"], 2, 0, KINDS["M"], 60, 70)),
    "and so do those of the phase after it": ("FFMMFFMM", 6, (KINDS["M"], 1, 1, None, 70, 80)),
}


@pytest.mark.parametrize(("weeks", "week", "expected"), PLACES.values(), ids=PLACES)
def test_where_a_night_stands(weeks: str, week: int, expected: tuple[object, ...]) -> None:
    for weekday in range(7):
        facts = at(weeks, MONDAY + timedelta(weeks=week, days=weekday))
        assert facts is not None
        assert (
            facts.kind, facts.served, facts.left, facts.following, facts.week_km, facts.next_week_km
        ) == expected  # fmt: skip


@pytest.mark.parametrize("days", [-1, 35])
def test_outside_its_weeks_a_plan_has_no_phase(days: int) -> None:
    assert at("FFFMM", MONDAY + timedelta(days=days)) is None
