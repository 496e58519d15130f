"""The end of an offseason is a coach's signature, and can be taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from plans.answers import give_answer, undo_answer
from plans.models import AnswerKind, Decision, Feedback, Outcome, Plan, Session
from plans.sign_off import usual_week_km
from tests.cast import Cast
from tests.season import ask


@pytest.fixture
def finished(plan: Plan) -> Decision:
    decision = ask(plan, rule="D7", verdict="advance", directive="finish", reasons=[["d7.season", {"weeks": 3}]])
    decision.operations = []
    decision.save()
    return decision


def run_weeks(plan: Plan, weeks: int, km: float = 10.0, outcome: Outcome = Outcome.DONE) -> None:
    """Two runs of `km` in each of the plan's last so many weeks."""
    mondays = list(plan.weeks.in_team(plan.team).order_by("-monday").values_list("monday", flat=True)[:weeks])
    for monday in mondays:
        week = (monday, monday + timedelta(days=6))
        runs = Session.objects.in_team(plan.team).filter(plan=plan, day__range=week, distance_km__isnull=False)[:2]
        Feedback.objects.bulk_create(
            Feedback(
                team=plan.team, athlete=plan.athlete, session=run, local_date=run.day, outcome=outcome, distance_km=km
            )
            for run in runs
        )


def test_approving_signs_the_offseason_off(plan: Plan, cast: Cast, finished: Decision) -> None:
    run_weeks(plan, 8)
    give_answer(finished, AnswerKind.APPROVED, cast.coach)
    plan.refresh_from_db()
    cast.ana.refresh_from_db()
    assert plan.signed_off_by == cast.coach
    assert plan.ended_at == plan.signed_off_at
    assert (cast.ana.baseline_km_per_week, plan.baseline_km_per_week) == (Decimal("20.0"), Decimal("50.0"))


def test_undo_lets_it_run_again(plan: Plan, cast: Cast, finished: Decision) -> None:
    run_weeks(plan, 8)
    undo_answer(give_answer(finished, AnswerKind.APPROVED, cast.coach), cast.coach)
    plan.refresh_from_db()
    cast.ana.refresh_from_db()
    assert (plan.ended_at, plan.signed_off_at, plan.signed_off_by) == (None, None, None)
    assert cast.ana.baseline_km_per_week == Decimal("50.0")


def test_keeping_the_plan_signs_nothing(plan: Plan, cast: Cast, finished: Decision) -> None:
    give_answer(finished, AnswerKind.KEPT, cast.coach)
    plan.refresh_from_db()
    assert plan.ended_at is None


@pytest.mark.parametrize(
    ("weeks", "outcome", "km"),
    [
        (8, Outcome.DONE, Decimal("20.0")),
        (6, Outcome.DONE, Decimal("20.0")),
        (5, Outcome.DONE, None),
        (8, Outcome.SOMETHING_ELSE, Decimal("20.0")),
        (8, Outcome.RESTED, None),
    ],
)
def test_the_usual_week_is_the_mean_of_the_best_six_of_eight(
    plan: Plan, weeks: int, outcome: Outcome, km: Decimal | None
) -> None:
    run_weeks(plan, weeks, outcome=outcome)
    assert usual_week_km(plan) == km


def test_where_too_little_was_reported_the_usual_week_stays(plan: Plan, cast: Cast, finished: Decision) -> None:
    run_weeks(plan, 5)
    give_answer(finished, AnswerKind.APPROVED, cast.coach)
    cast.ana.refresh_from_db()
    assert cast.ana.baseline_km_per_week == Decimal("50.0")
