"""Protecting an attribute shifts the mix of sessions in the direction promised, and nothing else (S3)."""

from collections.abc import Callable

import pytest

from plans.engine.limits import History, check_plan
from plans.engine.variants import varied
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import PlanState, SessionState
from tests.plans.engine.shipped import REFERENCE, plan, template


def sessions_that_protect(attribute: str) -> Callable[[SessionState], float]:
    return lambda session: attribute in session.protects


def long_and_cross_training_min(session: SessionState) -> float:
    return session.duration_min if session.kind in (SessionKind.LONG, SessionKind.CROSS_TRAINING) else 0


def strength_min(session: SessionState) -> float:
    return session.duration_min if session.is_strength else 0


def mobility_min(session: SessionState) -> float:
    return session.duration_min if session.kind is SessionKind.MOBILITY else 0


PROMISES: dict[str, Callable[[SessionState], float]] = {
    "endurance": long_and_cross_training_min,
    "economy": sessions_that_protect("economy"),
    "leg strength": strength_min,
    "speed": sessions_that_protect("speed"),
    "mobility": mobility_min,
}
"""What there is more of, in every phase, for who protects the attribute."""


def amount(made: PlanState, phase: PhaseKind, measure: Callable[[SessionState], float]) -> float:
    return sum(measure(s) for week in made.weeks if week.phase is phase for s in week.sessions)


def test_every_attribute_promises_something() -> None:
    assert list(template().variants) == list(PROMISES)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("phase", PhaseKind)
@pytest.mark.parametrize("attribute", PROMISES)
def test_there_is_more_of_what_is_protected(attribute: str, phase: PhaseKind, level: Level) -> None:
    before = plan(level, REFERENCE[level])
    after = plan(level, REFERENCE[level], protects=(attribute,))
    assert amount(after, phase, PROMISES[attribute]) > amount(before, phase, PROMISES[attribute])


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("attribute", PROMISES)
def test_nothing_is_run_more_or_harder_for_it(attribute: str, level: Level) -> None:
    before = plan(level, REFERENCE[level])
    after = plan(level, REFERENCE[level], protects=(attribute,))
    for old, new in zip(before.weeks, after.weeks, strict=True):
        assert new.distance_km <= old.distance_km
        assert sum(run.is_hard for run in new.runs) <= sum(run.is_hard for run in old.runs)
    assert check_plan(after, History(REFERENCE[level])) == ()


KEY_RUNS = [
    ("endurance", 7, Level.INTERMEDIATE, "fartlek", "steady"),
    ("leg strength", 5, Level.BEGINNER, "steady", "hill_strolls"),
    ("speed", 5, Level.ADVANCED, "steady", "fartlek"),
    ("speed", 8, Level.INTERMEDIATE, "hill_power", "relaxed_reps"),
]


@pytest.mark.parametrize(("attribute", "number", "level", "gone", "instead"), KEY_RUNS)
def test_one_key_run_gives_way(attribute: str, number: int, level: Level, gone: str, instead: str) -> None:
    def kinds(protects: tuple[str, ...]) -> list[SessionKind]:
        return [s.kind for s in plan(level, REFERENCE[level], protects=protects).weeks[number - 1].runs]

    before, after = kinds(()), kinds((attribute,))
    assert after.count(SessionKind(gone)) == before.count(SessionKind(gone)) - 1
    assert after.count(SessionKind(instead)) == before.count(SessionKind(instead)) + 1


def test_who_protects_leg_strength_lifts_more_often_and_one_lift_more() -> None:
    week = plan(Level.INTERMEDIATE, 50, protects=("leg strength",)).weeks[0]
    strength = [s for s in week.sessions if s.is_strength]
    assert len(strength) == 3
    assert all(s.duration_min == 40 and "Step-down 2 x 8 each side (3-0-1)" in s.steps for s in strength)


def test_who_protects_mobility_moves_longer_every_day() -> None:
    shifted = varied(template(), ["mobility"])
    for old, new in zip(template().phases, shifted.phases, strict=True):
        assert new.mobility.minutes_per_day == old.mobility.minutes_per_day + 5


def test_who_protects_speed_strides_from_the_first_week() -> None:
    def strides(protects: tuple[str, ...]) -> int:
        week = plan(Level.BEGINNER, 25, protects=protects).weeks[0]
        return sum("Strides" in step for s in week.runs for step in s.steps)

    assert (strides(()), strides(("speed",))) == (0, 1)


def test_two_attributes_both_shift_and_the_first_one_goes_first() -> None:
    both = plan(Level.INTERMEDIATE, 50, protects=("endurance", "mobility"))
    assert any(s.kind is SessionKind.MOBILITY for s in both.sessions())
    steady, hills = (
        [s.kind for s in plan(Level.INTERMEDIATE, 50, protects=order).weeks[4].runs]
        for order in (("speed", "leg strength"), ("leg strength", "speed"))
    )
    assert (SessionKind.FARTLEK in steady, SessionKind.HILL_STROLLS in hills) == (True, True)


def test_no_choice_is_the_template_itself() -> None:
    assert varied(template(), ()) is template()


@pytest.mark.parametrize(
    ("protects", "why"),
    [
        (["grace"], "no variant for grace"),
        (["speed", "speed"], "up to 2 different"),
        (["speed", "economy", "mobility"], "up to 2 different"),
    ],
)
def test_what_cannot_be_protected(protects: list[str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        varied(template(), protects)
