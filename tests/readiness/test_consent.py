"""What there is no consent for is not asked, not written, not used and not shown; and comes back with the consent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from athletes.consents import ALL_KINDS, ConsentGiver, give, withdraw
from athletes.models import Athlete, Consent, ConsentKind
from athletes.tokens import create_token
from readiness import selectors
from readiness.consented import KIND_OF, masked, not_agreed
from readiness.logging_days import clear_log, write_log
from readiness.models import NOTHING_SAID, DailyLog, DailyLogVersion, DayStatus, DayValues, Source, Status
from readiness.statuses import day_logs
from tests.cast import Cast
from tests.pages import visible
from tests.readiness.importing.conftest import Desk

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
WELLNESS, HEART, ILLNESS, CYCLE = ConsentKind.WELLNESS, ConsentKind.HEART, ConsentKind.ILLNESS, ConsentKind.CYCLE
EVERYTHING: dict[str, Any] = {
    "fatigue": 2, "soreness": 2, "sleep_quality": 2, "mood": 2, "stress": 2, "appetite": 2, "sleep_h": 7.25,
    "readiness": 4, "resting_hr_bpm": 52, "hrv_rmssd_ms": 61, "wake_time": "06:40", "illness": "systemic", "pain": 6,
    "pain_place": "calf", "pain_changes_stride": True, "alarm_sign": True, "missed_periods": True, "lost_weight": True,
    "wants_more": True, "note": "A dream of hills",
}  # fmt: skip
ONE_EACH = {WELLNESS: {"mood": 3}, HEART: {"resting_hr_bpm": 52}, ILLNESS: {"pain": 3}, CYCLE: {"missed_periods": True}}


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def only(athlete: Athlete, *kinds: ConsentKind) -> None:
    """Agreed to these kinds and no other, without anything being assessed again."""
    Consent.objects.in_team(athlete.team_id).filter(athlete=athlete).exclude(kind__in=kinds).delete()


def tell(athlete: Athlete, day: date = TODAY, **values: Any) -> DailyLog:
    return write_log(athlete, day, values, client_id=uuid4(), source=Source.CHECK_IN).log


def of(cast: Cast) -> ConsentGiver:
    return ConsentGiver(cast.ana_user)


def test_everything_is_told_here() -> None:
    assert set(EVERYTHING) == set(DayValues.FIELDS)


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_write_is_refused_by_the_name_of_each_field(cast: Cast, kind: ConsentKind) -> None:
    only(cast.ana, *ALL_KINDS - {kind})
    with pytest.raises(ValidationError) as refused:
        tell(cast.ana, **EVERYTHING)
    assert set(refused.value.message_dict) == {name for name, of in KIND_OF.items() if of is kind}
    assert not DailyLog.objects.in_team(cast.team).exists()


@pytest.mark.parametrize("kind", ConsentKind)
def test_what_was_told_is_masked_wherever_logs_are_read(cast: Cast, kind: ConsentKind) -> None:
    tell(cast.ana, **EVERYTHING)
    withdraw(cast.ana, [kind], of(cast))
    hidden = {name for name, of in KIND_OF.items() if of is kind}
    log = selectors.log_of(cast.ana, TODAY)
    assert log is not None
    for name in DayValues.FIELDS:
        assert (getattr(log, name) == NOTHING_SAID[name]) is (name in hidden), name
    seen = day_logs([cast.ana, cast.ben], TODAY, TODAY)[cast.ana.pk][TODAY]
    for name in set(DayValues.FIELDS) & set(seen.__slots__):
        assert (getattr(seen, name) == NOTHING_SAID[name]) is (name in hidden), name
    stored = DailyLog.objects.in_team(cast.team).get()
    assert not_agreed({name: getattr(stored, name) for name in DayValues.FIELDS}, ALL_KINDS - {kind}) != []


def test_who_agreed_to_nothing_has_no_logs(cast: Cast) -> None:
    tell(cast.ana, mood=3)
    withdraw(cast.ana, ConsentKind, of(cast))
    assert selectors.log_of(cast.ana, TODAY) is None
    assert selectors.logged_days(cast.ana, TODAY, TODAY) == frozenset()
    assert day_logs([cast.ana], TODAY, TODAY) == {}


def test_an_earlier_version_is_masked_too(cast: Cast) -> None:
    tell(cast.ana, mood=3, pain=4)
    clear_log(cast.ana, TODAY)
    withdraw(cast.ana, [ILLNESS], of(cast))
    version = selectors.last_version(cast.ana, TODAY)
    assert version is not None
    assert version.values == {"mood": 3}


def statuses(athlete: Athlete) -> list[str]:
    rows = DayStatus.objects.in_team(athlete.team_id).filter(athlete=athlete).order_by("local_date")
    return list(rows.values_list("status", flat=True))


def test_stored_days_follow_at_once_and_come_back_with_the_consent(cast: Cast) -> None:
    for ago in (2, 1, 0):
        tell(cast.ana, TODAY - timedelta(days=ago), fatigue=1, soreness=1, mood=3, stress=3, pain=6 if ago == 0 else 0)
    before = statuses(cast.ana)
    assert Status.UNKNOWN not in before
    withdraw(cast.ana, [WELLNESS], of(cast))
    assert statuses(cast.ana) == [Status.UNKNOWN, Status.UNKNOWN, Status.RED]
    withdraw(cast.ana, [ILLNESS], of(cast))
    assert statuses(cast.ana) == [Status.UNKNOWN] * 3
    assert "wellness" not in DayStatus.objects.in_team(cast.team).latest("local_date").assessment
    give(cast.ana, [WELLNESS, ILLNESS], of(cast))
    assert statuses(cast.ana) == before


def test_normals_are_without_it(cast: Cast) -> None:
    DailyLog.objects.bulk_create(
        DailyLog(
            team=cast.team, athlete=cast.ana, local_date=TODAY - timedelta(days=n), zone="UTC", client_id=uuid4(),
            source=Source.API, resting_hr_bpm=50 + n % 3, fatigue=3, soreness=4, mood=3 + n % 2, stress=4,
        )
        for n in range(30)
    )  # fmt: skip
    assert selectors.normals_of(cast.ana, TODAY, TODAY)[TODAY]["resting_hr_bpm"] is not None
    withdraw(cast.ana, [HEART], of(cast))
    normals = selectors.normals_of(cast.ana, TODAY, TODAY)[TODAY]
    assert normals["resting_hr_bpm"] is None
    assert normals["mood"] is not None


@pytest.mark.parametrize("kind", ConsentKind)
def test_deleting_empties_logs_and_their_versions_and_nothing_else(cast: Cast, kind: ConsentKind) -> None:
    tell(cast.ana, **EVERYTHING)
    tell(cast.ana, **EVERYTHING)
    tell(cast.ben, **EVERYTHING)
    written = DailyLog.objects.in_team(cast.team).get(athlete=cast.ana).written_at
    withdraw(cast.ana, [kind], of(cast), delete=True)
    log = DailyLog.objects.in_team(cast.team).get(athlete=cast.ana)
    version = DailyLogVersion.objects.in_team(cast.team).get(athlete=cast.ana)
    for name in DayValues.FIELDS:
        assert (getattr(log, name) == NOTHING_SAID[name]) is (KIND_OF[name] is kind), name
        assert (name not in version.values) is (KIND_OF[name] is kind), name
    assert log.written_at == written
    assert not_agreed(EVERYTHING, ()) == list(DayValues.FIELDS)
    ben = DailyLog.objects.in_team(cast.team).get(athlete=cast.ben)
    assert all(getattr(ben, name) != NOTHING_SAID[name] for name in DayValues.FIELDS)


def test_a_log_that_says_nothing_any_more_goes(cast: Cast) -> None:
    tell(cast.ana, mood=3)
    tell(cast.ana, mood=4)
    withdraw(cast.ana, [WELLNESS], of(cast), delete=True)
    assert not DailyLog.objects.in_team(cast.team).exists()
    assert not DailyLogVersion.objects.in_team(cast.team).exists()


def test_an_edit_keeps_what_is_hidden_for_the_day_the_consent_comes_back(cast: Cast) -> None:
    tell(cast.ana, mood=3, pain=2)
    withdraw(cast.ana, [WELLNESS], of(cast))
    tell(cast.ana, pain=1)
    stored = DailyLog.objects.in_team(cast.team).get()
    assert (stored.mood, stored.pain) == (3, 1)


# --- The check-in ------------------------------------------------------------------------------


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ana_user)
    return client


def test_who_agreed_to_nothing_is_asked_once(cast: Cast, ana: Client) -> None:
    only(cast.ana)
    page = visible(ana.get("/check-in/"))
    assert "May your coach know how you are?" in page
    assert "Log it" not in page
    assert ana.post("/me/consent/later/").status_code == 302
    page = visible(ana.get("/check-in/"))
    assert "May your coach know" not in page
    assert "your plan runs as written" in page


ASKED: list[tuple[Collection[ConsentKind], str, str]] = [
    ([WELLNESS], "mood", "resting_hr_bpm"),
    ([WELLNESS, HEART], "resting_hr_bpm", "illness"),
    ([ILLNESS], "alarm_sign", "mood"),
    ([CYCLE], "missed_periods", "lost_weight"),
]


@pytest.mark.parametrize(("kinds", "asked", "left_out"), ASKED, ids=[" and ".join(kinds) for kinds, *_ in ASKED])
def test_only_what_was_agreed_to_is_asked(
    cast: Cast, ana: Client, kinds: list[ConsentKind], asked: str, left_out: str
) -> None:
    only(cast.ana, *kinds)
    page = ana.get("/check-in/").content.decode()
    assert f'name="{asked}"' in page
    assert f'name="{left_out}"' not in page
    names = {name for name in DayValues.FIELDS if f'name="{name}"' in page}
    assert names == {name for name, of in KIND_OF.items() if of in kinds}


def test_what_was_not_asked_is_not_taken(cast: Cast, ana: Client) -> None:
    only(cast.ana, WELLNESS)
    ana.post("/check-in/", {"client_id": str(uuid4()), "mood": "4", "pain": "7", "resting_hr_bpm": "50"})
    log = DailyLog.objects.in_team(cast.team).get()
    assert (log.mood, log.pain, log.resting_hr_bpm) == (4, 0, None)


def test_well_again_is_an_answer_where_only_illness_is_asked(cast: Cast, ana: Client) -> None:
    only(cast.ana, ILLNESS)
    assert ana.post("/check-in/", {"client_id": str(uuid4()), "illness": "none"}).status_code == 302
    page = visible(ana.get("/check-in/"))
    assert "Logged." in page
    assert "Answer at least" not in page


def test_a_withdrawal_between_form_and_answer(cast: Cast, ana: Client) -> None:
    client_id = str(uuid4())
    withdraw(cast.ana, [ILLNESS], of(cast))
    assert ana.post("/check-in/", {"client_id": client_id, "mood": "4", "pain": "7"}).status_code == 302
    assert DailyLog.objects.in_team(cast.team).get().pain == 0


# --- Programs and files ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_program_is_told_which_field_and_reads_nothing_else(cast: Cast, client: Client, kind: ConsentKind) -> None:
    token = create_token(team=cast.team, user=cast.ana_user, name="watch", may_write=True)[1]
    headers, url = {"authorization": f"Bearer {token}"}, f"/api/v1/athletes/{cast.ana.pk}/logs/{TODAY}"
    tell(cast.ana, **EVERYTHING)
    withdraw(cast.ana, [kind], of(cast))
    hidden = {name for name, of in KIND_OF.items() if of is kind}

    refused = client.put(url, EVERYTHING, content_type="application/json", headers=headers)
    assert refused.status_code == 400
    assert set(refused.json()["error"]["fields"]) == hidden

    one = client.get(url, headers=headers).json()
    listed = client.get(f"/api/v1/athletes/{cast.ana.pk}/logs", headers=headers).json()["results"]
    assert listed == [one]
    assert {name for name in DayValues.FIELDS if one[name] == NOTHING_SAID[name]} == hidden


def test_a_program_reads_no_day_of_who_agreed_to_nothing(cast: Cast, client: Client) -> None:
    token = create_token(team=cast.team, user=cast.coach, name="watch")[1]
    headers, url = {"authorization": f"Bearer {token}"}, f"/api/v1/athletes/{cast.ana.pk}/logs"
    tell(cast.ana, mood=3)
    withdraw(cast.ana, ConsentKind, of(cast))
    assert client.get(url, headers=headers).json()["count"] == 0
    assert client.get(f"{url}/{TODAY}", headers=headers).status_code == 404


def test_an_import_leaves_it_out_and_says_so(cast: Cast, tmp_path: Any) -> None:
    desk = Desk(tmp_path, cast)
    only(cast.ana, WELLNESS)
    only(cast.ben)
    how = ("--map", "athlete=who,date=when,mood=mood,resting_hr_bpm=pulse")
    lines = ("who,when,mood,pulse", "Ana R.,2026-11-20,4,52", "Ana R.,2026-11-21,,53", "Ben O.,2026-11-20,4,52")
    out = desk.write(*lines).run(*how)
    assert "1 days written" in out
    assert "Ana R.: no consent to keep resting_hr_bpm" in out
    assert "Ben O.: no consent to keep mood, resting_hr_bpm" in out
    log = DailyLog.objects.in_team(cast.team).get()
    assert (log.local_date, log.mood, log.resting_hr_bpm) == (date(2026, 11, 20), 4, None)


def test_athletes_that_a_file_brings_have_agreed_to_nothing_unless_a_paper_says_so(cast: Cast, tmp_path: Any) -> None:
    desk = Desk(tmp_path, cast)
    how = ("--map", "athlete=who,date=when,mood=mood", "--create-athletes")
    assert "0 days written" in desk.write("who,when,mood", "New,2026-11-20,4").run(*how)
    desk.write("who,when,mood", "Newer,2026-11-20,4").run(*how, "--consent-on-paper", "folder 3")
    assert DailyLog.objects.in_team(cast.team).get().athlete.name == "Newer"
    papers = Consent.objects.in_team(cast.team).filter(athlete__name="Newer").values_list("on_paper", flat=True)
    assert list(papers) == ["folder 3"] * 4


def test_masking_changes_no_row(cast: Cast) -> None:
    log = tell(cast.ana, mood=3)
    masked(log, ())
    assert DailyLog.objects.in_team(cast.team).get().mood == 3
