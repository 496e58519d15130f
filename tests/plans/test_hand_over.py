"""The hand-over on its pages and in its files."""

from __future__ import annotations

import pytest
from django.test import Client

from athletes.models import Consent, Injury, Record
from plans.models import Plan
from plans.planning import end_plan
from plans.reports import report
from tests.cast import Cast
from tests.pages import queries, text, visible
from tests.season import NOW, TUESDAY, WEDNESDAY, session_on

pytestmark = pytest.mark.slow
DONE = {"outcome": "done", "rpe": 6, "duration_min": 40, "distance_km": 7.5, "note": ""}


@pytest.fixture
def url(cast: Cast, plan: Plan) -> str:
    report(cast.ana, session_on(plan, TUESDAY), WEDNESDAY, DONE)
    Injury.objects.create(team=cast.team, athlete=cast.ana, kind="niggle", place="left calf", since=TUESDAY)
    return f"/athletes/{cast.ana.pk}/plans/{plan.pk}/hand-over"


def test_coach_and_athlete_read_the_same(coach: Client, ana: Client, url: str) -> None:
    for page in (visible(coach.get(f"{url}/")), visible(ana.get("/me/hand-over/"))):
        assert "Longest run 7.5 km, 40 min" in page
        assert "40 min, effort 6 of 10" in page
        assert "left calf" in page


def test_targets_are_written_once_and_cannot_calculate(coach: Client, ana: Client, url: str, plan: Plan) -> None:
    for _twice in range(2):
        assert coach.post(f"{url}/", {"targets": "=1+1"}).status_code == 302
    assert Record.objects.in_team(plan.team).filter(what="plan.targets_written").count() == 1
    assert "=1+1" in visible(ana.get("/me/hand-over/"))
    assert b'"\'=1+1"' in coach.get(f"{url}.csv").content
    assert coach.get(f"{url}.json").json()["figures"][-1]["value"] == "=1+1"
    assert coach.post(f"{url}/", {"targets": "x" * 2001}).status_code == 422


def test_without_consent_no_niggle_is_told(coach: Client, url: str, cast: Cast) -> None:
    Consent.objects.in_team(cast.team).filter(athlete=cast.ana).delete()
    for answer in (coach.get(f"{url}/"), coach.get(f"{url}.csv"), coach.get(f"{url}.json")):
        assert b"left calf" not in answer.content
    assert "There is no consent to show: Illness and injury" in visible(coach.get(f"{url}/"))


def test_an_ended_plan_is_read_and_an_athlete_without_one_too(ana: Client, url: str, plan: Plan) -> None:
    end_plan(plan)
    assert "Longest run 7.5 km" in visible(ana.get("/me/hand-over/"))
    Plan.objects.in_team(plan.team).delete()
    assert "No plan yet" in visible(ana.get("/me/hand-over/"))


def test_as_often_for_little_as_for_much(coach: Client, cast: Cast, plan: Plan, url: str) -> None:
    queries(coach, f"{url}/")
    few = queries(coach, f"{url}/")
    for n in range(9):
        Injury.objects.create(team=cast.team, athlete=cast.ana, kind="niggle", place=f"{n}", since=TUESDAY)
    assert queries(coach, f"{url}/") == few


def test_as_a_document_the_same_twice(coach: Client, url: str, cast: Cast) -> None:
    cast.ana.name = "Zoë Żółć-Ñandú Σωκράτης 木 🙂"
    cast.ana.save()
    first, second = (coach.get(f"{url}.pdf") for _ in range(2))
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["Content-Disposition"] == 'attachment; filename="hand-over.pdf"'
    assert first.content.startswith(b"%PDF-1.")
    assert first.content == second.content
    assert 10_000 < len(first.content) < 100_000, "only the letters that are used"


def test_a_document_of_a_long_plan_has_pages_and_every_line(coach: Client, url: str, cast: Cast, plan: Plan) -> None:
    pages = coach.get(f"{url}.pdf").content.count(b"/Type /Page\n")
    for n in range(60):
        Injury.objects.create(team=cast.team, athlete=cast.ana, kind="niggle", place=f"No. {n}", since=TUESDAY)
    assert coach.get(f"{url}.pdf").content.count(b"/Type /Page\n") > pages >= 1
    Consent.objects.in_team(cast.team).filter(athlete=cast.ana).delete()
    assert coach.get(f"{url}.pdf").content.count(b"/Type /Page\n") <= pages, "withheld"


def test_after_the_plan_has_ended_its_hand_over_is_found_on_the_athletes_page(
    coach: Client, cast: Cast, plan: Plan
) -> None:
    page = f"/athletes/{cast.ana.pk}/"
    assert "Earlier offseasons" not in visible(coach.get(page))
    Plan.objects.in_team(cast.team).filter(pk=plan.pk).update(ended_at=NOW, signed_off_at=NOW)
    found = coach.get(page)
    assert "Earlier offseasons 2 Nov 2026 to 18 Nov 2026 signed off" in visible(found)
    link = f"/athletes/{cast.ana.pk}/plans/{plan.pk}/hand-over/"
    assert f'href="{link}"' in text(found)
    assert coach.get(link).status_code == 200
