"""Many at once: one run however many devices send it, one open audit however often it is begun."""

from __future__ import annotations

from datetime import timedelta

import pytest

from athletes.models import ActivitySource
from athletes.past_weeks import activities_of, audits_of
from athletes.season_audits import begin_audit
from athletes.training_history import Figures, take
from tests.athletes.made_files import START
from tests.athletes.test_parallel_teams import at_once
from tests.cast import Cast, assemble

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MANY = 20


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return assemble()


def test_one_run_sent_by_many_devices_at_once_counts_once(cast: Cast) -> None:
    def send(n: int) -> int:
        recording = Figures(START.date(), START + timedelta(seconds=n), "run", 10 + n / 100, 50.0)
        return take(cast.ana, [recording], ActivitySource.FIT, by=cast.coach, now=START).new

    assert at_once(MANY, send) == {"1": 1, "0": MANY - 1}
    assert activities_of(cast.ana).count() == 1


def test_many_clicks_begin_one_audit(cast: Cast) -> None:
    begun = at_once(MANY, lambda n: begin_audit(cast.ana, by=cast.coach).pk)
    assert list(begun.values()) == [MANY]
    assert audits_of(cast.ana).count() == 1
