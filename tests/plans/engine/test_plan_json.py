"""What is kept with a proposal comes back as it was: the plan, and what was known of its running."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given

from plans.engine.limits import History, Setback
from plans.engine.plan_json import history_from_json, history_to_json, plan_from_json, plan_to_json
from plans.engine.week import PlanState
from tests.plans.engine.plans_made import plans
from tests.plans.engine.seasons import athlete

MONDAY = date(2026, 11, 2)
DAYS = [MONDAY + timedelta(days=n) for n in range(7)]

HISTORIES = {
    "nothing is known": History(baseline_km_per_week=50.0),
    "an injury, low days and silence": History(
        baseline_km_per_week=22.5,
        done_km_low={MONDAY: 12.4, MONDAY + timedelta(weeks=1): 0.0},
        done_km_high={MONDAY: 18.0, MONDAY + timedelta(weeks=1): 6.1},
        done_runs_km={DAYS[0]: (5.0, 3.1), DAYS[2]: ()},
        longest_run_km=0.0,
        today=DAYS[6],
        low_days=frozenset(DAYS[3:5]),
        setback=Setback(DAYS[1], 4, DAYS[5], 0.8, DAYS[6]),
        days_without_log=0,
    ),
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_a_history_comes_back(history: History) -> None:
    assert history_from_json(json.loads(json.dumps(history_to_json(history)))) == history


@given(plans())
def test_a_plan_comes_back(plan: PlanState) -> None:
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


def test_a_plan_with_a_deadline_comes_back() -> None:
    plan = next(each for n in range(50) if (each := athlete(n)).deadline and each.over_50)
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan
