"""Drafts: a coach's steps that nobody else reads until they are published, as one change."""

from __future__ import annotations

from datetime import date

import pytest

from notices.models import OutboxMessage
from plans import drafts
from plans.changes import By, LimitBroken, PlanMovedOn, make_change, undo_change
from plans.engine.applying import NotPossible
from plans.engine.operations import Drop, InsertRest, Move, Operation, Scale
from plans.models import Cause, Change, Draft, Plan
from plans.plan_rows import load_state
from tests.cast import Cast
from tests.season import FRIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK, session_on, words_of

pytestmark = pytest.mark.django_db


def by(plan: Plan, note: str = "") -> By:
    return By(Cause.COACH, plan.created_by, note)


def rest(plan: Plan) -> list[Operation]:
    return [Drop(str(session_on(plan, THURSDAY).pk))]


def to_friday(plan: Plan) -> list[Operation]:
    return [Move(str(session_on(plan, TUESDAY).pk), FRIDAY, 0)]


def shown_words(plan: Plan, monday: date = MONDAY) -> list[str]:
    week = drafts.shown_state(plan).state.week_of(monday)
    assert week is not None
    return [f"{s.day:%a} {s.kind}" for s in week.sessions]


def opened(plan: Plan) -> Plan:
    assert plan.created_by is not None
    drafts.begin(plan, plan.created_by)
    return plan


def test_without_a_draft_an_edit_changes_the_plan(plan: Plan) -> None:
    assert isinstance(drafts.edit(plan, rest(plan), by(plan, "ok")), Change)
    assert "Thu easy" not in words_of(plan)


def test_a_draft_comes_whole(plan: Plan, cast: Cast) -> None:
    """A column that was forgotten would be read one by one, with every click."""
    drafts.begin(plan, cast.coach)
    draft = drafts.draft_of(plan)
    assert draft is not None
    assert draft.get_deferred_fields() == set()


def test_a_step_of_a_draft_is_read_by_coaches_only(plan: Plan) -> None:
    made = drafts.edit(opened(plan), rest(plan), by(plan))
    assert isinstance(made, Draft)
    assert words_of(plan) == WEEK
    assert shown_words(plan) == [each for each in WEEK if each != "Thu easy"]
    assert not Change.objects.in_team(plan.team).exists()


def test_publishing_is_one_change_that_one_undo_takes_back(plan: Plan, cast: Cast) -> None:
    before = load_state(plan)
    drafts.edit(opened(plan), rest(plan), by(plan))
    drafts.edit(plan, to_friday(plan), by(plan))
    wanted = drafts.shown_state(plan).state
    change = drafts.publish(plan, cast.coach, "ok")
    assert load_state(plan) == wanted
    assert drafts.draft_of(plan) is None
    message = OutboxMessage.objects.in_team(plan.team).get()
    assert (message.kind, message.recipient, message.context) == (
        "plan_changed", cast.ana_user, {"first_day": TUESDAY.isoformat()},
    )  # fmt: skip
    undo_change(change, By(Cause.UNDO, cast.coach))
    assert load_state(plan) == before


def test_steps_go_back_and_forth_exactly(plan: Plan) -> None:
    before = drafts.shown_state(opened(plan)).state
    drafts.edit(plan, rest(plan), by(plan))
    one = drafts.shown_state(plan).state
    drafts.edit(plan, to_friday(plan), by(plan))
    two = drafts.shown_state(plan).state
    drafts.undo(plan, by(plan))
    assert drafts.shown_state(plan).state == one
    drafts.undo(plan, by(plan))
    assert drafts.shown_state(plan).state == before
    with pytest.raises(NotPossible):
        drafts.undo(plan, by(plan))
    drafts.redo(plan, by(plan))
    drafts.redo(plan, by(plan))
    assert drafts.shown_state(plan).state == two
    with pytest.raises(NotPossible):
        drafts.redo(plan, by(plan))


def test_discarding_changes_nothing_and_comes_back(plan: Plan) -> None:
    before = load_state(plan)
    drafts.edit(opened(plan), rest(plan), by(plan))
    drafted = drafts.shown_state(plan).state
    drafts.discard(plan)
    assert drafts.shown_state(plan).state == load_state(plan) == before
    assert drafts.draft_of(plan) is None
    drafts.restore(plan)
    assert drafts.shown_state(plan).state == drafted
    with pytest.raises(NotPossible):
        drafts.restore(plan)


def test_a_new_draft_begins_empty(plan: Plan) -> None:
    drafts.edit(opened(plan), rest(plan), by(plan))
    drafts.discard(plan)
    assert shown_words(opened(plan)) == WEEK


def test_a_plan_that_changed_underneath_keeps_both(plan: Plan) -> None:
    drafts.edit(opened(plan), to_friday(plan), by(plan))
    make_change(plan, [InsertRest(THURSDAY)], by(plan, "night"))
    assert shown_words(plan) == [
        "Wed cross_training", "Wed strength", "Fri cadence", "Sat long", "Sun easy", "Sun strength",
    ]  # fmt: skip


def test_a_step_that_no_longer_fits_says_why_and_is_not_lost(plan: Plan, cast: Cast) -> None:
    easy = str(session_on(plan, THURSDAY).pk)
    drafts.edit(opened(plan), [Scale((easy,), 0.8)], by(plan))
    drafts.edit(plan, to_friday(plan), by(plan))
    make_change(plan, [Drop(easy)], by(plan, "night"))
    draft = drafts.shown_state(plan).draft
    assert draft is not None
    assert [step["why"] for step in draft.steps] == ["This session is no longer in the plan.", ""]
    drafts.publish(plan, cast.coach, "ok")
    assert "Fri cadence" in words_of(plan)
    left = drafts.draft_of(plan)
    assert left is not None
    assert len(left.steps) == 1


def test_a_draft_may_go_past_a_limit_but_is_not_published_there(plan: Plan, cast: Cast) -> None:
    runs = tuple(str(session_on(plan, day).pk) for day in (TUESDAY, THURSDAY, SATURDAY))
    drafts.edit(opened(plan), [Scale(runs, 2.0)], by(plan))
    with pytest.raises(LimitBroken) as broken:
        drafts.publish(plan, cast.coach, "I know")
    assert broken.value.is_hard
    assert drafts.draft_of(plan) is not None
    assert words_of(plan) == WEEK


def test_a_soft_limit_is_published_with_a_note(plan: Plan, cast: Cast) -> None:
    lift = str(session_on(plan, WEDNESDAY, "strength").pk)
    drafts.edit(opened(plan), [Move(lift, FRIDAY, 0)], by(plan))
    with pytest.raises(LimitBroken) as broken:
        drafts.publish(plan, cast.coach)
    assert not broken.value.is_hard
    assert drafts.publish(plan, cast.coach, "only core").note == "only core"


def test_a_page_that_knew_another_draft_is_told(plan: Plan, cast: Cast) -> None:
    drafts.edit(opened(plan), rest(plan), by(plan))
    with pytest.raises(PlanMovedOn):
        drafts.publish(plan, cast.coach, "ok", expected_step=0)
    with pytest.raises(PlanMovedOn):
        drafts.edit(plan, [InsertRest(TUESDAY)], by(plan), expected_step=9)
    drafts.discard(plan)
    with pytest.raises(PlanMovedOn):  # it would reach the athlete, which its sender did not mean
        drafts.edit(plan, rest(plan), by(plan, "ok"), expected_step=1)
    assert words_of(plan) == WEEK


def test_two_coaches_in_one_draft_keep_both_steps_unless_they_meet(plan: Plan) -> None:
    drafts.edit(opened(plan), rest(plan), by(plan), expected_step=0)
    drafts.edit(plan, [InsertRest(SATURDAY)], by(plan), expected_step=0)
    assert not {"Thu easy", "Sat long"} & {*shown_words(plan)}
    with pytest.raises(PlanMovedOn):
        drafts.edit(plan, [Move(str(session_on(plan, TUESDAY).pk), THURSDAY, 0)], by(plan), expected_step=0)
