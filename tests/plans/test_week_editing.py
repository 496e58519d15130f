"""What each move of a coach is in operations: case tables on a plan of two weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from plans import week_editing
from plans.engine.applying import NotPossible, apply
from plans.engine.merging import touched, touched_by
from plans.engine.operations import InsertRest, Move, Scale
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState
from plans.planning import default_template
from plans.week_editing import Operations, Reach
from plans.week_forms import EditForm
from tests.plans.engine.plans_made import a_plan, a_session, a_week, day

EASY, STRENGTH, LONG = SessionKind.EASY, SessionKind.STRENGTH, SessionKind.LONG
TUE, THU, SAT, SUN = (day(0, n) for n in (1, 3, 5, 6))


def weeks() -> PlanState:
    """Tuesday easy and strength, Thursday easy, Saturday long; the next week the same without strength."""
    return a_plan(
        a_week(
            0,
            a_session("tue", TUE, kind=EASY, distance_km=6.0, duration_min=36),
            a_session("gym", TUE, kind=STRENGTH, position=1, distance_km=None, duration_min=30),
            a_session("thu", THU, kind=EASY),
            a_session("sat", SAT, kind=LONG),
        ),
        a_week(
            1,
            a_session("tue 2", day(1, 1), kind=EASY),
            a_session("thu 2", day(1, 3), kind=EASY),
            a_session("sat 2", day(1, 5), kind=LONG),
        ),
    )


def names(plan: PlanState) -> dict[str, str]:
    """The sessions by the name they were made with, as “Tue 0”: day, week, and place on the day."""
    first = plan.weeks[0].monday
    return {s.id: f"{s.day:%a} {(s.day - first).days // 7}.{s.position}" for s in plan.sessions()}


def id_of(plan: PlanState, name: str) -> str:
    return a_session(name, TUE).id


def after(plan: PlanState, operations: Operations) -> dict[str, str]:
    changed, inverse = apply(plan, operations)
    assert apply(changed, inverse)[0] == plan
    known = names(changed)
    return {name: known[id_of(plan, name)] for name in ("tue", "gym", "thu", "sat", "tue 2", "thu 2", "sat 2")}


UNMOVED = {
    "tue": "Tue 0.0", "gym": "Tue 0.1", "thu": "Thu 0.0", "sat": "Sat 0.0",
    "tue 2": "Tue 1.0", "thu 2": "Thu 1.0", "sat 2": "Sat 1.0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("session", "to", "reach", "moved"),
    [
        ("thu", THU + timedelta(days=1), Reach.THIS, {"thu": "Fri 0.0"}),
        ("thu", TUE, Reach.THIS, {"thu": "Tue 0.2"}),
        ("thu", THU + timedelta(days=1), Reach.REST, {"thu": "Fri 0.0", "sat": "Sun 0.0"}),
        ("tue", TUE + timedelta(days=1), Reach.REST,
         {"tue": "Wed 0.0", "gym": "Wed 0.1", "thu": "Fri 0.0", "sat": "Sun 0.0"}),
        ("gym", TUE - timedelta(days=1), Reach.REST, {"gym": "Mon 0.0", "thu": "Wed 0.0", "sat": "Fri 0.0"}),
        ("thu", THU + timedelta(days=4), Reach.REST, {"thu": "Mon 1.0", "sat": "Wed 1.0"}),
        ("thu", THU + timedelta(days=1), Reach.LATER, {"thu": "Fri 0.0", "thu 2": "Fri 1.0"}),
        ("gym", TUE + timedelta(days=1), Reach.LATER, {"gym": "Wed 0.0"}),
    ],
    ids=[
        "only this one", "to the end of a day", "the rest of the week", "from the first of a day on",
        "from the second of a day on, back", "over Sunday", "likewise in later weeks", "none of its kind later",
    ],
)  # fmt: skip
def test_a_move_takes(session: str, to: object, reach: Reach, moved: dict[str, str]) -> None:
    plan = weeks()
    operations = week_editing.move(plan, id_of(plan, session), to, reach)  # type: ignore[arg-type]
    assert after(plan, operations) == {**UNMOVED, **moved}


def test_what_was_reported_on_stays() -> None:
    plan = weeks()
    first, second = plan.weeks
    reported = tuple(replace(s, has_feedback=s.id == id_of(plan, "sat")) for s in first.sessions)
    plan = replace(plan, weeks=(replace(first, sessions=reported), second))
    operations = week_editing.move(plan, id_of(plan, "thu"), THU + timedelta(days=1), Reach.REST)
    assert after(plan, operations) == {**UNMOVED, "thu": "Fri 0.0"}


def test_a_copy_is_another_session() -> None:
    plan = weeks()
    changed, _ = apply(plan, week_editing.copy(plan, id_of(plan, "gym"), SUN))
    (copied,) = changed.weeks[0].on(SUN)
    assert copied.id not in names(plan)
    assert (copied.kind, copied.duration_min, copied.original_day) == (STRENGTH, 30, SUN)


def test_two_sessions_change_days() -> None:
    plan = weeks()
    swapped = after(plan, week_editing.exchange(id_of(plan, "gym"), id_of(plan, "sat")))
    assert swapped == {**UNMOVED, "gym": "Sat 0.0", "sat": "Tue 0.1"}


@pytest.mark.parametrize(
    ("values", "then"),
    [
        ({"duration_min": 30, "distance_km": 6.0}, (30, 5.0)),
        ({"duration_min": 36, "distance_km": 5.0}, (30, 5.0)),
        ({"duration_min": 40, "distance_km": 5.0}, (40, 5.0)),
        ({"duration_min": 36, "distance_km": None}, (36, None)),
    ],
    ids=["minutes alone", "kilometres alone", "both", "no kilometres"],
)
def test_minutes_and_kilometres_keep_the_pace(values: dict[str, object], then: tuple[int, float | None]) -> None:
    plan = weeks()
    changed, _ = apply(plan, week_editing.edit(plan, id_of(plan, "tue"), values))
    edited = changed.session(id_of(plan, "tue"))
    assert edited is not None
    assert (edited.duration_min, edited.distance_km) == then


def test_the_same_values_are_no_change() -> None:
    plan = weeks()
    tue = plan.session(id_of(plan, "tue"))
    assert tue is not None
    assert week_editing.edit(plan, tue.id, {"rpe": tue.rpe, "steps": tue.steps}) == ()


def test_a_session_that_is_gone() -> None:
    with pytest.raises(NotPossible, match="no longer in the plan"):
        week_editing.copy(weeks(), "nobody", SUN)


class TestForm:
    def form(self, plan: PlanState, **sent: object) -> EditForm:
        tue = id_of(plan, "tue")
        return EditForm({"op": "set", "session": tue, "duration_min": 36, "rpe": 3, "revision": 0, **sent})

    def test_lines_are_kept_in_order_without_empty_ones(self) -> None:
        plan = weeks()
        form = self.form(plan, distance_km=6.0, line=["Warm up", " ", "  Strides 4 x 15 s "])
        assert form.is_valid(), form.errors
        changed, _ = apply(plan, form.operations(plan, default_template))
        edited = changed.session(id_of(plan, "tue"))
        assert edited is not None
        assert edited.steps == ("Warm up", "Strides 4 x 15 s")

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"rpe": 11}, "rpe"), ({"rpe": ""}, "rpe"), ({"duration_min": 0}, "duration_min"),
            ({"duration_min": 601}, "duration_min"), ({"distance_km": -1}, "distance_km"),
            ({"distance_km": "nan"}, "distance_km"), ({"line": ["x" * 201]}, "line"), ({"line": ["x"] * 21}, "line"),
            ({"line": ["a\x00b"]}, "line"), ({"marks": ["fast"]}, "marks"), ({"reach": "ever"}, "reach"),
        ],
        ids=lambda value: str(value)[:20],
    )  # fmt: skip
    def test_what_is_refused(self, sent: dict[str, object], field: str) -> None:
        assert field in self.form(weeks(), **sent).errors


class TestMerging:
    def test_what_two_changes_touch(self) -> None:
        plan = weeks()
        thursday, _ = apply(plan, [Move(id_of(plan, "thu"), THU + timedelta(days=1), 0)])
        saturday, _ = apply(plan, [Scale((id_of(plan, "sat"),), 0.5)])
        friday, _ = apply(plan, [InsertRest(THU)])
        one, other, same = (touched(plan, state) for state in (thursday, saturday, friday))
        assert (one.meets(other), one.meets(same), other.meets(same)) == (False, True, False)
        assert one.days == {THU, THU + timedelta(days=1)}

    def test_from_the_inverse_the_same_is_known(self) -> None:
        plan = weeks()
        first, back = apply(plan, [Move(id_of(plan, "thu"), SUN, 0)])
        second, back_again = apply(first, [InsertRest(SAT)])
        assert touched_by(second, [back_again, back]) == [touched(first, second), touched(plan, first)]
