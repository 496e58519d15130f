"""A coach swaps a session when life comes between: one tap, within the limits, with undo (S26)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from plans.engine.contingencies import Alternative
from plans.models import Change, Plan, Session
from plans.plan_rows import load_state
from plans.planning import template_of
from plans.week_editing import stand_ins
from tests.cast import Cast
from tests.pages import visible
from tests.season import HTMX, MONDAY, SUNDAY, THURSDAY, WEDNESDAY, session_on, stored, words_of

pytestmark = pytest.mark.slow

BIKE, TREADMILL = "On the bike", "On the treadmill"


def url(plan: Plan, what: str = "") -> str:
    return f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/{what}"


def named(plan: Plan, row: Session, title: str) -> Alternative:
    state = load_state(plan)
    session = state.session(str(row.pk))
    assert session
    return next(
        each for group in stand_ins(state, session, template_of(plan)).values() for each in group if each.title == title
    )


def swap(plan: Plan, row: Session, title: str, **sent: Any) -> dict[str, Any]:
    by = named(plan, row, title).session.id
    return {"op": "swap", "session": row.pk, "stand_in": by, "revision": 0, **sent}


def test_a_session_is_offered_what_fits_it(coach: Client, plan: Plan) -> None:
    thursday, wednesday = (
        coach.get(url(plan, f"arrange/?op=move&session={session_on(plan, day, kind).pk}")).content.decode()
        for day, kind in ((THURSDAY, "easy"), (WEDNESDAY, "strength"))
    )

    assert all(words in thursday for words in ("Swap for", "No time", "Bad weather", "Travelling", TREADMILL))
    assert "Loosen up, 10 min" in wednesday
    assert TREADMILL not in wednesday


@pytest.mark.parametrize(
    ("day", "kind", "title", "becomes", "line"),
    [
        pytest.param(
            THURSDAY, "easy", TREADMILL, "Thu easy", ["Thu easy run 34 min", "Thu easy run 34 min, on the treadmill"],
            id="a run moves indoors",
        ),
        pytest.param(
            WEDNESDAY, "strength", "Three moves", "Wed strength", ["Wed strength 35 min", "Wed strength 15 min"],
            id="strength becomes three moves",
        ),
        pytest.param(
            WEDNESDAY, "cross_training", "Brisk walk", "Wed walk", ["Wed cross-training 40 min", "Wed walk 15 min"],
            id="the bike becomes a walk",
        ),
    ],
)  # fmt: skip
def test_a_swap_is_one_change_in_words_and_can_be_taken_back(
    coach: Client, plan: Plan, day: date, kind: str, title: str, becomes: str, line: list[str]
) -> None:
    before = load_state(plan)
    answer = coach.post(url(plan, "edit/"), swap(plan, session_on(plan, day, kind), title), follow=True)

    assert becomes in words_of(plan)
    assert title in visible(answer)
    change = Change.objects.in_team(plan.team).get(plan=plan)
    assert [each[1:] for each in change.lines] == [line]

    coach.post(f"/athletes/{plan.athlete_id}/changes/{change.pk}/undo/")
    assert load_state(plan) == before


def test_what_came_between_is_the_reason_that_is_offered(coach: Client, plan: Plan) -> None:
    sunday = session_on(plan, SUNDAY, "easy")
    before = stored()
    asked = coach.post(url(plan, "edit/"), swap(plan, sunday, BIKE), headers=HTMX).content.decode()

    assert stored() == before
    assert 'name="note" maxlength="300" required value="Bad weather"' in asked

    coach.post(url(plan, "edit/"), swap(plan, sunday, BIKE, note="Bad weather"))
    assert "Sun cross_training" in words_of(plan)


def test_a_stand_in_of_another_session_is_none(coach: Client, plan: Plan) -> None:
    before = stored()
    other = named(plan, session_on(plan, SUNDAY, "easy"), BIKE).session.id
    sent = swap(plan, session_on(plan, THURSDAY), BIKE, stand_in=other)
    answer = coach.post(url(plan, "edit/"), sent)

    assert answer.status_code == 409
    assert "no longer as it was on your page" in answer.content.decode()
    assert stored() == before


def test_what_a_plan_protects_is_said_beside_its_weeks(coach: Client, cast: Cast, plan: Plan) -> None:
    assert "This plan protects" not in visible(coach.get(url(plan)))
    Plan.objects.in_team(plan.team).filter(pk=plan.pk).update(protects=["economy"])
    assert "This plan protects economy. Drills, strides" in visible(coach.get(url(plan)))


def test_a_flexible_session_says_so(coach: Client, plan: Plan) -> None:
    page = coach.get(url(plan)).content.decode()
    assert "flexible: any day that suits" in page.split(f'id="day-{WEDNESDAY}"')[1].split("</section>")[0]
