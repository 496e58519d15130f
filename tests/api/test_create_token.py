"""`manage.py create_token`: made once, printed once, kept as a digest."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from athletes.models import ApiToken
from tests.api.conftest import Program
from tests.cast import Cast


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_the_printed_token_works_and_is_not_stored(cast: Cast) -> None:
    token = run("CARLA@example.org", "--team", "harvest")
    assert Program(token).get(reverse("api_athletes")).status_code == 200
    row = ApiToken.objects.in_team(cast.team).get()
    assert (row.user, row.may_write) == (cast.coach, False)
    assert token.encode() not in bytes(row.digest)


def test_only_write_writes(cast: Cast) -> None:
    run("carla@example.org", "--team", "harvest", "--write", "--name", "Watch")
    row = ApiToken.objects.in_team(cast.team).get()
    assert (row.name, row.may_write) == ("Watch", True)


@pytest.mark.parametrize(
    ("email", "team", "told"),
    [
        pytest.param("carla@example.org", "orchard", "There is no team", id="unknown team"),
        pytest.param("nobody@example.org", "harvest", "belongs to nobody", id="unknown person"),
        pytest.param("rolf@example.org", "harvest", "belongs to nobody", id="another team's person"),
        pytest.param("sven@example.org", "harvest", "belongs to nobody", id="a person without a team"),
    ],
)
def test_a_token_needs_a_person_of_the_team(cast: Cast, email: str, team: str, told: str) -> None:
    with pytest.raises(CommandError, match=told):
        run(email, "--team", team)
    assert not ApiToken.objects.across_teams().exists()
