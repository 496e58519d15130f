"""The profile: coaches and the athlete say what plans go by; only what was changed is written, and it is on record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from athletes.consents import ConsentGiver, withdraw
from athletes.models import (
    AgeGroup,
    Athlete,
    AvailabilityException,
    ConsentKind,
    Guardian,
    Injury,
    InjuryKind,
    Invitation,
    InvitedAs,
    Record,
)
from athletes.profiles import age_group_at
from tests.cast import EVERY_DAY, Cast, a_user
from tests.pages import visible

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 18)
MINE = "/me/profile/"


@pytest.fixture(autouse=True)
def wednesday() -> Any:
    with time_machine.travel(datetime(2026, 11, 18, 7, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def ana(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ana_user)
    return client


def url(athlete: Athlete, rest: str = "") -> str:
    return f"/athletes/{athlete.pk}/profile/{rest}"


def days(**changed: int) -> dict[str, Any]:
    """The form of the weekdays as the page showed it (120 minutes each), with these changes: `free_min_0=45`."""
    shown = {f"free_min_{day}": 120 for day in range(7)}
    return {"section": "days", **shown, **{f"initial-{name}": was for name, was in shown.items()}, **changed}


def running(**changed: str) -> dict[str, Any]:
    shown = {"level": "intermediate", "typical_long_run_km": "", "next_season_on": ""}
    return {"section": "running", **shown, **{f"initial-{name}": was for name, was in shown.items()}, **changed}


def person(**changed: str) -> dict[str, Any]:
    shown = {"zone": "Europe/Berlin", "units": "km", "birth_date": ""}
    return {"section": "person", **shown, **{f"initial-{name}": was for name, was in shown.items()}, **changed}


def goals(**changed: str) -> dict[str, Any]:
    shown = {"goals": "", "first": "", "second": ""}
    return {"section": "goals", **shown, **{f"initial-{name}": was for name, was in shown.items()}, **changed}


def an_exception(day: str, minutes: int, note: str = "") -> dict[str, Any]:
    return {"section": "exceptions", "exception-date": day, "exception-available_min": minutes, "exception-note": note}


def an_injury(**changed: str) -> dict[str, Any]:
    said = {"kind": "niggle", "place": "left calf", "since": "2026-11-10", "until": "", "note": "after hills"}
    return {"section": "injuries", **{f"injury-{name}": value for name, value in {**said, **changed}.items()}}


def refuse(cast: Cast) -> None:
    withdraw(cast.ana, [ConsentKind.ILLNESS], ConsentGiver(cast.ana_user))


def now_of(athlete: Athlete) -> Athlete:
    return Athlete.objects.in_team(athlete.team).get(pk=athlete.pk)


def records(athlete: Athlete) -> list[Record]:
    return list(Record.objects.in_team(athlete.team).filter(athlete=athlete, what="profile.changed").order_by("pk"))


class TestChanging:
    @pytest.mark.parametrize(
        ("sent", "field", "value"),
        [
            pytest.param(days(free_min_0=45, free_min_6=0), "available_min_by_weekday", [45, *[120] * 5, 0], id="days"),
            pytest.param(running(level="advanced"), "level", "advanced", id="level"),
            pytest.param(running(typical_long_run_km="18.5"), "typical_long_run_km", 18.5, id="long run"),
            pytest.param(running(next_season_on="2027-03-01"), "next_season_on", date(2027, 3, 1), id="next season"),
            pytest.param(person(zone="Asia/Tokyo"), "zone", "Asia/Tokyo", id="zone"),
            pytest.param(person(birth_date="1990-05-01"), "birth_date", date(1990, 5, 1), id="date of birth"),
            pytest.param(goals(goals="Sub 40\nand fun"), "goals", "Sub 40\nand fun", id="goals"),
            pytest.param(goals(first="speed", second="mobility"), "protects", ["speed", "mobility"], id="protects"),
            pytest.param(goals(second="mobility"), "protects", ["mobility"], id="one attribute, in the second place"),
            pytest.param(
                {"section": "around", "constraints_in_words": "Shifts", "initial-constraints_in_words": ""},
                "constraints_in_words", "Shifts", id="what to plan around",
            ),
        ],
    )  # fmt: skip
    def test_a_coach_changes_one_thing_and_only_that_is_written(
        self, coach: Client, cast: Cast, sent: dict[str, Any], field: str, value: object
    ) -> None:
        # What somebody else wrote since this page was opened stays.
        Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(email="new@example.org")
        answer = coach.post(url(cast.ana), sent)

        assert (answer.status_code, answer["Location"]) == (302, f"{url(cast.ana)}#{sent['section']}")
        ana = now_of(cast.ana)
        assert getattr(ana, field) == value
        assert ana.email == "new@example.org"
        assert len(records(cast.ana)) == 1

    def test_nothing_changed_writes_nothing(self, coach: Client, cast: Cast) -> None:
        assert coach.post(url(cast.ana), days()).status_code == 302
        assert records(cast.ana) == []

    def test_the_record_tells_values_but_no_words_and_no_date_of_birth(self, coach: Client, cast: Cast) -> None:
        coach.post(url(cast.ana), days(free_min_0=45))
        coach.post(url(cast.ana), goals(goals="My mother is ill"))
        coach.post(url(cast.ana), person(birth_date="1990-05-01"))

        told = [(each.before, each.after, each.actor) for each in records(cast.ana)]
        assert told == [
            (
                {"available_min_by_weekday": {"monday": 120}},
                {"available_min_by_weekday": {"monday": 45}},
                cast.coach,
            ),
            ({}, {"also_changed": ["goals"]}, cast.coach),
            ({}, {"also_changed": ["birth_date"]}, cast.coach),
        ]

    def test_what_somebody_else_changed_meanwhile_is_said(self, coach: Client, cast: Cast) -> None:
        cast.ana.available_min_by_weekday = [60, 30, *EVERY_DAY[2:]]
        cast.ana.save()
        page = visible(coach.post(url(cast.ana), days(free_min_0=45), follow=True))

        assert "Somebody else had changed this since you opened the page; it is now as you say: Monday." in page
        assert now_of(cast.ana).available_min_by_weekday == [45, 30, *EVERY_DAY[2:]]

    @pytest.mark.parametrize(
        ("sent", "error"),
        [
            pytest.param(days(free_min_2=1441), "A day has 1440 minutes.", id="more than a day"),
            pytest.param(days(free_min_2=-1), "Say 0 for a day without training.", id="less than nothing"),
            pytest.param(person(zone="Mars/Base"), "is not a time zone", id="no such zone"),
            pytest.param(person(birth_date="2026-01-01"), "Please look at the year again.", id="a baby"),
            pytest.param(person(birth_date="1626-01-01"), "Please look at the year again.", id="four hundred years"),
            pytest.param(running(next_season_on="2026-11-18"), "Choose a day after today.", id="season today"),
            pytest.param(running(next_season_on="2036-11-18"), "more than two years ahead", id="season in ten years"),
            pytest.param(running(level="expert"), "expert is not one of the available choices", id="no such level"),
            pytest.param(goals(first="speed", second="speed"), "Choose another one", id="one attribute twice"),
            pytest.param(goals(first="grace"), "grace is not one of", id="an attribute nobody knows"),
            pytest.param(an_exception("2026-11-17", 30), "That day is over.", id="an exception yesterday"),
            pytest.param(an_exception("2026-12-01", 1500), "1440", id="an exception of more than a day"),
        ],
    )
    def test_a_wrong_answer_is_told_and_nothing_is_written(
        self, coach: Client, cast: Cast, sent: dict[str, Any], error: str
    ) -> None:
        answer = coach.post(url(cast.ana), sent)

        assert answer.status_code == 422
        assert error in answer.content.decode()
        assert f'id="{sent["section"]}" name="profile" open' in answer.content.decode()
        assert records(cast.ana) == []

    def test_no_such_question_is_no_page(self, coach: Client, cast: Cast) -> None:
        assert coach.post(url(cast.ana), {"section": "salary"}).status_code == 404


class TestWho:
    def test_an_athlete_changes_what_is_theirs(self, ana: Client, cast: Cast) -> None:
        ana.post(MINE, days(free_min_0=45))
        ana.post(MINE, person(units="mi", birth_date="1990-05-01"))

        assert now_of(cast.ana).available_min_by_weekday[0] == 45
        assert now_of(cast.ana).birth_date == date(1990, 5, 1)
        cast.ana_user.refresh_from_db()
        assert cast.ana_user.units == "mi"

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            pytest.param(running(level="advanced"), "level", id="level"),
            pytest.param({**running(), "baseline_km_per_week": "90"}, "baseline_km_per_week", id="baseline"),
        ],
    )
    def test_level_and_baseline_are_the_coach_s(
        self, ana: Client, cast: Cast, sent: dict[str, Any], field: str
    ) -> None:
        ana.post(MINE, sent)
        assert getattr(now_of(cast.ana), field) == getattr(cast.ana, field)

    @pytest.mark.parametrize(
        "known",
        [
            pytest.param({"birth_date": date(2011, 5, 1)}, id="said before"),
            pytest.param({"age_group": AgeGroup.UNDER_18}, id="a coach knows they are under 18"),
        ],
    )
    def test_nobody_grows_up_by_typing(self, ana: Client, cast: Cast, known: dict[str, Any]) -> None:
        Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(**known)
        ana.post(MINE, person(birth_date="1990-05-01"))

        assert now_of(cast.ana).birth_date == known.get("birth_date")

    def test_units_are_the_person_s_own(self, coach: Client, cast: Cast) -> None:
        coach.post(url(cast.ana), person(units="mi"))

        for user in (cast.coach, cast.ana_user):
            user.refresh_from_db()
            assert user.units == "km"

    def test_a_reader_reads_and_writes_nothing(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.reader)
        page = client.get(url(cast.ana))

        assert page.status_code == 200
        assert "<textarea" not in page.content.decode()
        assert "120" in visible(page)
        assert client.post(url(cast.ana), days(free_min_0=45)).status_code == 403

    @pytest.mark.parametrize(
        ("born", "group"),
        [
            pytest.param(date(2008, 11, 19), AgeGroup.UNDER_18, id="18 tomorrow"),
            pytest.param(date(2008, 11, 18), AgeGroup.ADULT, id="18 today"),
            pytest.param(date(1976, 11, 19), AgeGroup.ADULT, id="50 tomorrow"),
            pytest.param(date(1976, 11, 18), AgeGroup.FROM_50, id="50 today"),
            pytest.param(None, AgeGroup.ADULT, id="not said"),
        ],
    )
    def test_age_groups_by_date_of_birth(self, born: date | None, group: AgeGroup) -> None:
        assert age_group_at(born, TODAY) == group

    def test_below_the_team_s_age_a_guardian_is_asked_for(self, coach: Client, ana: Client, cast: Cast) -> None:
        coach.post(url(cast.ana), person(birth_date="2012-05-01"))

        assert now_of(cast.ana).age_group == AgeGroup.UNDER_18
        page = coach.get(url(cast.ana))
        assert "Below 16 years a guardian decides" in visible(page)
        assert "Invite a guardian" in visible(page)
        assert "Ask your coach to invite yours." in visible(ana.get(MINE))

        Invitation.objects.create(
            team=cast.team, athlete=cast.ana, role=InvitedAs.GUARDIAN, email="petra@example.org",
            created_by=cast.coach, expires_at=datetime(2026, 12, 1, tzinfo=UTC),
        )  # fmt: skip
        assert "petra@example.org, invited" in visible(coach.get(url(cast.ana)))

        Guardian.objects.create(team=cast.team, athlete=cast.ana, user=a_user("Petra"))
        page = coach.get(url(cast.ana))
        assert "Guardian Petra" in visible(page)
        assert "Below 16 years" not in visible(page)


class TestExceptions:
    def test_a_date_is_entered_changed_taken_back_and_put_back(self, ana: Client, cast: Cast) -> None:
        def dates() -> list[tuple[Any, ...]]:
            entered = AvailabilityException.objects.in_team(cast.team)
            return list(entered.values_list("date", "available_min", "note"))

        ana.post(MINE, an_exception("2026-12-01", 30, "late shift"))
        assert dates() == [(date(2026, 12, 1), 30, "late shift")]

        assert "That date is changed." in visible(ana.post(MINE, an_exception("2026-12-01", 45), follow=True))
        assert dates() == [(date(2026, 12, 1), 45, "")]

        entered = AvailabilityException.objects.in_team(cast.team).get()
        page = ana.post(f"{MINE}exceptions/{entered.pk}/remove/", follow=True)
        assert dates() == []
        assert f'action="{MINE}exceptions/put-back/"' in page.content.decode()

        ana.post(f"{MINE}exceptions/put-back/")
        assert dates() == [(date(2026, 12, 1), 45, "")]
        assert ana.post(f"{MINE}exceptions/put-back/").status_code == 404
        assert [(each.before, each.after) for each in records(cast.ana)] == [
            ({}, {"date": "2026-12-01", "available_min": 30}),
            ({"date": "2026-12-01", "available_min": 30}, {"date": "2026-12-01", "available_min": 45}),
            ({"date": "2026-12-01", "available_min": 45}, {}),
            ({}, {"date": "2026-12-01", "available_min": 45}),
        ]

    def test_what_was_taken_back_of_one_is_not_put_back_to_another(self, coach: Client, cast: Cast) -> None:
        coach.post(url(cast.ana), an_exception("2026-12-01", 30))
        entered = AvailabilityException.objects.in_team(cast.team).get()
        coach.post(url(cast.ana, f"exceptions/{entered.pk}/remove/"))

        assert coach.post(url(cast.ben, "exceptions/put-back/")).status_code == 404

    def test_a_date_of_somebody_else_is_not_there(self, coach: Client, ana: Client, cast: Cast) -> None:
        coach.post(url(cast.ben), an_exception("2026-12-01", 30))
        entered = AvailabilityException.objects.in_team(cast.team).get()

        assert ana.post(f"{MINE}exceptions/{entered.pk}/remove/").status_code == 404
        assert coach.post(url(cast.ana, f"exceptions/{entered.pk}/remove/")).status_code == 404
        assert AvailabilityException.objects.in_team(cast.team).count() == 1


class TestInjuries:
    def test_with_consent_one_is_written_closed_opened_again_and_removed(self, ana: Client, cast: Cast) -> None:
        ana.post(MINE, an_injury())
        entered = Injury.objects.in_team(cast.team).get()
        assert (entered.athlete, entered.place, entered.until, entered.entered_by) == (
            cast.ana, "left calf", None, cast.ana_user,
        )  # fmt: skip
        assert "left calf" in visible(ana.get(MINE))

        said = {"kind": "niggle", "place": "left calf", "since": "2026-11-10", "note": "after hills"}
        ana.post(f"{MINE}injuries/{entered.pk}/", {**said, "until": "2026-11-17"})
        entered.refresh_from_db()
        assert entered.until == date(2026, 11, 17)

        ana.post(f"{MINE}injuries/{entered.pk}/", {**said, "until": ""})
        entered.refresh_from_db()
        assert entered.until is None

        assert "cannot be brought back" in visible(ana.get(f"{MINE}injuries/{entered.pk}/remove/"))
        ana.post(f"{MINE}injuries/{entered.pk}/remove/")
        assert not Injury.objects.in_team(cast.team).exists()

    def test_the_record_tells_nothing_about_them(self, ana: Client, cast: Cast) -> None:
        ana.post(MINE, an_injury())

        assert [(each.before, each.after) for each in records(cast.ana)] == [({}, {"also_changed": ["injuries"]})]

    def test_without_consent_nothing_is_written_or_shown(self, coach: Client, ana: Client, cast: Cast) -> None:
        refuse(cast)
        kept = Injury.objects.create(
            team=cast.team, athlete=cast.ana, kind=InjuryKind.INJURY, place="right shin", since=TODAY
        )

        for browser, page in ((coach, url(cast.ana)), (ana, MINE)):
            answer = browser.post(page, an_injury())
            assert answer.status_code == 422
            assert "nothing was" in answer.content.decode()
            assert "right shin" not in visible(browser.get(page))
            assert browser.get(f"{page}injuries/{kept.pk}/").status_code == 404
            assert browser.post(f"{page}injuries/{kept.pk}/remove/").status_code == 404
        assert "/me/consent/" in ana.get(MINE).content.decode()
        assert f"/athletes/{cast.ana.pk}/consent/" in coach.get(url(cast.ana)).content.decode()
        assert Injury.objects.in_team(cast.team).count() == 1

    @pytest.mark.parametrize(
        ("changed", "error"),
        [
            pytest.param({"since": "2026-11-19"}, "That day is still to come.", id="begins tomorrow"),
            pytest.param({"until": "2026-11-19"}, "That day is still to come.", id="over tomorrow"),
            pytest.param({"until": "2026-11-09"}, "It cannot be over before it began.", id="over before it began"),
            pytest.param({"place": ""}, "This field is required.", id="nowhere"),
        ],
    )
    def test_days_in_order(self, ana: Client, cast: Cast, changed: dict[str, str], error: str) -> None:
        answer = ana.post(MINE, an_injury(**changed))

        assert answer.status_code == 422
        assert error in answer.content.decode()
        assert not Injury.objects.in_team(cast.team).exists()

    def test_an_injury_of_somebody_else_is_not_there(self, coach: Client, ana: Client, cast: Cast) -> None:
        bens = Injury.objects.create(
            team=cast.team, athlete=cast.ben, kind=InjuryKind.NIGGLE, place="knee", since=TODAY
        )
        assert ana.get(f"{MINE}injuries/{bens.pk}/").status_code == 404
        assert coach.post(url(cast.ana, f"injuries/{bens.pk}/remove/")).status_code == 404
