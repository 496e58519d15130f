"""The pages of the training history: for coaches, for the athlete, and with nothing, ten weeks and three years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from athletes.models import Activity, ActivitySource, Athlete, Look, TrainingWeek
from athletes.past_weeks import activities_of, history_of, words_on_weeks
from athletes.training_history import Figures, take
from tests.athletes.made_files import a_csv, a_fit, a_gpx
from tests.cast import Cast
from tests.pages import queries

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
LAST_MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(cast: Cast, name: str = "training_history", *more: Any) -> str:
    return reverse(name, args=[cast.ana.pk, *more])


def some_weeks(athlete: Athlete, weeks: int) -> None:
    take(
        athlete,
        [
            Figures(LAST_MONDAY - timedelta(weeks=n, days=-day), distance_km=10 + day + n % 3, race=n == 5 and day == 6)
            for n in range(weeks)
            for day in (1, 3, 6)
        ],
        ActivitySource.CSV,
        by=None,
        now=NOW,
    )


def told(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_several_files_with_a_result_for_each(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    contents = {"a.fit": a_fit({"km": 12}), "b.gpx": a_gpx().encode(), "c.csv": b"x", "d.csv": a_csv(2).encode()}
    sent = [SimpleUploadedFile(name, content) for name, content in contents.items()]
    response = client.post(page(cast, "training_files"), {"files_sent": sent}, follow=True)
    assert response.redirect_chain == [(page(cast), 302)]
    assert [result["taken"]["new"] for result in response.context["results"]] == [1, 1, 0, 2]
    assert "Nothing kept. No column of this table is called “date”" in told(response)
    assert client.get(page(cast)).context["results"] == []


def test_what_one_import_brought_is_taken_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ana, 2)
    sent = SimpleUploadedFile("c.csv", a_csv(3).encode())
    response = client.post(page(cast, "training_files"), {"files_sent": sent}, follow=True)
    assert activities_of(cast.ana).count() == 9
    undo = {"entered_at": response.context["entered_at"]}
    client.force_login(cast.assistant)
    client.post(response.context["undo_url"], undo)
    assert activities_of(cast.ana).count() == 9, "somebody else's import"
    client.force_login(cast.coach)
    assert "3 activities are taken back." in told(client.post(response.context["undo_url"], undo, follow=True))
    assert activities_of(cast.ana).count() == 6


def test_why_a_file_is_refused_is_said_in_the_readers_language(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    sent = {"files_sent": [SimpleUploadedFile("a.gpx", b"<gpx><trk></gpx>"), SimpleUploadedFile("b.csv", b"date,km\n")]}
    shown = told(client.post(page(cast, "training_files"), sent, follow=True, headers={"Accept-Language": "de"}))
    assert "Diese Datei ist beschädigt: Sie ist kein wohlgeformtes XML." in shown
    assert "Diese Tabelle hat Überschriften, aber keine Zeilen." in shown


def test_too_many_files(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    sent = [SimpleUploadedFile(f"{n}.csv", b"x") for n in range(41)]
    response = client.post(page(cast, "training_files"), {"files_sent": sent})
    assert response.status_code == 422
    assert "Send at most 40 files at once." in told(response)


def test_too_large_is_413(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    sent = SimpleUploadedFile("run.gpx", bytes(41 * 1024 * 1024))
    response = client.post(page(cast, "training_files"), {"files_sent": sent})
    assert response.status_code == 413
    assert "up to 40.0" in told(response)
    assert not Activity.objects.in_team(cast.team).exists()


def type_in(client: Client, cast: Cast, numbers: str, last_week: str = "2026-11-18") -> Any:
    return client.post(page(cast, "typed_weeks"), {"numbers": numbers, "last_week": last_week})


def test_typed_weeks(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    assert type_in(client, cast, "48, 52.5; 30t\n42R 0b").status_code == 302
    assert list(words_on_weeks(cast.ana).values_list("monday", "distance_km", "label")) == [
        (LAST_MONDAY - timedelta(weeks=4), 48, "training"),
        (LAST_MONDAY - timedelta(weeks=3), 52.5, "training"),
        (LAST_MONDAY - timedelta(weeks=2), 30, "taper"),
        (LAST_MONDAY - timedelta(weeks=1), 42, "race"),
        (LAST_MONDAY, 0, "break"),
    ]


def test_typing_again_replaces_kilometres_and_keeps_labels_and_notes(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    TrainingWeek.objects.create(
        team=cast.team, athlete=cast.ana, monday=LAST_MONDAY, label="race", distance_km=30, note="Berlin"
    )
    type_in(client, cast, "50 55")
    assert list(words_on_weeks(cast.ana).values_list("distance_km", "label", "note")) == [
        (50, "training", ""),
        (55, "race", "Berlin"),
    ]


@pytest.mark.parametrize(
    ("numbers", "last_week", "why"),
    [
        pytest.param("50 many", "2026-11-18", "“many” is not a week", id="a word"),
        pytest.param("401", "2026-11-18", "“401” is not a week", id="more than 400 km"),
        pytest.param("-5", "2026-11-18", "“-5” is not a week", id="less than nothing"),
        pytest.param("nan", "2026-11-18", "“nan” is not a week", id="not a number"),
        pytest.param("1 " * 161, "2026-11-18", "at most 160 weeks", id="too many"),
        pytest.param("50", "2026-11-23", "This week is not over yet", id="this week"),
        pytest.param("50", "1989-11-23", "That is too long ago", id="long ago"),
        pytest.param("50", "0001-01-01", "That is too long ago", id="the first day of all"),
        pytest.param("", "2026-11-18", "This field is required", id="nothing"),
    ],
)
def test_weeks_that_cannot_be(client: Client, cast: Cast, numbers: str, last_week: str, why: str) -> None:
    client.force_login(cast.coach)
    response = type_in(client, cast, numbers, last_week)
    assert response.status_code == 422
    assert why in told(response)
    assert not words_on_weeks(cast.ana).exists()


def test_a_week_is_labelled_and_what_was_said_taken_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ana, 8)
    url = page(cast, "past_week", LAST_MONDAY)
    assert client.post(url, {"label": "taper", "distance_km": "", "note": "Easy for Berlin"}).status_code == 302
    found = history_of(cast.ana, TODAY)
    assert (found.weeks[-1].label.value, found.weeks[-1].distance_km) == ("taper", 40)
    assert found.notes == {LAST_MONDAY: "Easy for Berlin"}
    client.post(url, {"forget": "1"})
    assert history_of(cast.ana, TODAY).weeks[-1].label.value == "training"


def test_what_was_found_of_a_week_is_filled_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ana, 8)
    url = page(cast, "past_week", LAST_MONDAY - timedelta(weeks=5))
    assert '<option value="race" selected>' in told(client.get(url))


@pytest.mark.parametrize("monday", ["2026-11-17", "2026-11-30", "2026-13-01", "1989-01-02", "soon"])
def test_what_is_no_past_monday_is_not_found(client: Client, cast: Cast, monday: str) -> None:
    client.force_login(cast.coach)
    assert client.get(page(cast, "past_week", monday)).status_code == 404


def test_a_race_is_marked_and_its_week_with_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ana, 3)
    run = activities_of(cast.ana).filter(local_date=LAST_MONDAY + timedelta(days=6)).get()
    url = page(cast, "activity_race", run.pk)
    assert client.post(url, {"race": "1"}).status_code == 302
    assert history_of(cast.ana, TODAY).weeks[-1].label.value == "race"
    client.post(url, {"race": ""})
    assert history_of(cast.ana, TODAY).weeks[-1].label.value == "training"


def test_an_activity_is_deleted_after_asking(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ana, 1)
    run = activities_of(cast.ana).first()
    assert run is not None
    url = page(cast, "activity_remove", run.pk)
    assert "Delete this activity?" in told(client.get(url))
    assert activities_of(cast.ana).count() == 3
    assert client.post(url).status_code == 302
    assert activities_of(cast.ana).count() == 2


def test_an_activity_of_another_athlete_is_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ben, 1)
    run = activities_of(cast.ben).first()
    assert run is not None
    for name in ("activity_remove", "activity_race"):
        assert client.post(page(cast, name, run.pk), {"race": "1"}).status_code == 404
    assert activities_of(cast.ben).filter(race=False).count() == 3


def test_the_athlete_has_the_same_pages(client: Client, cast: Cast) -> None:
    client.force_login(cast.ana_user)
    client.post(reverse("my_typed_weeks"), {"numbers": "48 50 52", "last_week": "2026-11-18"})
    response = client.get(reverse("my_training_history"))
    assert [week.distance_km for week, _, _ in response.context["rows"]] == [52, 50, 48]
    assert reverse("my_past_week", args=[LAST_MONDAY]) in told(response)
    assert not Look.objects.in_team(cast.team).exists()


def test_who_reads_only_sees_no_forms_and_a_look_is_noted(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)
    some_weeks(cast.ana, 8)
    response = client.get(page(cast))
    assert response.status_code == 200
    assert "Add files" not in told(response)
    assert type_in(client, cast, "50").status_code == 403
    assert Look.objects.in_team(cast.team).get().page == "history"


@pytest.mark.parametrize(
    ("weeks", "span", "bars"),
    [
        pytest.param(0, "", None, id="nothing"),
        pytest.param(10, "", 10, id="ten weeks"),
        pytest.param(156, "", 52, id="the last year of three"),
        pytest.param(156, "26", 26, id="half a year"),
        pytest.param(156, "all", 156, id="all of them"),
        pytest.param(156, "9" * 30, 156, id="a span that there is not"),
    ],
)
def test_the_chart(client: Client, cast: Cast, weeks: int, span: str, bars: int | None) -> None:
    some_weeks(cast.ana, weeks)
    client.force_login(cast.coach)
    response = client.get(page(cast), {"span": span} if span else {})
    chart = response.context["chart"]
    assert (chart and len(chart.bars)) == bars
    if bars is None:
        assert "Nothing is known yet" in told(response)
        return
    assert f"Weekly kilometres of {bars} weeks" in chart.summary
    places = [float(place.rstrip("%")) for bar in chart.bars for place in (bar.x, bar.y, bar.width, bar.height)]
    assert all(0 <= place <= 100 for place in places)
    assert sum(bar.is_best for bar in chart.bars) == 6
    assert response.content.count(b"volume-hit") == bars
    assert b"style=" not in response.content


def test_the_page_asks_the_database_as_often_for_three_years_as_for_one_week(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    some_weeks(cast.ana, 1)
    client.get(page(cast))
    few = queries(client, page(cast))
    some_weeks(cast.ana, 156)
    assert queries(client, page(cast) + "?span=all") == few
