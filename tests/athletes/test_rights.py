"""An athlete's own pages: the hub, what coaches see, who has access, who looked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from athletes import looks
from athletes.access import actor_for
from athletes.consents import ConsentGiver, withdraw
from athletes.models import Athlete, CoachGroup, ConsentKind, Group, GroupAthlete, Guardian, Look, Membership, User
from athletes.personal import Category, kept
from athletes.seen_by import PAGES, seen_by_coaches, who_has_access, who_looked
from tests.athletes.confirming import confirmed
from tests.cast import Cast, a_user, an_athlete
from tests.pages import queries, visible


def noted(cast: Cast, user: User, athletes: list[Athlete], page: str = "morning") -> None:
    actor = actor_for(user)
    assert actor is not None
    looks.note(actor, athletes, page)


def test_one_row_a_day_for_viewer_page_and_athlete(cast: Cast) -> None:
    for _ in range(3):
        noted(cast, cast.coach, [cast.ana, cast.ben, cast.ana])
    noted(cast, cast.coach, [cast.ana], "week")
    noted(cast, cast.assistant, [cast.ana])
    rows = Look.objects.in_team(cast.team).order_by("pk").values_list("viewer__name", "athlete__name", "page", "on")
    today = timezone.now().date()
    assert list(rows) == [
        ("Carla", "Ana R.", "morning", today), ("Carla", "Ben O.", "morning", today),
        ("Carla", "Ana R.", "week", today), ("Alex", "Ana R.", "morning", today),
    ]  # fmt: skip


def test_nobody_is_noted_for_looking_at_themselves(cast: Cast) -> None:
    noted(cast, cast.ana_user, [cast.ana])
    assert not Look.objects.in_team(cast.team).exists()


@pytest.mark.parametrize("number", [1, 500])
def test_many_athletes_are_one_query(cast: Cast, number: int) -> None:
    squad = (
        [cast.ana, *(an_athlete(cast.team, f"Runner {n}") for n in range(1, number))] if number < 10 else _squad(cast)
    )
    actor = actor_for(cast.coach)
    assert actor is not None
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            looks.note(actor, squad, "morning")
        assert len(asked) == 1
    assert Look.objects.in_team(cast.team).count() == len(squad)


def _squad(cast: Cast) -> list[Athlete]:
    fields = {"zone": "UTC", "baseline_km_per_week": 50, "available_min_by_weekday": [60] * 7}
    rows = (Athlete(team=cast.team, name=f"Runner {n}", nights_from="2026-11-01", **fields) for n in range(500))
    return list(Athlete.objects.bulk_create(rows))


def test_what_coaches_see_is_read_off_the_models(cast: Cast) -> None:
    labels = {label for each in seen_by_coaches(frozenset(ConsentKind)) for label in each.labels}
    for each in kept():
        if each.athlete and each.seen_by_coaches:
            hidden = {Category.BOOKKEEPING, Category.SECRET}
            assert {each.label(name) for name, of in each.categories.items() if of not in hidden} <= labels, each.model


def test_what_there_is_no_consent_for_is_not_seen(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana_user)
    assert "Resting pulse, bpm" in visible(client.get("/me/data/"))
    withdraw(cast.ana, [ConsentKind.HEART], ConsentGiver(cast.ana_user))
    page = visible(client.get("/me/data/"))
    assert "Resting pulse, bpm" not in page
    assert "Check-ins: Heart Nothing: there is no consent to it." in page


def test_who_has_access_and_through_which_groups(cast: Cast) -> None:
    hill, track = (Group.objects.create(team=cast.team, name=name) for name in ("Hill", "Track"))
    GroupAthlete.objects.create(team=cast.team, group=hill, athlete=cast.ana)
    for name, group in (("Gail", hill), ("Tom", track)):
        coach = Membership.objects.create(team=cast.team, user=a_user(name), role="assistant", all_groups=False)
        CoachGroup.objects.create(team=cast.team, membership=coach, group=group)
    Guardian.objects.create(team=cast.team, athlete=cast.ana, user=a_user("Petra"))
    Membership.objects.in_team(cast.team).filter(user=cast.reader).update(ended_at=timezone.now())
    said = [(each.name, each.role, each.groups) for each in who_has_access(cast.ana)]
    assert said == [
        ("Olga", "Owner", ()), ("Carla", "Head coach", ()), ("Alex", "Assistant", ()), ("Gail", "Assistant", ("Hill",)),
        ("Petra", "Guardian", ()),
    ]  # fmt: skip


def test_who_looked_lately(cast: Cast, client: Client) -> None:
    noted(cast, cast.coach, [cast.ana], "week")
    Look.objects.create(
        team=cast.team, athlete=cast.ana, viewer=cast.owner, on=timezone.now().date() - timedelta(days=200), page="week"
    )  # fmt: skip
    assert [(look.viewer, page) for look, page in who_looked(cast.ana)] == [(cast.coach, str(PAGES["week"]))]
    client.force_login(cast.ana_user)
    assert "Carla a week of the plan" in visible(client.get("/me/data/"))


def test_the_hub_leads_to_everything(cast: Cast, client: Client) -> None:
    confirmed(client, cast.ana_user)
    page = client.get("/me/").content.decode()
    for url in ("/me/consent/", "/me/data/", "/me/export/", "/me/erase/"):
        assert f'href="{url}"' in page
        assert client.get(url).status_code == 200


def test_more_looks_ask_no_more_often(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana_user)
    noted(cast, cast.coach, [cast.ana])
    few = queries(client, "/me/data/")
    for user in (cast.owner, cast.assistant, cast.reader):
        for page in ("week", "athlete"):
            noted(cast, user, [cast.ana], page)
    assert queries(client, "/me/data/") == few


def test_a_coach_has_no_athlete_s_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.coach)
    for url in ("/me/", "/me/data/", "/me/consent/", "/wards/"):
        assert client.get(url).status_code == 403
