"""Plans that begin and end leave a record of who did it. Changes inside a plan are changes of their own."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from athletes.models import Record
from plans.answers import give_answer, undo_answer
from plans.models import AnswerKind, Plan, TimeAwayKind
from plans.planning import end_plan, reopen_plan
from plans.time_away import enter_time_away, remove_time_away
from tests.cast import Cast
from tests.season import MONDAY, ask

FIRST, LAST = date(2026, 12, 21), date(2026, 12, 27)


def recorded(cast: Cast) -> list[tuple[str, str]]:
    """What was done and by whom, oldest first."""
    rows = Record.objects.in_team(cast.team).filter(athlete=cast.ana).order_by("id").select_related("actor")
    return [(row.what, row.actor.name if row.actor else "") for row in rows]


def test_a_plan_that_begins_and_ends(plan: Plan, cast: Cast) -> None:
    end_plan(plan, cast.assistant)
    end_plan(plan, cast.assistant)
    reopen_plan(plan, cast.coach)
    assert recorded(cast) == [("plan.created", "Carla"), ("plan.ended", "Alex"), ("plan.reopened", "Carla")]


def test_what_a_plan_was_made_with(plan: Plan, cast: Cast) -> None:
    made = Record.objects.in_team(cast.team).get(what="plan.created")
    assert made.after["baseline_km_per_week"] == 50
    assert made.after["start"] == plan.start.isoformat()
    assert made.before == {}


def test_a_signature_and_its_undo(plan: Plan, cast: Cast) -> None:
    asked = ask(plan, rule="D7", verdict="advance", directive="finish", reasons=[["d7.season", {"weeks": 3}]])
    asked.operations = []
    asked.save()
    undo_answer(give_answer(asked, AnswerKind.APPROVED, cast.coach), cast.owner)
    assert recorded(cast)[1:] == [("plan.signed_off", "Carla"), ("plan.sign_off_taken_back", "Olga")]


def test_time_away_and_taking_it_back(plan: Plan, cast: Cast) -> None:
    away = enter_time_away(cast.ana, TimeAwayKind.EXAMS, FIRST, LAST, cast.coach, MONDAY)
    remove_time_away(away, cast.assistant)
    assert recorded(cast)[1:] == [("away.entered", "Carla"), ("away.removed", "Alex")]


@pytest.mark.parametrize("column", ["what", "at", "team_id", "athlete_id", "before", "actor_id"])
def test_a_record_is_written_once(plan: Plan, cast: Cast, column: str) -> None:
    values = {"what": "x", "at": "2020-01-01T00:00Z", "team_id": cast.other_team.pk, "athlete_id": cast.ben.pk,
              "before": {"x": 1}, "actor_id": cast.ana_user.pk}  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.in_team(cast.team).update(**{column: values[column]})


def test_an_erased_person_fades_from_the_record(plan: Plan, cast: Cast) -> None:
    end_plan(plan, cast.assistant)
    cast.assistant.delete()
    assert recorded(cast)[-1] == ("plan.ended", "")
