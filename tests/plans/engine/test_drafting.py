"""A draft on top of a plan: published it is what its steps would have been, whatever else changed underneath."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import NotPossible, apply
from plans.engine.drafting import rebased
from plans.engine.operations import Drop, InsertRest, Move, Operation, Scale
from plans.engine.week import PlanState
from tests.plans.engine.plans_made import a_plan, a_session, a_week, day, plans

EASY, OTHER = a_session("easy", day(0, 1)), a_session("other", day(0, 3))
PLAN = a_plan(a_week(0, EASY, OTHER), a_week(1))


def test_a_step_that_no_longer_fits_says_why_and_the_others_stay() -> None:
    without, _ = apply(PLAN, [Drop(EASY.id)])
    result = rebased(without, [[Scale((EASY.id,), 0.8)], [Move(OTHER.id, day(0, 4), 0)]])
    assert result.whys == ("This session is no longer in the plan.", "")
    assert result.operations == (Move(OTHER.id, day(0, 4), 0),)


def test_of_a_step_all_or_nothing_is_done() -> None:
    result = rebased(PLAN, [[Drop(EASY.id), Drop(EASY.id)]])
    assert (result.state, result.operations) == (PLAN, ())


@st.composite
def steps(draw: st.DrawFn, plan: PlanState) -> list[list[Operation]]:
    ids = [s.id for s in plan.sessions()] or ["nobody's"]
    one = st.one_of(
        st.builds(Move, st.sampled_from(ids), st.builds(day, st.integers(0, 4), st.integers(0, 6)), st.just(0)),
        st.builds(Drop, st.sampled_from(ids)),
        st.builds(Scale, st.tuples(st.sampled_from(ids)), st.sampled_from([0.5, 1.5])),
        st.builds(InsertRest, st.builds(day, st.integers(0, 3), st.integers(0, 6))),
    )
    return draw(st.lists(st.lists(one, min_size=1, max_size=2), max_size=5))


@given(st.data())
def test_published_it_is_the_same_as_made_step_by_step(data: st.DataObject) -> None:
    plan = data.draw(plans())
    drafted = data.draw(steps(plan))
    result = rebased(plan, drafted)
    one_by_one = plan
    for step in drafted:
        try:
            one_by_one, _ = apply(one_by_one, step)
        except NotPossible:
            continue
    published, inverse = apply(plan, result.operations)
    assert published == result.state == one_by_one
    assert apply(published, inverse)[0] == plan
    assert len(result.whys) == len(drafted)
