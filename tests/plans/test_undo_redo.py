"""Undo and redo of any number of steps, each exactly: to the byte of weeks and sessions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from plans import undoing
from plans.answers import give_answer
from plans.changes import By, make_change, redo_change, undo_change
from plans.engine.applying import NotPossible, apply
from plans.engine.operations import Drop, InsertRest, Move, Operation, Set
from plans.engine.undoing import Made, Steps, steps
from plans.engine.week import PlanState
from plans.models import AnswerKind, Cause, Change, Feedback, Plan, Session, Week
from tests.cast import Cast
from tests.plans.engine.plans_made import plans
from tests.plans.engine.test_operations import operations_on
from tests.season import FRIDAY, HTMX, MONDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK, ask, session_on, words_of

pytestmark = pytest.mark.slow


def rows(plan: Plan) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Every column of the plan's weeks and sessions."""
    weeks = Week.objects.in_team(plan.team).filter(plan=plan).order_by("monday")
    sessions = Session.objects.in_team(plan.team).filter(plan=plan).order_by("id")
    return list(weeks.values_list()), list(sessions.values_list())


def by(plan: Plan) -> By:
    return By(Cause.COACH, plan.created_by, "a reason")


def undo(plan: Plan) -> Change:
    return undoing.undo_last(plan, By(Cause.UNDO, plan.created_by))


def redo(plan: Plan) -> Change:
    return undoing.redo_last(plan, By(Cause.COACH, plan.created_by))


def edits(plan: Plan) -> list[Operation]:
    """Five changes, some of the same days."""
    thursday, tuesday = str(session_on(plan, THURSDAY).pk), str(session_on(plan, TUESDAY).pk)
    return [
        Move(thursday, FRIDAY, 0),
        Set(thursday, (("duration_min", 30), ("steps", ("Soft ground",)))),
        Drop(str(session_on(plan, WEDNESDAY, "cross_training").pk)),
        InsertRest(FRIDAY),
        Move(tuesday, THURSDAY, 0),
    ]


class TestSteps:
    """Which step is next, from the order of changes alone."""

    @pytest.mark.parametrize(
        ("made", "expected"),
        [
            ([], Steps()),
            ([Made(1), Made(2)], Steps((1, 2))),
            ([Made(1), Made(2), Made(3, 2)], Steps((1,), (3,))),
            ([Made(1), Made(2), Made(3, 2), Made(4, 1)], Steps((), (3, 4))),
            ([Made(1), Made(2), Made(3, 2), Made(4, 1), Made(5, 4)], Steps((5,), (3,))),
            ([Made(1), Made(2, 1), Made(3)], Steps((3,))),
            ([Made(1), Made(2), Made(3, 1)], Steps((2,), (3,))),
            ([Made(1), Made(2, comes_back=False), Made(3, 2)], Steps((1,))),
            ([Made(1), Made(2, 1), Made(3, 2), Made(4, 3)], Steps((), (4,))),
        ],
        ids=[
            "nothing", "two changes", "the last undone", "both undone", "one redone", "a change ends redo",
            "undone out of order", "an answer is given anew", "undone, redone, undone",
        ],
    )  # fmt: skip
    def test_case(self, made: list[Made], expected: Steps) -> None:
        assert steps(made) == expected

    @given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=30))
    def test_any_walk_ends_where_two_stacks_say(self, walk: list[str]) -> None:
        made: list[Made] = []
        edits: dict[int, int] = {}
        done: list[int] = []
        undone: list[int] = []
        for step in walk:
            now, id = steps(made), len(made) + 1
            if step == "edit":
                made.append(Made(id))
                edits[id] = id
                done, undone = [*done, id], []
            elif step == "undo" and now.done:
                made.append(Made(id, now.done[-1]))
                edits[id] = edits[now.done[-1]]
                undone.append(done.pop())
            elif step == "redo" and now.undone:
                made.append(Made(id, now.undone[-1]))
                edits[id] = edits[now.undone[-1]]
                done.append(undone.pop())
        now = steps(made)
        assert [edits[id] for id in now.done] == done
        assert [edits[id] for id in now.undone] == undone


class TestWalks:
    @given(st.data())
    def test_a_walk_over_a_plan_ends_where_a_list_of_plans_says(self, data: st.DataObject) -> None:
        """The inverse of an inverse is the operation again: it is what undo and redo write down."""
        now = data.draw(plans())
        past: list[PlanState] = [now]
        future: list[PlanState] = []
        backs: list[tuple[Operation, ...]] = []
        forths: list[tuple[Operation, ...]] = []
        for step in data.draw(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=8)):
            if step == "edit":
                try:
                    now, back = apply(now, data.draw(operations_on(now)))
                except NotPossible:
                    continue
                past, future, backs, forths = [*past, now], [], [*backs, back], []
            elif step == "undo" and backs:
                now, forth = apply(now, backs.pop())
                forths.append(forth)
                future.append(past.pop())
            elif step == "redo" and forths:
                now, back = apply(now, forths.pop())
                backs.append(back)
                past.append(future.pop())
            assert now == past[-1]

    def test_five_steps_back_and_forth_are_the_same_rows(self, plan: Plan) -> None:
        seen = [rows(plan)]
        for operation in edits(plan):
            make_change(plan, [operation], by(plan))
            seen.append(rows(plan))
        for _ in range(2):
            for before in reversed(seen[:-1]):
                undo(plan)
                assert rows(plan) == before
            with pytest.raises(NotPossible, match="nothing to undo"):
                undo(plan)
            for after in seen[1:]:
                redo(plan)
                assert rows(plan) == after
            with pytest.raises(NotPossible, match="nothing to redo"):
                redo(plan)

    def test_a_new_change_leaves_nothing_to_redo(self, plan: Plan) -> None:
        first, second, third, *_rest = edits(plan)
        make_change(plan, [first], by(plan))
        make_change(plan, [second], by(plan))
        last = undo(plan)
        make_change(plan, [third], by(plan))

        assert undoing.can_redo(plan) == ""
        with pytest.raises(NotPossible, match="the plan was changed since"):
            redo_change(last, by(plan))

    def test_what_was_undone_last_is_redone_first(self, plan: Plan) -> None:
        for operation in edits(plan)[:2]:
            make_change(plan, [operation], by(plan))
        first, _second = undo(plan), undo(plan)
        with pytest.raises(NotPossible, match="Redo that one first"):
            redo_change(first, by(plan))

    def test_undo_is_not_undone_by_itself(self, plan: Plan) -> None:
        make_change(plan, edits(plan)[:1], by(plan))
        with pytest.raises(NotPossible, match="already undone"):
            undo_change(undo(plan), by(plan))

    def test_what_was_redone_stands_in_the_way_of_an_earlier_one(self, plan: Plan) -> None:
        first = make_change(plan, edits(plan)[:1], by(plan))
        make_change(plan, edits_of_friday(plan), by(plan))
        undo(plan)
        redo(plan)
        assert first is not None
        with pytest.raises(NotPossible, match="Undo that one first"):
            undo_change(first, by(plan))

    def test_redo_keeps_the_note_and_the_limits_it_passed(self, plan: Plan) -> None:
        change = make_change(plan, [Move(str(session_on(plan, SUNDAY, "strength").pk), FRIDAY, 0)], by(plan))
        undo(plan)
        again = redo(plan)
        assert change is not None
        assert (again.note, again.breaches) == ("a reason", change.breaches)
        assert change.breaches != []

    def test_a_report_stays(self, plan: Plan) -> None:
        make_change(plan, edits(plan)[:1], by(plan))
        run = session_on(plan, FRIDAY)
        Feedback.objects.create(team=plan.team, athlete=plan.athlete, session=run, local_date=FRIDAY, outcome="done")
        with pytest.raises(NotPossible, match="already reported"):
            undo(plan)


def edits_of_friday(plan: Plan) -> list[Operation]:
    return [Set(str(session_on(plan, FRIDAY).pk), (("rpe", 2),))]


class TestWords:
    def test_what_undo_and_redo_would_do(self, plan: Plan, cast: Cast) -> None:
        assert (undoing.can_undo(plan), undoing.can_redo(plan)) == ("", "")
        make_change(plan, edits(plan)[:1], by(plan))
        assert undoing.can_undo(plan, plan.created_by) == "easy run 34 min moved to Fri"
        assert undoing.can_undo(plan, cast.owner) == f"{cast.coach.name}: easy run 34 min moved to Fri"
        undo(plan)
        assert (undoing.can_undo(plan), undoing.can_redo(plan, cast.coach)) == ("", "easy run 34 min moved to Fri")


def test_an_answer_asks_again_and_is_not_redone(plan: Plan) -> None:
    assert plan.created_by is not None
    answer = give_answer(ask(plan), AnswerKind.APPROVED, plan.created_by)
    undo(plan)

    answer.refresh_from_db()
    assert answer.undone_by == plan.created_by
    assert undoing.can_redo(plan) == ""
    assert words_of(plan) == WEEK


def test_the_page_goes_back_and_forth(coach: Client, plan: Plan) -> None:
    change = make_change(plan, edits(plan)[:1], by(plan))
    assert change is not None
    url = f"/athletes/{plan.athlete_id}/changes/"
    undone = coach.post(f"{url}{change.pk}/undo/", {"monday": MONDAY}, headers=HTMX).content.decode()
    assert "Redo:" in undone
    assert words_of(plan) == WEEK

    last = Change.objects.in_team(plan.team).latest("pk")
    redone = coach.post(f"{url}{last.pk}/redo/", {"monday": MONDAY}, headers=HTMX).content.decode()
    assert "Undo:" in redone
    assert "Fri easy" in words_of(plan)
    assert coach.post(f"{url}{last.pk}/redo/").status_code == 409
