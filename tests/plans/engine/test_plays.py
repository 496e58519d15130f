"""Playful sessions vary from week to week, also where a week is run once more (S6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.engine.plays import next_play, renewed
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import WeekState
from tests.plans.engine.shipped import REFERENCE, plan, template

LONGEST = {phase.kind: phase.max_weeks for phase in template().phases}


def play_of(week: WeekState) -> list[tuple[str, ...]]:
    return [s.steps for s in week.sessions if s.kind in template().playful]


@pytest.mark.parametrize("weeks", [None, LONGEST], ids=["default length", "as long as can be"])
@pytest.mark.parametrize("level", Level)
def test_no_two_weeks_play_the_same(level: Level, weeks: dict[PhaseKind, int] | None) -> None:
    played = [steps for week in plan(level, REFERENCE[level], weeks_by_phase=weeks).weeks for steps in play_of(week)]
    assert len(played) >= 6
    assert len(set(played)) == len(played)


@pytest.mark.parametrize("level", Level)
def test_every_foundation_week_has_something_playful(level: Level) -> None:
    for week in plan(level, REFERENCE[level]).weeks[:3]:
        assert play_of(week)


def test_every_way_to_play_has_its_own_name_and_a_cue() -> None:
    ways = [way for group in template().playful.values() for way in group]
    assert len({way.title for way in ways}) == len(ways)
    assert all(way.how and way.cue for way in ways)


def test_the_least_played_comes_next() -> None:
    ways = template().playful[SessionKind.CADENCE]
    assert next_play(template(), SessionKind.CADENCE, []) == ways[0]
    assert next_play(template(), SessionKind.CADENCE, [ways[0].steps]) == ways[1]
    assert next_play(template(), SessionKind.CADENCE, [way.steps for way in ways]) == ways[0]
    assert next_play(template(), SessionKind.EASY, []) is None


def test_a_repeated_week_has_other_play_and_other_goals_and_the_same_running() -> None:
    weeks = plan(Level.INTERMEDIATE, 50).weeks
    again = renewed(replace(weeks[2], monday=weeks[2].monday + timedelta(weeks=1)), weeks, template())
    assert set(play_of(again)).isdisjoint(steps for week in weeks for steps in play_of(week))
    assert set(again.goals).isdisjoint(weeks[2].goals)
    assert [(s.kind, s.day, s.distance_km) for s in again.sessions] == [
        (s.kind, s.day, s.distance_km) for s in weeks[2].sessions
    ]
    third = renewed(again, (*weeks, again), template())
    assert third.goals == weeks[2].goals


def test_play_that_a_coach_wrote_stays() -> None:
    weeks = plan(Level.INTERMEDIATE, 50).weeks
    own = tuple(
        replace(s, steps=("Run to the lake",)) if s.kind is SessionKind.CADENCE else s for s in weeks[2].sessions
    )
    again = renewed(replace(weeks[2], sessions=own), weeks, template())
    assert ("Run to the lake",) in play_of(again)
