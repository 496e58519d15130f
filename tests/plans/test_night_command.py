"""`manage.py night`: the instant that somebody types is an instant, and not of another year."""

from __future__ import annotations

import re
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from plans.models import Decision
from tests.cast import Cast
from tests.season import begin, stored

pytestmark = pytest.mark.slow


def run(*options: str) -> str:
    out = StringIO()
    call_command("night", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def season(cast: Cast) -> Cast:
    begin(cast.ana, cast.coach)
    return cast


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tomorrow", "“tomorrow” is no instant. Write it as 2026-11-24T04:00+01:00."),
        ("2026-11-02", "“2026-11-02” is a day; give the time and the offset as well: 2026-11-02T04:00+01:00."),
        ("2026-11-24T04:00", "“2026-11-24T04:00” has no offset. Write it as 2026-11-24T04:00+01:00."),
        ("2026-11-19T19:01Z", "“2026-11-19T19:01Z” is more than 36 hours ahead of now, 2026-11-18 07:00 UTC."),
        ("2027-11-18T04:00+01:00", "“2027-11-18T04:00+01:00” is more than 36 hours ahead of now"),
    ],
    ids=["no date", "a day", "no offset", "a minute too far", "a wrong year"],
)
@time_machine.travel("2026-11-18 07:00Z", tick=False)
def test_a_wrong_instant_is_refused_and_nothing_is_decided(season: Cast, text: str, told: str) -> None:
    before = stored()
    with pytest.raises(CommandError, match=re.escape(told)):
        run("--as-of", text)
    assert stored() == before


@time_machine.travel("2026-11-18 07:00Z", tick=False)
def test_the_next_night_can_be_decided_ahead(season: Cast) -> None:
    run("--as-of", "2026-11-19T19:00Z")

    nights = Decision.objects.in_team(season.team).filter(athlete=season.ana).order_by("-night")
    assert f"{nights[0].night}" == "2026-11-18"
