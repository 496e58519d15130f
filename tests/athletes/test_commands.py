"""`manage.py create_team` and `create_account`: the first people of a server, and athletes until they are invited."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from athletes.models import Athlete, Membership, Team, User
from tests.cast import PASSWORD, Cast, a_user, an_athlete
from tests.season import stored

OWNER = ("Harvest Runners", "--slug", "orchard", "--owner", "You@Example.org", "--name", "Carla Brandt")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FALLOW_PASSWORD", PASSWORD)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody at a terminal types, in this order."""
    answers: list[str] = []
    monkeypatch.delenv("FALLOW_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: answers.pop(0))
    return answers


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def signs_in(email: str, password: str = PASSWORD) -> bool:
    return Client().login(username=email, password=password)


def replaced(arguments: tuple[str, ...], **changes: str) -> list[str]:
    """`arguments` with other values of options; `team` is the name, which has no option."""
    values = list(arguments)
    for option, value in changes.items():
        values[0 if option == "team" else values.index(f"--{option}") + 1] = value
    return values


class TestCreateTeam:
    def test_a_team_and_its_owner_who_signs_in(self, password: None) -> None:
        told = run("create_team", *OWNER, "--zone", "Europe/Berlin")

        team = Team.objects.get(slug="orchard")
        owner = Membership.objects.in_team(team).get()
        assert (team.name, owner.role) == ("Harvest Runners", "owner")
        assert (owner.user.name, owner.user.zone, owner.user.is_staff) == ("Carla Brandt", "Europe/Berlin", False)
        assert signs_in("you@example.org")
        assert "You@example.org signs in" in told
        assert PASSWORD not in told

    def test_a_known_person_becomes_owner_and_nothing_else_about_them_changes(self, cast: Cast) -> None:
        run("create_team", *replaced(OWNER, owner="CARLA@example.org"))

        assert Membership.objects.in_team(Team.objects.get(slug="orchard")).get().user == cast.coach
        cast.coach.refresh_from_db()
        assert cast.coach.name == "Carla"
        assert signs_in(cast.coach.email)

    def test_the_password_is_asked_twice_on_a_terminal(self, typed: list[str]) -> None:
        typed += [PASSWORD, PASSWORD]
        run("create_team", *OWNER)
        assert signs_in("you@example.org")

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            pytest.param({"slug": "harvest"}, "There is a team “harvest” already.", id="slug taken"),
            pytest.param({"slug": "two words"}, "slug: Enter a valid “slug”", id="bad slug"),
            pytest.param({"team": " "}, "name: This field cannot be blank.", id="a team without a name"),
            pytest.param({"owner": "you at home"}, "email: Enter a valid email address.", id="bad e-mail"),
            pytest.param({"name": ""}, "name: This field cannot be blank.", id="an owner without a name"),
            pytest.param({"zone": "Atlantis"}, "zone: “Atlantis” is not a time zone.", id="bad zone"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_written(
        self, cast: Cast, password: None, changes: dict[str, str], told: str
    ) -> None:
        before = stored()
        with pytest.raises(CommandError, match=re.escape(told)):
            run("create_team", *replaced((*OWNER, "--zone", "UTC"), **changes))
        assert stored() == before

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            pytest.param("short", "This password is too short.", id="short"),
            pytest.param("password1234", "This password is too common.", id="common"),
            pytest.param("you@example.org", "too similar to the e-mail", id="the e-mail itself"),
        ],
    )
    def test_a_weak_password_is_refused(self, monkeypatch: pytest.MonkeyPatch, given: str, told: str) -> None:
        monkeypatch.setenv("FALLOW_PASSWORD", given)
        before = stored()
        with pytest.raises(CommandError, match=re.escape(told)):
            run("create_team", *OWNER)
        assert stored() == before

    def test_two_different_passwords_are_refused(self, typed: list[str]) -> None:
        typed += [PASSWORD, PASSWORD.upper()]
        with pytest.raises(CommandError, match="The two passwords differ"):
            run("create_team", *OWNER)
        assert not User.objects.exists()

    def test_without_terminal_and_variable_it_says_what_to_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("FALLOW_PASSWORD", raising=False)
        monkeypatch.setattr("sys.stdin", StringIO())
        with pytest.raises(CommandError, match="put the password into FALLOW_PASSWORD"):
            run("create_team", *OWNER)
        assert not User.objects.exists()


class TestCreateAccount:
    @pytest.fixture
    def mia(self, cast: Cast) -> Athlete:
        return an_athlete(cast.team, "Mia Neu", email="mia@example.org", zone="Asia/Tokyo")

    def test_an_athlete_found_by_e_mail_signs_in(self, mia: Athlete, password: None) -> None:
        told = run("create_account", "MIA@example.org", "--team", "harvest")

        mia.refresh_from_db()
        assert mia.user is not None
        assert (mia.user.name, mia.user.zone) == ("Mia Neu", "Asia/Tokyo")
        assert signs_in("mia@example.org")
        assert "Mia Neu" in told

    def test_an_athlete_found_by_name(self, cast: Cast, password: None) -> None:
        run("create_account", "ben@example.org", "--team", "harvest", "--athlete", "ben o.")

        cast.ben.refresh_from_db()
        assert cast.ben.user == User.objects.get(email="ben@example.org")

    def test_an_existing_account_is_linked_when_asked_to(self, cast: Cast) -> None:
        run("create_account", "Sven@example.org", "--team", "harvest", "--athlete", "Ben O.", "--existing")

        cast.ben.refresh_from_db()
        assert cast.ben.user == cast.stranger
        assert signs_in(cast.stranger.email)

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            pytest.param(("x@example.org", "--team", "nope"), "There is no team “nope”.", id="no such team"),
            pytest.param(
                ("x@example.org", "--team", "harvest"),
                "No athlete of Harvest Runners has the e-mail x@example.org; choose one with --athlete.",
                id="no athlete with this e-mail",
            ),
            pytest.param(
                ("x@example.org", "--team", "harvest", "--athlete", "Zoe W."),
                "There is no athlete “Zoe W.” in Harvest Runners.",
                id="another team's athlete",
            ),
            pytest.param(
                ("x@example.org", "--team", "harvest", "--athlete", "Twin"),
                "Harvest Runners has 2 athletes called “Twin”",
                id="two of one name",
            ),
            pytest.param(
                ("x@example.org", "--team", "harvest", "--athlete", "Ana R."),
                "Ana R. has an account already.",
                id="an athlete with an account",
            ),
            pytest.param(
                ("sven@example.org", "--team", "harvest", "--athlete", "Ben O."),
                "sven@example.org has an account already; link it with --existing.",
                id="existing account, not asked to link",
            ),
            pytest.param(
                ("x@example.org", "--team", "harvest", "--athlete", "Ben O.", "--existing"),
                "There is no account of x@example.org to link.",
                id="nothing to link",
            ),
            pytest.param(
                ("ana.r@example.org", "--team", "harvest", "--athlete", "Ben O.", "--existing"),
                "This account belongs to another athlete of Harvest Runners.",
                id="an account that is another athlete",
            ),
            pytest.param(
                ("ben at home", "--team", "harvest", "--athlete", "Ben O."),
                "email: Enter a valid email address.",
                id="bad e-mail",
            ),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_written(
        self, cast: Cast, password: None, arguments: tuple[str, ...], told: str
    ) -> None:
        for _ in range(2):
            an_athlete(cast.team, "Twin")
        before = stored()
        with pytest.raises(CommandError, match=re.escape(told)):
            run("create_account", *arguments)
        assert stored() == before

    def test_a_weak_password_is_refused(self, mia: Athlete, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FALLOW_PASSWORD", "mia@example.org")
        before = stored()
        with pytest.raises(CommandError, match="too similar to the e-mail"):
            run("create_account", "mia@example.org", "--team", "harvest")
        assert stored() == before

    def test_who_was_linked_while_the_password_was_typed_stays_linked(
        self, mia: Athlete, typed: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = a_user("Mia")

        def type_slowly(prompt: str) -> str:
            Athlete.objects.in_team(mia.team_id).filter(pk=mia.pk).update(user=first)
            return PASSWORD

        monkeypatch.setattr("getpass.getpass", type_slowly)
        with pytest.raises(CommandError, match="Mia Neu has an account already"):
            run("create_account", "mia.neu@example.org", "--team", "harvest", "--athlete", "Mia Neu")
        mia.refresh_from_db()
        assert mia.user == first
        assert not User.objects.filter(email="mia.neu@example.org").exists()
