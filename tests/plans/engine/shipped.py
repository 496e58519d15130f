"""The template that ships with Fallow, and plans made from it."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import plans
from plans.engine.days import ANY_MIN
from plans.engine.generation import generate
from plans.engine.template import Template
from plans.engine.vocabulary import Level, PhaseKind
from plans.engine.week import PlanState

DATA = Path(plans.__file__).parent / "data"
REFERENCE = {Level.BEGINNER: 25, Level.INTERMEDIATE: 50, Level.ADVANCED: 90}
"""Kilometres a week that the published table is written for."""
START = date(2026, 11, 2)
PLAN_ID = uuid.UUID("7d9c2f4e-1f6a-4c58-9a3b-5f0a6f1f2c11")


def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "offseason_14_weeks.json").read_text(encoding="utf-8"))
    return loaded


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "template.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def template() -> Template:
    return Template.from_document(document())


def plan(
    level: Level,
    baseline: float,
    days: Iterable[int] = range(7),
    *,
    free_min: Sequence[int] = ANY_MIN,
    over_50: bool = False,
    under_18: bool = False,
    weeks_by_phase: Mapping[PhaseKind, int] | None = None,
    protects: Sequence[str] = (),
) -> PlanState:
    return generate(
        template(),
        level=level,
        baseline_km_per_week=baseline,
        available_weekdays=tuple(days),
        free_min_by_weekday=free_min,
        start=START,
        plan_id=PLAN_ID,
        over_50=over_50,
        under_18=under_18,
        weeks_by_phase=weeks_by_phase,
        protects=protects,
    )
