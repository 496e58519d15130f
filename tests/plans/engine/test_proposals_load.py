"""D10, the step to next week (V1) and D9 on a written plan: from what was run, no leap, no ramp. The floor of 40 km a
week is 12 km (V13)."""

from __future__ import annotations

import pytest

from plans.engine.decision import Directive
from plans.engine.facts import WeekWork, WorkFacts
from tests.plans.engine.nights_made import week
from tests.plans.engine.proposals_made import after, season, sunday

REBASE, STEP, FLAT = Directive.REBASE, Directive.CUT_TO_STEP, Directive.STOP_THE_RAMP
WEEK = "M: Tue easy 8km, Thu easy 8km, Sat long 10km, Sun easy 8km"
"""34 km."""


def of_four(run_km: float, long_km: float) -> str:
    return f"M: Tue tempo {run_km:g}km, Thu easy {run_km:g}km, Sat long {long_km:g}km, Sun easy {run_km:g}km"


ONE_RUN_HARD = of_four(8, 10)

NEXT_WEEK: dict[str, tuple[Directive, tuple[WeekWork, ...], str]] = {
    "D10: a tenth more than the better of two weeks": (
        REBASE, (week(34, 15), week(34, 20), week(34, 34)), of_four(5.2, 6.4),
    ),
    "D10: what was not reported is not caught up": (
        REBASE, (week(34, 15, 20), week(34, 20, 20)), of_four(5.2, 6.4),
    ),
    "D10: not below the floor": (
        REBASE, (week(34, 2), week(34, 5)), of_four(2.8, 3.6),
    ),
    "D10: never more than was planned": (REBASE, (week(34, 33), week(34, 33)), ONE_RUN_HARD),
    "V1: one step above the best of three weeks": (
        STEP, (week(34, 15), week(34, 20), week(34, 22)), of_four(6.2, 7.8),
    ),
    "V1: what may have been run counts": (
        STEP, (week(34, 15, 22), week(34, 20), week(34, 20)), of_four(6.2, 7.8),
    ),
    "V1: 3 km are always a step": (
        STEP, (week(34, 14), week(34, 10), week(34, 10)), of_four(4, 5),
    ),
    "V1: not below the floor": (
        STEP, (week(34, 2), week(34, 2), week(34, 2)), of_four(2.8, 3.6),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("directive", "weeks", "expected"), NEXT_WEEK.values(), ids=NEXT_WEEK)
def test_next_week_starts_from_what_was_run(directive: Directive, weeks: tuple[WeekWork, ...], expected: str) -> None:
    plan = season(WEEK, WEEK, ONE_RUN_HARD)
    assert after(plan, directive, sunday(plan, 2), work=WorkFacts(weeks=weeks)) == [WEEK, WEEK, expected]


def test_the_week_after_is_no_leap_above_the_one_made_lighter() -> None:
    plan = season("M: Tue easy 8km", "M: Tue easy 8km", WEEK, WEEK)
    rebased = after(plan, REBASE, sunday(plan, 2), work=WorkFacts(weeks=(week(8, 4), week(8, 4))))
    assert rebased[2:] == [
        "M: Tue easy 2.8km, Thu easy 2.8km, Sat long 3.6km, Sun easy 2.8km",
        "M: Tue easy 3.6km, Thu easy 3.6km, Sat long 4.5km, Sun easy 3.6km",
    ]


RAMPS = {
    "every week left of the phase": (
        ["F: Tue easy 10km, Thu easy 10km", "F: Tue easy 11km, Thu easy 11km", "F: Tue easy 12km, Thu easy 12km"],
        ["F: Tue easy 10km, Thu easy 10km"] * 3,
    ),
    "lighter weeks stay as light": (
        ["F: Tue easy 10km, Thu easy 10km", "F: Tue easy 8km, Thu easy 8km", "F: Tue easy 12km, Thu easy 12km"],
        ["F: Tue easy 10km, Thu easy 10km", "F: Tue easy 8km, Thu easy 8km", "F: Tue easy 10km, Thu easy 10km"],
    ),
    "the next phase begins where its gate is met": (
        ["F: Tue easy 10km, Thu easy 10km", "F: Tue easy 11km, Thu easy 11km", "M: Tue easy 12km, Thu easy 12km"],
        ["F: Tue easy 10km, Thu easy 10km"] * 2 + ["M: Tue easy 12km, Thu easy 12km"],
    ),
    "not below the floor": (
        ["F: Tue easy 5km", "F: Tue easy 8km, Thu easy 8km"], ["F: Tue easy 5km", "F: Tue easy 6km, Thu easy 6km"],
    ),
    "a week without kilometres says nothing": (
        ["F: Tue walk 30min", "F: Tue easy 8km, Thu easy 8km"], ["F: Tue walk 30min", "F: Tue easy 8km, Thu easy 8km"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("weeks", "expected"), RAMPS.values(), ids=RAMPS)
def test_the_ramp_stops(weeks: list[str], expected: list[str]) -> None:
    plan = season(*weeks)
    assert after(plan, FLAT, sunday(plan, 1)) == expected


@pytest.mark.parametrize("directive", [REBASE, STEP])
def test_in_a_phases_last_week_the_phase_is_held(directive: Directive) -> None:
    """Nobody who ran half of what was planned begins the next phase on Monday."""
    phase = WEEK.replace("M:", "F:")
    plan = season(phase, phase, WEEK)
    run = WorkFacts(weeks=(week(34, 20), week(34, 20), week(34, 20)))
    held = after(plan, directive, sunday(plan, 2), work=run)
    assert [line[0] for line in held] == ["F", "F", "F", "M"]
    assert held[2] != phase


def test_at_the_end_of_the_plan_no_week_is_left_to_change() -> None:
    plan = season(*[WEEK.replace("M:", "R:")] * 4)
    run = WorkFacts(weeks=(week(34, 20), week(34, 20), week(34, 20)))
    for directive in (REBASE, STEP, FLAT):
        assert after(plan, directive, sunday(plan, 4), work=run) == [WEEK.replace("M:", "R:")] * 4
