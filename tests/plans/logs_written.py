"""Write the engine's logs as rows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from athletes.models import Athlete
from readiness.engine.logs import DayLog
from readiness.engine.vocabulary import WELLNESS_ITEMS
from readiness.models import DailyLog, Source


def write(athlete: Athlete, logs: Mapping[date, DayLog], **others: Any) -> None:
    """The wellness items and the illness of each log, and on every day these other values."""
    DailyLog.objects.bulk_create(
        DailyLog(
            team_id=athlete.team_id,
            athlete=athlete,
            local_date=day,
            zone=athlete.zone,
            client_id=uuid.uuid4(),
            source=Source.IMPORT,
            illness=log.illness.value,
            **{name: getattr(log, name) for name in WELLNESS_ITEMS},
            **others,
        )
        for day, log in logs.items()
    )
