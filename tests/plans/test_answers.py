"""A coach answers a decision once: the plan follows, the athlete hears, and the answer can be taken back."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client

from notices.models import OutboxMessage
from plans.answers import AlreadyAnswered, give_answer
from plans.changes import By, make_change
from plans.engine.operations import Add, Drop, Move
from plans.models import Answer, AnswerKind, Cause, Change, Decision, Plan
from plans.plan_rows import load_state, session_state
from plans.planning import end_plan
from tests.cast import Cast, assemble
from tests.season import (
    FRIDAY,
    HTMX,
    MONDAY,
    NOW,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    WEDNESDAY,
    WEEK,
    YESTERDAY,
    ask,
    begin,
    session_on,
    stored,
    words_of,
)  # fmt: skip

WITHOUT_THURSDAY = [session for session in WEEK if session != "Thu easy"]


@pytest.fixture
def decision(plan: Plan) -> Decision:
    """Well below normal: a rest on Thursday is proposed."""
    return ask(plan)


def answer_url(decision: Decision) -> str:
    return f"/decisions/{decision.pk}/answer/"


def answer_of(decision: Decision) -> Answer:
    return Answer.objects.in_team(decision.team).get(decision=decision, undone_at=None)


def said(response: Any) -> str:
    """The page in one line; a redirect of a browser or of htmx is followed."""
    if "HX-Redirect" in response.headers:
        response = response.client.get(response.headers["HX-Redirect"])
    return " ".join(response.content.decode().split())


class TestAnswering:
    def test_approving_carries_out_the_proposal(self, coach: Client, cast: Cast, decision: Decision) -> None:
        answer = coach.post(answer_url(decision), {"answer": "approved"}, follow=True)

        given = answer_of(decision)
        assert answer.redirect_chain == [("/morning/", 302)]
        assert (given.kind, given.answered_by, given.note) == ("approved", cast.coach, "")
        assert decision.plan is not None
        assert words_of(decision.plan) == WITHOUT_THURSDAY
        assert given.change is not None
        assert (given.change.cause, given.change.actor, given.change.first_day) == ("answer", cast.coach, THURSDAY)
        page = said(answer)
        assert "Ana R.: proposal approved." in page
        assert f'<form method="post" action="/answers/{given.pk}/undo/">' in page
        assert "Nobody needs an answer" in page

    def test_approving_signs_under_the_soft_limits(self, coach: Client, decision: Decision) -> None:
        coach.post(answer_url(decision), {"answer": "approved"})

        change = answer_of(decision).change
        assert change is not None
        assert change.note == "Approved proposal D2"
        assert {b["severity"] for b in change.breaches} == {"soft"}

    def test_keeping_the_plan_changes_nothing_but_the_question(self, coach: Client, decision: Decision) -> None:
        page = said(coach.post(answer_url(decision), {"answer": "kept", "note": "She is fine"}, follow=True))

        given = answer_of(decision)
        assert (given.kind, given.change, given.note) == ("kept", None, "She is fine")
        assert decision.plan is not None
        assert words_of(decision.plan) == WEEK
        assert "Ana R.: the plan stays as it is." in page
        assert not OutboxMessage.objects.across_teams().exists()

    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
    def test_editing_approves_and_opens_the_week_of_the_change(
        self, coach: Client, decision: Decision, headers: dict[str, str]
    ) -> None:
        answer = coach.post(answer_url(decision), {"answer": "edited"}, headers=headers)

        week_of = f"/athletes/{decision.athlete_id}/weeks/of/{THURSDAY}/"
        assert answer.headers["HX-Redirect" if headers else "Location"] == week_of
        assert "Ana R.: proposal applied. Change what you like." in said(coach.get(week_of, follow=True))
        assert answer_of(decision).kind == "edited"

    def test_htmx_gets_the_toast_in_place_of_the_row(self, coach: Client, decision: Decision) -> None:
        page = said(coach.post(answer_url(decision), {"answer": "approved"}, headers=HTMX))

        assert page.startswith('<div hx-swap-oob="innerHTML:#toast">')
        assert f'action="/answers/{answer_of(decision).pk}/undo/"' in page
        assert "<html" not in page

    def test_the_athlete_hears_once_and_reads_nothing_about_health(self, coach: Client, decision: Decision) -> None:
        coach.post(answer_url(decision), {"answer": "approved"})

        message = OutboxMessage.objects.in_team(decision.team).get()
        assert (message.kind, message.recipient) == ("plan_changed", decision.athlete.user)
        assert message.context == {"first_day": "2026-11-19"}

    def test_an_athlete_without_an_account_hears_nothing(self, coach: Client, cast: Cast) -> None:
        decision = ask(begin(cast.ben))
        coach.post(answer_url(decision), {"answer": "approved"})

        assert answer_of(decision).change is not None
        assert not OutboxMessage.objects.across_teams().exists()

    def test_a_note_to_a_proposal_of_words_only_is_kept(self, coach: Client, cast: Cast, plan: Plan) -> None:
        decision = ask(plan, rule="S0", verdict="steady", reasons=[["s0.silent", {"days": 3}]])
        Decision.objects.in_team(cast.team).update(operations=[])
        coach.post(answer_url(decision), {"answer": "approved"})

        assert answer_of(decision).change is None


class TestRefusals:
    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
    @pytest.mark.parametrize("sent", [{}, {"answer": "perhaps"}], ids=["nothing", "no answer there is"])
    def test_what_is_no_answer(
        self, coach: Client, decision: Decision, sent: dict[str, str], headers: dict[str, str]
    ) -> None:
        before = stored("athletes_look")
        page = said(coach.post(answer_url(decision), sent, headers=headers, follow=not headers))

        assert "Choose Approve, Edit or Keep plan. Nothing was changed." in page
        assert stored("athletes_look") == before

    def test_a_second_coach_is_told_who_answered_what(self, coach: Client, cast: Cast, decision: Decision) -> None:
        second = Client()
        second.force_login(cast.assistant)
        coach.post(answer_url(decision), {"answer": "kept"})
        before = stored("athletes_look")

        page = said(second.post(answer_url(decision), {"answer": "approved"}, follow=True))

        assert "Carla already answered: Plan kept. Nothing was changed." in page
        assert stored("athletes_look") == before

    def test_a_proposal_that_the_plan_has_left_behind(self, coach: Client, plan: Plan) -> None:
        gone = str(session_on(plan, THURSDAY).pk)
        decision = ask(plan, Drop(gone))
        make_change(plan, [Drop(gone)], By(Cause.COACH, plan.created_by, "No run on Thursday"))
        before = stored("athletes_look")

        assert "The plan has changed since; open the week to decide." in said(coach.get("/morning/"))
        page = said(coach.post(answer_url(decision), {"answer": "approved"}, follow=True))
        assert "This session is no longer in the plan." in page
        assert "Nothing was changed. Open the week to decide." in page
        assert stored("athletes_look") == before

    def test_a_proposal_that_would_pass_a_hard_limit_by_now(self, coach: Client, plan: Plan) -> None:
        long = session_state(session_on(plan, SATURDAY), ())
        decision = ask(plan, *(Add(replace(long, id=str(uuid4()), day=SUNDAY)) for _ in range(3)))
        before = stored("athletes_look")

        page = said(coach.post(answer_url(decision), {"answer": "approved"}, follow=True))

        assert "km after at most" in page
        assert "Nothing was changed. Open the week to decide." in page
        assert stored("athletes_look") == before

    def test_a_proposal_for_a_plan_that_has_ended(self, coach: Client, decision: Decision) -> None:
        assert decision.plan is not None
        end_plan(decision.plan)
        before = stored("athletes_look")

        page = said(coach.post(answer_url(decision), {"answer": "approved"}, follow=True))

        assert "This plan has ended. Nothing was changed." in page
        assert stored("athletes_look") == before

    @pytest.mark.parametrize("asks_until", [YESTERDAY, None], ids=["over since yesterday", "never asked"])
    def test_what_no_longer_waits_for_an_answer(self, coach: Client, plan: Plan, asks_until: Any) -> None:
        decision = ask(plan, answer_until=asks_until)
        before = stored("athletes_look")

        page = said(coach.post(answer_url(decision), {"answer": "approved"}, follow=True))

        assert "This no longer waits for an answer. Nothing was changed." in page
        assert stored("athletes_look") == before

    def test_the_last_day_of_an_answer_is_a_day_for_answers(self, coach: Client, plan: Plan) -> None:
        decision = ask(plan, answer_until=WEDNESDAY)
        coach.post(answer_url(decision), {"answer": "kept"})

        assert answer_of(decision).kind == "kept"


class TestTakingBack:
    def test_the_plan_is_as_it_was_and_the_decision_asks_again(
        self, coach: Client, cast: Cast, decision: Decision
    ) -> None:
        assert decision.plan is not None
        before = load_state(decision.plan)
        coach.post(answer_url(decision), {"answer": "approved"})
        given = answer_of(decision)

        page = said(coach.post(f"/answers/{given.pk}/undo/", follow=True))

        assert load_state(decision.plan) == before
        given.refresh_from_db()
        assert (given.undone_by, given.undone_at) == (cast.coach, NOW)
        assert "Ana R. asks again." in page
        assert f'id="decision-{decision.pk}"' in page
        coach.post(answer_url(decision), {"answer": "kept"})
        assert answer_of(decision).kind == "kept"

    @pytest.mark.parametrize("kind", ["approved", "kept"])
    def test_taken_back_twice_is_taken_back_once(
        self, coach: Client, cast: Cast, decision: Decision, kind: str
    ) -> None:
        second = Client()
        second.force_login(cast.assistant)
        coach.post(answer_url(decision), {"answer": kind})
        undo = f"/answers/{answer_of(decision).pk}/undo/"
        coach.post(undo)
        before = stored("athletes_look")
        assert "Ana R. asks again." in said(second.post(undo, follow=True))
        assert stored("athletes_look") == before

    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
    def test_a_later_change_of_the_same_days_goes_first(
        self, coach: Client, cast: Cast, plan: Plan, headers: dict[str, str]
    ) -> None:
        given = give_answer(ask(plan), AnswerKind.APPROVED, cast.coach)
        moved = str(session_on(plan, WEDNESDAY, "cross_training").pk)
        make_change(plan, [Move(moved, THURSDAY, 0)], By(Cause.COACH, plan.created_by, "Pool is closed today"))
        before = stored("athletes_look")

        answer = coach.post(f"/answers/{given.pk}/undo/", headers=headers, follow=not headers)

        assert "A later change touched the same days. Undo that one first." in said(answer)
        assert stored("athletes_look") == before

    def test_undoing_its_change_on_the_week_page_takes_the_answer_back(self, coach: Client, decision: Decision) -> None:
        coach.post(answer_url(decision), {"answer": "approved"})
        change = answer_of(decision).change
        assert change is not None
        assert decision.plan is not None
        undo = f"/athletes/{decision.athlete_id}/changes/{change.pk}/undo/"
        assert undo in said(coach.get(f"/athletes/{decision.athlete_id}/weeks/{MONDAY}/"))

        coach.post(undo)

        assert words_of(decision.plan) == WEEK
        assert not Answer.objects.in_team(decision.team).filter(undone_at=None).exists()
        assert f'id="decision-{decision.pk}"' in said(coach.get("/morning/"))

    def test_what_was_run_meanwhile_is_not_touched(self, coach: Client, ana: Client, plan: Plan) -> None:
        easy = session_on(plan, THURSDAY)
        decision = ask(plan, Move(str(easy.pk), FRIDAY, 0))
        coach.post(answer_url(decision), {"answer": "approved"})
        with time_machine.travel(NOW.replace(day=FRIDAY.day)):
            ana.post(f"/today/sessions/{easy.pk}/report/", {"outcome": "done"})
        before = stored("athletes_look")

        page = said(coach.post(f"/answers/{answer_of(decision).pk}/undo/", follow=True))

        assert "The athlete has already reported on this session" in page
        assert stored("athletes_look") == before


@pytest.mark.django_db(transaction=True)
def test_two_coaches_at_the_same_moment_give_one_answer(transactional_db: None) -> None:
    cast = assemble()
    decision = ask(begin(cast.ana))
    start, outcomes = threading.Barrier(2), []

    def answer(user: Any) -> None:
        try:
            start.wait(timeout=10)
            give_answer(decision, AnswerKind.APPROVED, user)
            outcomes.append("answered")
        except AlreadyAnswered:
            outcomes.append("already answered")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[user]) for user in (cast.coach, cast.assistant)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == ["already answered", "answered"]
    assert Change.objects.in_team(cast.team).count() == 1
    assert OutboxMessage.objects.in_team(cast.team).count() == 1


def test_a_question_that_a_newer_one_replaced_is_not_answered(coach: Client, decision: Decision) -> None:
    """Two tabs: the morning shows the newer question, an older page still has the button of the older one."""
    assert decision.plan is not None
    ask(decision.plan, night=WEDNESDAY)
    page = said(coach.post(answer_url(decision), {"answer": "approved"}))
    assert not Answer.objects.in_team(decision.team).exists()
    assert words_of(decision.plan) == WEEK
    assert "newer decision" in page or page == ""
