"""The squad board: who stands where, what a cell says, which filters there are, and what it says of nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone

from athletes.models import Athlete
from plans import boards
from plans.boards import Shown
from plans.models import Plan, Session
from plans.planning import create_plan, end_plan
from readiness.models import DayStatus
from tests.athletes.squads import a_squad, actor_of, limit
from tests.cast import Cast, an_athlete
from tests.pages import faults, queries, text, visible
from tests.season import MONDAY, NOW, START, WEDNESDAY, YESTERDAY, begin

WEEK = timedelta(weeks=1)


def status(athlete: Athlete, shown: str) -> None:
    DayStatus.objects.create(
        team=athlete.team, athlete=athlete, local_date=YESTERDAY, status=shown, shown=shown, rule="S2",
        assessment={"day": f"{YESTERDAY}", "status": shown, "rule": "S2"},
    )  # fmt: skip


def places(cast: Cast, **asked: str) -> dict[str, str]:
    """Where everybody stands on Wednesday who is found, in the order of the board."""
    return {row.athlete.name: row.place for row in boards.board(actor_of(cast.coach), Shown.of(asked), WEDNESDAY)}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "  ana  r ", "group": "7", "phase": "potency", "status": "red"}, Shown("ana r", "7", "potency", "red")),
        ({"group": "seven", "phase": "spring", "status": "blue", "first": "2026-11-17"}, Shown()),
        ({"first": "2026-11-16"}, Shown(first="2026-11-16")),
        ({"first": "20261116", "q": "a\0b"}, Shown(q="ab")),
    ],
    ids=["all that there is", "words that mean nothing", "a Monday", "a date in other words"],
)
def test_what_an_address_asks_for(asked: dict[str, str], shown: Shown) -> None:
    assert Shown.of(asked) == shown
    assert Shown.of(dict(parse_qsl(shown.query().removeprefix("?")))) == shown


@pytest.mark.parametrize(
    ("first", "monday"),
    [("", MONDAY - 3 * WEEK), ("2026-10-05", MONDAY - 6 * WEEK), ("0001-01-01", MONDAY - 3 * WEEK)],
    ids=["around today", "another first week", "further than ten years"],
)
def test_the_first_week(first: str, monday: Any) -> None:
    assert Shown.of({"first": first}).first_monday(WEDNESDAY) == monday


class TestRows:
    def test_where_everybody_stands_by_name_and_those_without_a_plan_last(
        self, plan: Plan, cast: Cast, clock: Any
    ) -> None:
        create_plan(an_athlete(cast.team, "Yet to come"), MONDAY + WEEK)
        begun = begin(an_athlete(cast.team, "Signed off"))
        end_plan(begun)
        Plan.objects.in_team(cast.team).filter(pk=begun.pk).update(signed_off_at=timezone.now())
        assert places(cast) == {
            "Ana R.": "foundation", "Yet to come": "none", "Ben O.": "none", "Signed off": "done",
        }  # fmt: skip

    def test_a_plan_whose_weeks_are_over_is_done(self, plan: Plan, cast: Cast) -> None:
        rows = boards.board(actor_of(cast.coach), Shown(q="ana"), START + 14 * WEEK)
        assert [row.place for row in rows] == ["done"]

    def test_a_week_is_summed_up_as_its_sessions_are(self, plan: Plan, cast: Cast) -> None:
        Session.objects.in_team(cast.team).filter(plan=plan, day__gte=MONDAY, kind="easy").update(rpe=7)
        week = boards.board(actor_of(cast.coach), Shown(q="ana"), WEDNESDAY, [MONDAY])[0].now
        sessions = Session.objects.in_team(cast.team).filter(plan=plan, day__range=(MONDAY, MONDAY + WEEK))
        km = sum(session.distance_km or 0 for session in sessions)
        assert week is not None
        assert (week.nth, week.of, week.sessions, week.hard_days, week.deload) == (3, 3, len(sessions), 2, False)
        assert week.distance_km == pytest.approx(km)
        assert week.percent_of_baseline == round(2 * km)

    def test_filters(self, plan: Plan, cast: Cast) -> None:
        status(cast.ana, "red")
        hill = a_squad(cast.team, "Hill", cast.ben)
        assert list(places(cast, q="ben o")) == ["Ben O."]
        assert list(places(cast, group=str(hill.pk))) == ["Ben O."]
        assert list(places(cast, phase="foundation")) == ["Ana R."]
        assert list(places(cast, status="red")) == ["Ana R."]
        assert list(places(cast, status="unknown")) == ["Ben O."]

    def test_a_coach_of_some_sees_only_them_whatever_group_is_asked_for(self, plan: Plan, cast: Cast) -> None:
        hill, track = a_squad(cast.team, "Hill", cast.ana), a_squad(cast.team, "Track", cast.ben)
        limit(cast.coach, cast.team, hill)
        assert list(places(cast)) == ["Ana R."]
        assert places(cast, group=str(track.pk)) == {}


class TestPages:
    def test_a_cell_says_its_totals_and_leads_to_its_week(self, plan: Plan, coach: Client, cast: Cast) -> None:
        page = text(coach.get("/board/"))
        assert (
            f'<a href="/athletes/{cast.ana.pk}/weeks/{MONDAY}/" aria-label="Foundation 3 of 3 · 25 km, 50 % of' in page
        )
        assert page.count('<td data-phase="') == 14
        assert page.count('aria-current="date"') == 1
        assert f'href="/athletes/{cast.ben.pk}/plan/new/"' in page

    def test_a_name_is_only_a_name(self, plan: Plan, coach: Client, cast: Cast) -> None:
        Athlete.objects.in_team(cast.team).update(name='<b onclick="x">Ana</b>')
        for path in ("/board/", "/board/phases/"):
            answer = coach.get(path)
            assert faults(answer) == []
            assert "&lt;b onclick=" in answer.content.decode()

    def test_columns_say_who_is_in_which_phase(self, plan: Plan, coach: Client) -> None:
        page = visible(coach.get("/board/phases/"))
        assert "Foundation 1" in page
        assert "Week 3 of 3" in page
        assert "Not begun 1" in page

    @pytest.mark.parametrize("path", ["/board/", "/board/phases/"])
    def test_what_it_says_when_there_is_nobody(self, coach: Client, cast: Cast, path: str) -> None:
        assert "Nobody found" in visible(coach.get(f"{path}?q=nobody"))
        Athlete.objects.in_team(cast.team).update(archived_at=NOW)
        assert "No athletes yet" in visible(coach.get(path))

    def test_htmx_gets_what_changes_only(self, plan: Plan, coach: Client) -> None:
        part = coach.get("/board/?phase=foundation", headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="board"')
        assert "<html" not in part

    @pytest.mark.slow
    def test_who_only_reads_is_offered_nothing_to_change(self, plan: Plan, cast: Cast) -> None:
        reader = Client()
        reader.force_login(cast.reader)
        for path in ("/board/", "/board/phases/"):
            page = text(reader.get(path))
            assert 'name="athlete"' not in page
            assert "plan/new" not in page

    @pytest.mark.slow
    @pytest.mark.parametrize("path", ["/board/", "/board/phases/", "/board/?phase=foundation"])
    def test_queries_are_equal_for_one_and_for_many(self, plan: Plan, coach: Client, cast: Cast, path: str) -> None:
        coach.get(path)
        few = queries(coach, path)
        for n in range(4):
            begin(an_athlete(cast.team, f"Runner {n}"))
        assert queries(coach, path) == few
