"""A coach finds, filters and sorts the roster; the address says what is shown, and nobody else is ever in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from athletes.models import Athlete, Invitation, InvitedAs
from athletes.roster_list import PAGE_ROWS, Shown, found
from tests.athletes.squads import a_squad, actor_of, limit
from tests.cast import Cast, an_athlete
from tests.pages import queries, visible

pytestmark = pytest.mark.slow


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Ana and Ben, and four more in two squads."""
    emil = an_athlete(cast.team, "emil k.", level="advanced", baseline_km_per_week="32.5", email="EK@club.org")
    dora = an_athlete(cast.team, "Dora Möwe", level="beginner", baseline_km_per_week="90")
    an_athlete(cast.team, "Finn", archived_at=timezone.now())
    a_squad(cast.team, "Track", cast.ben, emil)
    a_squad(cast.team, "hills", emil, dora)
    now = timezone.now()
    invitation = {"team": cast.team, "role": InvitedAs.ATHLETE, "email": "x@example.org"}
    Invitation.objects.create(**invitation, athlete=cast.ben, expires_at=now + timedelta(days=1))
    Invitation.objects.create(
        **invitation, athlete=dora, created_at=now - timedelta(days=2), expires_at=now - timedelta(days=1)
    )
    return cast


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Ana R.", "Ben O.", "Dora Möwe", "emil k."]),
        ({"q": "an"}, ["Ana R."]),
        ({"q": "  Möwe DORA "}, ["Dora Möwe"]),
        ({"q": "ek@CLUB"}, ["emil k."]),
        ({"q": "nobody"}, []),
        ({"q": "%"}, []),
        ({"level": "beginner"}, ["Dora Möwe"]),
        ({"account": "has"}, ["Ana R."]),
        ({"account": "invited"}, ["Ben O."]),
        ({"account": "none"}, ["Dora Möwe", "emil k."]),
        ({"state": "archived"}, ["Finn"]),
        ({"group": "Track"}, ["Ben O.", "emil k."]),
        ({"group": "none"}, ["Ana R."]),
        ({"group": "hills", "level": "advanced", "q": "e"}, ["emil k."]),
        ({"sort": "-name"}, ["emil k.", "Dora Möwe", "Ben O.", "Ana R."]),
        ({"sort": "level"}, ["Dora Möwe", "Ana R.", "Ben O.", "emil k."]),
        ({"sort": "-baseline"}, ["Dora Möwe", "Ana R.", "Ben O.", "emil k."]),
        ({"sort": "baseline"}, ["emil k.", "Ana R.", "Ben O.", "Dora Möwe"]),
        ({"sort": "group"}, ["Dora Möwe", "emil k.", "Ben O.", "Ana R."]),
        ({"sort": "shoe size", "level": "olympic", "account": "?", "state": "x", "group": "-1"},
         ["Ana R.", "Ben O.", "Dora Möwe", "emil k."]),
    ],
    ids=str,
)  # fmt: skip
def test_who_is_shown_and_in_which_order(many: Cast, query: dict[str, str], names: list[str]) -> None:
    from athletes.models import Group

    groups = {group.name: str(group.pk) for group in Group.objects.in_team(many.team)}
    shown = Shown.of({**query, "group": groups.get(query.get("group", ""), query.get("group", ""))})
    assert [athlete.name for athlete in found(actor_of(many.coach), shown)] == names


def test_the_address_says_what_is_shown(coach: Client, many: Cast) -> None:
    said = visible(coach.get("/athletes/?q=e&level=advanced"))
    assert "emil k." in said
    assert "1 found" in said
    assert "Dora" not in said


def test_htmx_gets_the_list_alone_and_a_clean_address(coach: Client, many: Cast) -> None:
    answer = coach.get("/athletes/?q=e&group=&level=&account=&state=&sort=name", headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/athletes/?q=e"
    assert "HX-Request" in answer.headers["Vary"]
    assert answer.content.decode().startswith('<div id="roster"')


def test_going_back_gets_the_whole_page(coach: Client, many: Cast) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<!doctype html>" in coach.get("/athletes/?q=e", headers=headers).content


@pytest.mark.parametrize(
    "query", ["?q=%00", "?group=99999999999999999999999", "?page=x", "?page=-1", "?page=999", "?q=" + "e" * 9999]
)
def test_a_strange_address_is_no_mistake_of_ours(coach: Client, many: Cast, query: str) -> None:
    assert coach.get(f"/athletes/{query}").status_code == 200


def test_a_group_of_others_finds_nobody(many: Cast) -> None:
    foreign = a_squad(many.other_team, "Rival squad", many.zoe)
    assert not found(actor_of(many.coach), Shown(group=str(foreign.pk)))


def test_a_coach_of_a_group_sees_its_athletes_and_no_other_group(client: Client, many: Cast) -> None:
    track = a_squad(many.team, "Marathon", many.ben)
    limit(many.assistant, many.team, track)
    client.force_login(many.assistant)
    said = visible(client.get("/athletes/"))
    assert "Ben O." in said
    assert "1 athlete" in said
    for hidden in ("Ana R.", "emil", "Dora", "Track", "hills", "In no group"):
        assert hidden not in said


def test_what_is_shown_costs_the_same_for_three_and_for_sixty(coach: Client, cast: Cast) -> None:
    squad = a_squad(cast.team, "Squad", an_athlete(cast.team, "Mia"))
    few = {
        url: queries(coach, url) for url in ("/athletes/", "/athletes/?q=a&sort=group", f"/athletes/?group={squad.pk}")
    }
    for n in range(57):
        a_squad(cast.team, f"Squad {n}", an_athlete(cast.team, f"Mia {n}"))
    assert {url: queries(coach, url) for url in few} == few
    assert max(few.values()) <= 10


def test_a_long_roster_has_pages(coach: Client, cast: Cast) -> None:
    Athlete.objects.bulk_create(
        Athlete(team=cast.team, name=f"Runner {n:03}", zone="UTC", baseline_km_per_week=50,
                available_min_by_weekday=[60] * 7, nights_from=timezone.now().date())
        for n in range(PAGE_ROWS)
    )  # fmt: skip
    first, second = visible(coach.get("/athletes/")), visible(coach.get("/athletes/?page=2"))
    assert f"{PAGE_ROWS + 2} athletes" in first
    assert "Page 1 of 2" in first
    assert "Runner 049" in second
    assert "Runner 049" not in first


def test_archived_athletes_are_on_a_list_of_their_own(coach: Client, many: Cast) -> None:
    said = visible(coach.get("/athletes/?state=archived"))
    assert "1 athlete in the archive" in said
    assert "Finn" in said


def test_a_roster_whose_athletes_are_all_archived_leads_to_them(coach: Client, cast: Cast) -> None:
    Athlete.objects.in_team(cast.team).update(archived_at=timezone.now())
    page = coach.get("/athletes/").content.decode()
    assert "No athletes yet" in page
    assert "?state=archived" in page
