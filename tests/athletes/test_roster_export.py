"""A roster taken along: what is in it, whose it is, and that reading it again changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athletes.models import AgeGroup, Athlete, Group, GroupAthlete, Level, Record
from athletes.roster_columns import guess
from athletes.roster_comparison import Wish, compare
from athletes.roster_export import export_roster
from athletes.roster_list import Shown
from athletes.roster_sheets import read
from tests.athletes.squads import actor_of
from tests.cast import Cast, an_athlete

pytestmark = pytest.mark.slow

NAMES = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "+49",
            "-1",
            "@a",
            "'x",
            "'=1",
            " lead",
            "trail ",
            "O'Brien",
            "🏃‍♀️",
            "محمد",
            "愛子",
            'q"u',
            "a;b",
            "a,b",
        ]
    ),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=20).filter(
        str.strip
    ),
)
ROWS = st.lists(
    st.tuples(NAMES, st.sampled_from(Level.values), st.sampled_from(AgeGroup.values), st.integers(50, 2000),
              st.lists(st.integers(0, 1440), min_size=7, max_size=7), st.none() | st.dates(date(1900, 1, 1))),
    min_size=1, max_size=5,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=max(20, settings().max_examples // 4),  # each of them starts a program that reads the file
)
@given(rows=ROWS, groups=st.lists(NAMES.map(str.strip), max_size=3, unique_by=str.lower))
def test_an_export_read_again_changes_nothing(cast: Cast, file_format: str, rows: list[Any], groups: list[str]) -> None:
    Athlete.objects.in_team(cast.team).exclude(pk=cast.ana.pk).delete()
    Group.objects.in_team(cast.team).delete()
    squads = [Group.objects.create(team=cast.team, name=name[:60]) for name in groups]
    for name, level, age, tenths, minutes, born in rows:
        athlete = an_athlete(
            cast.team, name, level=level, age_group=age, baseline_km_per_week=f"{tenths / 10:.1f}",
            available_min_by_weekday=minutes, birth_date=born,
        )  # fmt: skip
        for squad in squads:
            GroupAthlete.objects.create(team=cast.team, group=squad, athlete=athlete)
    actor = actor_of(cast.owner)
    sheet = read(export_roster(actor, Shown(), file_format))
    comparison = compare(actor, sheet, Wish(guess(sheet.header), "beginner", "UTC", None))
    assert comparison.counts == {"new": 0, "changed": 0, "same": len(rows) + 1, "duplicate": 0, "error": 0}, comparison


def test_an_export_holds_what_the_roster_shows_and_leaves_a_record(coach: Client, cast: Cast) -> None:
    cast.ben.name, cast.ben.level = "=1+1", "advanced"
    cast.ben.save()
    answer = coach.post("/athletes/export/csv/", {"level": "advanced"})
    text = answer.content.decode("utf-8-sig")
    assert '"\'=1+1"' in text
    assert "Ana R." not in text
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="roster-')
    assert answer.headers["Cache-Control"] == "no-store"
    record = Record.objects.in_team(cast.team).get(kind="export")
    assert (record.what, record.after) == ("roster.exported", {"athletes": 1, "format": "csv"})


def test_dates_of_birth_are_taken_along_by_who_manages_only(client: Client, cast: Cast) -> None:
    for user, is_there in ((cast.owner, True), (cast.coach, True), (cast.assistant, False)):
        client.force_login(user)
        assert ("Date of birth" in client.post("/athletes/export/csv/").content.decode("utf-8-sig")) is is_there


def test_a_coach_of_a_group_exports_its_athletes_and_groups_only(squad_coach: Client, cast: Cast) -> None:
    GroupAthlete.objects.create(
        team=cast.team, athlete=cast.ana, group=Group.objects.in_team(cast.team).get(name="Secret group")
    )
    text = squad_coach.post("/athletes/export/csv/", {"state": ""}).content.decode("utf-8-sig")
    assert '"Squad"' in text
    for hidden in ("Ben O.", "Secret group", "Zoe W."):
        assert hidden not in text


def test_who_only_reads_takes_nothing_along(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)
    assert client.post("/athletes/export/csv/").status_code == 403
    assert client.get("/athletes/import/").status_code == 403


def test_there_is_no_other_format(coach: Client) -> None:
    assert coach.post("/athletes/export/pdf/").status_code == 404
    assert coach.get("/athletes/export/csv/").status_code == 405
