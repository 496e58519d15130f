"""Tools for whole weeks: looked at first, done as they were shown, taken back in one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from plans import drafts
from plans.changes import By, make_change
from plans.engine.operations import InsertRest
from plans.models import Cause, Change, Plan
from plans.plan_rows import load_state
from tests.cast import Cast
from tests.season import MONDAY, THURSDAY, WEEK, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEXT = MONDAY + timedelta(weeks=1)


def url(plan: Plan, tool: str, monday: object = NEXT) -> str:
    return f"/athletes/{plan.athlete_id}/weeks/{monday}/{tool}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_look_writes_nothing_and_one_click_does_it(coach: Client, plan: Plan) -> None:
    before = load_state(plan)
    page = text(coach.get(url(plan, "recovery")))
    assert "later weeks move back. The plan ends on 14 Feb 2027 instead of 7 Feb 2027." in page
    assert load_state(plan) == before
    answer = coach.post(url(plan, "recovery"), {"revision": 0, "note": "a cold"})
    assert answer.status_code == 302
    assert len(load_state(plan).weeks) == len(before.weeks) + 1
    change = Change.objects.in_team(plan.team).get()
    assert f"/changes/{change.pk}/undo/" in text(coach.get(answer["Location"]))
    coach.post(f"/athletes/{plan.athlete_id}/changes/{change.pk}/undo/")
    assert load_state(plan) == before


def test_a_soft_limit_asks_for_a_note(coach: Client, plan: Plan) -> None:
    skip = url(plan, "skip", MONDAY + timedelta(weeks=3))  # the easier week: without it running rises for too long
    answer = coach.post(skip, {"revision": 0})
    assert answer.status_code == 422
    assert "Why it is fine here" in text(answer)
    assert coach.post(skip, {"revision": 0, "note": "a holiday"}).status_code == 302


def test_a_hard_limit_is_not_offered(coach: Client, plan: Plan) -> None:
    sent: dict[str, Any] = {"percent": 150, "sessions": "runs"}
    assert "A hard limit is never passed" in text(coach.get(url(plan, "scale"), sent))
    assert coach.post(url(plan, "scale"), {**sent, "revision": 0, "note": "I know"}).status_code == 422
    assert not Change.objects.in_team(plan.team).exists()


def test_a_second_tab_is_shown_what_it_would_do_now(coach: Client, plan: Plan) -> None:
    make_change(plan, [InsertRest(THURSDAY)], By(Cause.COACH, plan.created_by, "rest"))
    answer = coach.post(url(plan, "recovery"), {"revision": 0, "note": "a cold"})
    assert answer.status_code == 409
    assert "changed meanwhile" in text(answer)
    assert Change.objects.in_team(plan.team).count() == 1


def test_with_a_draft_it_becomes_a_step(coach: Client, plan: Plan, cast: Cast) -> None:
    draft = drafts.begin(plan, cast.coach)
    sent = {"day": THURSDAY, "revision": 0, "step": draft.revision}
    assert coach.post(url(plan, "rest-day", MONDAY), sent).status_code == 302
    assert words_of(plan) == WEEK
    page = text(coach.get(f"/athletes/{plan.athlete_id}/draft/"))
    assert "Thu easy run" in page
    answer = coach.post(f"/athletes/{plan.athlete_id}/draft/", {"revision": 0, "step": 1, "note": "ok"})
    assert answer.status_code == 302
    assert "Thu easy" not in words_of(plan)


def test_a_draft_is_discarded_and_brought_back(coach: Client, plan: Plan, cast: Cast) -> None:
    drafts.begin(plan, cast.coach)
    drafts.edit(plan, [InsertRest(THURSDAY)], By(Cause.COACH, cast.coach))
    page = f"/athletes/{plan.athlete_id}/draft/"
    coach.post(f"{page}discard/", {"step": 1, "monday": MONDAY})
    assert drafts.draft_of(plan) is None
    assert coach.post(f"{page}undo/").status_code == 302  # the button of a page that is old: the plan stays
    coach.post(f"{page}restore/")
    assert drafts.draft_of(plan) is not None


REFUSED = {
    "a share that is none": ("scale", {"percent": 500, "sessions": "runs"}),
    "a day of another week": ("rest-day", {"day": "2026-12-20"}),
    "no day": ("rest-day", {"day": "soon"}),
}


@pytest.mark.parametrize(("tool", "sent"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_said(coach: Client, plan: Plan, tool: str, sent: dict[str, Any]) -> None:
    assert coach.get(url(plan, tool), sent).status_code == 422
    assert coach.post(url(plan, tool), {**sent, "revision": 0}).status_code == 422


def test_no_plan_and_no_week_are_not_found(coach: Client, plan: Plan, cast: Cast) -> None:
    assert coach.get(f"/athletes/{cast.ben.pk}/weeks/{NEXT}/skip/").status_code == 404
    assert coach.get(url(plan, "skip", "2030-01-07")).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["scale", "rest-day", "recovery", "skip"])
def test_every_tool_shows_and_does(coach: Client, plan: Plan, tool: str) -> None:
    asked: dict[str, dict[str, Any]] = {
        "scale": {"percent": 80, "sessions": "all"},
        "rest-day": {"day": str(NEXT + timedelta(days=1))},
    }
    sent = asked.get(tool, {})
    assert coach.get(url(plan, tool), sent).status_code == 200
    assert coach.post(url(plan, tool), {**sent, "revision": 0, "note": "ok"}).status_code == 302
    assert Change.objects.in_team(plan.team).count() == 1
