"""Proposals in general: they can be approved, they fit what has happened since, and later weeks give way to them."""

from __future__ import annotations

import pytest

from plans.engine.applying import apply
from plans.engine.decision import Directive
from plans.engine.facts import Symptoms, WorkFacts
from plans.engine.limits import History
from plans.engine.operations import Drop, Scale
from plans.engine.plan_json import plan_from_json, plan_to_json
from plans.engine.settling import settled
from plans.engine.vocabulary import Level
from plans.engine.week import PlanState
from tests.plans.engine.nights_made import week
from tests.plans.engine.plans_made import a_plan, a_session, a_week, day
from tests.plans.engine.proposals_made import proposed, season, sunday
from tests.plans.engine.shipped import plan as shipped_plan

WEEK = "M: Tue easy 8km, Thu easy 8km, Sat long 10km, Sun easy 8km"
KNOWN = {"symptoms": Symptoms(3, 1, 0), "work": WorkFacts(weeks=(week(34, 20), week(34, 20), week(34, 20)))}
"""What each directive is made from."""
SESSION_CHANGES = set(Directive) - {Directive.NOTHING, Directive.FINISH, Directive.NEXT_PHASE}


@pytest.mark.parametrize("directive", sorted(SESSION_CHANGES))
def test_what_was_reported_since_is_left_alone(directive: Directive) -> None:
    """A night that is caught up late meets a week that has been run."""
    plan = season(WEEK, WEEK, ", ".join(f"{each} done" for each in WEEK.split(", ")))
    changed, _ = apply(plan, proposed(plan, directive, sunday(plan, 2), **KNOWN))
    assert changed.weeks[2].sessions == plan.weeks[2].sessions


@pytest.mark.parametrize("directive", Directive)
def test_a_night_outside_the_plan_changes_nothing(directive: Directive) -> None:
    plan = season(WEEK, WEEK)
    late = sunday(plan, 2).replace(year=2027)
    assert proposed(plan, directive, late, phase=None, **KNOWN) == ()


@pytest.mark.parametrize("directive", Directive)
def test_a_plan_without_kilometres_breaks_nothing(directive: Directive) -> None:
    """Runs that a coach gave in minutes only."""
    runs = [[a_session(f"run {n} {each}", day(n, each), distance_km=None) for each in (1, 3, 5)] for n in range(4)]
    plan = a_plan(*(a_week(n, *each) for n, each in enumerate(runs)))
    changed, inverse = apply(plan, proposed(plan, directive, sunday(plan, 2), **KNOWN))
    assert apply(changed, inverse)[0] == plan


def a_leap_after() -> PlanState:
    """20 km, then 24 km: a fifth more, which is the most without a note; without one run of 5 km it is a leap."""
    runs = [a_session(f"easy {n}", day(0, n), distance_km=5.0) for n in (0, 2, 4, 6)]
    later = [a_session(f"later {n}", day(1, n), distance_km=6.0) for n in (0, 2, 4, 6)]
    return a_plan(a_week(0, *runs), a_week(1, *later))


def test_a_later_week_gives_way_to_what_is_taken_out_now() -> None:
    plan = a_leap_after()
    operations = settled(plan, (Drop(plan.weeks[0].sessions[0].id),))
    after, inverse = apply(plan, operations)
    assert isinstance(operations[-1], Scale)
    assert (after.weeks[0].distance_km, after.weeks[1].distance_km) == (15.0, 19.2)
    assert apply(after, inverse)[0] == plan


def test_weeks_up_to_a_day_stay_as_they_were_asked_for() -> None:
    plan = a_leap_after()
    operations = (Drop(plan.weeks[0].sessions[0].id),)
    assert settled(plan, operations, later_than=plan.weeks[1].monday) == operations


def test_what_was_run_counts_before_what_was_planned() -> None:
    plan = a_leap_after()
    history = History(baseline_km_per_week=50, done_km_low={day(0, 0): 20.0}, done_km_high={day(0, 0): 20.0})
    operations = (Drop(plan.weeks[0].sessions[0].id),)
    assert settled(plan, operations, history=history) == operations


@pytest.mark.parametrize("level", Level)
def test_a_plan_comes_back_from_its_json_as_it_was(level: Level) -> None:
    plan = shipped_plan(level, 50, (0, 2, 5), over_50=True)
    assert plan_from_json(plan_to_json(plan)) == plan
    with_deadline = season(WEEK, WEEK, spare_weeks=2)
    assert plan_from_json(plan_to_json(with_deadline)) == with_deadline
