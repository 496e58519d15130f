"""`manage.py replay`: figures, two policies side by side, and readable refusals."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.plans.engine.replays_made import MONDAY, calm, with_low_days
from tests.plans.logs_written import write

TEAM = ("--team", "harvest")


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("replay", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_command_prints_athletes_and_what_it_assumed(cast: Cast) -> None:
    write(cast.ana, calm(21))
    out = run(*TEAM)

    ana, together = (line.split() for line in out.splitlines()[1:3])
    assert ana[2:6] == ["3.0", "21", "0.0%", "100.0%"]
    assert together[1:5] == ["3.0", "21", "0.0%", "100.0%"]
    assert "done as planned, easy runs with RPE 3" in out
    assert "“I want to train more”" in out


def test_the_command_says_when_nothing_counts_as_reported(cast: Cast) -> None:
    write(cast.ana, calm(3))
    assert "Assumed: no session was reported" in run(*TEAM, "--unreported")


def test_json(cast: Cast) -> None:
    logs = calm(21)
    del logs[MONDAY + timedelta(days=2)]
    write(cast.ana, logs)
    result = json.loads(run(*TEAM, "--json"))

    [ana] = result["athletes"]
    assert ana["name"] == "Ana R."
    assert ana["unknown_share"] == pytest.approx(1 / 21, abs=0.001)
    assert ana["status_shares"] == {"green": 1.0, "amber": 0.0, "red": 0.0}
    assert result["total"] == {name: value for name, value in ana.items() if name != "name"}


def test_a_changed_threshold_stands_beside_todays(cast: Cast) -> None:
    write(cast.ana, with_low_days(20, 10, 11, 12))
    out = run(*TEAM, "--set", "flagged_logs_to_ease=4")

    [ana] = (line for line in out.splitlines() if line.startswith("Ana R. "))
    assert "0.35 → 0.00" in ana
    assert "1 week less made easier for 1 athlete: Ana R. 21 Sep." in out
    assert "Assumed: every session was done as planned" in out


def test_several_thresholds_as_json(cast: Cast) -> None:
    write(cast.ana, with_low_days(20, 10, 11, 12))
    result = json.loads(run(*TEAM, "--json", "--set", "flagged_logs_to_ease=4", "--set", "rebase_ratio=1.2"))

    changes = [result[which]["total"]["session_changes_per_week"] for which in ("before", "after")]
    assert changes == [pytest.approx(7 / 20, abs=0.001), 0]
    assert [each["fewer"] for each in result["differences"]] == [{"easier_week": ["2026-09-21"]}]
    assert result["assumed"].startswith("Assumed: every session")


def test_nothing_would_change(cast: Cast) -> None:
    write(cast.ana, calm(14))
    assert "Nothing would have been decided otherwise." in run(*TEAM, "--set", "flagged_logs_to_ease=4")


def test_a_span_and_one_athlete(cast: Cast) -> None:
    write(cast.ana, calm(20))
    write(cast.ben, calm(20))
    result = json.loads(run(*TEAM, "--json", "--athlete", "ben o.", "--from", "2026-09-10", "--to", "2026-09-12"))
    assert [(each["name"], each["days"]) for each in result["athletes"]] == [("Ben O.", 3)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--team", "nope"), "There is no team “nope”.", id="no such team"),
        pytest.param(TEAM, "There are no logs to replay.", id="no logs"),
        pytest.param((*TEAM, "--set", "cooldown_days=8"), "There are no logs to replay.", id="no logs to compare"),
        pytest.param((*TEAM, "--athlete", "Ben O."), "There are no logs to replay.", id="no logs of one athlete"),
        pytest.param(
            (*TEAM, "--athlete", "Zoe W."), "There is no athlete “Zoe W.” in this team.", id="no such athlete"
        ),
        pytest.param((*TEAM, "--from", "1.9.2026"), "“1.9.2026” is no date", id="no date"),
        pytest.param((*TEAM, "--set", "cooldown"), "“cooldown” is no threshold. Write it as", id="no value"),
        pytest.param((*TEAM, "--set", "cooldown_days=long"), "“cooldown_days=long” is no threshold", id="no number"),
        pytest.param((*TEAM, "--set", "coffee=3"), "coffee is not the name of a threshold.", id="no such threshold"),
        pytest.param(
            (*TEAM, "--set", "flagged_logs_to_ease=40"),
            r"flagged_logs_to_ease takes a whole number from 2 to 6 \(logs\).",
            id="out of range",
        ),
    ],
)
def test_wrong_options(cast: Cast, options: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*options)


def test_a_refused_threshold_shows_its_sentence_and_nothing_else(cast: Cast) -> None:
    write(cast.ana, calm(3))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("replay", *TEAM, "--set", "coffee=3", stdout=out, stderr=err)
    assert (str(refused.value), out.getvalue(), err.getvalue()) == ("coffee is not the name of a threshold.", "", "")
