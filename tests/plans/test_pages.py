"""What each page says, to whom, and what it says when there is nothing yet; never more queries for more people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from athletes.models import Athlete
from plans.answers import give_answer, undo_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop, InsertRest, Move
from plans.models import AnswerKind, Cause, Decision, NightFailure, Plan
from plans.planning import template_of
from readiness.models import DayStatus
from tests.cast import Cast, an_athlete
from tests.pages import queries, text, visible
from tests.season import (
    FRIDAY,
    HTMX,
    MONDAY,
    NOW,
    SATURDAY,
    START,
    THURSDAY,
    WEDNESDAY,
    YESTERDAY,
    ask,
    begin,
    session_on,
)  # fmt: skip

DAY = timedelta(days=1)


def status(athlete: Athlete, shown: str, day: Any = YESTERDAY) -> None:
    assessment = {"day": f"{day}", "status": shown, "rule": "S2"}
    DayStatus.objects.create(
        team=athlete.team, athlete=athlete, local_date=day, status=shown, shown=shown, rule="S2", assessment=assessment
    )


class TestMorning:
    @pytest.fixture
    def squad(self, cast: Cast, clock: Any) -> dict[str, Decision]:
        """Ana rests, Ben is in flow, Mia eases and is red, Noa eases, Oli says nothing; Zoe is another team's."""
        asking: dict[str, Decision] = {}
        for name, rule, verdict, message, shown in (
            ("Oli S.", "S0", "steady", ["s0.silent", {"days": 3}], ""),
            ("Noa E.", "D3", "ease", ["d3.flagged", {"flagged": 4, "logs": 6}], "amber"),
            ("Mia E.", "D9", "hold", ["d9.few_logs", {"logs": 2, "days": 7}], "red"),
            ("Ana R.", "D2", "rest", ["d2.red_logs", {"red": 2, "logs": 3}], "amber"),
        ):
            athlete = cast.ana if name == "Ana R." else an_athlete(cast.team, name)
            asking[name] = ask(begin(athlete), rule=rule, verdict=verdict, reasons=[message])
            if shown:
                status(athlete, shown)
        Decision.objects.in_team(cast.team).exclude(rule="D2").update(operations=[])
        quiet: dict[str, Any] = {
            "rule": "-",
            "verdict": "steady",
            "reasons": [["steady.green", {}]],
            "answer_until": None,
        }
        ask(begin(cast.ben), **quiet)
        status(cast.ben, "green", WEDNESDAY)
        ask(begin(cast.zoe))
        return asking

    def test_who_needs_an_answer_stands_first_and_the_worst_on_top(self, coach: Client, squad: Any) -> None:
        page = visible(coach.get("/morning/?open=on-track"))

        assert "Wed 18 Nov · 5 athletes · 1 logged" in page
        assert "Needs you 4" in page
        assert "On track 1" in page
        names = ["Ana R.", "Noa E.", "Oli S.", "Mia E.", "Ben O."]
        assert sorted(names, key=page.index) == names
        assert "Zoe" not in page

    def test_each_row_says_why_in_one_sentence_and_what_would_change(self, coach: Client, squad: Any) -> None:
        row = text(coach.get("/morning/")).split(f'id="decision-{squad["Ana R."].pk}"')[1].split("</li>")[0]

        assert "Well below own normal on 2 of the last 3 logs: a rest day is due." in row
        assert "<del>Thu easy run 34 min</del>" in row
        assert "<ins>rest</ins>" in row
        assert "Foundation 3/3" in row
        assert 'aria-label="Last days: Unknown, Unknown, Unknown, Unknown, Unknown, Careful, Unknown"' in row
        for answer in ("approved", "edited", "kept"):
            assert f'name="answer" value="{answer}"' in row

    def test_where_nothing_would_change_there_is_nothing_to_approve(self, coach: Client, squad: Any) -> None:
        row = text(coach.get("/morning/")).split(f'id="decision-{squad["Oli S."].pk}"')[1].split("</li>")[0]

        assert "No check-in for 3 days: worth a word." in row
        assert 'value="kept"' in row
        assert 'value="approved"' not in row

    def test_who_may_only_read_sees_the_reasons_and_no_buttons(self, cast: Cast, squad: Any) -> None:
        reader = Client()
        reader.force_login(cast.reader)
        page = reader.get("/morning/")

        assert "a rest day is due" in visible(page)
        assert 'name="answer"' not in text(page)

    def test_a_question_is_open_until_its_last_day_where_the_coach_lives(
        self, coach: Client, clock: Any, plan: Plan
    ) -> None:
        ask(plan, answer_until=WEDNESDAY)
        for moment, asks in ((NOW.replace(hour=23, minute=59), True), (NOW.replace(hour=0, day=19), False)):
            clock.move_to(moment)
            assert ("a rest day is due" in text(coach.get("/morning/")).split("On track")[0]) is asks

    def test_only_the_newest_question_of_an_athlete_is_asked(self, coach: Client, plan: Plan) -> None:
        older = ask(plan, night=YESTERDAY - DAY, answer_until=THURSDAY)
        newer = ask(plan)
        page = text(coach.get("/morning/"))

        assert f'id="decision-{newer.pk}"' in page
        assert f'id="decision-{older.pk}"' not in page

    def test_a_night_that_failed_is_told_with_its_place_and_no_value(self, coach: Client, cast: Cast) -> None:
        NightFailure.objects.create(
            team=cast.team, athlete=cast.ana, night=YESTERDAY, error="KeyError in status:14", retry_at=NOW
        )
        page = visible(coach.get("/morning/"))

        assert "Not decided 1" in page
        assert "The night of Tue 17 Nov could not be decided for Ana R. (KeyError in status:14)." in page
        assert "it is tried again by itself" in page

    def test_without_athletes_it_says_how_to_begin(self, coach: Client, cast: Cast) -> None:
        Athlete.objects.in_team(cast.team).delete()
        page = coach.get("/morning/")

        assert "No athletes yet" in visible(page)
        assert 'href="/athletes/new/"' in text(page)

    def test_before_the_first_night_everybody_waits(self, coach: Client, cast: Cast) -> None:
        page = visible(coach.get("/morning/?open=silent"))

        assert "no night yet" in page
        assert "Nobody needs an answer" in page
        assert page.count("Waits for the first night.") == 2

    def test_an_archived_athlete_is_gone_with_every_question(self, coach: Client, cast: Cast, plan: Plan) -> None:
        ask(plan)
        Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(archived_at=NOW)

        assert "Ana R." not in text(coach.get("/morning/"))

    def test_a_toast_is_shown_once(self, coach: Client, plan: Plan) -> None:
        coach.post(f"/decisions/{ask(plan).pk}/answer/", {"answer": "kept"})

        said = "Ana R.: the plan stays as it is."
        assert [said in text(coach.get("/morning/")) for _ in range(2)] == [True, False]

    def test_it_asks_the_database_as_often_for_1_3_and_30_athletes(self, coach: Client, cast: Cast) -> None:
        cast.ben.delete()
        counts = []
        athletes = [cast.ana]
        for size in (1, 3, 30):
            new = [an_athlete(cast.team, f"A{n}") for n in range(len(athletes), size)]
            for athlete in [*new, *([cast.ana] if size == 1 else [])]:
                ask(begin(athlete))
                status(athlete, "amber")
            athletes += new
            page = coach.get("/morning/")
            assert text(page).count("<ins>rest</ins>") == size
            counts.append(queries(coach, "/morning/"))
        assert len(set(counts)) == 1, counts


class TestWeek:
    def test_seven_days_with_their_sessions_and_totals(self, coach: Client, plan: Plan) -> None:
        page = visible(coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/"))

        for words in (
            "Ana R. Week 3, 16 Nov to 22 Nov Foundation",
            "Mon 16 Nov Rest",
            "Cadence game",
            "34 min · 5.6 km easy, 3 of 10",
            "Planned 25.0 km Of baseline 50 % Step +11 % Runs 4 Hard days 0 Strength 2 Rest days 2",
        ):
            assert words in page
        days = ["Mon 16 Nov", "Tue 17 Nov", "Wed 18 Nov", "Thu 19 Nov", "Fri 20 Nov", "Sat 21 Nov", "Sun 22 Nov"]
        assert sorted(days, key=page.index) == days

    def test_a_run_without_a_watch_shows_no_kilometres(self, coach: Client, plan: Plan) -> None:
        page = coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/").content.decode()

        thursday = page.split(f'id="day-{THURSDAY}"')[1].split("</section>")[0]
        assert "no watch" in thursday
        assert "34 min" in thursday
        assert "km</p>" not in thursday

    def test_the_weeks_before_and_after_are_one_click_away(self, coach: Client, plan: Plan) -> None:
        def links(monday: Any) -> list[bool]:
            page = text(coach.get(f"/athletes/{plan.athlete_id}/weeks/{monday}/"))
            return ["Earlier" in page, "Later" in page]

        assert links(START) == [False, True]
        assert links(MONDAY) == [True, True]
        assert links(START + timedelta(weeks=13)) == [True, False]

    def test_any_day_leads_to_the_monday_of_its_week(self, coach: Client, plan: Plan) -> None:
        week = f"/athletes/{plan.athlete_id}/weeks"
        for url in (f"{week}/{SATURDAY}/", f"{week}/of/{SATURDAY}/"):
            assert coach.get(url).headers["Location"] == f"{week}/{MONDAY}/"

    @pytest.mark.parametrize(
        "day",
        ["2026-10-26", "2027-02-08", "9999-12-31", "2026-02-30", "0000-01-01", "2026-W47-1", "20261116", "Caturday"],
        ids=["before the plan", "after it", "year 9999", "30 February", "year 0", "ISO week", "basic", "no day"],
    )
    def test_a_week_that_is_not_there(self, coach: Client, plan: Plan, day: str) -> None:
        assert coach.get(f"/athletes/{plan.athlete_id}/weeks/{day}/").status_code == 404

    def test_without_a_plan_there_is_no_week(self, coach: Client, cast: Cast) -> None:
        assert coach.get(f"/athletes/{cast.ben.pk}/weeks/{MONDAY}/").status_code == 404

    def test_who_may_only_read_sees_no_way_to_change(self, cast: Cast, plan: Plan) -> None:
        reader = Client()
        reader.force_login(cast.reader)

        assert "/edit/" not in text(reader.get(f"/athletes/{cast.ana.pk}/weeks/{MONDAY}/"))

    def test_it_asks_the_database_as_often_for_a_busy_team_and_a_long_story(
        self, coach: Client, cast: Cast, plan: Plan
    ) -> None:
        url = f"/athletes/{cast.ana.pk}/weeks/{MONDAY}/"
        edit = By(Cause.COACH, cast.coach, "a reason")
        make_change(plan, [Move(str(session_on(plan, THURSDAY).pk), FRIDAY, 0)], edit)
        template_of(plan)  # a stored template is read once
        before = queries(coach, url)
        begin(cast.ben)
        begin(an_athlete(cast.team, "Mia"))
        make_change(plan, [InsertRest(FRIDAY)], edit)
        make_change(plan, [Drop(str(session_on(plan, WEDNESDAY, "strength").pk))], edit)
        assert queries(coach, url) == before


class TestAthlete:
    def test_where_she_is_in_her_season(self, coach: Client, plan: Plan) -> None:
        answer = coach.get(f"/athletes/{plan.athlete_id}/")
        page = text(answer)

        assert "Foundation 3/3" in visible(answer)
        assert "Arrive at spring fresh." in page
        assert "14 weeks from 2 Nov 2026, baseline 50.0 km per week." in page
        assert page.count('<li data-phase="') == 14
        current = page.split('aria-current="date"')[1].split("</li>")[0]
        assert f'href="/athletes/{plan.athlete_id}/weeks/{MONDAY}/"' in current
        assert "Week 3, Foundation, 25.0 km" in current

    def test_what_was_decided_and_who_answered(self, coach: Client, cast: Cast, plan: Plan) -> None:
        undo_answer(give_answer(ask(plan, night=YESTERDAY - DAY), AnswerKind.APPROVED, cast.assistant), cast.assistant)
        give_answer(ask(plan), AnswerKind.KEPT, cast.coach)
        page = visible(coach.get(f"/athletes/{cast.ana.pk}/"))

        why = "Well below own normal on 2 of the last 3 logs: a rest day is due."
        assert f"Night of Tue 17 Nov Rest (D2) Plan kept, Carla {why}" in page
        assert f"Night of Mon 16 Nov Rest (D2) {why}" in page, "an answer taken back is none"

    def test_without_a_plan_it_offers_one_to_who_may_write(self, coach: Client, cast: Cast) -> None:
        reader = Client()
        reader.force_login(cast.reader)
        url = f"/athletes/{cast.ben.pk}/"

        assert "No plan is running" in visible(coach.get(url))
        assert "The first night is still to come." in visible(coach.get(url))
        assert [f"{url}plan/new/" in text(who.get(url)) for who in (coach, reader)] == [True, False]

    def test_it_asks_the_database_as_often_for_1_as_for_3_decisions(
        self, coach: Client, cast: Cast, plan: Plan
    ) -> None:
        url = f"/athletes/{cast.ana.pk}/"
        give_answer(ask(plan, night=YESTERDAY - 2 * DAY), AnswerKind.KEPT, cast.coach)
        before = queries(coach, url)
        for n in (1, 0):
            give_answer(ask(plan, night=YESTERDAY - n * DAY), AnswerKind.KEPT, cast.coach)
        begin(cast.ben)
        assert queries(coach, url) == before


def test_what_people_type_is_shown_as_typed(coach: Client, ana: Client, cast: Cast) -> None:
    nasty = "<script>alert(1)</script>"
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(name=nasty)
    plan = begin(Athlete.objects.in_team(cast.team).get(pk=cast.ana.pk), goal=nasty)
    ask(plan)
    run = str(session_on(plan, THURSDAY).pk)
    make_change(plan, [Move(run, FRIDAY, 0)], By(Cause.COACH, cast.coach, nasty))
    for url in ("/morning/", f"/athletes/{cast.ana.pk}/", f"/athletes/{cast.ana.pk}/weeks/{MONDAY}/"):
        page = text(coach.get(url))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
    refused = coach.post(f"/athletes/{cast.ana.pk}/weeks/{MONDAY}/edit/", {"op": nasty}, headers=HTMX)
    assert "<script>alert" not in text(refused)
