"""Operations: each does what its name says, and its inverse gives back the same plan to the byte."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import NotPossible, apply
from plans.engine.operation_json import from_json, to_json, week_to_json
from plans.engine.operations import (
    Add,
    AddWeek,
    Drop,
    DropWeek,
    InsertRest,
    Move,
    Operation,
    Replace,
    Scale,
    Set,
    Shift,
    Swap,
)  # fmt: skip
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState
from tests.plans.engine.plans_made import MONDAY, a_plan, a_session, a_week, day, plans

EASY = a_session("easy", day(0, 1))
LONG = a_session("long", day(0, 5), kind=SessionKind.LONG, duration_min=60, distance_km=10.0)
LIFT = a_session("lift", day(0, 1), kind=SessionKind.STRENGTH, position=1, distance_km=None)
DONE = a_session("done", day(0, 0), has_feedback=True)
PLAN = a_plan(a_week(0, EASY, LONG, LIFT, DONE), a_week(1))


def days_of(plan: PlanState) -> dict[str, tuple[int, int]]:
    names = {s.id: name for name, s in (("easy", EASY), ("long", LONG), ("lift", LIFT), ("done", DONE))}
    return {names[s.id]: ((s.day - MONDAY).days, s.position) for s in plan.sessions() if s.id in names}


def test_a_move_takes_a_place_and_leaves_none_empty() -> None:
    after, _ = apply(PLAN, [Move(LONG.id, day(0, 1), 0)])
    assert days_of(after) == {"long": (1, 0), "easy": (1, 1), "lift": (1, 2), "done": (0, 0)}


def test_a_move_into_another_week_changes_its_week() -> None:
    after, _ = apply(PLAN, [Move(EASY.id, day(1, 2), 0)])
    assert [s.id for s in after.weeks[1].sessions] == [EASY.id]
    assert days_of(after)["lift"] == (1, 0)


def test_a_swap_exchanges_days() -> None:
    after, _ = apply(PLAN, [Swap(EASY.id, LONG.id)])
    assert days_of(after)["long"] == (1, 0)
    assert days_of(after)["easy"] == (5, 0)


def test_a_rest_day_keeps_what_is_no_load() -> None:
    walk = a_session("walk", day(0, 1), kind=SessionKind.WALK, position=2)
    after, _ = apply(a_plan(a_week(0, EASY, LIFT, walk)), [InsertRest(day(0, 1))])
    assert [(s.id, s.position) for s in after.sessions()] == [(walk.id, 0)]


def test_scaling_rounds_to_minutes_and_hundred_metres() -> None:
    after, _ = apply(PLAN, [Scale((EASY.id,), 0.8)])
    session = after.session(EASY.id)
    assert session is not None
    assert (session.duration_min, session.distance_km) == (32, 5.4)


def test_a_week_is_repeated_by_shifting_the_rest() -> None:
    copy = a_week(1, a_session("copy", day(1, 1)))
    after, _ = apply(PLAN, [Shift(day(1, 0), 1), AddWeek(copy)])
    assert [w.monday for w in after.weeks] == [day(0, 0), day(1, 0), day(2, 0)]


@pytest.mark.parametrize(
    ("operations", "why"),
    [
        ([Move(DONE.id, day(0, 3), 0)], "already reported"),
        ([Drop(DONE.id)], "already reported"),
        ([Scale((DONE.id,), 0.5)], "already reported"),
        ([Set(DONE.id, (("rpe", 2),))], "already reported"),
        ([Drop("8d5b2f0e-0000-0000-0000-000000000000")], "no longer"),
        ([Add(EASY)], "already in the plan"),
        ([Move(EASY.id, day(2, 0), 0)], "outside the plan"),
        ([Scale((EASY.id,), 0)], "more than 0"),
        ([Set(EASY.id, (("colour", "red"),))], "no field"),
        ([DropWeek(day(0, 0))], "already reported"),
        ([Shift(day(0, 0), 1)], "already reported"),
        ([Shift(day(1, 0), 1)], "without a gap"),
        ([Shift(day(1, 0), -1)], "onto earlier"),
        ([AddWeek(a_week(1))], "already a week"),
        ([DropWeek(day(5, 0))], "no week"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(operations: list[Operation], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        apply(PLAN, operations)


@st.composite
def operations_on(draw: st.DrawFn, plan: PlanState) -> list[Operation]:
    """A few operations that name sessions and weeks of this plan; not all of them fit."""
    ids = [s.id for s in plan.sessions()] or ["00000000-0000-0000-0000-000000000000"]
    an_id = st.sampled_from(ids)
    a_day = st.integers(0, 27).map(lambda n: MONDAY + timedelta(days=n))
    fresh = st.uuids().flatmap(
        lambda u: a_day.map(lambda d: a_session(str(u), d, id=str(u), position=draw(st.integers(0, 3))))
    )
    return draw(
        st.lists(
            st.one_of(
                st.builds(Move, an_id, a_day, st.integers(0, 4)),
                st.builds(Swap, an_id, an_id),
                st.builds(Add, fresh),
                st.builds(Drop, an_id),
                st.builds(Replace, an_id, fresh),
                st.builds(Set, an_id, st.just((("rpe", 4), ("duration_min", 33)))),
                st.builds(Scale, st.lists(an_id, max_size=3).map(tuple), st.sampled_from([0.5, 0.8, 1.1])),
                st.builds(InsertRest, a_day),
                st.builds(DropWeek, st.just(day(3, 0))),
                st.builds(AddWeek, st.just(a_week(4, a_session("fifth", day(4, 2))))),
                st.builds(Shift, st.just(day(0, 0)), st.integers(-2, 2)),
            ),
            min_size=1,
            max_size=5,
        )
    )


@given(st.data())
def test_apply_then_undo_gives_back_the_same_plan_to_the_byte(data: st.DataObject) -> None:
    plan = data.draw(plans())
    operations = data.draw(operations_on(plan))
    try:
        after, inverse = apply(plan, operations)
    except NotPossible:
        return
    stored = from_json(json.loads(json.dumps(to_json(inverse))))
    back, again = apply(after, stored)
    assert json.dumps([week_to_json(w) for w in back.weeks]) == json.dumps([week_to_json(w) for w in plan.weeks])
    assert apply(back, again)[0] == after  # undo is one more change, with an undo of its own


def test_a_shift_goes_back_without_taking_along_a_week_that_stayed() -> None:
    plan = a_plan(a_week(0), a_week(1), a_week(2))
    operations = [Shift(day(0, 0), weeks) for weeks in (-1, 1, -1)]
    after, inverse = apply(plan, operations)
    assert apply(after, inverse)[0] == plan


@given(st.data())
def test_operations_survive_storage(data: st.DataObject) -> None:
    operations = tuple(data.draw(operations_on(data.draw(plans()))))
    assert from_json(json.loads(json.dumps(to_json(operations)))) == operations


@given(st.data())
def test_a_reported_session_is_never_touched(data: st.DataObject) -> None:
    plan = data.draw(plans())
    try:
        after, _ = apply(plan, data.draw(operations_on(plan)))
    except NotPossible:
        return
    for session in plan.sessions():
        if session.has_feedback:
            kept = after.session(session.id)
            assert kept is not None
            assert (kept.day, kept.kind, kept.duration_min) == (
                session.day,
                session.kind,
                session.duration_min,
            )
