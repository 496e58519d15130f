"""Longer and shorter phases, and what a deadline may shorten (rules, sections 6 and 9.1)."""

from itertools import product

import pytest

from plans.engine.lengths import least_weeks, phase_lengths, weeks_of
from plans.engine.limits import History, check_plan
from plans.engine.vocabulary import Level, PhaseKind
from tests.plans.engine.shipped import REFERENCE, plan, template

F, M, P, R = PhaseKind


@pytest.mark.parametrize(
    ("phase", "weeks", "numbers"),
    [
        pytest.param(F, 2, [1, 3], id="foundation in 2 weeks: weeks 1 and 3"),
        pytest.param(F, 4, [1, 2, 3, 3], id="foundation in 4 weeks: week 3 twice"),
        pytest.param(M, 3, [5, 6, 7], id="maintenance in 3 weeks: without week 4"),
        pytest.param(M, 5, [4, 4, 5, 6, 7], id="maintenance in 5 weeks: the gentle hills twice"),
        pytest.param(M, 6, [4, 5, 6, 5, 7, 6], id="maintenance in 6 weeks: every third one lighter"),
        pytest.param(P, 2, [8, 10], id="potency in 2 weeks keeps its lighter week"),
        pytest.param(P, 4, [8, 9, 10, 9], id="potency in 4 weeks: the lighter week stays third"),
        pytest.param(R, 3, [11, 12, 14], id="reintegration in 3 weeks: without the lighter one"),
    ],
)
def test_weeks_of_other_lengths(phase: PhaseKind, weeks: int, numbers: list[int]) -> None:
    assert [week.number for week in weeks_of(template(), {phase: weeks}) if week.phase is phase] == numbers


def test_the_default_is_the_template_itself() -> None:
    assert weeks_of(template()) == template().weeks


@pytest.mark.parametrize(("phase", "weeks"), [(F, 1), (F, 5), (M, 7), (P, 0), (R, 2), (R, 5)])
def test_a_length_that_a_phase_does_not_have(phase: PhaseKind, weeks: int) -> None:
    with pytest.raises(ValueError, match=f"lasts .* weeks, not {weeks}"):
        weeks_of(template(), {phase: weeks})


def test_a_week_that_is_run_twice_has_other_goals() -> None:
    third, again = weeks_of(template(), {F: 4})[2:4]
    assert (third.number, again.number) == (3, 3)
    assert set(third.goals).isdisjoint(again.goals)


@pytest.mark.parametrize("level", Level)
def test_every_length_keeps_every_limit_at_the_reference(level: Level) -> None:
    """Easier weeks stand where V7 wants them, whatever is left out or repeated; end volume is lower where time is."""
    broken = {}
    for weeks in product(*(sorted(phase.lengths) for phase in template().phases)):
        made = plan(level, REFERENCE[level], weeks_by_phase=dict(zip(PhaseKind, weeks, strict=True)))
        assert len(made.weeks) == sum(weeks)
        broken[weeks] = [b.sentence for b in check_plan(made, History(REFERENCE[level]))]
    assert len(broken) == 3 * 4 * 3 * 2
    assert {weeks: found for weeks, found in broken.items() if found} == {}


DEADLINES = [
    (20, (3, 4, 3, 4)),
    (15, (3, 4, 3, 4)),
    (14, (3, 4, 3, 4)),
    (13, (3, 3, 3, 4)),
    (12, (3, 3, 2, 4)),
    (11, None),
    (3, None),
    (0, None),
    (-5, None),
]


@pytest.mark.parametrize(("weeks", "lengths"), DEADLINES, ids=[f"{weeks} weeks" for weeks, _ in DEADLINES])
def test_only_maintenance_and_potency_give_way(weeks: int, lengths: tuple[int, ...] | None) -> None:
    assert phase_lengths(template(), weeks) == (lengths and dict(zip(PhaseKind, lengths, strict=True)))
    assert (phase_lengths(template(), weeks) is None) == (weeks < least_weeks(template()))


@pytest.mark.parametrize("level", Level)
def test_a_deadline_never_raises_a_week(level: Level) -> None:
    whole = {week.template_week: week.distance_km for week in plan(level, REFERENCE[level]).weeks}
    for weeks in (12, 13):
        lengths = phase_lengths(template(), weeks)
        short = plan(level, REFERENCE[level], weeks_by_phase=lengths)
        assert all(week.distance_km <= whole[week.template_week] for week in short.weeks)
