"""Ten seconds on a Tuesday morning: the form, its answers, and what is stored of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from athletes.models import Athlete
from readiness.models import DailyLog, DailyLogVersion
from tests.cast import Cast

MORNING = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
"""Tuesday, half past seven where Ana is."""
TUESDAY = date(2026, 11, 24)
HERE = "/check-in/2026-11-24/"
HTMX = {"HX-Request": "true"}

WORDS = {"sleep_quality": "4", "soreness": "2", "fatigue": "3", "mood": "4", "stress": "4", "appetite": "3"}
DETAILS = {
    "sleep_h": "7.25",
    "wake_time": "06:40",
    "resting_hr_bpm": "51.5",
    "hrv_rmssd_ms": "64",
    "readiness": "6",
    "wants_more": "False",
    "illness": "above_neck",
    "pain": "2",
    "pain_place": "left calf",
    "missed_periods": "on",
    "lost_weight": "on",
    "note": "A dream of hills",
}


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ana_user)
    return client


def answers(**changed: str) -> dict[str, str]:
    return {"client_id": str(uuid4()), **WORDS, **changed}


def log(athlete: Athlete, day: date = TUESDAY) -> DailyLog | None:
    return DailyLog.objects.in_team(athlete.team).filter(athlete=athlete, local_date=day).first()


def versions(athlete: Athlete) -> list[DailyLogVersion]:
    return list(DailyLogVersion.objects.in_team(athlete.team).filter(athlete=athlete).order_by("revision"))


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
