"""A desk at noon: a place to write files and import them into the cast's team."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from athletes.models import Athlete
from readiness.models import DailyLog
from tests.cast import Cast

NOW = "2026-11-24T12:00:00Z"
HEADER = "who,when,sore,mood,sleep,tired,calm"
MAPPED = "athlete=who,date=when,soreness=sore,mood=mood,sleep_quality=sleep,fatigue=tired,stress=calm"
PMDATA_HEADER = (
    "pid,effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,soreness_area,stress"
)


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


class Desk:
    """A place to write files and import them into the cast's team."""

    def __init__(self, folder: Path, cast: Cast) -> None:
        self.path = folder / "logs.csv"
        self.cast = cast

    def write(self, *lines: str | bytes) -> Desk:
        self.path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
        return self

    def run(self, *options: str, team: str = "harvest") -> str:
        """Import with the columns of `HEADER`, unless the options say otherwise; returns what was printed."""
        how = options if {"--preset", "--map"} & set(options) else ("--map", MAPPED, *options)
        out = io.StringIO()
        call_command("import_logs", str(self.path), "--team", team, *how, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    def log(self, day: str, athlete: Athlete | None = None) -> DailyLog:
        return (athlete or self.cast.ana).logs.get(local_date=day)

    def days(self, athlete: Athlete | None = None) -> list[str]:
        logs = (athlete or self.cast.ana).logs.order_by("local_date")
        return [str(day) for day in logs.values_list("local_date", flat=True)]


@pytest.fixture
def desk(tmp_path: Path, cast: Cast) -> Desk:
    return Desk(tmp_path, cast)
