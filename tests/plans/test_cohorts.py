"""A cohort is moved: a preview that writes nothing, a result per athlete, each refused for itself, and one undo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete
from plans import cohorts
from plans.changes import By, make_change
from plans.cohorts import Chosen, Wanted
from plans.engine.operations import Drop, Scale
from plans.models import Cause, Change, Lock, LockKind, Plan
from plans.plan_rows import load_state
from plans.planning import create_plan, end_plan
from tests.athletes.squads import actor_of
from tests.cast import Cast, an_athlete
from tests.pages import visible
from tests.season import MONDAY, NOW, START, WEDNESDAY, begin, session_on, stored

pytestmark = pytest.mark.slow

NEXT_MONDAY = MONDAY + timedelta(weeks=1)
HOLD, RECOVER, NOTED = Wanted("hold"), Wanted("recover"), Wanted("hold", note="A club week.")


def moves(cast: Cast, wanted: Wanted, *athletes: Athlete, chosen: list[Chosen] | None = None) -> dict[str, str]:
    """What came of it, in words by name; those who were moved begin with an asterisk."""
    actor = actor_of(cast.coach)
    chosen = cohorts.choose(actor, [athlete.pk for athlete in athletes]) if chosen is None else chosen
    names = {athlete.pk: athlete.name for athlete in Athlete.objects.in_team(cast.team)}
    results = cohorts.carry_out_each(actor, wanted, chosen, NOW)
    return {names[each.athlete]: ("*" if each.change else "") + each.words for each in results}


def twice_as_far(plan: Any) -> Any:
    """Every later run of the season twice as long."""
    runs = [s.id for week in plan.weeks if week.monday > MONDAY for s in week.runs]
    return (Scale(tuple(runs), 2.0),)


@pytest.fixture
def ben(plan: Plan, cast: Cast) -> Plan:
    """Ana's plan and Ben's are in their third week of foundation."""
    return begin(cast.ben, cast.coach)


class TestPreview:
    def test_it_says_what_changes_and_writes_nothing(self, plan: Plan, ben: Plan, cast: Cast) -> None:
        actor, before = actor_of(cast.coach), stored()
        ana = cohorts.preview(actor, HOLD, cohorts.choose(actor, [cast.ana.pk]), NOW)[0]
        assert ana.lines == ["The same week again from 23 Nov, 25 km."]
        assert (ana.ends, ana.ended) == (START + timedelta(weeks=15, days=-1), START + timedelta(weeks=14, days=-1))
        assert any("longest of 30 days" in sentence for sentence in ana.soft)
        assert stored() == before

    def test_it_is_what_is_then_done(self, plan: Plan, ben: Plan, cast: Cast) -> None:
        actor = actor_of(cast.coach)
        said = cohorts.preview(actor, RECOVER, cohorts.choose(actor, [cast.ana.pk]), NOW)[0]
        done = moves(cast, RECOVER._replace(note="Tired."), cast.ana)
        assert done == {"Ana R.": "*" + " ".join(said.lines)}
        assert load_state(plan).weeks[-1].sunday == said.ends

    @pytest.mark.slow
    def test_the_number_of_queries_is_the_same_for_one_and_for_many(self, plan: Plan, ben: Plan, cast: Cast) -> None:
        actor, counts = actor_of(cast.coach), []
        for ids in ([cast.ana.pk], [cast.ana.pk], [cast.ana.pk, cast.ben.pk]):  # the first one reads the template
            chosen = cohorts.choose(actor, ids)
            with CaptureQueriesContext(connection) as context:
                cohorts.preview(actor, HOLD, chosen, NOW)
            counts.append(len(context))
        assert counts[1] == counts[2]


class TestResults:
    def test_each_has_a_change_of_their_own_and_all_are_taken_back_at_once(
        self, plan: Plan, ben: Plan, cast: Cast
    ) -> None:
        before = {p.pk: load_state(p) for p in (plan, ben)}
        done = moves(cast, NOTED, cast.ana, cast.ben)
        assert done.keys() == {"Ana R.", "Ben O."}
        assert all(words.startswith("*") for words in done.values())
        changes = list(Change.objects.in_team(cast.team))
        assert [(c.cause, c.actor, c.note) for c in changes] == [(Cause.COACH, cast.coach, "A club week.")] * 2

        cohorts.undo_each(actor_of(cast.coach), [change.pk for change in changes])
        assert {p.pk: load_state(p) for p in (plan, ben)} == before

    def test_one_that_was_changed_meanwhile_is_refused_alone(self, plan: Plan, ben: Plan, cast: Cast) -> None:
        chosen = cohorts.choose(actor_of(cast.coach), [cast.ana.pk, cast.ben.pk])
        session = session_on(ben, WEDNESDAY, "cross_training")
        make_change(ben, [Drop(str(session.pk))], By(Cause.COACH, cast.coach, "meanwhile"))
        done = moves(cast, NOTED, chosen=chosen)
        assert done["Ana R."].startswith("*")
        assert done["Ben O."] == "The plan was changed since you looked. Look at it again, then decide."

    def test_a_soft_limit_takes_a_note(self, plan: Plan, cast: Cast) -> None:
        assert moves(cast, HOLD, cast.ana)["Ana R."].startswith("This touches limits, which takes a note: ")
        assert moves(cast, NOTED, cast.ana)["Ana R."].startswith("*The same week again")

    def test_a_hard_limit_is_never_passed(self, plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        """Moves are made so that they pass none; a plan that none fits any more is told so."""
        monkeypatch.setattr("plans.engine.cohort_moves.settled", lambda plan, operations, *_: operations)
        monkeypatch.setattr("plans.engine.cohort_moves._advanced", lambda ground: twice_as_far(ground.plan))
        assert moves(cast, Wanted("advance", note="Anyway."), cast.ana)["Ana R."].startswith("A limit forbids it: ")

    @pytest.mark.parametrize(
        ("kind", "wanted", "refusal"),
        [
            (LockKind.DAYS, NOTED, "The days from 23 Nov to 29 Nov are locked, and this would change them."),
            (LockKind.PHASE, Wanted("advance"), "The phase is held from 23 Nov to 29 Nov. End the hold first."),
            (LockKind.PHASE, NOTED, ""),
        ],
        ids=["days", "phase", "a held phase may be held on"],
    )
    def test_a_lock_wins(self, cast: Cast, clock: Any, kind: LockKind, wanted: Wanted, refusal: str) -> None:
        create_plan(cast.ana, MONDAY)  # in its first week, so that there is a phase to end
        week = {"first_day": NEXT_MONDAY, "last_day": NEXT_MONDAY + timedelta(days=6)}
        Lock.objects.create(team=cast.team, athlete=cast.ana, kind=kind, locked_by=cast.coach, **week)
        words = moves(cast, wanted, cast.ana)["Ana R."]
        assert words == refusal if refusal else words.startswith("*")

    def test_nobody_without_a_running_plan_is_moved(self, plan: Plan, cast: Cast) -> None:
        mia = an_athlete(cast.team, "Mia")
        chosen = cohorts.choose(actor_of(cast.coach), [cast.ana.pk, mia.pk])
        end_plan(plan)
        assert moves(cast, NOTED, chosen=chosen) == {"Ana R.": "The plan has ended.", "Mia": "No plan is running."}

    def test_foreign_and_archived_ones_are_left_out(self, plan: Plan, cast: Cast) -> None:
        zoe = begin(cast.zoe)
        chosen = [*cohorts.choose(actor_of(cast.coach), [cast.ana.pk]), Chosen(cast.zoe.pk, zoe.pk, zoe.revision)]
        Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(archived_at=NOW)
        assert moves(cast, NOTED, chosen=chosen) == {}
        assert cohorts.choose(actor_of(cast.coach), [cast.ana.pk, cast.zoe.pk]) == []


class TestStart:
    def test_it_follows_its_first_week_there_and_back(self, cast: Cast, clock: Any) -> None:
        plan = create_plan(cast.ana, NEXT_MONDAY)
        moves(cast, Wanted("shift", 2), cast.ana)
        plan.refresh_from_db()
        assert plan.start == NEXT_MONDAY + timedelta(weeks=2)
        cohorts.undo_each(actor_of(cast.coach), [Change.objects.in_team(cast.team).get().pk])
        plan.refresh_from_db()
        assert plan.start == NEXT_MONDAY


class TestPages:
    @staticmethod
    def sent(coach: Client, url: str, **values: Any) -> str:
        """Where a form leads."""
        answer = coach.post(url, values)
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"]

    def test_from_ticks_to_the_undo(self, plan: Plan, ben: Plan, coach: Client, cast: Cast) -> None:
        before = load_state(plan)
        looked = self.sent(coach, "/board/moves/", move="hold", athlete=[cast.ana.pk, cast.ben.pk])
        page = visible(coach.get(looked))
        assert "What would change for 2 athletes. Nothing is written yet." in page
        assert "The same week again from 23 Nov" in page
        done = self.sent(coach, looked, note="A club week.")
        assert "2 done · 0 as they were" in visible(coach.get(done))
        assert self.sent(coach, looked, note="A club week.") == done, "a double click leads to the same result"
        undone = self.sent(coach, done.replace("/done/", "/undo/"))
        assert "2 done · 0 as they were" in visible(coach.get(undone))
        assert load_state(plan) == before

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"move": "hold"}, "Nobody is ticked."),
            ({"move": "", "athlete": "ana"}, "This field is required."),
            ({"move": "shift", "athlete": "ana"}, "Say by how many weeks the start shifts"),
        ],
        ids=["nobody", "no move", "no weeks"],
    )
    def test_what_is_missing_is_said_and_nothing_lost(
        self, plan: Plan, coach: Client, cast: Cast, sent: dict[str, Any], words: str
    ) -> None:
        sent = {name: cast.ana.pk if value == "ana" else value for name, value in sent.items()}
        answer = coach.post("/board/moves/", sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert (f'value="{cast.ana.pk}" aria-label="Ana R." checked' in page) == ("athlete" in sent)

    @pytest.mark.slow
    def test_many_are_moved_a_portion_at_a_time(
        self, plan: Plan, ben: Plan, coach: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("plans.views.cohorts.PORTION", 1)
        monkeypatch.setattr("plans.views.cohorts.PREVIEWED", 1)
        looked = self.sent(coach, "/board/moves/", move="hold", athlete=[cast.ana.pk, cast.ben.pk])
        first = visible(coach.get(looked))
        assert ("Ana R." in first, "Ben O." in first) == (True, False)
        assert "Ben O." in coach.get(f"{looked}?from=1", headers={"HX-Request": "true"}).content.decode()
        done = self.sent(coach, looked, note="A club week.")
        assert "1 done · 0 as they were · 1 to come" in visible(coach.get(done))
        done = self.sent(coach, done.removesuffix("done/"))
        assert "2 done · 0 as they were" in visible(coach.get(done))
        assert {change.note for change in Change.objects.in_team(cast.team)} == {"A club week."}
