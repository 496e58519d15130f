"""Kilometres are kept; who chose miles reads and types miles, and what was typed comes back as it was."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from athletes import units
from plans.models import Feedback, Plan
from tests.cast import Cast
from tests.pages import visible
from tests.season import TUESDAY, begin, session_on


@given(st.integers(1, 12_000).map(lambda hundredths: hundredths / 100))
def test_what_was_typed_comes_back(miles: float) -> None:
    with units.speaking(units.MILES):
        assert round(units.from_km(units.to_km(miles, units.MILES)), 2) == miles
    assert units.to_km(miles, units.KM) == miles


def test_the_unit_is_spoken_within_its_request_only() -> None:
    with units.speaking(units.MILES):
        assert units.in_words(16.09344) == "10.0 mi"
    assert units.in_words(16.09344) == "16.1 km"


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def plan(self, cast: Cast) -> Plan:
        cast.ana_user.units = units.MILES
        cast.ana_user.save()
        return begin(cast.ana, cast.coach)

    def test_an_athlete_s_pages_speak_miles_and_a_coach_s_kilometres(
        self, ana: Client, coach: Client, cast: Cast, plan: Plan
    ) -> None:
        assert "34 min · 3.5 mi" in visible(ana.get("/my-week/"))
        assert "Miles per week" in visible(ana.get("/progress/"))
        assert "34 min · 5.6 km" in visible(coach.get(f"/athletes/{cast.ana.pk}/"))

    @pytest.mark.parametrize(("unit", "km"), [("mi", 8.04672), ("km", 5), ("", 5)])
    def test_what_is_typed_is_kept_in_kilometres(
        self, ana: Client, cast: Cast, plan: Plan, unit: str, km: float
    ) -> None:
        """A form that waited on a phone says what it was typed in."""
        row = session_on(plan, TUESDAY)
        sent = {"outcome": "done", "distance_km": "5", "unit": unit, "client_id": uuid4()}
        assert ana.post(f"/today/sessions/{row.pk}/report/", sent).status_code == 302
        report = Feedback.objects.in_team(cast.team).get()
        assert report.distance_km == pytest.approx(km)

    def test_it_is_shown_as_it_was_typed(self, ana: Client, plan: Plan) -> None:
        row = session_on(plan, TUESDAY)
        sent = {"outcome": "done", "distance_km": "5.01", "unit": "mi", "client_id": uuid4()}
        ana.post(f"/today/sessions/{row.pk}/report/", sent)
        page = ana.get(f"/my-sessions/{row.pk}/").content.decode()
        assert 'name="distance_km" value="5.01"' in page
        assert ">Miles</label>" in page

    def test_no_unit_of_our_own_making(self, ana: Client, cast: Cast, plan: Plan) -> None:
        row = session_on(plan, TUESDAY)
        sent = {"outcome": "done", "distance_km": "5", "unit": "leagues", "client_id": uuid4()}
        assert ana.post(f"/today/sessions/{row.pk}/report/", sent).status_code == 422
        assert not Feedback.objects.in_team(cast.team).exists()
