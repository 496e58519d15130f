"""A team's past nights: the same decisions as the night makes, two policies beside each other, nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.engine.replay import ChangeKind
from plans.engine.replay_assumed import Assumptions
from plans.engine.replay_comparison import LOW_DAY
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.models import Decision
from plans.night import decide_chunk
from plans.planning import create_plan
from plans.replaying import compare_policies, replay_team
from plans.rulebooks import change_thresholds
from readiness import statuses
from tests.cast import Cast, an_athlete
from tests.plans.engine.replays_made import MONDAY, WORST, a_log, calm, days, with_low_days
from tests.plans.logs_written import write

pytestmark = pytest.mark.slow


def test_the_replay_decides_as_the_night_does(cast: Cast) -> None:
    """The same logs, night by night through the database and in memory. Nobody answers and nothing is reported,
    until the first change: from then on the replay has approved it."""
    athlete = an_athlete(cast.team, "Rui", nights_from=MONDAY)
    bad = {day: a_log(day, WORST) for day in days(3, MONDAY + timedelta(days=18))}
    logs = {day: log for day, log in (calm(18) | bad).items() if day.day not in (9, 10, 11, 15)}
    create_plan(athlete, MONDAY)
    write(athlete, logs)
    statuses.refresh([athlete], MONDAY, max(logs))

    decide_chunk([athlete.pk], datetime(2026, 9, 28, 12, tzinfo=UTC))
    [replayed] = replay_team(cast.team, DEFAULT_RULEBOOK, Assumptions(reported=False)).athletes

    decided = list(
        Decision.objects.in_team(cast.team)
        .filter(athlete=athlete, night__lte=MONDAY + timedelta(days=20))
        .order_by("night")
        .values_list("night", "verdict", "rule")
    )
    changed = next(n for n, night in enumerate(replayed.nights) if night.change)
    assert [(n.day, n.verdict, n.rule) for n in replayed.nights[: changed + 1]] == decided[: changed + 1]
    assert {rule for _, _, rule in decided[: changed + 1]} >= {"S0", "-"}
    assert replayed.nights[changed].rule.startswith("D")


def test_a_replay_writes_nothing(cast: Cast) -> None:
    write(cast.ana, calm(20), readiness=6)
    with CaptureQueriesContext(connection) as queries:
        compare_policies(cast.team, {"flagged_logs_to_ease": 4})
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_each_athlete_from_the_first_log_to_the_last(cast: Cast) -> None:
    write(cast.ana, calm(20))
    write(cast.ben, {MONDAY + timedelta(days=10): a_log(MONDAY)})
    write(cast.zoe, calm(3))

    told = Told()
    result = replay_team(cast.team, DEFAULT_RULEBOOK, progress=told)

    assert [(each.athlete.name, len(each.nights)) for each in result.athletes] == [("Ana R.", 20), ("Ben O.", 1)]
    assert result.total.days == told.total == told.done == 21


def test_a_comparison_names_who_and_when(cast: Cast) -> None:
    write(cast.ana, with_low_days(20, 10, 11, 12))
    write(cast.ben, calm(20))

    told = Told()
    found = compare_policies(cast.team, {"flagged_logs_to_ease": 4}, progress=told)

    [ana] = found.comparison.differences
    assert ana.name == "Ana R."
    assert ana.fewer[ChangeKind.EASIER_WEEK] == (MONDAY + timedelta(days=14),)
    assert found.before.total.session_changes == found.after.total.session_changes + 1
    assert told.total == told.done == 2 * 40, "each night once for each rulebook"


def test_thresholds_of_statuses_change_statuses(cast: Cast) -> None:
    write(cast.ana, calm(10), sleep_h=5.5)
    found = compare_policies(cast.team, {"short_night_h": 5.0})

    low = found.comparison.fewer(LOW_DAY)
    assert low == found.before.total.alerts - found.after.total.alerts > 0


def test_the_teams_own_rules_are_where_a_comparison_starts(cast: Cast) -> None:
    write(cast.ana, with_low_days(20, 10, 11, 12))
    change_thresholds(cast.team, {"flagged_logs_to_ease": 4}, cast.owner)

    assert compare_policies(cast.team, {"flagged_logs_to_ease": 4}).comparison.differences == ()
    other = compare_policies(cast.team, {"rebase_ratio": 1.2})
    assert other.before.total.session_changes == other.after.total.session_changes == 0
    assert compare_policies(cast.team, {"flagged_logs_to_ease": 3}).comparison.more(ChangeKind.EASIER_WEEK) == 1


@pytest.mark.parametrize(
    "thresholds",
    [
        pytest.param({"flagged_logs_to_eat": 4}, id="no such name"),
        pytest.param({"flagged_logs_to_ease": 40}, id="out of range"),
        pytest.param({"flagged_logs_to_ease": 3.5}, id="not a whole number"),
        pytest.param({"return_first_share": 0.8, "return_second_share": 0.6}, id="two that do not go together"),
    ],
)
def test_what_makes_no_rulebook_is_refused_before_anything_is_read(
    cast: Cast, thresholds: Mapping[str, float], django_assert_max_num_queries: Any
) -> None:
    told = Told()
    with django_assert_max_num_queries(1), pytest.raises(ValueError, match=next(iter(thresholds))):
        compare_policies(cast.team, thresholds, progress=told)
    assert told.total == 0


class Told:
    """Progress that notes how much there is to do and how much was done."""

    total = done = 0

    def __call__(self, title: str, total: int, unit: str) -> Told:
        self.total = total
        return self

    def __enter__(self) -> Any:
        return self._advance

    def __exit__(self, *exc_info: object) -> None:
        pass

    def _advance(self, units: int) -> None:
        self.done += units
