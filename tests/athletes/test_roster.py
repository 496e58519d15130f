"""A coach reads, fills and corrects the roster; nobody else does, and nothing wrong is written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from athletes.access import actor_for
from athletes.models import AgeGroup, Athlete, Level
from athletes.roster import add_athlete, edit_athlete
from tests.cast import Cast, an_athlete

ANSWERS: dict[str, Any] = {
    "name": "Mia Neu",
    "email": "mia@example.org",
    "zone": "Asia/Tokyo",
    "level": "beginner",
    "age_group": "50_plus",
    "baseline_km_per_week": "32.5",
    "weekdays": ["1", "3", "5"],
}


@pytest.fixture
def reader(client: Client, cast: Cast) -> Client:
    client.force_login(cast.reader)
    return client


def roster(cast: Cast) -> list[str]:
    return [a.name for a in Athlete.objects.in_team(cast.team)]


def test_the_roster_shows_this_team_with_level_baseline_days_and_zone(coach: Client, cast: Cast) -> None:
    an_athlete(cast.team, "Mia", available_min_by_weekday=[60, 0, 60, 0, 0, 90, 0], baseline_km_per_week="32.5")
    page = coach.get("/athletes/").content.decode()

    for words in ("Ana R.", "Ben O.", "Intermediate", "50 km", "every day", "Mon, Wed, Sat", "32.5 km", "Berlin"):
        assert words in page
    assert "Zoe W." not in page


def test_an_empty_roster_says_what_to_do_next(coach: Client, cast: Cast) -> None:
    Athlete.objects.in_team(cast.team).delete()

    page = coach.get("/athletes/").content.decode()

    assert "No athletes yet" in page
    assert 'href="/athletes/new/"' in page


def test_an_archived_athlete_is_not_on_the_roster(coach: Client, cast: Cast) -> None:
    cast.ben.archived_at = datetime(2026, 11, 1, tzinfo=UTC)
    cast.ben.save()

    assert b"Ben O." not in coach.get("/athletes/").content
    assert coach.get(f"/athletes/{cast.ben.pk}/edit/").status_code == 404


@time_machine.travel("2026-11-24 16:00Z", tick=False)
def test_a_coach_adds_an_athlete_whose_nights_count_from_today_where_they_are(coach: Client, cast: Cast) -> None:
    answer = coach.post("/athletes/new/", ANSWERS)

    mia = Athlete.objects.in_team(cast.team).get(name="Mia Neu")
    assert answer.headers["Location"] == f"/athletes/{mia.pk}/"
    assert (mia.email, mia.zone, mia.user) == ("mia@example.org", "Asia/Tokyo", None)
    assert (mia.level, mia.age_group) == (Level.BEGINNER.value, AgeGroup.FROM_50.value)
    assert mia.baseline_km_per_week == Decimal("32.5")
    assert mia.available_weekdays == (1, 3, 5)
    assert mia.nights_from == date(2026, 11, 25)


def test_a_new_athlete_is_thought_free_every_day_where_the_coach_lives(coach: Client) -> None:
    page = coach.get("/athletes/new/").content.decode()

    assert page.count(" checked") == 7
    assert 'name="zone" value="Europe/Berlin"' in page


def test_the_address_of_a_person_with_an_account_links_nothing_by_itself(coach: Client, cast: Cast) -> None:
    coach.post("/athletes/new/", {**ANSWERS, "email": cast.stranger.email})

    assert Athlete.objects.in_team(cast.team).get(name="Mia Neu").user is None


def test_two_athletes_without_an_address_are_fine(coach: Client, cast: Cast) -> None:
    coach.post("/athletes/new/", {**ANSWERS, "email": ""})

    assert coach.post("/athletes/new/", {**ANSWERS, "email": "", "name": "Noa"}).status_code == 302


def test_a_coach_edits_an_athlete_and_what_is_not_asked_stays(coach: Client, cast: Cast) -> None:
    cast.ben.available_min_by_weekday = [45, 0, 45, 0, 45, 0, 45]
    cast.ben.save()
    assert b"Ben O." in coach.get(f"/athletes/{cast.ben.pk}/edit/").content

    answer = coach.post(f"/athletes/{cast.ben.pk}/edit/", {**ANSWERS, "weekdays": ["0", "1", "6"]})

    ben = Athlete.objects.in_team(cast.team).get(pk=cast.ben.pk)
    assert answer.headers["Location"] == f"/athletes/{ben.pk}/"
    assert (ben.name, ben.email, ben.zone) == ("Mia Neu", "mia@example.org", "Asia/Tokyo")
    assert ben.available_min_by_weekday == [45, 240, 0, 0, 0, 0, 45]
    assert ben.nights_from == cast.ben.nights_from


class TestTwoPagesAtOnce:
    """A page writes what was changed on it against what it showed, so neither undoes the other."""

    @staticmethod
    def opened(coach: Client, athlete: Athlete) -> dict[str, Any]:
        """What the browser would send if nothing were changed."""
        form = coach.get(f"/athletes/{athlete.pk}/edit/").context["form"]
        page: dict[str, Any] = {}
        for field in form:
            shown = field.as_widget() + field.as_hidden(only_initial=True)
            assert shown in f"{field}", "a browser sends what is on the page"
            page[field.html_name] = page[field.html_initial_name] = field.value()
        return page

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"baseline_km_per_week": "60"}, {"name": "Ben Oak"}),
            ({"name": "Ben Oak"}, {"baseline_km_per_week": "60"}),
            ({"weekdays": ["1", "3"]}, {"email": "ben@example.org"}),
            ({"email": "ben@example.org"}, {"weekdays": ["1", "3"]}),
            ({"zone": "Asia/Tokyo", "level": "advanced"}, {"age_group": "50_plus"}),
        ],
        ids=["baseline, name", "name, baseline", "days, e-mail", "e-mail, days", "zone and level, age group"],
    )
    def test_both_are_kept(self, coach: Client, cast: Cast, first: dict[str, Any], second: dict[str, Any]) -> None:
        shown = self.opened(coach, cast.ben)
        for changed in (first, second):
            assert coach.post(f"/athletes/{cast.ben.pk}/edit/", {**shown, **changed}).status_code == 302

        now = coach.get(f"/athletes/{cast.ben.pk}/edit/").context["form"]
        for name, value in (first | second).items():
            assert not now.fields[name].has_changed(now[name].value(), value), name

    @pytest.mark.parametrize(
        ("first", "second", "said"),
        [
            ({"baseline_km_per_week": "60"}, {"baseline_km_per_week": "70"}, "“60.0”"),
            ({"name": "Ben Oak"}, {"name": "Ben Ash"}, "“Ben Oak”"),
            ({"level": "advanced"}, {"level": "beginner"}, "“Advanced”"),
            ({"weekdays": ["1", "3"]}, {"weekdays": ["2"]}, "“Tue, Thu”"),
        ],
        ids=["baseline", "name", "level", "days"],
    )
    def test_of_the_same_field_the_second_is_told_and_may_insist(
        self, coach: Client, cast: Cast, first: dict[str, Any], second: dict[str, Any], said: str
    ) -> None:
        url, shown = f"/athletes/{cast.ben.pk}/edit/", self.opened(coach, cast.ben)
        coach.post(url, {**shown, **first})
        refused = coach.post(url, {**shown, **second})
        assert refused.status_code == 422
        (name,) = second
        form = refused.context["form"]
        assert said in form.errors[name][0]
        assert not form.fields[name].has_changed(coach.get(url).context["form"][name].value(), first[name])

        again = {**shown, **second, f"initial-{name}": form.data.getlist(f"initial-{name}")}
        assert coach.post(url, again).status_code == 302
        assert not form.fields[name].has_changed(coach.get(url).context["form"][name].value(), second[name])

    def test_the_same_change_twice_is_none(self, coach: Client, cast: Cast) -> None:
        url, shown = f"/athletes/{cast.ben.pk}/edit/", self.opened(coach, cast.ben)
        for _ in range(2):
            assert coach.post(url, {**shown, "name": "Ben Oak"}).status_code == 302

    def test_an_address_can_be_removed(self, coach: Client, cast: Cast) -> None:
        coach.post(f"/athletes/{cast.ana.pk}/edit/", {**self.opened(coach, cast.ana), "email": ""})

        cast.ana.refresh_from_db()
        assert cast.ana.email == ""

    def test_a_mistake_in_between_does_not_make_the_old_values_ours(self, coach: Client, cast: Cast) -> None:
        url, shown = f"/athletes/{cast.ben.pk}/edit/", self.opened(coach, cast.ben)
        refused = coach.post(url, {**shown, "name": ""}).context["form"]
        coach.post(url, {**shown, "baseline_km_per_week": "60"})

        corrected = {bound.html_name: bound.value() for bound in refused} | {"name": "Ben Oak"}
        initial = {name: value for name, value in shown.items() if name.startswith("initial-")}
        assert 'name="initial-name" value="Ben O."' in f"{refused['name']}"
        coach.post(url, {**corrected, **initial})

        cast.ben.refresh_from_db()
        assert (cast.ben.name, cast.ben.baseline_km_per_week) == ("Ben Oak", Decimal(60))


@pytest.mark.parametrize(
    ("field", "sent", "error"),
    [
        ("name", "", "This field is required."),
        ("email", "mia at example", "Enter a valid email address."),
        ("zone", "Europe/Atlantis", "“Europe/Atlantis” is not a time zone."),
        ("level", "olympic", "Select a valid choice. olympic is not one of the available choices."),
        ("age_group", "ageless", "Select a valid choice. ageless is not one of the available choices."),
        ("baseline_km_per_week", "4.9", "Ensure this value is greater than or equal to 5."),
        ("baseline_km_per_week", "200.1", "Ensure this value is less than or equal to 200."),
        ("baseline_km_per_week", "a lot", "Enter a number."),
        ("weekdays", ["1", "7"], "“7” is not a weekday."),
        ("weekdays", ["Caturday"], "“Caturday” is not a weekday."),
        ("weekdays", [], "Choose at least one day."),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_written(
    coach: Client, cast: Cast, field: str, sent: Any, error: str
) -> None:
    before = roster(cast)

    for url in ("/athletes/new/", f"/athletes/{cast.ben.pk}/edit/"):
        answer = coach.post(url, {**ANSWERS, field: sent})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert answer.context["form"].errors[field][0].startswith(error)
        kept = "email" if field == "name" else "name"
        assert f'value="{ANSWERS[kept]}"' in answer.content.decode()
    assert roster(cast) == before


def test_an_address_that_the_team_has_already_is_refused_beside_its_field(coach: Client, cast: Cast) -> None:
    before = roster(cast)

    for url in ("/athletes/new/", f"/athletes/{cast.ben.pk}/edit/"):
        answer = coach.post(url, {**ANSWERS, "email": "ANA.R@example.org"})
        assert answer.status_code == 422
        errors = answer.context["form"].errors
        assert errors == {"email": ["Another athlete of this team has this e-mail address."]}
    assert roster(cast) == before


def test_another_team_may_have_the_same_address(coach: Client, cast: Cast) -> None:
    assert coach.post("/athletes/new/", {**ANSWERS, "email": cast.zoe.email}).status_code == 302


def test_a_form_far_too_large_is_refused_and_nothing_is_written(coach: Client, cast: Cast) -> None:
    before = roster(cast)

    assert coach.post("/athletes/new/", {**ANSWERS, "name": "M" * 300_000}).status_code == 413
    assert roster(cast) == before


def test_who_may_only_read_sees_no_way_to_change_and_has_none(reader: Client, cast: Cast) -> None:
    page = reader.get("/athletes/").content.decode()
    assert "Ana R." in page
    assert "/edit/" not in page
    assert "/athletes/new/" not in page

    for url in ("/athletes/new/", f"/athletes/{cast.ben.pk}/edit/"):
        assert reader.get(url).status_code == 403
        assert reader.post(url, ANSWERS).status_code == 403
    assert roster(cast) == ["Ana R.", "Ben O."]


def test_the_roster_is_not_for_athletes(client: Client, cast: Cast) -> None:
    client.force_login(cast.ana_user)

    for url in ("/athletes/", "/athletes/new/", f"/athletes/{cast.ana.pk}/edit/"):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_athlete_of_another_team_is_not_found(coach: Client, cast: Cast, method: str) -> None:
    assert getattr(coach, method)(f"/athletes/{cast.zoe.pk}/edit/", ANSWERS).status_code == 404
    assert Athlete.objects.in_team(cast.other_team).get().name == "Zoe W."


def test_a_weekday_that_stays_free_keeps_its_minutes(cast: Cast) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    actor = actor_for(cast.coach)
    assert actor is not None
    values: dict[str, Any] = {"name": "Mia", "zone": "Europe/Berlin", "baseline_km_per_week": 40}
    mia = add_athlete(actor, weekdays=[0, 6], now=now, **values)
    assert mia.available_min_by_weekday == [240, 0, 0, 0, 0, 0, 240]

    mia.available_min_by_weekday[6] = 180
    mia.save()
    assert edit_athlete(actor, mia, weekdays=[2, 6]).available_min_by_weekday == [0, 0, 240, 0, 0, 0, 180]
