"""Erased means: nothing is left in any table, what others have stays, and a restored backup is cleaned again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from athletes import erasing
from athletes.exporting import Subject
from athletes.models import Athlete, Erasure, Guardian, Membership, Record, Role, User
from tests.athletes.canaries import a_life, everywhere, put_canaries
from tests.athletes.confirming import confirmed
from tests.cast import Cast, a_user, an_athlete, assemble
from tests.season import stored

pytestmark = pytest.mark.slow


@pytest.fixture
def erasures(tmp_path: Path, settings: Any) -> Path:
    settings.ERASURES_FILE = str(tmp_path / "state" / "erasures")
    return tmp_path / "state" / "erasures"


def live(cast: Cast) -> dict[str, Any]:
    cast.ben.user = a_user("Ben O")
    cast.ben.save()
    a_life(cast, cast.ana, cast.ana_user, cast.coach)
    a_life(cast, cast.ben, cast.ben.user, cast.coach)
    put_canaries(Subject.of_person(cast.ben.user), "hiszq")
    return put_canaries(Subject.of_person(cast.ana_user), "herszq")


def test_an_account_leaves_nothing_in_any_table(cast: Cast, erasures: Path) -> None:
    assert len(live(cast)) > 60
    his = len(everywhere("hiszq"))
    assert everywhere("herszq") != []
    user = User.objects.get(pk=cast.ana_user.pk)

    erasing.erase_account(user)

    assert everywhere("herszq", user.email) == []
    assert len(everywhere("hiszq")) == his
    assert User.objects.filter(pk=cast.ben.user.pk).exists()  # type: ignore[union-attr]


def test_a_place_in_a_team_goes_and_the_account_stays(cast: Cast, erasures: Path) -> None:
    a_life(cast, cast.ana, cast.ana_user, cast.coach)
    placed = put_canaries(Subject((cast.ana,)), "herszq")
    erasing.erase_athlete(Athlete.objects.in_team(cast.team).get(pk=cast.ana.pk), cast.ana_user)
    assert len(placed) > 40
    assert everywhere("herszq") == []
    assert User.objects.filter(pk=cast.ana_user.pk).exists()
    erasure = Record.objects.in_team(cast.team).get(what="erasure.done")
    assert (erasure.athlete, erasure.person, erasure.before, erasure.after) == (None, None, {}, {})


def a_session(**data: Any) -> str:
    session = SessionStore()
    session.update(data)
    session.create()
    return str(session.session_key)


def test_browsers_and_what_was_put_aside_of_them_go_and_others_stay(cast: Cast, erasures: Path) -> None:
    hers = a_session(_auth_user_id=str(cast.ana_user.pk))
    shelf = a_session(shelf=[cast.coach.pk, cast.team.pk, "upload"], value="Ana R.,ana.r@example.org")
    others = {
        a_session(_auth_user_id=str(cast.coach.pk)),
        a_session(shelf=[cast.rival.pk, cast.other_team.pk, "upload"], value="Zoe W."),
        a_session(team=1),
    }
    erasing.erase_account(cast.ana_user)
    left = set(Session.objects.values_list("session_key", flat=True))
    assert left == others
    assert not left & {hers, shelf}


def test_only_a_random_key_stays_in_the_table_and_in_the_file(cast: Cast, erasures: Path) -> None:
    keys = {cast.ana_user.key, cast.ana.key}
    erasing.erase_account(cast.ana_user)
    assert set(Erasure.objects.values_list("key", flat=True)) == keys
    assert erasing.written_down() == keys
    assert "ana" not in erasures.read_text()


def test_who_has_no_account_is_forgotten_by_address(cast: Cast, erasures: Path) -> None:
    nora = an_athlete(cast.team, "Nora", email="nora@example.org")
    Record.objects.create(team=cast.team, kind="invitation", what="invitation.made", after={"to": "nora@example.org"})
    erasing.erase_athlete(nora, cast.owner)
    assert everywhere("nora@example.org") == []


def test_an_address_that_is_also_a_coach_s_keeps_the_coach_s_rows(cast: Cast, erasures: Path) -> None:
    child = an_athlete(cast.team, "Child", email=cast.coach.email)
    Record.objects.create(team=cast.team, kind="role", what="role.changed", after={"who": cast.coach.email})
    erasing.erase_athlete(child, cast.owner)
    assert Record.objects.in_team(cast.team).filter(what="role.changed").count() == 1


def test_a_part_of_an_address_and_other_teams_are_left_alone(cast: Cast, erasures: Path) -> None:
    """Whoever typed somebody's address, or the end of one, into an account erases nothing of others by leaving."""
    mallory = a_user("Mallory")
    mallory.email = "n@example.org"
    mallory.save()
    for team, who in ((cast.team, "ben@example.org"), (cast.team, "n@example.org"), (cast.other_team, "n@example.org")):
        Record.objects.create(team=team, kind="invitation", what="invitation.made", after={"to": who})
    Membership.objects.create(team=cast.team, user=mallory, role=Role.READ_ONLY)
    erasing.erase_account(mallory)
    left = Record.objects.across_teams().filter(what="invitation.made").order_by("pk").values_list("team", "after__to")
    assert list(left) == [(cast.team.pk, "ben@example.org"), (cast.other_team.pk, "n@example.org")]


def test_a_proven_address_is_forgotten_everywhere(cast: Cast, erasures: Path) -> None:
    EmailAddress.objects.create(user=cast.ana_user, email=cast.ana_user.email, verified=True, primary=True)
    Record.objects.create(team=cast.other_team, kind="invitation", what="x", after={"to": cast.ana_user.email})
    erasing.erase_account(cast.ana_user)
    assert everywhere(cast.ana_user.email) == []


def test_an_owner_whose_account_is_closed_is_no_other_owner(cast: Cast, erasures: Path) -> None:
    gone = a_user("Dan", is_active=False)
    Membership.objects.create(team=cast.team, user=gone, role=Role.OWNER)
    with pytest.raises(ValidationError, match="only owner"):
        erasing.erase_account(cast.owner)


def test_nothing_is_written_down_where_nothing_was_erased(cast: Cast, erasures: Path) -> None:
    with pytest.raises(ValidationError, match="only owner"):
        erasing.erase_account(cast.owner)
    assert not erasures.exists()
    assert User.objects.filter(pk=cast.owner.pk).exists()


def test_the_file_is_written_before_the_rows_are_gone_for_good(
    cast: Cast, erasures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut in between must leave somebody on the list who is there, never somebody erased who is not on it."""

    def full(keys: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(erasing, "append", full)
    with pytest.raises(OSError, match="no space"), transaction.atomic():
        erasing.erase_athlete(cast.ana, cast.owner)
    assert Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).exists()


def test_an_owner_beside_another_may_go(cast: Cast, erasures: Path) -> None:
    Membership.objects.in_team(cast.team).filter(user=cast.coach).update(role=Role.OWNER)
    erasing.erase_account(cast.owner)
    assert not User.objects.filter(pk=cast.owner.pk).exists()


def test_apply_cleans_what_came_back_and_changes_nothing_twice(cast: Cast, erasures: Path, capsys: Any) -> None:
    erasures.parent.mkdir()
    erasures.write_text(f"{cast.ana.key} 2026-11-01T00:00:00Z\n")
    call_command("erasures", "apply")
    assert "1 who were back" in capsys.readouterr().out
    assert not Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).exists()
    before = stored()
    call_command("erasures", "apply")
    assert "Nobody who was erased is back" in capsys.readouterr().out
    assert stored() == before


def test_a_line_that_is_no_key_stops_rather_than_leaving_somebody_out(cast: Cast, erasures: Path) -> None:
    erasures.parent.mkdir()
    erasures.write_text("half a l")
    with pytest.raises(ValueError, match="badly formed"):
        erasing.apply()


def test_a_lost_file_is_written_again_from_the_table(cast: Cast, erasures: Path) -> None:
    erasing.erase_athlete(cast.ana, cast.owner)
    erasures.unlink()
    erasing.apply()
    assert erasing.written_down() == {cast.ana.key}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_also_after_a_backup_is_restored(erasures: Path) -> None:
    """A copy of the database from before the erasure, which knows nothing of it: the file outside does."""
    cast = assemble()
    assert len(live(cast)) > 60
    user = User.objects.get(pk=cast.ana_user.pk)
    name = str(connection.settings_dict["NAME"])
    backup = f"{name}_backup"
    with _copied(name, backup):
        erasing.erase_account(user)
        assert everywhere("herszq") == []
        connection.close()
        connection.settings_dict["NAME"] = backup
        try:
            assert everywhere("herszq") != []
            assert erasing.apply() > 0
            assert everywhere("herszq", user.email) == []
            assert everywhere("hiszq") != []
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name


class _copied:  # noqa: N801 - reads as what it is where it is used
    """The database `name` as `backup`, until the block ends."""

    def __init__(self, name: str, backup: str) -> None:
        self.name, self.backup = name, backup

    def _run(self, statement: str) -> None:
        values = connection.get_connection_params() | {"dbname": "postgres"}
        wanted = {key: values[key] for key in ("dbname", "user", "password", "host", "port") if values.get(key)}
        with psycopg.connect(**wanted, autocommit=True) as maintenance:
            maintenance.execute(statement)

    def __enter__(self) -> None:
        connection.close()
        self._run(f'CREATE DATABASE "{self.backup}" TEMPLATE "{self.name}"')

    def __exit__(self, *exc: object) -> None:
        self._run(f'DROP DATABASE "{self.backup}"')


def test_the_record_stays_as_it_was_written(cast: Cast) -> None:
    row = Record.objects.create(team=cast.team, kind="team", what="team.changed", actor=cast.coach)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.in_team(cast.team).filter(pk=row.pk).update(actor=cast.owner)


# --- Pages -------------------------------------------------------------------------------------


def test_an_athlete_erases_their_place(cast: Cast, client: Client, erasures: Path) -> None:
    confirmed(client, cast.ana_user)
    page = client.get("/me/erase/").content.decode()
    assert "Consents" in page
    assert "/me/export/" in page
    assert client.post("/me/erase/", {"what": "place"}).status_code == 422
    assert client.post("/me/erase/", {"what": "place", "sure": "on"}).status_code == 302
    assert not Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).exists()
    assert client.get("/me/export/").status_code == 200


def test_a_person_erases_everything_and_is_signed_out(cast: Cast, client: Client, erasures: Path) -> None:
    confirmed(client, cast.ana_user)
    assert client.post("/me/erase/", {"what": "account", "sure": "on"}).status_code == 302
    assert not User.objects.filter(pk=cast.ana_user.pk).exists()
    assert client.get("/me/").status_code == 302


def test_the_only_owner_reads_what_to_do_first(cast: Cast, client: Client) -> None:
    confirmed(client, cast.owner)
    answer = client.post("/me/erase/", {"what": "account", "sure": "on"})
    assert answer.status_code == 422
    assert "Hand it over or archive it first" in answer.content.decode()


@pytest.mark.parametrize(
    ("archived", "who", "status"),
    [
        pytest.param(True, "owner", 302, id="an owner erases who is archived"),
        pytest.param(True, "coach", 302, id="so does the head coach"),
        pytest.param(True, "assistant", 403, id="an assistant does not"),
        pytest.param(False, "owner", 404, id="nobody who is still on the roster"),
        pytest.param(True, "rival", 404, id="nor another team's owner"),
    ],
)
def test_an_archived_athlete(cast: Cast, client: Client, erasures: Path, archived: bool, who: str, status: int) -> None:
    ben = an_athlete(cast.team, "Finn", archived_at="2026-11-01T00:00Z" if archived else None)
    client.force_login(getattr(cast, who))
    assert client.post(f"/athletes/{ben.pk}/erase/", {"sure": "on"}).status_code == status
    assert Athlete.objects.in_team(cast.team).filter(pk=ben.pk).exists() is (status != 302)


def test_a_guardian_erases_a_ward_who_is_too_young_to(cast: Cast, client: Client, erasures: Path) -> None:
    petra = a_user("Petra")
    Guardian.objects.create(team=cast.team, athlete=cast.ana, user=petra)
    confirmed(client, petra)
    url = f"/wards/{cast.ana.pk}/erase/"
    assert client.post(url, {"sure": "on"}).status_code == 403
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(age_group="under_18")
    assert client.post(url, {"sure": "on"}).status_code == 302
    assert not Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).exists()
