"""A deadline takes first weeks of Maintenance and Light potency, then the end of Reintegration, and nothing else.

A plan is written as one letter a week: F, M, P, R.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from plans.engine.applying import apply
from plans.engine.deadlines import kept, weeks_that_may_go
from plans.engine.history import PlannedWeek, phase_facts
from plans.engine.operations import Operation, Scale
from plans.engine.proposing.ground import inserted, repeated
from plans.engine.vocabulary import PhaseKind
from plans.engine.week import PlanState
from tests.plans.engine.plans_made import MONDAY, a_plan, a_session, a_week, day

KINDS = {kind.value[0].upper(): kind for kind in PhaseKind}
MIN_WEEKS = {KINDS["F"]: 2, KINDS["M"]: 3, KINDS["P"]: 2, KINDS["R"]: 3}
DEFAULT = "FFFMMMMPPPRRRR"

MAY_GO = {
    "in Foundation: one of Maintenance, one of Light potency, then the last one": (DEFAULT, 0, [3, 7, 13]),
    "the phase of the night stays as it was decided": (DEFAULT, 3, [7, 13]),
    "in Light potency only the end is left": (DEFAULT, 7, [13]),
    "at the end nothing is left": (DEFAULT, 10, []),
    "longer phases give more, in this order": ("FFMMMMMPPPPRRRR", 0, [2, 3, 7, 8, 14]),
    "phases at their shortest give nothing": ("FFMMMPPRRR", 0, []),
    "Foundation never gives way": ("FFFFMMM", -1, []),
    "what is left of a phase after going back": ("MMMFFMPPP", 4, [6]),
}


@pytest.mark.parametrize(("weeks", "at", "expected"), MAY_GO.values(), ids=MAY_GO)
def test_the_weeks_that_may_go(weeks: str, at: int, expected: list[int]) -> None:
    assert weeks_that_may_go([KINDS[letter] for letter in weeks], at, MIN_WEEKS) == expected


def plan_of(weeks: str, spare_weeks: int | None) -> PlanState:
    """A plan with a deadline so many weeks after its last day; every week has one run."""
    made = [
        a_week(n, a_session(f"run {n}", day(n, 1)), phase=KINDS[letter]) for n, letter in enumerate(weeks)
    ]  # fmt: skip
    deadline = None if spare_weeks is None else made[-1].sunday + timedelta(weeks=spare_weeks)
    return a_plan(*made, deadline=deadline, min_weeks=tuple(MIN_WEEKS.items()))


def repeat(plan: PlanState, at: int) -> tuple[Operation, ...]:
    week = plan.weeks[at]
    return inserted(plan, repeated(week, week.monday + timedelta(weeks=1), plan))


REPEATS = {
    "no deadline: the plan grows": (DEFAULT, None, 2, "FFFFMMMMPPPRRRR"),
    "a week is left before it: the plan grows": (DEFAULT, 1, 2, "FFFFMMMMPPPRRRR"),
    "more weeks are left than it grows by": (DEFAULT, 2, 2, "FFFFMMMMPPPRRRR"),
    "none is left: the first week of Maintenance goes": (DEFAULT, 0, 2, "FFFFMMMPPPRRRR"),
    "Maintenance is at its shortest: Light potency": ("FFFMMMPPPRRRR", 0, 2, "FFFFMMMPPRRRR"),
    "in Maintenance: Light potency": (DEFAULT, 0, 6, "FFFMMMMMPPRRRR"),
    "only the end may go": ("FFFMMMPPRRRR", 0, 2, "FFFFMMMPPRRR"),
    "nothing may go: the plan grows, and whoever proposes has asked before": ("FFFMMMPPRRR", 0, 2, "FFFFMMMPPRRR"),
}


@pytest.mark.parametrize(("weeks", "spare", "at", "expected"), REPEATS.values(), ids=REPEATS)
def test_a_week_more_within_the_deadline(weeks: str, spare: int | None, at: int, expected: str) -> None:
    plan = plan_of(weeks, spare)
    after, inverse = apply(plan, kept(plan, repeat(plan, at), plan.weeks[at].sunday))
    assert "".join(week.phase.value[0].upper() for week in after.weeks) == expected
    assert apply(after, inverse)[0] == plan


def test_what_was_just_decided_stays_though_its_phase_may_give_way() -> None:
    plan = plan_of("FFMMMPPRRRR", 0)
    four = [repeated(plan.weeks[2], plan.weeks[6].monday + timedelta(weeks=n), plan) for n in range(1, 5)]
    after, _ = apply(plan, kept(plan, inserted(plan, *four), plan.weeks[6].sunday))
    assert "".join(week.phase.value[0].upper() for week in after.weeks) == "FFMMMPPMMMMRRR"


def test_the_week_that_goes_is_the_phases_first() -> None:
    plan = plan_of(DEFAULT, 0)
    after, _ = apply(plan, kept(plan, repeat(plan, 2), plan.weeks[2].sunday))
    assert [week.template_week for week in after.weeks] == [1, 2, 3, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]


def test_a_deadline_a_few_days_before_a_sunday_counts_the_whole_week() -> None:
    plan = plan_of(DEFAULT, 0)
    tight = a_plan(*plan.weeks, deadline=plan.weeks[-1].sunday + timedelta(days=6), min_weeks=plan.min_weeks)
    assert len(apply(tight, kept(tight, repeat(tight, 2), tight.weeks[2].sunday))[0].weeks) == 14


def test_what_adds_no_week_is_left_alone() -> None:
    plan = plan_of(DEFAULT, -2)
    scale = (Scale((plan.weeks[3].sessions[0].id,), 0.8),)
    assert kept(plan, scale, MONDAY) == scale


SPARE = {
    "no deadline": (DEFAULT, None, 2, None),
    "two weeks before the deadline and three that may go": (DEFAULT, 2, 2, 5),
    "none left, and one that may go": (DEFAULT, 0, 9, 1),
    "none at all": ("FFFMMMPPRRR", 0, 2, 0),
    "already late": ("FFFMMMPPRRR", -1, 2, 0),
}


@pytest.mark.parametrize(("weeks", "spare", "at", "expected"), SPARE.values(), ids=SPARE)
def test_how_many_weeks_a_plan_may_grow(weeks: str, spare: int | None, at: int, expected: int | None) -> None:
    plan = plan_of(weeks, spare)
    planned = [PlannedWeek(w.monday, w.phase, MIN_WEEKS[w.phase], 6, w.distance_km) for w in plan.weeks]
    facts = phase_facts(planned, plan.weeks[at].sunday, plan.deadline)
    assert facts is not None
    assert facts.spare_weeks == expected
