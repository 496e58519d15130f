"""D7, D8, D9 and GB on a written plan: which phase the weeks to come belong to, and what a deadline makes of it."""

from __future__ import annotations

import pytest

from plans.engine.applying import apply
from plans.engine.decision import Directive
from plans.engine.facts import WorkFacts
from plans.engine.week import PlanState
from tests.plans.engine.nights_made import earlier, week
from tests.plans.engine.proposals_made import after, proposed, season, sunday, told

REPEAT, LONGEST = Directive.REPEAT_WEEK, Directive.HOLD_FOR_LOGS
NEXT, BACK = Directive.NEXT_PHASE, Directive.PREVIOUS_PHASE

WEEK = "M: Tue easy 8km, Thu easy 8km, Sat long 10km, Sun easy 8km"
"""34 km."""
FULL = "M: Tue tempo 8km, Thu easy 8km, Fri strength 40min, Sat long 12km, Sun easy 8km"
F = "F: Tue easy 5km, Thu easy 5km, Sat long 8km, Sun easy 6km"
"""24 km."""
M = "M: Tue easy 7km, Thu easy 7km, Sat long 9km, Sun easy 7km"
"""30 km."""
R = "R: Tue tempo 8km, Sat long 12km"

REPEATS: dict[str, tuple[PlanState, int, Directive, list[str]]] = {
    "D8: the week once more, later weeks move on": (season(F, F, M), 2, REPEAT, [F, F, F, M]),
    "D8: the last week of the plan": (season(R, R, R), 3, REPEAT, [R, R, R, R]),
    "D9: up to the phase's longest, at once": (season(F, F, M), 2, LONGEST, [F, F, F, F, M]),
    "D9: one week is left of it": (season(F, F, F, M), 3, LONGEST, [F, F, F, F, M]),
    "D9: none is left": (season(F, F, F, F, M), 4, LONGEST, [F, F, F, F, M]),
    "D9: up to what a deadline leaves": (
        season(F, F, M, M, M, M, spare_weeks=0), 2, LONGEST, [F, F, F, M, M, M],
    ),
    "D9: a deadline leaves nothing": (season(F, F, M, spare_weeks=0), 2, LONGEST, [F, F, M]),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "at", "directive", "expected"), REPEATS.values(), ids=REPEATS)
def test_the_week_once_more(plan: PlanState, at: int, directive: Directive, expected: list[str]) -> None:
    assert after(plan, directive, sunday(plan, at)) == expected


def test_a_week_made_lighter_is_not_repeated_but_the_last_full_one() -> None:
    light = "F: Tue easy 5km, Sat long 8km"
    plan = season(F, F, light, M)
    assert after(plan, REPEAT, sunday(plan, 3), recent=earlier((7, "D3"))) == [F, F, light, F, M]
    assert after(plan, REPEAT, sunday(plan, 3)) == [F, F, light, light, M]


def test_nor_is_one_of_another_phase() -> None:
    plan = season(F, M, FULL)
    assert after(plan, REPEAT, sunday(plan, 2), recent=earlier((3, "D2"))) == [F, M, M, FULL]


def test_the_same_repeat_has_the_same_sessions_and_a_second_one_others() -> None:
    plan = season(F, M)
    once = proposed(plan, REPEAT, sunday(plan, 1))
    assert once == proposed(plan, REPEAT, sunday(plan, 1))
    repeated, _ = apply(plan, once)
    assert told(repeated) == [F, F, M]
    assert after(repeated, REPEAT, sunday(plan, 1)) == [F, F, F, M]


def test_a_week_that_was_reported_on_since_stays_where_it_is() -> None:
    plan = season(F, F, f"{M} done")
    assert proposed(plan, REPEAT, sunday(plan, 2)) == ()


ADVANCES: dict[str, tuple[list[str], int, WorkFacts | None, list[str]]] = {
    "what is left of the phase is skipped, by a step of a fifth": (
        [F, F, F, M, FULL], 2, None,
        [F, F, "M: Tue easy 6.7km, Thu easy 6.7km, Sat long 8.6km, Sun easy 6.7km", FULL],
    ),
    "two weeks of it": (
        [F, F, F, F, M, FULL], 2, None,
        [F, F, "M: Tue easy 6.7km, Thu easy 6.7km, Sat long 8.6km, Sun easy 6.7km", FULL],
    ),
    "a step above what was certainly run": (
        [F, F, F, M, FULL], 2, WorkFacts(weeks=(week(24, 20, 24), week(24, 19, 24))),
        [F, F, "M: Tue easy 5.6km, Thu easy 5.6km, Sat long 7.2km, Sun easy 5.6km",
         "M: Tue tempo 6.8km, Thu easy 6.8km, Fri strength 40min, Sat long 10.2km, Sun easy 6.8km"],
    ),
    "never below the floor": (
        [F, F, F, M, FULL], 2, WorkFacts(weeks=(week(24, 1), week(24, 0))),
        [F, F, "M: Tue easy 2.8km, Thu easy 2.8km, Sat long 3.6km, Sun easy 2.8km",
         "M: Tue tempo 6.8km, Thu easy 6.8km, Fri strength 40min, Sat long 10.2km, Sun easy 6.8km"],
    ),
    "at the planned end nothing changes": ([F, F, M], 2, None, [F, F, M]),
    "there is no next phase": ([R, R, R], 2, None, [R, R, R]),
}  # fmt: skip


@pytest.mark.parametrize(("weeks", "at", "work", "expected"), ADVANCES.values(), ids=ADVANCES)
def test_the_next_phase_begins(weeks: list[str], at: int, work: WorkFacts | None, expected: list[str]) -> None:
    plan = season(*weeks)
    assert after(plan, NEXT, sunday(plan, at), work=work) == expected


def test_the_end_of_the_offseason_changes_no_plan() -> None:
    plan = season(R, R, R)
    assert proposed(plan, Directive.FINISH, sunday(plan, 3)) == ()


RESTARTED = "F: Tue easy 4.2km, Thu easy 4.2km, Sat long 6.8km, Sun easy 5.1km"
"""20.4 km: 0.6 of 34."""
STEPPED = "M: Tue easy 6.8km, Thu easy 6.8km, Sat long 8.4km, Sun easy 6.8km"
"""28.8 km: a fifth more than the 24 before."""
NEARLY = "M: Tue easy 7.5km, Thu easy 7.5km, Sat long 9.3km, Sun easy 7.5km"
"""31.8 km: near the baseline a step is 3 km."""
SMALL = "F: Tue easy 6km, Thu easy 6km, Sat long 3km"
BACKWARDS: dict[str, tuple[PlanState, int, list[str]]] = {
    "the last two weeks of the phase before, from 0.6 of this week on, and in steps to the plan": (
        season(F, F, F, WEEK, WEEK, WEEK), 4, [F, F, F, WEEK, RESTARTED, F, STEPPED, NEARLY],
    ),
    "in the first phase its own weeks": (
        season(F, F, F, F), 3, [F, F, F, "F: Tue easy 3km, Thu easy 3km, Sat long 4.8km, Sun easy 3.6km",
        "F: Tue easy 3.6km, Thu easy 3.6km, Sat long 5.8km, Sun easy 4.3km",
        "F: Tue easy 4.3km, Thu easy 4.3km, Sat long 7km, Sun easy 5.2km"],
    ),
    "from a phase that was gone back to: the one before that, not the one after": (
        season(F, F, WEEK, F, F, WEEK), 5, [
            F, F, WEEK, F, F, "F: Tue easy 3km, Thu easy 3km, Sat long 4.8km, Sun easy 3.6km",
        "F: Tue easy 3.6km, Thu easy 3.6km, Sat long 5.8km, Sun easy 4.3km",
        "M: Tue easy 4.9km, Thu easy 4.9km, Sat long 6.1km, Sun easy 4.9km"],
    ),
    "easier weeks are not what is gone back to": (
        season(F, "F-: Tue easy 5km, Sat long 8km", WEEK, WEEK), 3, [
            F, "F-: Tue easy 5km, Sat long 8km", WEEK, RESTARTED,
            "M: Tue easy 5.7km, Thu easy 5.7km, Sat long 7.2km, Sun easy 5.7km",
        ],
    ),
    "unless there are no others": (
        season("F-: Tue easy 5km, Sat long 8km", WEEK, WEEK), 2, [
            "F-: Tue easy 5km, Sat long 8km", WEEK, "F-: Tue easy 5km, Sat long 8km",
            "M: Tue easy 3.7km, Thu easy 3.7km, Sat long 4.7km, Sun easy 3.7km",
        ],
    ),
    "nor a week that an illness had emptied": (
        season(F, "F: Tue easy 5km", WEEK, WEEK), 3, [
            F, "F: Tue easy 5km", WEEK, RESTARTED, "M: Tue easy 5.7km, Thu easy 5.7km, Sat long 7.2km, Sun easy 5.7km",
        ],
    ),
    "never below the floor, and in steps from there": (
        season(SMALL, SMALL, SMALL, SMALL), 2, [
            SMALL, SMALL, "F: Tue easy 4.8km, Thu easy 4.8km, Sat long 2.4km", SMALL, SMALL, SMALL,
        ],
    ),
    "an easier week on the way is no end of the steps": (
        season(F, F, WEEK, "M-: Tue easy 7km, Sat long 8km", WEEK), 3, [
            F, F, WEEK, RESTARTED, F, "M-: Tue easy 7km, Sat long 8km", STEPPED,
        ],
    ),
    "hard running comes back easy": (
        season("P: Tue tempo 5km, Thu easy 5km, Sat long 10km", R, "R: Tue tempo 8km"), 2, [
            "P: Tue tempo 5km, Thu easy 5km, Sat long 10km", R,
            "P: Tue easy 3km, Thu easy 3km, Sat long 6km", "R: Tue tempo 8km",
        ],
    ),
    "a deadline leaves one week": (
        season(F, F, WEEK, WEEK, spare_weeks=1), 3, [
            F, F, WEEK, RESTARTED,
            "M: Tue easy 5.7km, Thu easy 5.7km, Sat long 7.2km, Sun easy 5.7km",
        ],
    ),
    "a deadline leaves none: the weeks to come begin at 0.6": (
        season(F, F, WEEK, FULL, WEEK, spare_weeks=0), 3, [
            F, F, WEEK, "M: Tue easy 4.5km, Thu easy 4.5km, Fri strength 40min, Sat long 6.8km, Sun easy 4.5km",
            "M: Tue easy 5.7km, Thu easy 5.7km, Sat long 7.2km, Sun easy 5.7km",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "at", "expected"), BACKWARDS.values(), ids=BACKWARDS)
def test_back_a_phase(plan: PlanState, at: int, expected: list[str]) -> None:
    assert after(plan, BACK, sunday(plan, at)) == expected


POTENCY = "P: Tue tempo 8km, Thu easy 8km, Sat long 12km"
EASIER = "P-: Tue easy 6km, Sat long 8km"
AT_ITS_KM = "P: Tue tempo 4km, Thu easy 4km, Sat long 6km"
AFTER_EASIER = {
    "D8: the full week before it, at its kilometres": (REPEAT, [AT_ITS_KM]),
    "D9: and so each of them": (LONGEST, [AT_ITS_KM, AT_ITS_KM]),
}


@pytest.mark.parametrize(("directive", "expected"), AFTER_EASIER.values(), ids=AFTER_EASIER)
def test_after_an_easier_week_there_is_something_to_pass_a_gate_with(directive: Directive, expected: list[str]) -> None:
    plan = season(POTENCY, EASIER, R)
    assert after(plan, directive, sunday(plan, 2))[2:-1] == expected


def test_an_easier_week_below_the_floor_is_not_held_there() -> None:
    plan = season(POTENCY, "P-: Tue easy 4km, Sat long 4km", R)
    assert after(plan, REPEAT, sunday(plan, 2))[2] == "P: Tue tempo 3.4km, Thu easy 3.4km, Sat long 5.2km"


def test_a_phase_keeps_the_easier_week_at_its_end() -> None:
    plan = season(POTENCY, POTENCY, POTENCY, EASIER, R)
    assert [line[:2] for line in after(plan, NEXT, sunday(plan, 2))] == ["P:", "P:", "P-", "R:"]
    assert proposed(plan, NEXT, sunday(plan, 3)) == ()
