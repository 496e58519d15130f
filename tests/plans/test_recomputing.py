"""Stored decisions follow from their own rows, and the command says where one does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command

from plans import night
from plans.models import Decision
from readiness.logging_days import write_log
from readiness.models import Source
from tests.cast import Cast
from tests.season import begin

pytestmark = pytest.mark.slow
LAST = date(2026, 11, 22)
FINE = {"fatigue": 4, "soreness": 4, "sleep_quality": 4, "mood": 4, "stress": 4}
FLAT = {"fatigue": 1, "soreness": 1, "sleep_quality": 2, "mood": 2, "stress": 2}
FLAT_DAYS = {15, 17, 18}


@pytest.fixture
def nights(cast: Cast) -> Cast:
    """Ana's first three weeks, with a week that eases her plan."""
    with time_machine.travel(datetime(2026, 11, 2, 7, 0, tzinfo=UTC), tick=False):
        cast.ana.nights_from = date(2026, 11, 2)
        cast.ana.save()
        begin(cast.ana, cast.coach)
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False):
        for ago in range(21):
            day = LAST - timedelta(days=ago)
            values = FLAT if day.day in FLAT_DAYS else FINE
            write_log(cast.ana, day, values, client_id=uuid4(), source=Source.IMPORT)
        night.decide_chunk([cast.ana.pk], datetime.now(UTC))
    return cast


def said(team: str = "harvest") -> str:
    out = StringIO()
    call_command("recompute", team=team, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_every_decision_comes_out_the_same(nights: Cast) -> None:
    decisions = Decision.objects.in_team(nights.team)
    assert decisions.exclude(operations=[]).exists(), "a proposal is among them"
    assert said() == f"{decisions.count()} came out the same, 0 did not.\n"


TAMPERED: dict[str, object] = {"rule": "D9", "verdict": "hold", "reasons": [], "operations": [{"op": "drop"}]}


def test_one_that_was_tampered_with_is_named(nights: Cast) -> None:
    decision = Decision.objects.in_team(nights.team).order_by("night").first()
    assert decision is not None
    for field, value in TAMPERED.items():
        was = getattr(decision, field)
        setattr(decision, field, value)
        decision.save()
        with pytest.raises(CommandError, match="do not follow"):
            said()
        setattr(decision, field, was)
        decision.save()
    assert "0 did not" in said()


def test_decisions_of_older_rules_are_counted_apart(nights: Cast) -> None:
    Decision.objects.in_team(nights.team).update(rules_version="1")
    assert "0 came out the same, 0 did not.\n21 were decided under rules" in said()


def test_a_team_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no team"):
        said("nobody")
