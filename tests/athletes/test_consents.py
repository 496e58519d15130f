"""Consent: explicit, in words of a version, given by whom it must be, and as easy to take back as to give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes import consent_texts, consents
from athletes.consent_texts import FOR_ALL, TEXTS, ConsentText
from athletes.consents import ConsentGiver, consent_of, consented, give, to_confirm, withdraw
from athletes.guardians import needs_guardian, years_old
from athletes.models import AgeGroup, Athlete, Consent, ConsentKind, Guardian, Injury, InjuryKind, Record, User
from tests.cast import Cast, a_user, an_athlete
from tests.pages import visible

WELLNESS, HEART, ILLNESS, CYCLE = ConsentKind.WELLNESS, ConsentKind.HEART, ConsentKind.ILLNESS, ConsentKind.CYCLE


@pytest.fixture
def ana(cast: Cast) -> Athlete:
    """Nothing is agreed to yet, as in an installation that is new to consents."""
    Consent.objects.in_team(cast.team).filter(athlete=cast.ana).delete()
    return cast.ana


@pytest.fixture
def petra(cast: Cast) -> User:
    """The guardian of Ana, who is under 18 here."""
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(age_group=AgeGroup.UNDER_18)
    cast.ana.refresh_from_db()
    person = a_user("Petra")
    Guardian.objects.create(team=cast.team, athlete=cast.ana, user=person)
    return person


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_words_say_what_a_consent_must_say() -> None:
    assert set(TEXTS) == set(ConsentKind)
    assert [str(heading) for heading, _ in FOR_ALL] == ["Who sees it", "How long", "How to take it back"]
    for text in TEXTS.values():
        words = f"{text.what} {text.why} {text.without}"
        assert text.version >= 1
        assert len(words) > 80
        assert not any(word in words.lower() for word in ("predict", "prevent", "guarantee", "risk"))


def test_giving_and_taking_back_leave_a_row_and_a_record(cast: Cast, ana: Athlete) -> None:
    give(ana, [WELLNESS, HEART], ConsentGiver(cast.ana_user))
    assert consent_of(ana) == {WELLNESS, HEART}
    withdraw(ana, [HEART], ConsentGiver(cast.ana_user))
    assert consent_of(ana) == {WELLNESS}
    heart = Consent.objects.in_team(cast.team).get(athlete=ana, kind=HEART)
    assert (heart.version, heart.given_by, heart.withdrawn_by) == (1, cast.ana_user, cast.ana_user)
    said = [(row.what, row.before, row.after) for row in Record.objects.in_team(cast.team).order_by("pk")]
    assert said == [
        ("consent.given", {}, {"kinds": ["heart", "wellness"]}),
        ("consent.withdrawn", {"kinds": ["heart"]}, {}),
    ]


def test_giving_twice_is_one_consent_that_counts(cast: Cast, ana: Athlete) -> None:
    for _ in range(2):
        give(ana, [WELLNESS], ConsentGiver(cast.ana_user))
    assert Consent.objects.in_team(cast.team).filter(athlete=ana, withdrawn_at=None).count() == 1


def test_many_athletes_are_one_query(cast: Cast) -> None:
    withdraw(cast.ben, [CYCLE], ConsentGiver(on_paper="folder 3"))
    with CaptureQueriesContext(connection) as queries:
        of = consented([cast.ana, cast.ben, an_athlete(cast.team, "Cem")][:2])
    assert of == {cast.ana.pk: frozenset(ConsentKind), cast.ben.pk: frozenset(ConsentKind) - {CYCLE}}
    assert sum("athletes_consent" in query["sql"] and query["sql"].startswith("SELECT") for query in queries) == 1


BIRTHDAYS: dict[str, tuple[Any, ...]] = {
    "15 years and 364 days, where 16 is the age": (date(2010, 11, 24), 16, AgeGroup.ADULT, True),
    "16 today": (date(2010, 11, 23), 16, AgeGroup.UNDER_18, False),
    "16, where the team says 18": (date(2010, 11, 23), 18, AgeGroup.ADULT, True),
    "no date of birth, under 18": (None, 16, AgeGroup.UNDER_18, True),
    "no date of birth, adult": (None, 18, AgeGroup.ADULT, False),
}


@pytest.mark.parametrize(("born", "age", "group", "needs"), BIRTHDAYS.values(), ids=BIRTHDAYS)
def test_who_needs_a_guardian(
    cast: Cast, time_machine: Any, born: date | None, age: int, group: AgeGroup, needs: bool
) -> None:
    time_machine.move_to("2026-11-23T12:00:00Z")
    cast.team.guardian_age = age
    cast.ana.birth_date, cast.ana.age_group = born, group
    cast.ana.team = cast.team
    assert needs_guardian(cast.ana) is needs


def test_a_leap_year_s_child_is_older_on_the_first_of_march() -> None:
    assert years_old(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert years_old(date(2008, 2, 29), date(2026, 3, 1)) == 18


GIVERS: dict[str, tuple[bool, dict[str, Any], str]] = {
    "an adult for herself": (False, {}, ""),
    "a guardian for an adult": (False, {"as_guardian": True}, "old enough"),
    "a paper for an adult with an account": (False, {"on_paper": "folder 3"}, "has an account"),
    "a child for herself": (True, {}, "A guardian decides"),
    "a guardian for a child": (True, {"as_guardian": True}, ""),
    "a paper for a child": (True, {"on_paper": "folder 3"}, ""),
}


@pytest.mark.parametrize(("child", "how", "refused"), GIVERS.values(), ids=GIVERS)
def test_who_may_say_yes(cast: Cast, ana: Athlete, child: bool, how: dict[str, Any], refused: str) -> None:
    ana.age_group = AgeGroup.UNDER_18 if child else AgeGroup.ADULT
    ana.save()
    giver = ConsentGiver(cast.coach, **how)
    if refused:
        with pytest.raises(ValidationError, match=refused):
            give(ana, [WELLNESS], giver)
        assert consent_of(ana) == frozenset()
    else:
        give(ana, [WELLNESS], giver)
        assert consent_of(ana) == {WELLNESS}


def test_a_child_may_always_take_it_back(cast: Cast, petra: User) -> None:
    withdraw(cast.ana, [WELLNESS], ConsentGiver(cast.ana_user))
    assert WELLNESS not in consent_of(cast.ana)


def test_who_comes_of_age_is_asked_and_the_guardian_s_yes_counts_until_then(cast: Cast, petra: User) -> None:
    give(cast.ana, [HEART], ConsentGiver(petra, as_guardian=True))
    assert to_confirm(cast.ana, consents.current(cast.ana).values()) == []
    cast.ana.age_group = AgeGroup.ADULT
    cast.ana.save()
    assert HEART in consent_of(cast.ana)
    assert to_confirm(cast.ana, consents.current(cast.ana).values()) == [HEART]
    give(cast.ana, [HEART], ConsentGiver(cast.ana_user))
    assert to_confirm(cast.ana, consents.current(cast.ana).values()) == []


def test_newer_words_are_asked_for_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = ConsentText(2, TEXTS[HEART].what, TEXTS[HEART].why, TEXTS[HEART].without)
    monkeypatch.setitem(consent_texts.TEXTS, HEART, newer)
    assert to_confirm(cast.ana, consents.current(cast.ana).values()) == [HEART]
    assert HEART in consent_of(cast.ana)


def test_injuries_go_with_their_consent_when_they_are_to_be_deleted(cast: Cast) -> None:
    Injury.objects.create(team=cast.team, athlete=cast.ana, kind=InjuryKind.NIGGLE, place="calf", since="2026-11-01")
    withdraw(cast.ana, [ILLNESS], ConsentGiver(cast.ana_user))
    assert Injury.objects.in_team(cast.team).count() == 1
    withdraw(cast.ana, [ILLNESS], ConsentGiver(cast.ana_user), delete=True)
    assert Injury.objects.in_team(cast.team).count() == 0


# --- Pages -------------------------------------------------------------------------------------


def test_four_separate_choices_none_of_them_ticked(cast: Cast, ana: Athlete) -> None:
    page = signed_in(cast.ana_user).get("/me/consent/").content.decode()
    assert page.count('type="checkbox" name="kinds"') == 4
    assert " checked" not in page
    assert "Not now" in page


def test_saying_yes_to_two_and_taking_one_back_on_the_same_page(cast: Cast, ana: Athlete) -> None:
    browser = signed_in(cast.ana_user)
    assert browser.post("/me/consent/", {"kinds": ["wellness", "cycle"]}).status_code == 302
    assert consent_of(ana) == {WELLNESS, CYCLE}
    assert browser.post("/me/consent/", {"withdraw": "cycle"}).status_code == 302
    assert consent_of(ana) == {WELLNESS}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({}, 422, id="nothing ticked"),
        pytest.param({"kinds": "shoes"}, 422, id="no such kind"),
        pytest.param({"withdraw": "shoes"}, 404, id="no such kind to take back"),
    ],
)
def test_what_is_refused_changes_nothing(cast: Cast, ana: Athlete, sent: dict[str, str], status: int) -> None:
    assert signed_in(cast.ana_user).post("/me/consent/", sent).status_code == status
    assert not Consent.objects.in_team(cast.team).filter(athlete=ana).exists()


def test_withdrawing_and_deleting_is_asked_once_more(cast: Cast) -> None:
    browser = signed_in(cast.ana_user)
    url = "/me/consent/heart/delete/"
    assert "resting pulse" in visible(browser.get(url))
    assert browser.post(url).status_code == 422
    assert HEART in consent_of(cast.ana)
    assert browser.post(url, {"sure": "on"}).status_code == 302
    assert HEART not in consent_of(cast.ana)
    assert browser.get("/me/consent/shoes/delete/").status_code == 404


def test_a_child_reads_who_decides(cast: Cast, ana: Athlete, petra: User) -> None:
    browser = signed_in(cast.ana_user)
    assert "A guardian decides about this" in visible(browser.get("/me/consent/"))
    assert browser.post("/me/consent/", {"kinds": ["wellness"]}).status_code == 422
    assert consent_of(ana) == frozenset()


def test_a_guardian_decides_for_the_ward_and_for_nobody_else(cast: Cast, ana: Athlete, petra: User) -> None:
    browser = signed_in(petra)
    assert browser.post(f"/wards/{ana.pk}/consent/", {"kinds": ["wellness"]}).status_code == 302
    assert consents.current(ana)[WELLNESS].as_guardian
    assert "Agreed on" in visible(browser.get(f"/wards/{ana.pk}/consent/"))
    assert browser.get(f"/wards/{cast.ben.pk}/consent/").status_code == 404
    assert "Ana R." in visible(browser.get("/wards/"))
    assert "Who has access" in visible(browser.get(f"/wards/{ana.pk}/"))


def test_a_manager_enters_a_paper_for_who_has_no_account(cast: Cast) -> None:
    Consent.objects.in_team(cast.team).filter(athlete=cast.ben).delete()
    browser, url = signed_in(cast.coach), f"/athletes/{cast.ben.pk}/consent/"
    assert browser.post(url, {"kinds": ["wellness"]}).status_code == 422
    assert browser.post(url, {"kinds": ["wellness"], "on_paper": "folder 3"}).status_code == 302
    assert consents.current(cast.ben)[WELLNESS].on_paper == "folder 3"
    assert "on paper: folder 3" in visible(browser.get(url))
    assert signed_in(cast.assistant).post(url, {"kinds": ["heart"], "on_paper": "x"}).status_code == 403
    assert signed_in(cast.rival).get(url).status_code == 404
    assert browser.post(url, {"withdraw": "wellness"}).status_code == 302
    assert consent_of(cast.ben) == frozenset()


def test_a_manager_enters_nothing_for_an_adult_with_an_account(cast: Cast, ana: Athlete) -> None:
    browser, url = signed_in(cast.coach), f"/athletes/{ana.pk}/consent/"
    assert browser.post(url, {"kinds": ["wellness"], "on_paper": "folder 3"}).status_code == 422
    assert browser.post(url, {"withdraw": "wellness"}).status_code == 302
    assert consent_of(ana) == frozenset()
