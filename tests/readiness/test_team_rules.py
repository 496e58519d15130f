"""Every athlete is assessed by the thresholds of their own team, of which the latest version is in force."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete, Team
from readiness import statuses
from readiness.engine.assessment import DayAssessment
from readiness.engine.policy import DEFAULT_POLICY
from readiness.logging_days import write_log
from readiness.models import DayStatus, Source, TeamRules
from readiness.team_rules import readiness_policies, thresholds_of
from tests.cast import Cast

DAY = date(2026, 11, 18)


def some_rules(team: Team, version: int, **thresholds: float) -> TeamRules:
    return TeamRules.objects.create(team=team, version=version, thresholds=thresholds)


def status_after(athlete: Athlete, **values: Any) -> tuple[str, str]:
    log = {"fatigue": 4, "soreness": 4, "sleep_quality": 4, "mood": 4, "stress": 4, **values}
    written = write_log(athlete, DAY, log, client_id=uuid4(), source=Source.CHECK_IN)
    return written.status.status, written.status.rule


def test_the_highest_version_of_each_team_in_one_query(cast: Cast) -> None:
    for version, days in ((2, 5), (3, 4), (1, 6)):
        some_rules(cast.team, version, cue_days=days)

    with CaptureQueriesContext(connection) as queries:
        found = thresholds_of({cast.team.pk, cast.other_team.pk})

    assert found == {cast.team.pk: {"cue_days": 4}, cast.other_team.pk: {}}
    assert len(queries) == 1
    assert thresholds_of(set()) == {}


def test_only_the_thresholds_of_statuses_and_signs_are_taken(cast: Cast) -> None:
    some_rules(cast.team, 1, cue_days=4, cooldown_days=9, wellness_red_z=-3)
    policies = readiness_policies([cast.ana, cast.zoe])
    assert policies[cast.zoe.pk] == DEFAULT_POLICY
    assert (policies[cast.ana.pk].cue_days, policies[cast.ana.pk].wellness_red_z) == (4, -3.0)


def test_a_check_in_is_assessed_by_the_teams_own_thresholds(cast: Cast) -> None:
    some_rules(cast.team, 1, pain_amber_from=5)
    assert status_after(cast.ana, pain=4) == ("green", "S8")
    assert status_after(cast.ana, pain=5) == ("amber", "S7")
    assert status_after(cast.zoe, pain=4) == ("amber", "S7"), "another team's rules"


def test_teams_of_one_night_keep_their_own_thresholds(cast: Cast) -> None:
    some_rules(cast.team, 1, log_min_items=4)
    rows = statuses.fill_unlogged([cast.ana, cast.zoe], DAY, known=())
    needed = {row.athlete_id: DayAssessment.from_json(row.assessment).findings[0].threshold for row in rows}
    assert needed == {cast.ana.pk: 4, cast.zoe.pk: 3}
    assert DayStatus.objects.across_teams().filter(status="unknown").count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_refreshing_many_asks_no_more_often(cast: Cast, number: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        statuses.refresh([cast.ana, cast.ben, cast.zoe][:number], DAY, DAY)
    assert len(queries) == 5
