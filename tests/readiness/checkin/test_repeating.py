"""Answers that never change are asked about, gently."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from readiness.logging_days import write_log
from readiness.models import Source
from tests.cast import Cast
from tests.readiness.checkin.conftest import HERE, HTMX, TUESDAY, WORDS, answers, text


@pytest.mark.parametrize(("logs", "is_asked"), [(5, True), (4, False)])
def test_the_same_answers_again_are_asked_about_once_they_are_five(
    ana: Client, cast: Cast, logs: int, is_asked: bool
) -> None:
    for ago in range(1, logs):
        ana_said = {name: int(word) for name, word in WORDS.items()}
        day = TUESDAY - timedelta(days=ago)
        write_log(cast.ana, day, ana_said, client_id=uuid4(), source=Source.CHECK_IN)

    page = text(ana.post(HERE, answers(), headers=HTMX))

    assert ("the same answers 5 check-ins in a row. Still the same?" in page) is is_asked
