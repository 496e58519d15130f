"""A check-in that comes late: the night gets a new revision, and nothing changes silently."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from athletes.models import Athlete
from plans import late_logs, night
from plans.answers import Superseded, give_answer
from plans.models import AnswerKind, Decision, Plan
from readiness.logging_days import clear_log, write_log
from readiness.models import Source
from tests.cast import Cast
from tests.season import begin

pytestmark = pytest.mark.slow

NIGHT = date(2026, 11, 18)
AFTER = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)  # 03:00 in Berlin
FINE = {"fatigue": 4, "soreness": 4, "sleep_quality": 4, "mood": 4, "stress": 4}
FLAT = {"fatigue": 1, "soreness": 1, "sleep_quality": 2, "mood": 2, "stress": 2}
FEVER = {**FINE, "illness": "systemic"}


def tell(athlete: Athlete, day: date, **values: Any) -> None:
    write_log(athlete, day, values, client_id=uuid4(), source=Source.CHECK_IN)


@pytest.fixture
def runner(cast: Cast) -> Athlete:
    """Ana, two weeks into a plan, with a calm log for each day but the night's own."""
    with time_machine.travel(AFTER - timedelta(hours=9), tick=False):
        cast.ana.nights_from = NIGHT
        cast.ana.save()
        begin(cast.ana, cast.coach)
        for ago in range(1, 16):
            write_log(cast.ana, NIGHT - timedelta(days=ago), FINE, client_id=uuid4(), source=Source.IMPORT)
    return cast.ana


def decided(runner: Athlete) -> list[Decision]:
    return list(Decision.objects.in_team(runner.team).filter(athlete=runner).order_by("night", "revision"))


def go_on(now: datetime) -> int:
    return late_logs.revise(late_logs.owed_revisions(now), now)


def a_night(runner: Athlete) -> Decision:
    night.decide_chunk([runner.pk], AFTER)
    return decided(runner)[-1]


def test_nothing_is_owed_while_nobody_writes(runner: Athlete) -> None:
    a_night(runner)
    assert late_logs.owed_revisions(AFTER + timedelta(hours=2)) == []


@pytest.mark.parametrize("days_late", [0, 1, 2, 3])
def test_a_late_log_makes_a_new_revision_and_keeps_the_old_one(runner: Athlete, days_late: int) -> None:
    first = a_night(runner)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT - timedelta(days=days_late), **FEVER)
        assert go_on(datetime.now(UTC)) == 1
    revisions = decided(runner)
    assert [d.revision for d in revisions] == [0, 1]
    assert (revisions[0].rule, revisions[0].facts, revisions[0].decided_at) == (first.rule, first.facts, AFTER)
    assert revisions[1].facts != first.facts


def test_a_late_fever_asks_for_rest(runner: Athlete) -> None:
    assert a_night(runner).rule == "-"
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT, **FEVER)
        go_on(datetime.now(UTC))
    late = decided(runner)[-1]
    assert (late.rule, late.verdict, late.answer_until) == ("D1", "rest", NIGHT + timedelta(days=2))
    assert late.operations


def test_looked_at_once_is_looked_at(runner: Athlete) -> None:
    """A second delivery, an edited note, the same values again: no further revision."""
    a_night(runner)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False) as clock:
        tell(runner, NIGHT, **FINE)
        assert go_on(datetime.now(UTC)) == 1
        clock.shift(timedelta(minutes=5))
        # Once more, for a log that was being written while the first look read.
        assert go_on(datetime.now(UTC)) == 0
        assert late_logs.owed_revisions(datetime.now(UTC)) == []
        clock.shift(timedelta(minutes=5))
        tell(runner, NIGHT, **FINE, note="slept at a friend's")
        assert late_logs.owed_revisions(datetime.now(UTC)) == [(runner.pk, NIGHT)]
        assert go_on(datetime.now(UTC)) == 0
        clock.shift(timedelta(minutes=5))
        assert go_on(datetime.now(UTC)) == 0
        assert late_logs.owed_revisions(datetime.now(UTC)) == []
    assert [d.revision for d in decided(runner)] == [0, 1]


def test_a_cleared_log_counts_as_news_too(runner: Athlete, cast: Cast) -> None:
    with time_machine.travel(AFTER - timedelta(hours=8), tick=False):
        tell(runner, NIGHT, **FEVER)
    assert a_night(runner).rule == "D1"
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        clear_log(runner, NIGHT)
        assert go_on(datetime.now(UTC)) == 1
    assert decided(runner)[-1].rule == "-"


def test_a_log_four_days_back_changes_no_decision(runner: Athlete) -> None:
    a_night(runner)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT - timedelta(days=4), **FEVER)
        assert late_logs.owed_revisions(datetime.now(UTC)) == []


def test_what_a_coach_approved_is_not_asked_again(runner: Athlete, cast: Cast) -> None:
    with time_machine.travel(AFTER - timedelta(hours=8), tick=False):
        tell(runner, NIGHT, **FEVER)
    asked = a_night(runner)
    give_answer(asked, AnswerKind.APPROVED, cast.coach)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT - timedelta(days=1), **FEVER)
        assert go_on(datetime.now(UTC)) == 1
    again = decided(runner)[-1]
    assert (again.rule, again.operations, again.answer_until) == ("D1", [], None)
    assert "late.same" in [message for message, _ in again.reasons]


def test_a_coach_is_told_where_an_approved_decision_is_another_one_now(runner: Athlete, cast: Cast) -> None:
    with time_machine.travel(AFTER - timedelta(hours=8), tick=False):
        tell(runner, NIGHT, **FEVER)
    give_answer(a_night(runner), AnswerKind.APPROVED, cast.coach)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT, **FINE)
        go_on(datetime.now(UTC))
    again = decided(runner)[-1]
    assert again.rule == "-"
    assert again.answer_until is not None
    assert "late.other" in [message for message, _ in again.reasons]


def test_the_older_revision_can_no_longer_be_answered(runner: Athlete, cast: Cast) -> None:
    with time_machine.travel(AFTER - timedelta(hours=8), tick=False):
        tell(runner, NIGHT, **FEVER)
    asked = a_night(runner)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT, **FINE)
        go_on(datetime.now(UTC))
    with pytest.raises(Superseded):
        give_answer(asked, AnswerKind.APPROVED, cast.coach)
    assert Plan.objects.in_team(runner.team).get().revision == 0


def test_one_unreadable_decision_costs_nobody_else_their_revision(
    runner: Athlete, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    cast.ben.nights_from = NIGHT
    cast.ben.save()
    night.decide_chunk([runner.pk, cast.ben.pk], AFTER)
    Decision.objects.in_team(runner.team).filter(athlete=runner).update(facts={"v": "nonsense of mood 3"})
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False) as clock:
        tell(runner, NIGHT, **FEVER)
        tell(cast.ben, NIGHT, **FEVER)
        assert go_on(datetime.now(UTC)) == 1
        clock.shift(timedelta(minutes=5))
        go_on(datetime.now(UTC))
        assert late_logs.owed_revisions(datetime.now(UTC)) == []
    assert [d.revision for d in decided(cast.ben)] == [0, 1]
    assert [d.revision for d in decided(runner)] == [0]
    assert f"athlete {runner.pk}" in caplog.text
    assert "mood 3" not in caplog.text


def test_other_teams_are_left_alone(runner: Athlete, cast: Cast) -> None:
    a_night(runner)
    with time_machine.travel(AFTER + timedelta(hours=4), tick=False):
        tell(runner, NIGHT, **FEVER)
        assert late_logs.owed_revisions(datetime.now(UTC), cast.other_team.pk) == []
        assert late_logs.owed_revisions(datetime.now(UTC), cast.team.pk) == [(runner.pk, NIGHT)]
