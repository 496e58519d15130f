"""The preview of a change says exactly what applying it does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import NotPossible, apply
from plans.engine.operations import AddWeek, Drop, DropWeek, InsertRest, Move, Operation, Scale, Set, Shift
from plans.engine.ripples import Effect, Ripples, preview
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState
from tests.plans.engine.plans_made import MONDAY, a_plan, a_session, a_week, day, plans

EASY = a_session("easy", day(0, 1))
LONG = a_session("long", day(0, 5), kind=SessionKind.LONG, duration_min=60, distance_km=10.0)
NEXT = a_session("next", day(1, 1))
PLAN = a_plan(a_week(0, EASY, LONG), a_week(1, NEXT))

CASES: list[tuple[str, list[Operation], dict[int, list[str]]]] = [
    ("a move", [Move(EASY.id, day(0, 2), 0)], {0: ["moves"]}),
    ("a move into the next week speaks there", [Move(EASY.id, day(1, 2), 0)], {1: ["moves"]}),
    ("less", [Scale((EASY.id,), 0.8)], {0: ["shrinks"]}),
    ("more", [Scale((LONG.id,), 1.2)], {0: ["grows"]}),
    ("a rest day", [InsertRest(day(0, 5))], {0: ["dropped"]}),
    ("easy in place of long", [Set(LONG.id, (("kind", SessionKind.EASY),))], {0: ["becomes"]}),
    ("other words", [Set(EASY.id, (("steps", ("slow",)),))], {0: ["changes"]}),
    ("its place on a day is nothing to tell", [Set(EASY.id, (("position", 0),))], {}),
    ("later weeks come along without a word", [Shift(day(1, 0), 1), AddWeek(a_week(1))], {}),
    ("a week that is gone tells its sessions", [DropWeek(day(1, 0))], {1: ["dropped"]}),
    ("what was moved out of it before stays", [Move(NEXT.id, day(0, 3), 0), DropWeek(day(1, 0))], {0: ["moves"]}),
]


def told(ripples: Ripples) -> dict[int, list[str]]:
    return {(w.monday - MONDAY).days // 7: [t.effect.value for t in w.touches] for w in ripples.weeks if w.touches}


@pytest.mark.parametrize(("operations", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_told(operations: list[Operation], expected: dict[int, list[str]]) -> None:
    assert told(preview(PLAN, operations)) == expected


def test_the_end_and_the_deadline() -> None:
    plan = replace(PLAN, deadline=day(1, 6))
    ripples = preview(plan, [Shift(day(1, 0), 1), AddWeek(a_week(1))])
    assert (ripples.old_end, ripples.new_end, ripples.keeps_deadline) == (day(1, 6), day(2, 6), False)
    assert [(w.moves_by_weeks, w.was is None) for w in ripples.weeks] == [(0, False), (0, True), (1, False)]
    assert preview(plan, [Drop(EASY.id)]).keeps_deadline


@st.composite
def some_operations(draw: st.DrawFn, plan: PlanState) -> list[Operation]:
    ids = [s.id for s in plan.sessions()]
    mondays = st.sampled_from([w.monday for w in plan.weeks])
    days = st.builds(day, st.integers(0, 3), st.integers(0, 6))
    of_a_session = st.sampled_from(ids) if ids else st.nothing()
    one = st.one_of(
        st.builds(Move, of_a_session, days, st.just(0)),
        st.builds(Drop, of_a_session),
        st.builds(Scale, st.tuples(of_a_session), st.sampled_from([0.5, 1.5])),
        st.builds(InsertRest, days),
    )
    operations: list[Operation] = draw(st.lists(one, max_size=4))
    monday = draw(mondays)
    again = a_week(0, monday=monday)
    around: list[list[Operation]] = [[], [Shift(monday, 1), AddWeek(again)], [DropWeek(monday)]]
    if monday != plan.weeks[-1].monday:
        around[2].append(Shift(monday, -1))
    return [*operations, *draw(st.sampled_from(around))]


@given(st.data())
def test_the_preview_is_what_applying_does(data: st.DataObject) -> None:
    """Weeks that come along, and every session that is told of: nothing else differs, but places on a day."""
    plan = data.draw(plans())
    operations = data.draw(some_operations(plan))
    try:
        after, _ = apply(plan, operations)
        ripples = preview(plan, operations)
    except NotPossible:
        return
    made: dict[str, SessionState] = {}
    for week in ripples.weeks:
        if week.was and week.now:
            by = week.now.monday - week.was.monday
            made |= {s.id: replace(s, day=s.day + by, original_day=s.original_day + by) for s in week.was.sessions}
    for touch in (touch for week in ripples.weeks for touch in week.touches):
        if touch.after is not None:
            made[touch.after.id] = touch.after
        else:
            assert touch.before is not None
            assert touch.effect is Effect.DROPPED
            made.pop(touch.before.id, None)
    assert {s.id: replace(s, position=0) for s in made.values()} == {
        s.id: replace(s, position=0) for s in after.sessions()
    }
    assert [w.now for w in ripples.weeks if w.now] == list(after.weeks)
    assert (ripples.after, ripples.new_end) == (after, after.weeks[-1].sunday)
