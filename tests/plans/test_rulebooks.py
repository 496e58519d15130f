"""A coach changes thresholds: version by version, checked as a whole, and statuses follow for the days still in use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from queue import Queue
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete, Group, GroupAthlete
from plans.engine.history import assessed_days
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.models import Decision
from plans.night import decide_chunk
from plans.rulebooks import (
    Overtaken,
    change_thresholds,
    own_of,
    reset_thresholds,
    roll_out,
    rulebook_for,
    rulebook_of,
    rulebooks_of,
    rulebooks_with,
)
from readiness.engine.policy import DEFAULT_POLICY
from readiness.logging_days import write_log
from readiness.models import DayStatus, Source, TeamRules
from readiness.team_rules import thresholds_of
from tests.cast import Cast, an_athlete, assemble
from tests.season import stored

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 18)


def versions(cast: Cast) -> list[tuple[int, dict[str, float], str]]:
    rows = TeamRules.objects.in_team(cast.team).order_by("version")
    return [(row.version, row.thresholds, row.note) for row in rows]


def log_pain(athlete: Athlete, day: date, pain: int = 4) -> None:
    """Pain of 4 is amber by default, and green where pain counts from 5 on."""
    values = {"fatigue": 4, "soreness": 4, "sleep_quality": 4, "mood": 4, "stress": 4, "pain": pain}
    write_log(athlete, day, values, client_id=uuid4(), source=Source.CHECK_IN)


def days_of(athlete: Athlete) -> dict[date, str]:
    rows = DayStatus.objects.in_team(athlete.team_id).filter(athlete=athlete)
    return dict(rows.values_list("local_date", "status"))


def a_group(cast: Cast, name: str, *athletes: Athlete) -> Group:
    group = Group.objects.create(team=cast.team, name=name)
    for athlete in athletes:
        GroupAthlete.objects.create(team=cast.team, group=group, athlete=athlete)
    return group


def test_a_team_that_changed_nothing_has_the_defaults(cast: Cast) -> None:
    assert rulebook_of(cast.team) == DEFAULT_RULEBOOK


def test_changes_add_up_and_each_is_a_version(cast: Cast) -> None:
    change_thresholds(cast.team, {"cue_days": 4, "cooldown_days": 9}, cast.coach, "Quiet squad")
    written = change_thresholds(cast.team, {"fast_share": 0.05}, cast.owner)

    assert versions(cast) == [
        (1, {"cooldown_days": 9, "cue_days": 4}, "Quiet squad"),
        (2, {"cooldown_days": 9, "cue_days": 4, "fast_share": 0.05}, ""),
    ]
    assert (written.version, written.written_by) == (2, cast.owner)
    both = rulebooks_of([cast.ana, cast.zoe])
    assert both[cast.ana.pk].plans.fast_share == 0.05
    assert both[cast.zoe.pk] == DEFAULT_RULEBOOK


def test_a_default_value_takes_the_teams_own_away(cast: Cast) -> None:
    change_thresholds(cast.team, {"cue_days": 4, "cooldown_days": 9}, cast.coach)
    change_thresholds(cast.team, {"cue_days": 3}, cast.coach)
    assert versions(cast)[-1] == (2, {"cooldown_days": 9}, "")


def test_all_of_them_go_back_to_the_defaults_at_once(cast: Cast) -> None:
    change_thresholds(cast.team, {"cue_days": 4}, cast.coach)
    reset_thresholds(cast.team, cast.coach, "As shipped")
    assert versions(cast) == [(1, {"cue_days": 4}, ""), (2, {}, "As shipped")]
    assert rulebook_of(cast.team) == DEFAULT_RULEBOOK


@pytest.mark.parametrize(
    "values",
    [{"cue_days": 99}, {"cue_days": 4, "no_such": 1}, {"pain_stop_above": 4}],
    ids=["out of range", "one name is wrong", "does not go with what the team has"],
)
def test_what_is_refused_writes_nothing(cast: Cast, values: dict[str, Any]) -> None:
    change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach)
    before = stored()
    with pytest.raises(ValueError, match=r"\.$"):
        change_thresholds(cast.team, values, cast.coach)
    assert stored() == before


def test_the_days_that_nights_look_back_on_get_their_status_anew(cast: Cast) -> None:
    reach = assessed_days(DEFAULT_POLICY)
    oldest, too_old = DAY - timedelta(days=reach - 1), DAY - timedelta(days=reach)
    for athlete in (cast.ana, cast.zoe):
        for day in (too_old, oldest, DAY):
            log_pain(athlete, day)
        DayStatus.objects.in_team(athlete.team_id).exclude(local_date__in=(too_old, oldest, DAY)).delete()

    change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach)

    ana = days_of(cast.ana)
    assert (ana[too_old], ana[oldest], ana[DAY]) == ("amber", "green", "green")
    assert set(days_of(cast.zoe).values()) == {"amber"}, "another team"

    reset_thresholds(cast.team, cast.coach)
    assert days_of(cast.ana)[DAY] == "amber"


def test_days_outside_what_is_stored_stay_without_a_status(cast: Cast) -> None:
    log_pain(cast.ana, DAY)
    log_pain(cast.ben, DAY - timedelta(days=1))
    change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach)
    assert days_of(cast.ana) == {DAY: "green"}
    assert days_of(cast.ben) == {DAY - timedelta(days=1): "green"}


def test_statuses_are_left_alone_when_only_plans_are_concerned(cast: Cast) -> None:
    log_pain(cast.ana, DAY)
    DayStatus.objects.in_team(cast.team).update(status="red")
    change_thresholds(cast.team, {"fast_share": 0.05, "cooldown_days": 9}, cast.coach)
    assert days_of(cast.ana) == {DAY: "red"}


@pytest.mark.parametrize("more", [0, 3])
def test_a_larger_team_asks_no_more_often(cast: Cast, more: int) -> None:
    for athlete in (cast.ana, *(an_athlete(cast.team, f"Runner {n}") for n in range(more))):
        log_pain(athlete, DAY)
    with CaptureQueriesContext(connection) as queries:
        change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach)
    assert len(queries) == 17


class Meanwhile(threading.Thread):
    """Somebody else's work on a connection of its own, begun while we are in a transaction."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self.work, self.backends = work, Queue[int]()
        self.start()

    def run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backends.put(cursor.fetchone()[0])
            self.work()
        finally:
            connection.close()

    def waits(self) -> bool:
        """Whether it came to wait for us; False once it is done."""
        backend, deadline = self.backends.get(timeout=10), monotonic() + 10
        with connection.cursor() as cursor:
            while self.is_alive() and monotonic() < deadline:
                cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [backend])
                if cursor.fetchone()[0]:
                    return True
        return False


@pytest.mark.django_db(transaction=True)
def test_two_coaches_at_the_same_moment_both_have_their_change(transactional_db: None) -> None:
    cast = assemble()
    with transaction.atomic():
        change_thresholds(cast.team, {"cue_days": 4}, cast.coach)
        other = Meanwhile(lambda: change_thresholds(cast.team, {"cooldown_days": 9}, cast.owner))
        assert other.waits()
    other.join(timeout=20)
    assert versions(cast) == [(1, {"cue_days": 4}, ""), (2, {"cooldown_days": 9, "cue_days": 4}, "")]


@pytest.mark.django_db(transaction=True)
def test_a_check_in_at_the_same_moment_is_assessed_by_the_new_thresholds(transactional_db: None) -> None:
    cast = assemble()
    with transaction.atomic():
        change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach)
        other = Meanwhile(lambda: log_pain(cast.ana, DAY))
        assert other.waits()
    other.join(timeout=20)
    assert days_of(cast.ana) == {DAY: "green"}


class TestGroups:
    """Rules that are tried with a group first."""

    @pytest.fixture
    def hills(self, cast: Cast) -> Group:
        return a_group(cast, "Hills", cast.ana)

    def test_a_group_has_the_teams_numbers_with_its_own_over_them(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"cue_days": 4, "cooldown_days": 9}, cast.coach)
        change_thresholds(cast.team, {"cooldown_days": 10}, cast.coach, group=hills)
        found = rulebooks_of([cast.ana, cast.ben, cast.zoe])
        assert [found[each.pk]["cooldown_days"] for each in (cast.ana, cast.ben, cast.zoe)] == [10, 9, 7]
        assert [found[each.pk]["cue_days"] for each in (cast.ana, cast.ben)] == [4, 4]
        assert rulebook_of(cast.team)["cooldown_days"] == 9
        assert rulebook_of(cast.team, hills) == found[cast.ana.pk]

    def test_a_group_may_have_the_default_where_the_team_has_not(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"cooldown_days": 9}, cast.coach)
        written = change_thresholds(cast.team, {"cooldown_days": 7, "cue_days": 3}, cast.coach, group=hills)
        assert written.thresholds == {"cooldown_days": 7}
        assert rulebook_for(cast.ana)["cooldown_days"] == 7

    def test_of_two_groups_the_one_written_last_counts(self, cast: Cast, hills: Group) -> None:
        track = a_group(cast, "Track", cast.ana)
        for group, days in ((track, 11), (hills, 10), (track, 12), (hills, 13)):
            change_thresholds(cast.team, {"cooldown_days": days}, cast.coach, group=group)
        assert rulebook_for(cast.ana)["cooldown_days"] == 13
        reset_thresholds(cast.team, cast.coach, group=hills)
        assert rulebook_for(cast.ana)["cooldown_days"] == 12

    def test_what_was_tried_is_rolled_out(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"cue_days": 4}, cast.coach)
        change_thresholds(cast.team, {"cooldown_days": 10}, cast.coach, group=hills)
        with pytest.raises(Overtaken):
            roll_out(hills, cast.coach, seen=0)
        roll_out(hills, cast.coach, seen=1)
        assert rulebook_for(cast.ben) == rulebook_for(cast.ana)
        assert thresholds_of({cast.team.pk}) == {cast.team.pk: {"cue_days": 4, "cooldown_days": 10}}
        assert own_of(hills) == {}

    def test_a_team_changes_nothing_that_a_group_cannot_bear(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"wellness_red_z": -1.5}, cast.coach, group=hills)
        with pytest.raises(ValueError, match="With the rules of Hills"):
            change_thresholds(cast.team, {"wellness_amber_z": -1.8, "wellness_red_paired_z": -1.9}, cast.coach)
        assert rulebook_of(cast.team) == DEFAULT_RULEBOOK

    def test_the_days_of_the_group_are_assessed_again(self, cast: Cast, hills: Group) -> None:
        for athlete in (cast.ana, cast.ben):
            log_pain(athlete, DAY)
        change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach, group=hills)
        assert [days_of(each)[DAY] for each in (cast.ana, cast.ben)] == ["green", "amber"]

    def test_one_query_without_rules_of_groups_and_two_with_them(self, cast: Cast, hills: Group) -> None:
        squad = [cast.ana, cast.ben, *(an_athlete(cast.team, f"No. {n}") for n in range(20))]
        with CaptureQueriesContext(connection) as without:
            rulebooks_of(squad)
        change_thresholds(cast.team, {"cooldown_days": 10}, cast.coach, group=hills)
        with CaptureQueriesContext(connection) as queries:
            rulebooks_of(squad)
        assert (len(without), len(queries)) == (1, 2)

    def test_a_group_that_is_gone_takes_its_rules_along(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"cooldown_days": 10}, cast.coach, group=hills)
        hills.delete()
        assert rulebook_for(cast.ana) == DEFAULT_RULEBOOK

    def test_days_are_assessed_again_as_far_as_the_widest_group_looks(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"cue_memory_days": 42}, cast.coach, group=hills)
        far = DAY - timedelta(days=assessed_days(rulebook_for(cast.ana).readiness) - 1)
        assert far < DAY - timedelta(days=assessed_days(DEFAULT_RULEBOOK.readiness) - 1)
        for day in (far, DAY):
            log_pain(cast.ana, day)
        change_thresholds(cast.team, {"pain_amber_from": 5}, cast.coach)
        assert [days_of(cast.ana)[day] for day in (far, DAY)] == ["green", "green"]

    def test_a_night_of_two_groups_goes_by_the_rules_of_each(self, cast: Cast, hills: Group) -> None:
        track = a_group(cast, "Track", cast.ben)
        change_thresholds(cast.team, {"cue_days": 4}, cast.coach)
        for group, days in ((hills, 10), (track, 12)):
            change_thresholds(cast.team, {"cooldown_days": days}, cast.coach, group=group)
        decide_chunk([cast.ana.pk, cast.ben.pk], datetime(2026, 11, 19, 12, tzinfo=UTC))
        decisions = Decision.objects.in_team(cast.team).order_by("athlete_id", "night").distinct("athlete_id")
        assert {each.athlete_id: each.thresholds for each in decisions} == {
            cast.ana.pk: {"cue_days": 4, "cooldown_days": 10},
            cast.ben.pk: {"cue_days": 4, "cooldown_days": 12},
        }

    def test_a_change_of_the_team_leaves_the_group_its_own(self, cast: Cast, hills: Group) -> None:
        change_thresholds(cast.team, {"cooldown_days": 10}, cast.coach, group=hills)
        wanted = {"cooldown_days": 8, "cue_days": 4}
        them = [cast.ana, cast.ben]
        for_team, for_hills = rulebooks_with(them, wanted), rulebooks_with(them, {"cue_days": 4}, hills)
        assert [for_team[each.pk]["cooldown_days"] for each in them] == [10, 8]
        assert [for_team[each.pk]["cue_days"] for each in them] == [4, 4]
        assert (for_hills[cast.ana.pk]["cooldown_days"], for_hills[cast.ana.pk]["cue_days"]) == (10, 4)
        change_thresholds(cast.team, wanted, cast.coach)
        assert rulebooks_of(them) == for_team
