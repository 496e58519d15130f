"""`manage.py rules`: thresholds listed, changed and put back, and the guide as text."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.engine.rulebook import thresholds
from plans.rulebooks import rulebook_of
from readiness.models import TeamRules
from tests.cast import Cast
from tests.season import stored


def run(*options: str) -> str:
    out = StringIO()
    call_command("rules", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def line(listed: str, name: str) -> str:
    return " ".join(next(line for line in listed.splitlines() if f" {name} " in line).split())


def test_without_a_team_it_lists_the_defaults(db: None) -> None:
    listed = run()
    assert [name for name in thresholds() if f"  {name} " not in listed] == []
    assert line(listed, "wellness_red_z") == "wellness_red_z −2 −4 to −1.5 (SD); S2; D replay of real logs"


def test_a_change_is_marked_in_the_list(cast: Cast) -> None:
    listed = run("--team", "harvest", "--set", "wellness_red_z=-2.5", "--set", "cue_days=4", "--note", "Quiet squad")

    assert line(listed, "wellness_red_z").startswith("* wellness_red_z −2.5 (default −2)")
    written = TeamRules.objects.in_team(cast.team).get()
    assert (written.thresholds, written.note, written.written_by) == (
        {"cue_days": 4, "wellness_red_z": -2.5},
        "Quiet squad",
        None,
    )
    assert "*" not in run("--team", "rival")


def test_all_back_to_the_defaults(cast: Cast) -> None:
    run("--team", "harvest", "--set", "cue_days=4")
    assert "*" not in run("--team", "harvest", "--reset")
    assert rulebook_of(cast.team)["cue_days"] == 3


def test_the_guide_without_a_server(cast: Cast) -> None:
    run("--team", "harvest", "--set", "cue_days=4")
    assert "- **P3 Mood**: Mood at −1 SD or below on **4** (default 3) days." in run("--team", "harvest", "--markdown")
    assert "- **P3 Mood**: Mood at −1 SD or below on 3 days." in run("--markdown")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--team", "nowhere"), "There is no team “nowhere”."),
        (("--set", "cue_days=4"), "Whose rules? Name the team with --team."),
        (("--reset",), "Whose rules? Name the team with --team."),
        (("--team", "harvest", "--set", "cue_days=99"), "cue_days takes a whole number from 2 to 7 (days)."),
        (("--team", "harvest", "--set", "cue_days=3.5"), "cue_days takes a whole number from 2 to 7 (days)."),
        (("--team", "harvest", "--set", "cue_days"), "“cue_days” is no change: write it as wellness_red_z=-2.5."),
        (("--team", "harvest", "--set", "x=1"), "x is not the name of a threshold."),
        (("--team", "harvest", "--set", "cue_days=4", "--reset"), "not allowed with"),
    ],
    ids=["no such team", "set, no team", "reset, no team", "range", "kind", "no value", "no such name", "both"],
)
def test_what_is_refused_is_told_and_writes_nothing(cast: Cast, options: tuple[str, ...], told: str) -> None:
    before = stored()
    with pytest.raises(CommandError, match=re.escape(told)):
        run(*options)
    assert stored() == before
