"""The ledger of protected attributes, read from rows and told in words."""

from __future__ import annotations

from typing import Any

import pytest

from plans.engine.ledger import Entry, Tally
from plans.ledgers import ledgers, line, lines_of
from plans.models import Plan, Session
from plans.planning import create_plan
from plans.reports import report
from tests.cast import Cast
from tests.season import MONDAY, NOW, START, TUESDAY, WEDNESDAY, begin

TODAY = NOW.date()
DONE = {"outcome": "done", "rpe": 3, "duration_min": None, "distance_km": None, "note": ""}


@pytest.fixture
def protecting(clock: Any, cast: Cast) -> Plan:
    return create_plan(cast.ana, START, created_by=cast.coach, protects=["leg strength", "endurance"])


def test_what_was_reported_touches_and_what_was_not_is_unknown(protecting: Plan, cast: Cast) -> None:
    legs, endurance = ledgers([protecting], TODAY)[protecting.pk]
    assert (legs.attribute, legs.days_since, endurance.days_since) == ("leg strength", None, None)
    assert legs.maybe_since is not None
    run = Session.objects.in_team(cast.team).filter(plan=protecting, day=TUESDAY, protects__contains="endurance").get()
    report(cast.ana, run, WEDNESDAY, DONE)
    _, endurance = ledgers([protecting], TODAY)[protecting.pk]
    assert (endurance.days_since, endurance.maybe_since, endurance.this_week.done) == (1, None, 1)


def test_one_query_for_all_and_none_of_another_plan(
    protecting: Plan, cast: Cast, django_assert_num_queries: Any
) -> None:
    other = begin(cast.ben)
    with django_assert_num_queries(1):
        found = ledgers([protecting, other], TODAY)
    assert {id: len(entries) for id, entries in found.items()} == {protecting.pk: 2, other.pk: 0}
    with django_assert_num_queries(1):
        lines_of(protecting, TODAY)


WEEK = Tally(least=2, planned=3, done=1, unreported=1, ahead=1)


@pytest.mark.parametrize(
    ("entry", "touched"),
    [
        (Entry("speed", 0, None, WEEK, None), "Today"),
        (Entry("speed", 1, None, WEEK, None), "Yesterday"),
        (Entry("speed", 5, None, WEEK, None), "5 days ago"),
        (Entry("speed", None, None, WEEK, None), "Not yet in this plan"),
        (Entry("speed", 5, 2, WEEK, None), "5 days ago; a session 2 days ago was not reported"),
        (Entry("speed", None, 1, WEEK, None), "Not yet in this plan; a session yesterday was not reported"),
    ],
)
def test_when_it_was_touched_in_words(entry: Entry, touched: str) -> None:
    assert line(entry).touched == touched


@pytest.mark.parametrize(
    ("week", "words", "standing", "tone"),
    [
        (WEEK, "1 of at least 2 done, 1 still planned, 1 not reported", "Still ahead this week", ""),
        (Tally(2, 2, 2, 0, 0), "2 of at least 2 done", "Enough this week", "positive"),
        (Tally(2, 2, 1, 1, 0), "1 of at least 2 done, 1 not reported", "Not known this week", "caution"),
        (Tally(1, 0, 0, 0, 0), "0 of at least 1 done, the plan holds none", "Less than enough this week", "caution"),
    ],
)
def test_a_week_in_words(week: Tally, words: str, standing: str, tone: str) -> None:
    told = line(Entry("leg strength", 1, None, week, None))
    assert (told.attribute, told.this_week, told.standing, told.tone) == ("Leg strength", words, standing, tone)
    assert told.last_week == "The plan had not begun."


def test_the_week_is_that_of_today(protecting: Plan) -> None:
    """On a Monday the week has just begun, and the one before it is over."""
    before, after = (ledgers([protecting], day)[protecting.pk][1] for day in (TODAY, MONDAY))
    assert before.this_week.planned == after.this_week.planned
    assert before.last_week == after.last_week
