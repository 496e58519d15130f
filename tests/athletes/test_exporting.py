"""Take everything along: all that is kept of a person, and nothing of a team-mate."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.test import Client

from athletes.exporting import Subject, export, rows_of
from athletes.models import Athlete, Guardian, Record
from athletes.personal import Kept, kept
from plans.models import CoachNote
from tests.athletes.canaries import a_life, put_canaries, secret
from tests.athletes.confirming import confirmed
from tests.cast import Cast, a_user
from tests.pages import text

pytestmark = pytest.mark.slow


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def left_out(each: Kept, name: str) -> bool:
    return secret(each, name) or bool(each.private_to)


@pytest.fixture
def lives(cast: Cast) -> Cast:
    """Ana and her team-mate Ben, both with a whole life in Fallow."""
    cast.ben.user = a_user("Ben O")
    cast.ben.save()
    a_life(cast, cast.ana, cast.ana_user, cast.coach)
    a_life(cast, cast.ben, cast.ben.user, cast.coach)
    return cast


def test_every_value_of_hers_is_in_it_and_nothing_of_a_team_mate(lives: Cast) -> None:
    hers = put_canaries(Subject.of_person(lives.ana_user), "herszq")
    assert lives.ben.user is not None
    his = put_canaries(Subject.of_person(lives.ben.user), "hiszq")
    assert len(hers) > 60
    assert len(his) > 60

    lives.ana_user.refresh_from_db()
    archive = opened(export(Subject.of_person(lives.ana_user), lives.ana_user))
    data = archive.read("data.json").decode()
    tables = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("tables/"))
    for content in (data, tables):
        missing = [f"{e.model}.{name}" for c, (e, name) in hers.items() if c not in content and not left_out(e, name)]
        assert missing == []
        assert [f"{e.model}.{name}" for c, (e, name) in hers.items() if c in content and left_out(e, name)] == []
        assert [f"{e.model}.{name}" for c, (e, name) in his.items() if c in content] == []


def test_her_life_touches_every_table(lives: Cast) -> None:
    """Or the tests of export and erasure would look at less than there is."""
    subject = Subject.of_person(lives.ana_user)
    empty = {each.model for each in kept() if not each.by_hand and not rows_of(each, subject).exists()}
    assert empty <= {
        "athletes.User_groups", "athletes.User_user_permissions", "athletes.Guardian",
        "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "usersessions.UserSession",
    }  # fmt: skip


def test_tables_open_without_formulas(cast: Cast) -> None:
    cast.ana.goals = "=1+1"
    cast.ana.save()
    archive = opened(export(Subject((cast.ana,)), cast.ana_user))
    header, row = csv.reader(io.StringIO(archive.read("tables/athletes.Athlete.csv").decode("utf-8-sig")))
    assert row[header.index("Goals")] == "'=1+1"


def test_the_readme_says_what_is_not_in_it(cast: Cast) -> None:
    readme = opened(export(Subject.of_person(cast.ana_user), cast.ana_user)).read("README.txt").decode()
    assert "What Fallow keeps of Ana R" in readme
    assert "what opens the account" in readme
    assert "athletes.Consent.csv: Consents, 4 rows" in readme


def test_it_says_that_coaches_have_notes_and_how_to_ask_for_them(cast: Cast) -> None:
    for author in (cast.coach, cast.assistant, None):
        CoachNote.objects.create(team=cast.team, athlete=cast.ana, author=author, text="shyzq")
    CoachNote.objects.create(team=cast.team, athlete=cast.ben, author=cast.owner, text="boldzq")
    archive = opened(export(Subject.of_person(cast.ana_user), cast.ana_user))
    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "notes of coaches, 3, written by Alex, Carla, somebody who is gone" in everything
    assert "write to the team’s owner" in everything
    assert "zq" not in everything
    assert "Olga" not in everything


def test_without_such_notes_the_readme_does_not_speak_of_them(cast: Cast) -> None:
    readme = opened(export(Subject.of_person(cast.ana_user), cast.ana_user)).read("README.txt").decode()
    assert "noted for themselves" not in readme


def test_what_my_coaches_see_tells_of_their_notes_and_not_what_they_say(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana_user)
    assert "keep to themselves" not in text(client.get("/me/data/"))
    CoachNote.objects.create(team=cast.team, athlete=cast.ana, author=cast.coach, text="shyzq")
    page = text(client.get("/me/data/"))
    assert "Notes of coaches that they keep to themselves: 1, written by Carla" in page
    assert "shyzq" not in page


def test_the_team_s_record_says_that_it_was_made(cast: Cast) -> None:
    export(Subject((cast.ana,)), cast.coach)
    made = Record.objects.in_team(cast.team).get(what="export.made")
    assert (made.athlete, made.actor, made.after) == (cast.ana, cast.coach, {})


def test_whoever_did_not_show_lately_that_it_is_them_is_asked(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana_user)
    for url in ("/me/export/", "/me/erase/"):
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/account/confirm/")


def test_staff_take_their_own_account_along(cast: Cast, client: Client) -> None:
    confirmed(client, cast.coach)
    answer = client.post("/me/export/")
    assert answer["Content-Type"] == "application/zip"
    data = json.loads(opened(answer.content).read("data.json"))
    assert set(data["tables"]) >= {"athletes.User", "athletes.Membership"}
    assert "athletes.Athlete" not in data["tables"]
    assert "Ana R." not in json.dumps(data)


def test_a_guardian_takes_the_ward_s_data_along_and_nobody_else_s(cast: Cast, client: Client) -> None:
    petra = a_user("Petra")
    Guardian.objects.create(team=cast.team, athlete=cast.ana, user=petra)
    confirmed(client, petra)
    assert client.post(f"/wards/{cast.ana.pk}/export/").status_code == 403  # an adult decides alone
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(age_group="under_18")
    data = json.loads(opened(client.post(f"/wards/{cast.ana.pk}/export/").content).read("data.json"))
    assert [row["name"] for row in data["tables"]["athletes.Athlete"]["rows"]] == ["Ana R."]
    assert "athletes.User" not in data["tables"]
    assert client.post(f"/wards/{cast.ben.pk}/export/").status_code == 404


def test_what_the_person_is_in_two_teams(cast: Cast) -> None:
    Athlete.objects.in_team(cast.other_team).filter(pk=cast.zoe.pk).update(user=cast.ana_user)
    assert [athlete.pk for athlete in Subject.of_person(cast.ana_user).athletes] == [cast.ana.pk, cast.zoe.pk]
