"""A coach's hand on a week: moved, dropped, added and taken back; limits hold, and nobody overwrites anybody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from plans.changes import By, LimitBroken, PlanMovedOn, make_change, undo_change
from plans.engine.applying import NotPossible
from plans.engine.operations import Drop, InsertRest, Move
from plans.models import Cause, Change, Feedback, Plan, Session
from plans.plan_rows import load_state
from tests.cast import Cast, assemble
from tests.season import (
    FRIDAY,
    HTMX,
    MONDAY,
    START,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    begin,
    session_on,
    stored,
    words_of,
)  # fmt: skip

LAST_WEEK = START + timedelta(weeks=13)
MIDWEEK, WEEKEND = ["Wed cross_training", "Wed strength"], ["Sat long", "Sun easy", "Sun strength"]


def edit_url(plan: Plan, monday: date = MONDAY) -> str:
    return f"/athletes/{plan.athlete_id}/weeks/{monday}/edit/"


def form(op: str, session: Session | None = None, **sent: Any) -> dict[str, Any]:
    """What the week page sends; `revision` is 0, the plan as it was made, unless told otherwise."""
    return {"op": op, "revision": 0, **({"session": session.pk} if session else {}), **sent}


def changes_of(plan: Plan) -> list[Change]:
    return list(Change.objects.in_team(plan.team).filter(plan=plan).order_by("pk"))


def by_coach(plan: Plan, note: str = "") -> By:
    return By(Cause.COACH, plan.created_by, note)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


class TestEditing:
    @pytest.mark.parametrize(
        ("what", "week"),
        [
            pytest.param(
                lambda plan: form("move", session_on(plan, THURSDAY), day=FRIDAY),
                ["Tue cadence", *MIDWEEK, "Fri easy", *WEEKEND],
                id="Thursday's run moves to Friday",
            ),
            pytest.param(
                lambda plan: form("move", session_on(plan, TUESDAY), day=THURSDAY),
                [*MIDWEEK, "Thu easy", "Thu cadence", *WEEKEND],
                id="a moved run comes last on its day",
            ),
            pytest.param(
                lambda plan: form("move", session_on(plan, WEDNESDAY, "cross_training"), day=WEDNESDAY),
                ["Tue cadence", *reversed(MIDWEEK), "Thu easy", *WEEKEND],
                id="to the end of its own day",
            ),
            pytest.param(
                lambda plan: form("drop", session_on(plan, WEDNESDAY, "cross_training")),
                ["Tue cadence", "Wed strength", "Thu easy", *WEEKEND],
                id="the cross-training is dropped",
            ),
            pytest.param(
                lambda plan: form("add", kind="mobility", day=FRIDAY),
                ["Tue cadence", *MIDWEEK, "Thu easy", "Fri mobility", *WEEKEND],
                id="mobility is added on Friday",
            ),
        ],
    )
    def test_a_coach_edits_a_week_and_takes_it_back(
        self, coach: Client, plan: Plan, what: Callable[[Plan], dict[str, Any]], week: list[str]
    ) -> None:
        before = load_state(plan)
        answer = coach.post(edit_url(plan), what(plan), follow=True)

        assert answer.redirect_chain == [(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/", 302)]
        assert words_of(plan) == week
        (change,) = changes_of(plan)
        assert (change.cause, change.actor, change.note, change.breaches) == ("coach", plan.created_by, "", [])
        undo = f"/athletes/{plan.athlete_id}/changes/{change.pk}/undo/"
        assert f'<form method="post" action="{undo}">' in answer.content.decode(), "the toast offers the way back"

        coach.post(undo)

        assert load_state(plan) == before
        assert [c.undoes for c in changes_of(plan)] == [None, change]
        plan.refresh_from_db()
        assert plan.revision == 2

    def test_the_days_that_a_change_touched_are_written_down(self, coach: Client, plan: Plan) -> None:
        coach.post(edit_url(plan), form("move", session_on(plan, THURSDAY), day=FRIDAY))

        (change,) = changes_of(plan)
        assert (change.first_day, change.last_day) == (THURSDAY, FRIDAY)
        assert session_on(plan, FRIDAY).original_day == THURSDAY
        assert "first planned Thu" in text(coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/"))

    def test_an_added_run_has_the_dose_of_the_library_for_the_level(self, coach: Client, plan: Plan) -> None:
        coach.post(edit_url(plan, LAST_WEEK), form("add", kind="walk", day=LAST_WEEK))

        walk = session_on(plan, LAST_WEEK)
        assert (walk.duration_min > 0, walk.distance_km, walk.rpe <= 3) == (True, None, True)

    def test_what_changes_nothing_is_no_change(self, coach: Client, plan: Plan) -> None:
        coach.post(edit_url(plan), form("move", session_on(plan, THURSDAY), day=THURSDAY))

        assert changes_of(plan) == []

    def test_htmx_gets_the_week_alone_with_a_toast_that_undoes(self, coach: Client, plan: Plan) -> None:
        answer = coach.post(edit_url(plan), form("move", session_on(plan, THURSDAY), day=FRIDAY), headers=HTMX)

        (change,) = changes_of(plan)
        page = text(answer)
        assert answer.status_code == 200
        assert page.startswith(f'<div id="week-{plan.pk}"')
        assert "Easy run 34 min moved to Fri." in page
        assert f"/changes/{change.pk}/undo/" in page.split('hx-swap-oob="innerHTML:#toast"')[1]

        undone = coach.post(f"/athletes/{plan.athlete_id}/changes/{change.pk}/undo/", headers=HTMX)
        assert text(undone).startswith(f'<div id="week-{plan.pk}"')
        assert words_of(plan) == WEEK


class TestRefusals:
    """Each says what is wrong on the page that asked, and writes nothing."""

    @pytest.mark.parametrize(
        ("sent", "why"),
        [
            ({"op": "move"}, "session: This is needed here."),
            ({"op": "drop"}, "session: This is needed here."),
            ({"op": "add", "kind": "easy"}, "day: This is needed here."),
            ({"op": "add", "day": FRIDAY}, "kind: This is needed here."),
            ({"op": "add", "day": "2026-11-31", "kind": "easy"}, "day: Enter a valid date."),
            ({"op": "add", "day": "Caturday", "kind": "easy"}, "day: Enter a valid date."),
            ({"op": "add", "day": FRIDAY, "kind": "sprint"}, "kind: Select a valid choice."),
            ({"op": "drop", "session": "no-session"}, "session: Enter a valid UUID."),
            ({"op": "burn"}, "op: Select a valid choice."),
            ({}, "op: This field is required."),
            ({"op": "add", "day": FRIDAY, "kind": "easy", "revision": ""}, "revision: This field is required."),
            ({"op": "add", "day": FRIDAY, "kind": "easy", "note": "x" * 301}, "note: Ensure this value has"),
            ({"op": "drop", "session": uuid4()}, "This session is no longer in the plan."),
            ({"op": "add", "day": "2027-06-07", "kind": "easy"}, "7 Jun 2027 lies outside the plan."),
            ({"op": "add", "day": "9999-12-31", "kind": "easy"}, "31 Dec 9999 lies outside the plan."),
        ],
        ids=[
            "move nothing", "drop nothing", "add on no day", "add nothing", "31 November", "an unknown weekday",
            "an unknown session kind", "no id", "an unknown operation", "nothing sent", "no revision", "a long reason",
            "a session that is gone", "a day outside the plan", "the last day there is",
        ],
    )  # fmt: skip
    def test_what_cannot_be_done(self, coach: Client, plan: Plan, sent: dict[str, Any], why: str) -> None:
        before = stored()
        for headers, status in (({}, 409), (HTMX, 200)):
            answer = coach.post(edit_url(plan), {"revision": 0, **sent}, headers=headers)

            assert answer.status_code == status
            assert why in answer.context["refused"]
            assert "Nothing was changed." in answer.context["refused"]
            assert 'role="alert"' in answer.content.decode()
        assert stored() == before

    def test_a_session_that_was_reported_on_belongs_to_the_past(self, coach: Client, plan: Plan) -> None:
        run = session_on(plan, TUESDAY)
        Feedback.objects.create(
            team=plan.team, athlete=plan.athlete, session=run, local_date=TUESDAY, outcome="done", rpe=3
        )
        before = stored()
        for sent in (form("drop", run), form("move", run, day=FRIDAY)):
            answer = coach.post(edit_url(plan), sent)
            assert "The athlete has already reported on this session" in text(answer)
        assert stored() == before
        page = text(coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/"))
        assert "Change Cadence game" not in page
        assert "reported" in page

    @pytest.mark.parametrize("monday", ["2026-10-26", "2027-02-08"], ids=["before the plan", "after it"])
    def test_a_week_outside_the_plan_is_not_found_and_not_written_from(
        self, coach: Client, plan: Plan, monday: str
    ) -> None:
        before = stored()
        sent = form("drop", session_on(plan, WEDNESDAY, "cross_training"))
        for headers in ({}, HTMX):
            assert coach.post(edit_url(plan, date.fromisoformat(monday)), sent, headers=headers).status_code == 404
        assert stored() == before

    def test_a_session_of_another_athlete_is_not_in_this_plan(self, coach: Client, cast: Cast, plan: Plan) -> None:
        others = begin(cast.zoe), begin(cast.ben)
        before = stored()
        for other in others:
            answer = coach.post(edit_url(plan), form("drop", session_on(other, THURSDAY)))
            assert "This session is no longer in the plan." in text(answer)
        assert stored() == before


class TestLimits:
    """Soft ones are passed with a coach's reason, hard ones never."""

    def test_a_soft_limit_asks_for_a_reason_first(self, coach: Client, plan: Plan) -> None:
        before = stored()
        answer = coach.post(edit_url(plan), form("drop", session_on(plan, THURSDAY)))

        limits = answer.context["limits"]
        assert (answer.status_code, limits.is_hard) == (409, False)
        page = text(answer)
        for breach in limits.breaches:
            assert breach.sentence in page
        assert "With a reason it can be done." in page
        assert f'name="session" value="{session_on(plan, THURSDAY).pk}"' in page, "the form says again what was meant"
        assert stored() == before

    @pytest.mark.parametrize("note", ["", "   "], ids=["empty", "blank"])
    def test_an_empty_reason_is_none(self, coach: Client, plan: Plan, note: str) -> None:
        sent = form("drop", session_on(plan, THURSDAY), note=note)
        assert coach.post(edit_url(plan), sent).status_code == 409
        assert changes_of(plan) == []

    def test_with_a_reason_it_is_done_and_both_are_kept(self, coach: Client, plan: Plan) -> None:
        run = session_on(plan, THURSDAY)
        asked = coach.post(edit_url(plan), form("drop", run)).context["limits"].breaches
        coach.post(edit_url(plan), form("drop", run, note="Travels on Thursday"))

        (change,) = changes_of(plan)
        assert change.note == "Travels on Thursday"
        assert [(b["limit"], b["severity"]) for b in change.breaches] == [(b.limit, "soft") for b in asked]
        page = text(coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/changes/"))
        assert "Travels on Thursday" in page

    def test_a_hard_limit_is_not_passed_with_any_reason(self, coach: Client, plan: Plan) -> None:
        """A second long run would make the week more than 30 % longer than any before it."""
        before = stored()
        for headers, status in (({}, 409), (HTMX, 200)):
            sent = form("add", kind="long", day=SUNDAY, note="She asked for it")
            answer = coach.post(edit_url(plan), sent, headers=headers)

            assert answer.status_code == status
            assert ("V1", "hard") in [(b.limit, b.severity) for b in answer.context["limits"].breaches]
            assert "This limit is never passed. Nothing was changed." in text(answer)
            assert "Do it with this note" not in text(answer)
        assert stored() == before

    def test_the_week_shows_its_limits_on_the_day_they_speak_of(self, coach: Client, plan: Plan) -> None:
        page = f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/"
        assert 'data-tone="caution"' not in coach.get(page).content.decode()

        sent = form("move", session_on(plan, SUNDAY, "strength"), day=FRIDAY, note="No gym on Sunday")
        coach.post(edit_url(plan), sent)

        friday = coach.get(page).content.decode().split(f'id="day-{FRIDAY}"')[1].split("</section>")[0]
        assert "not on the day before a hard or long run" in friday


class TestUndo:
    def test_a_later_change_of_the_same_days_goes_first(self, coach: Client, plan: Plan) -> None:
        coach.post(edit_url(plan), form("move", session_on(plan, THURSDAY), day=FRIDAY))
        coach.post(edit_url(plan), form("add", kind="mobility", day=FRIDAY, revision=1))
        first, second = changes_of(plan)
        before = stored()

        answer = coach.post(f"/athletes/{plan.athlete_id}/changes/{first.pk}/undo/")
        assert answer.status_code == 409
        assert "A later change touched the same days. Undo that one first." in text(answer)
        assert stored() == before

        coach.post(f"/athletes/{plan.athlete_id}/changes/{second.pk}/undo/")
        coach.post(f"/athletes/{plan.athlete_id}/changes/{first.pk}/undo/")
        assert words_of(plan) == WEEK

    def test_a_later_change_of_other_days_is_left_alone(self, coach: Client, plan: Plan) -> None:
        coach.post(edit_url(plan), form("move", session_on(plan, THURSDAY), day=FRIDAY))
        later = form("drop", session_on(plan, WEDNESDAY, "cross_training"), revision=1)
        coach.post(edit_url(plan), later)

        coach.post(f"/athletes/{plan.athlete_id}/changes/{changes_of(plan)[0].pk}/undo/")

        assert words_of(plan) == [session for session in WEEK if session != "Wed cross_training"]

    def test_undone_once_is_undone(self, coach: Client, plan: Plan) -> None:
        coach.post(edit_url(plan), form("move", session_on(plan, THURSDAY), day=FRIDAY))
        (change,) = changes_of(plan)
        undo = f"/athletes/{plan.athlete_id}/changes/{change.pk}/undo/"
        coach.post(undo)
        before = stored()

        assert "This change was already undone." in text(coach.post(undo))
        assert stored() == before

    def test_a_change_of_another_plan_is_not_found(self, coach: Client, cast: Cast, plan: Plan) -> None:
        other = begin(cast.ben)
        change = make_change(other, [Move(str(session_on(other, THURSDAY).pk), FRIDAY, 0)], by_coach(plan))
        assert change is not None

        assert coach.post(f"/athletes/{plan.athlete_id}/changes/{change.pk}/undo/").status_code == 404
        assert session_on(other, FRIDAY)

    def test_a_reported_session_is_not_taken_back(self, plan: Plan) -> None:
        change = make_change(plan, [Move(str(session_on(plan, THURSDAY).pk), FRIDAY, 0)], by_coach(plan))
        assert change is not None
        Feedback.objects.create(
            team=plan.team, athlete=plan.athlete, session=session_on(plan, FRIDAY), local_date=FRIDAY, outcome="done"
        )
        before = stored()
        with pytest.raises(NotPossible, match="already reported"):
            undo_change(change, by_coach(plan))
        assert stored() == before


class TestTwoCoaches:
    def test_a_program_without_a_revision_takes_the_plan_as_it_is(self, plan: Plan) -> None:
        make_change(plan, [Drop(str(session_on(plan, WEDNESDAY, "cross_training").pk))], by_coach(plan))
        make_change(plan, [InsertRest(THURSDAY)], by_coach(plan, "a reason"))

        plan.refresh_from_db()
        assert plan.revision == 2

    def test_several_operations_are_one_change_or_none(self, plan: Plan) -> None:
        before = stored()
        with pytest.raises(NotPossible):
            make_change(plan, [InsertRest(THURSDAY), Drop(str(uuid4()))], by_coach(plan, "a reason"))
        with pytest.raises(LimitBroken):
            make_change(plan, [Drop(str(session_on(plan, d).pk)) for d in (TUESDAY, THURSDAY)], by_coach(plan))
        assert stored() == before

    @pytest.mark.django_db(transaction=True)
    def test_at_the_same_moment_one_comes_first(self, transactional_db: None) -> None:
        plan = begin(assemble().ana)
        runs = [session_on(plan, THURSDAY).pk, session_on(plan, TUESDAY).pk]
        start, outcomes = threading.Barrier(2), []

        def edit(run: Any) -> None:
            try:
                start.wait(timeout=10)
                make_change(plan, [Move(str(run), FRIDAY, 0)], by_coach(plan), expected_revision=0)
                outcomes.append("made")
            except PlanMovedOn:
                outcomes.append("moved on")
            finally:
                connection.close()

        threads = [threading.Thread(target=edit, args=[run]) for run in runs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)

        assert sorted(outcomes) == ["made", "moved on"]
        assert len(changes_of(plan)) == 1
