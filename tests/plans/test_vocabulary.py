"""The engine's words and the words that rows store are the same words."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.db.models import TextChoices

import athletes.models
import plans.engine.vocabulary
import plans.engine.work
import plans.models
import readiness.engine.vocabulary
import readiness.models

PAIRS: list[tuple[type[StrEnum], type[TextChoices]]] = [
    (plans.engine.vocabulary.PhaseKind, plans.models.PhaseKind),
    (plans.engine.vocabulary.SessionKind, plans.models.SessionKind),
    (plans.engine.vocabulary.Verdict, plans.models.Verdict),
    (plans.engine.vocabulary.Level, athletes.models.Level),
    (plans.engine.work.Outcome, plans.models.Outcome),
    (readiness.engine.vocabulary.Status, readiness.models.Status),
    (readiness.engine.vocabulary.Illness, readiness.models.Illness),
]


@pytest.mark.parametrize(("engine", "stored"), PAIRS, ids=[engine.__name__ for engine, _ in PAIRS])
def test_every_word_is_in_both(engine: type[StrEnum], stored: type[TextChoices]) -> None:
    assert [word.value for word in engine] == list(stored.values)
