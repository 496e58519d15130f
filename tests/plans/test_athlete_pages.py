"""What an athlete reads about today and the week, what a day says that has nothing, and where the door leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from plans.answers import give_answer, undo_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop, InsertRest, Move
from plans.models import AnswerKind, Cause, Plan
from plans.planning import template_of
from tests.cast import Cast
from tests.pages import queries, text, visible
from tests.season import (
    MONDAY,
    NOW,
    SATURDAY,
    START,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    ask,
    begin,
    session_on,
)  # fmt: skip

DAY = timedelta(days=1)


class TestToday:
    def test_each_session_with_its_dose_its_cue_and_a_report(self, ana: Client, plan: Plan) -> None:
        answer = ana.get("/today/")
        page = visible(answer)

        assert "Wednesday 18 Nov" in page
        assert "Foundation week 3 of 3" in page
        assert "How are you this morning" in page
        assert "Cross-training 40 min · effort easy, 3 of 10" in page
        assert "Strength 35 min · effort moderate, 5 of 10" in page
        assert "Cue" in page
        assert "Every day in this phase Mobility Hips: 90/90" in page
        for session in plan.sessions.filter(team=plan.team, day=WEDNESDAY):
            assert f'action="/today/sessions/{session.pk}/report/"' in text(answer)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            pytest.param(MONDAY, "Rest day Nothing to do, on purpose.", id="a rest day"),
            pytest.param(START - DAY, "Nothing planned today Your plan starts on Monday 2 Nov.", id="before the plan"),
            pytest.param(START + timedelta(weeks=14), "Nothing planned today Your plan is at its end.", id="after it"),
        ],
    )
    def test_a_day_without_a_session_says_so(
        self, client: Client, cast: Cast, plan: Plan, clock: Any, day: Any, words: str
    ) -> None:
        clock.move_to(NOW + (day - WEDNESDAY))
        client.force_login(cast.ana_user)
        assert words in visible(client.get("/today/"))

    def test_without_a_plan_the_check_in_is_there_already(self, ana: Client) -> None:
        page = visible(ana.get("/today/"))

        assert "No plan yet Your coach will give you one." in page
        assert "How are you this morning" in page

    def test_why_a_day_changed_and_who_agreed(self, ana: Client, cast: Cast, clock: Any, plan: Plan) -> None:
        given = give_answer(ask(plan), AnswerKind.APPROVED, cast.coach)
        why = "well below your normal on several days, so a rest day was put in. Agreed by Carla."
        assert why not in visible(ana.get("/today/")), "Wednesday stands as it was"
        clock.move_to(NOW + DAY)
        assert why in visible(ana.get("/today/"))
        undo_answer(given, cast.coach)
        assert why not in visible(ana.get("/today/"))

    def test_a_coachs_own_change_is_told_without_a_reason_made_up(self, ana: Client, cast: Cast, plan: Plan) -> None:
        drop = [Drop(str(session_on(plan, WEDNESDAY, "cross_training").pk))]
        make_change(plan, drop, By(Cause.COACH, cast.coach, "private: doubts"))
        page = visible(ana.get("/today/"))

        assert "Carla changed this day for you." in page
        assert "doubts" not in page

    def test_it_asks_the_database_as_often_for_1_session_as_for_3(self, ana: Client, cast: Cast, plan: Plan) -> None:
        make_change(plan, [Move(str(session_on(plan, TUESDAY).pk), MONDAY, 0)], By(Cause.COACH, cast.coach, "a reason"))
        template_of(plan)  # a stored template is read once
        two = queries(ana, "/today/")
        make_change(plan, [Move(str(session_on(plan, THURSDAY).pk), WEDNESDAY, 0)], By(Cause.COACH, cast.coach, "so"))
        assert visible(ana.get("/today/")).count("How hard was it") == 3
        begin(cast.ben)
        with_change = queries(ana, "/today/")
        make_change(plan, [Drop(str(session_on(plan, WEDNESDAY, "strength").pk))], By(Cause.COACH, cast.coach, "so"))
        assert (with_change, queries(ana, "/today/")) == (two, two)


class TestMyWeek:
    def test_seven_days_in_words(self, ana: Client, plan: Plan) -> None:
        page = visible(ana.get("/my-week/"))

        assert "This week Foundation week 3 of 3" in page
        assert "Mon 16 Rest" in page
        assert "Tue 17 Cadence game 34 min · 5.6 km" in page
        assert "Thu 19 Easy run 34 min no watch" in page, "and no kilometres"

    def test_it_says_which_day_changed_and_why(self, ana: Client, cast: Cast, plan: Plan) -> None:
        give_answer(ask(plan), AnswerKind.APPROVED, cast.coach)

        assert "Thu Your check-ins were well below your normal" in visible(ana.get("/my-week/"))

    def test_without_a_plan(self, ana: Client) -> None:
        assert "No plan yet Your coach will give you one." in visible(ana.get("/my-week/"))

    def test_it_asks_the_database_as_often_for_1_change_as_for_3(self, ana: Client, cast: Cast, plan: Plan) -> None:
        edit = By(Cause.COACH, cast.coach, "a reason")
        make_change(plan, [InsertRest(THURSDAY)], edit)
        before = queries(ana, "/my-week/")
        make_change(plan, [InsertRest(SATURDAY)], edit)
        make_change(plan, [InsertRest(SUNDAY)], edit)
        assert queries(ana, "/my-week/") == before


class TestDoorAndHelp:
    @pytest.mark.parametrize(
        ("who", "where"),
        [("coach", "/morning/"), ("reader", "/morning/"), ("ana_user", "/today/")],
        ids=["a coach to the morning", "who reads only too", "an athlete to today"],
    )
    def test_the_start_page_leads(self, client: Client, cast: Cast, who: str, where: str) -> None:
        client.force_login(getattr(cast, who))
        assert client.get("/").headers["Location"] == where

    def test_a_stranger_is_told_whom_to_ask(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.stranger)
        assert "You belong to no team right now Ask your coach for an invitation." in visible(client.get("/"))

    def test_help_says_what_it_does_not_do(self, ana: Client) -> None:
        page = visible(ana.get("/help/"))
        assert "it does not predict or prevent injuries" in page
        assert "unknown is never ready" in page
