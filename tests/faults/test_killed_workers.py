"""Real workers on a real queue are killed with -9 in the middle of a night: each athlete is decided once.

300 athletes in chunks of 10; every chunk is sent twice at once; five workers are killed while they work.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.db import connection

from athletes.models import Athlete, Team
from plans import night, tasks
from plans.models import Decision
from plans.planning import create_plan
from tests.cast import an_athlete

ATHLETES = 300
CHUNK = 10
KILLS = 5
PATIENCE_S = 60
CHECKOUT = Path(__file__).resolve().parents[2]


def daytime_zone(now: datetime) -> str:
    """A zone in which the local night does not end while the test runs."""
    zones = ("UTC", "America/New_York", "Asia/Tokyo", "Pacific/Auckland")
    return next(zone for zone in zones if 6 <= now.astimezone(ZoneInfo(zone)).hour <= 22)


@contextmanager
def worker(queue: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker of two processes on the test's database, in a process group of its own."""
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")),
        "SECRET_KEY": "tests",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "-Q",
        queue,
        "-c",
        "2",
        "-l",
        "ERROR",
    ]
    process = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle", "--without-heartbeat", "-n", f"{queue}@here"],
        cwd=CHECKOUT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def decided() -> int:
    return Decision.objects.across_teams().count()


def wait_for_more_than(count: int) -> int:
    """Watch the database until there are more decisions; returns how many."""
    deadline = time.monotonic() + PATIENCE_S
    while (now := decided()) <= count:
        assert time.monotonic() < deadline, f"no progress beyond {count} decisions in {PATIENCE_S} s"
    return now


def send_everything_twice(queue: str, now: datetime) -> None:
    for ids in night.chunks(night.owed(now)):
        for _ in range(2):
            tasks.decide_chunk.apply_async((ids,), queue=queue)


@pytest.mark.django_db(transaction=True)
def test_every_athlete_is_decided_once(settings: LazySettings) -> None:
    settings.NIGHT_CHUNK_SIZE = CHUNK
    now = datetime.now(UTC)
    zone = daytime_zone(now)
    owed_night = night.last_night(now, zone)
    team = Team.objects.create(name="Many", slug="many")
    for n in range(ATHLETES):
        athlete = an_athlete(team, f"Runner {n:03}", zone=zone, nights_from=owed_night)
        if n % 10 == 0:
            create_plan(athlete, owed_night.fromordinal(owed_night.toordinal() - owed_night.weekday() - 7))
    queue = f"faults-{uuid.uuid4().hex[:8]}"

    killed_at: list[int] = []
    for _ in range(KILLS):
        send_everything_twice(queue, now)
        with worker(queue):
            killed_at.append(wait_for_more_than(killed_at[-1] if killed_at else 0))
    send_everything_twice(queue, now)
    with worker(queue):
        wait_for_more_than(ATHLETES - 1)

    rows = Decision.objects.in_team(team).values_list("athlete_id", "night")
    assert len(rows) == len(set(rows)) == ATHLETES
    assert {day for _, day in rows} == {owed_night}
    assert {id for id, _ in rows} == set(Athlete.objects.in_team(team).values_list("pk", flat=True))
    assert night.owed(now) == []
    # The kills came while there was work left, or this test would show nothing.
    assert killed_at == sorted(killed_at)
    assert killed_at[-1] < ATHLETES, killed_at
