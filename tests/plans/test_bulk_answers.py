"""One answer for many: the list first, a result for each, one undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans.answers import give_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop
from plans.models import Answer, AnswerKind, Cause, Decision, Plan
from tests.cast import Cast
from tests.pages import text, visible
from tests.season import THURSDAY, WEEK, ask, begin, session_on, stored, words_of

pytestmark = pytest.mark.slow


@pytest.fixture
def asked(plan: Plan, cast: Cast) -> list[Decision]:
    """Ana and Ben: a rest on Thursday."""
    return [ask(plan), ask(begin(cast.ben))]


def sent(asked: list[Decision], answer: str = "approved") -> dict[str, Any]:
    return {"answer": answer, "decision": [decision.pk for decision in asked]}


def test_the_list_comes_first_and_writes_nothing(coach: Client, asked: list[Decision]) -> None:
    before = stored("athletes_look")
    page = coach.get("/morning/answers/", sent(asked))
    assert "Approve for 2 athletes?" in visible(page)
    assert text(page).count("<del>Thu easy run 34 min</del>") == 2
    assert stored("athletes_look") == before


def test_each_has_its_result_and_all_of_it_one_undo(coach: Client, cast: Cast, asked: list[Decision]) -> None:
    give_answer(asked[1], AnswerKind.KEPT, cast.assistant)
    page = coach.post("/morning/answers/", sent(asked))

    assert "1 of 2 done" in visible(page)
    assert "Ana R. Done: Approved." in visible(page)
    assert "Ben O. Already answered by Alex: Plan kept." in visible(page)
    answer = Answer.objects.in_team(cast.team).get(decision=asked[0])
    assert asked[0].plan is not None
    assert "Thu easy" not in words_of(asked[0].plan)
    page = coach.post("/morning/answers/undo/", {"answer": [answer.pk]}, follow=True)
    assert "One asks again." in visible(page)
    assert words_of(asked[0].plan) == WEEK


def test_what_no_longer_fits_is_left_out_and_said(coach: Client, cast: Cast, asked: list[Decision]) -> None:
    plan = asked[1].plan
    assert plan is not None
    gone = str(session_on(plan, THURSDAY).pk)
    Decision.objects.in_team(cast.team).filter(pk=asked[1].pk).update(operations=[{"op": "drop", "session": gone}])
    make_change(plan, [Drop(gone)], By(Cause.COACH, cast.coach, "No run"))

    assert "Left out: nothing that could be approved Ben O." in visible(coach.get("/morning/answers/", sent(asked)))
    assert "Ben O. No longer fits: This session is no longer in the plan." in visible(
        coach.post("/morning/answers/", sent(asked))
    )


def test_keeping_the_plans_of_many(coach: Client, cast: Cast, asked: list[Decision]) -> None:
    assert "Keep the plans of 2 athletes?" in visible(coach.get("/morning/answers/", sent(asked, "kept")))
    coach.post("/morning/answers/", sent(asked, "kept"))
    assert Answer.objects.in_team(cast.team).filter(kind="kept", undone_at=None).count() == 2


@pytest.mark.parametrize("answer", ["edited", "applied", ""])
def test_what_is_no_answer_for_many(coach: Client, asked: list[Decision], answer: str) -> None:
    page = coach.post("/morning/answers/", sent(asked, answer), follow=True)
    assert "Select athletes and choose an answer for them." in visible(page)
    assert not Answer.objects.in_team(asked[0].team).exists()
