"""The ledger of protected attributes: what touches one, what is unknown, and what a week holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.ledger import Standing, Tally, Touch, ledger
from plans.engine.work import Outcome

START, TODAY = date(2026, 11, 2), date(2026, 11, 18)  # a Wednesday
DONE, ELSE, RESTED = Outcome.DONE, Outcome.SOMETHING_ELSE, Outcome.RESTED


def of(days_ago: int, outcome: Outcome | None = None, *protects: str) -> Touch:
    return Touch(TODAY - timedelta(days=days_ago), protects or ("speed",), outcome)


@pytest.mark.parametrize(
    ("sessions", "since", "maybe"),
    [
        pytest.param([], None, None, id="nothing"),
        pytest.param([of(3, DONE), of(8, DONE)], 3, None, id="the last one counts"),
        pytest.param([of(0, DONE)], 0, None, id="today, and told"),
        pytest.param([of(0)], None, None, id="today's is still ahead"),
        pytest.param([of(-1, DONE)], None, None, id="told ahead of its day"),
        pytest.param([of(2), of(5, DONE)], 5, 2, id="a later one that nobody reported"),
        pytest.param([of(5), of(2, DONE)], 2, None, id="an earlier one does not matter"),
        pytest.param([of(2), of(2, DONE)], 2, None, id="two on one day, one of them told"),
        pytest.param([of(4)], None, 4, id="only one that nobody reported"),
        pytest.param([of(1, RESTED), of(2, ELSE), of(9, DONE)], 9, None, id="rest and something else touch nothing"),
        pytest.param([of(1, DONE, "economy"), of(6, DONE, "economy", "speed")], 6, None, id="of this attribute"),
    ],
)
def test_days_since_it_was_touched(sessions: list[Touch], since: int | None, maybe: int | None) -> None:
    (entry,) = ledger(["speed"], sessions, START, TODAY)
    assert (entry.days_since, entry.maybe_since) == (since, maybe)


@pytest.mark.parametrize(
    ("tally", "standing"),
    [
        pytest.param(Tally(least=2, planned=3, done=2, unreported=0, ahead=1), Standing.MET, id="enough"),
        pytest.param(Tally(least=2, planned=3, done=1, unreported=0, ahead=2), Standing.AHEAD, id="enough is ahead"),
        pytest.param(Tally(least=2, planned=3, done=1, unreported=1, ahead=1), Standing.AHEAD, id="even without those"),
        pytest.param(Tally(least=2, planned=3, done=1, unreported=2, ahead=0), Standing.UNKNOWN, id="unreported"),
        pytest.param(Tally(least=2, planned=2, done=0, unreported=1, ahead=1), Standing.UNKNOWN, id="both are needed"),
        pytest.param(Tally(least=2, planned=1, done=1, unreported=0, ahead=0), Standing.BELOW, id="planned too few"),
        pytest.param(Tally(least=1, planned=0, done=0, unreported=0, ahead=0), Standing.BELOW, id="planned none"),
    ],
)
def test_how_a_week_stands(tally: Tally, standing: Standing) -> None:
    assert tally.standing is standing


def test_a_week_is_counted_from_monday_to_sunday() -> None:
    sessions = [of(3, DONE), of(2, DONE), of(1), of(0), of(-4), of(-5, None), of(9, ELSE), of(10, DONE)]
    (entry,) = ledger(["speed"], sessions, START, TODAY)
    assert entry.this_week == Tally(least=1, planned=4, done=1, unreported=1, ahead=2)
    assert entry.last_week == Tally(least=1, planned=2, done=1, unreported=0, ahead=0)


def test_endurance_asks_for_two_and_the_order_is_the_plans() -> None:
    entries = ledger(["endurance", "mobility"], [], START, TODAY)
    assert [(each.attribute, each.this_week.least) for each in entries] == [("endurance", 2), ("mobility", 1)]


@pytest.mark.parametrize(("start", "there"), [(date(2026, 11, 16), False), (date(2026, 11, 9), True)])
def test_the_first_week_has_none_before_it(start: date, there: bool) -> None:
    (entry,) = ledger(["speed"], [], start, TODAY)
    assert (entry.last_week is not None) is there


TOUCHES = st.builds(of, st.integers(-6, 30), st.sampled_from([None, *Outcome]))


@given(st.lists(TOUCHES, max_size=12))
def test_a_report_of_done_never_makes_it_longer_ago(sessions: list[Touch]) -> None:
    """And turns an unreported session into one that is certain."""
    (before,) = ledger(["speed"], sessions, START, TODAY)
    told = [Touch(each.day, each.protects, each.outcome or DONE) for each in sessions]
    (after,) = ledger(["speed"], told, START, TODAY)
    known = [days for days in (before.days_since, before.maybe_since) if days is not None]
    assert not known or (after.days_since is not None and after.days_since <= min(known))
    assert after.maybe_since is None
    assert after.this_week.done >= before.this_week.done
