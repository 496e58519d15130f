"""A week copied to other weeks and other athletes: each looked at first, a result for each, one undo for all."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans import drafts
from plans.models import Change, Lock, Plan
from plans.plan_rows import load_state
from plans.reports import report
from tests.cast import Cast, an_athlete
from tests.season import MONDAY, TUESDAY, WEDNESDAY, begin, session_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEXT = MONDAY + timedelta(weeks=1)
AFTER = MONDAY + timedelta(weeks=2)


@pytest.fixture
def bens(plan: Plan, cast: Cast) -> Plan:
    return begin(cast.ben, cast.coach)


def url(plan: Plan) -> str:
    return f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/copy/"


def targets(page: Any) -> list[str]:
    return re.findall(r'name="target" value="([^"]+)"', page.content.decode())


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def kinds(plan: Plan, monday: object) -> list[tuple[int, str]]:
    week = next(w for w in load_state(plan).weeks if w.monday == monday)
    return [(s.day.weekday(), str(s.kind)) for s in week.sessions]


def test_copied_looked_at_and_taken_back(coach: Client, plan: Plan, bens: Plan, cast: Cast) -> None:
    cast.ben.available_min_by_weekday = [90, 0, 90, 90, 0, 90, 90]
    cast.ben.save()
    before, own = load_state(bens), load_state(plan)
    asked: dict[str, str | int] = {"athlete": cast.ben.pk, "to": str(NEXT), "when": "date"}
    page = coach.get(url(plan), asked)
    assert load_state(bens) == before
    sent = targets(page)
    assert len(sent) == 2
    answer = coach.post(url(plan), {"target": sent, "note": "training camp"})
    result = coach.get(answer["Location"])
    assert "2 done" in text(result)
    assert kinds(plan, NEXT) == kinds(plan, MONDAY)
    assert {day for day, _kind in kinds(bens, MONDAY)} <= {0, 2, 3, 5, 6}
    assert "As they were" in text(coach.get(coach.post(url(plan), {"target": sent})["Location"]))  # a double click
    undone = coach.post(answer["Location"])
    assert "2 done" in text(coach.get(undone["Location"]))
    assert (load_state(bens), load_state(plan)) == (before, own)


def test_two_weeks_of_the_same_athlete(coach: Client, plan: Plan) -> None:
    sent = targets(coach.get(url(plan), {"to": [str(NEXT), str(AFTER)]}))
    coach.post(url(plan), {"target": sent, "note": "repeat"})
    assert kinds(plan, NEXT) == kinds(plan, AFTER) == kinds(plan, MONDAY)


def test_into_an_open_draft(coach: Client, plan: Plan, bens: Plan, cast: Cast) -> None:
    drafts.begin(bens, cast.coach)
    before = load_state(bens)
    sent = targets(coach.get(url(plan), {"athlete": cast.ben.pk}))
    assert "in the open draft" in text(coach.get(coach.post(url(plan), {"target": sent})["Location"]))
    assert load_state(bens) == before
    assert len(drafts.shown_state(bens).draft.steps) == 1  # type: ignore[union-attr]


def no_plan(cast: Cast, plan: Plan) -> str:
    plan.ended_at = plan.created_at
    plan.save()
    return ""


def locked_days(cast: Cast, plan: Plan) -> str:
    Lock.objects.create(
        team=cast.team, athlete=cast.ben, kind="days", first_day=WEDNESDAY, last_day=WEDNESDAY, note="race"
    )
    return "The days from 18 Nov to 18 Nov are locked."


def reported(cast: Cast, plan: Plan) -> str:
    values = {"outcome": "done", "rpe": 3, "duration_min": None, "distance_km": None, "note": ""}
    report(cast.ben, session_on(plan, TUESDAY), WEDNESDAY, values)
    return "already reported on this week"


def no_such_week(cast: Cast, plan: Plan) -> str:
    plan.weeks.filter(team=plan.team, monday=MONDAY).update(monday=MONDAY + timedelta(weeks=52))
    plan.weeks.filter(team=plan.team, monday__lt=MONDAY + timedelta(weeks=50)).delete()
    return "The plan has no such week."


@pytest.mark.parametrize("happens", [no_plan, locked_days, reported, no_such_week])
def test_who_stays_and_why(coach: Client, plan: Plan, bens: Plan, cast: Cast, happens: Any) -> None:
    words = happens(cast, bens)
    page = coach.get(url(plan), {"athlete": cast.ben.pk})
    assert words in text(page)
    assert targets(page) == []
    forged = f"{cast.ben.pk}/{MONDAY}/{bens.revision}/"
    coach.post(url(plan), {"target": forged, "note": "all the same"})
    assert not Change.objects.in_team(bens.team).filter(plan=bens).exists()


def test_another_team_is_not_reached(coach: Client, plan: Plan, bens: Plan, cast: Cast) -> None:
    zoes = begin(cast.zoe, cast.rival)
    assert coach.get(url(plan), {"athlete": cast.zoe.pk}).status_code == 422
    answer = coach.post(url(plan), {"target": f"{cast.zoe.pk}/{MONDAY}/0/"})
    assert "0 done · 0 as they were" in text(coach.get(answer["Location"]))
    assert not Change.objects.in_team(zoes.team).exists()
    for nonsense in ("", "1/2/3", f"{2**70}/{MONDAY}/0/", "a/b/c/d"):
        assert coach.post(url(plan), {"target": nonsense}).status_code == 404


@pytest.mark.slow
def test_looking_costs_as_many_queries_for_many(coach: Client, plan: Plan, bens: Plan, cast: Cast) -> None:
    others = [an_athlete(cast.team, f"Runner {n}") for n in range(4)]
    for other in others:
        begin(other, cast.coach)
    coach.get(url(plan), {"athlete": cast.ben.pk})
    counts = []
    for chosen in ([cast.ben.pk], [cast.ben.pk, *(other.pk for other in others)]):
        with CaptureQueriesContext(connection) as queries:
            coach.get(url(plan), {"athlete": chosen})
        counts.append(len(queries))
    assert counts[0] == counts[1]
