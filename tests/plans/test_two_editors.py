"""Two coaches at one plan: nobody's edit is lost. It is in the plan, or its sender was told."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from athletes.models import User
from plans.changes import By, LimitBroken, PlanMovedOn, make_change
from plans.engine.applying import NotPossible, apply
from plans.engine.merging import Touched, touched
from plans.engine.operations import Add, Drop, Move, Operation, Set
from plans.engine.week import PlanState, SessionState
from plans.models import Cause, Change, Plan
from plans.plan_rows import load_state
from tests.cast import Cast, assemble
from tests.pages import text
from tests.season import (
    FRIDAY,
    HTMX,
    MONDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    begin,
    session_on,
    stored,
    words_of,
)

INTERLEAVINGS = 200
STEPS = 6


@pytest.fixture
def second(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.assistant)
    return client


def edit_url(plan: Plan) -> str:
    return f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/edit/"


def moved(plan: Plan, day: date, to: date, **more: Any) -> dict[str, Any]:
    return {"op": "move", "session": session_on(plan, day).pk, "day": to, "revision": 0, **more}


class TestPages:
    def test_other_days_are_merged_and_it_is_said(self, coach: Client, second: Client, plan: Plan, cast: Cast) -> None:
        coach.post(edit_url(plan), moved(plan, THURSDAY, FRIDAY))
        gone = {"op": "drop", "session": session_on(plan, WEDNESDAY, "cross_training").pk, "revision": 0}
        answer = second.post(edit_url(plan), gone, headers=HTMX)

        assert "Fri easy" in words_of(plan)
        assert "Wed cross_training" not in words_of(plan)
        said = f"Meanwhile, {cast.coach.name}: easy run 34 min moved to Fri. Both are kept."
        assert said in text(answer)

    def test_the_same_days_are_told_with_who_and_when(
        self, coach: Client, second: Client, plan: Plan, cast: Cast
    ) -> None:
        coach.post(edit_url(plan), moved(plan, THURSDAY, FRIDAY))
        before = stored()
        answer = second.post(edit_url(plan), moved(plan, TUESDAY, FRIDAY))

        page = answer.content.decode()
        assert answer.status_code == 409
        assert f"{cast.coach.name}: easy run 34 min moved to Fri" in page
        assert "Wed 18 Nov" in page
        assert 'name="revision" value="1"' in page
        assert "Do mine on top" in page
        assert "Leave it" in page
        assert stored() == before

        second.post(edit_url(plan), moved(plan, TUESDAY, FRIDAY, revision=1))
        assert [w for w in words_of(plan) if w.startswith("Fri")] == ["Fri easy", "Fri cadence"]

    def test_a_session_that_is_gone_was_taken_by_somebody(
        self, coach: Client, second: Client, plan: Plan, cast: Cast
    ) -> None:
        gone = {"op": "drop", "session": session_on(plan, WEDNESDAY, "cross_training").pk, "revision": 0}
        coach.post(edit_url(plan), gone)
        answer = second.post(edit_url(plan), {**gone, "op": "copy", "day": FRIDAY})

        assert answer.status_code == 409
        assert f"{cast.coach.name}: Wed cross-training 40 min taken out" in answer.content.decode()

    def test_a_revision_that_never_was(self, coach: Client, plan: Plan) -> None:
        before = stored()
        assert coach.post(edit_url(plan), moved(plan, THURSDAY, FRIDAY, revision=7)).status_code == 409
        assert stored() == before


@dataclass(frozen=True)
class Sent:
    """One edit that was made, and what its sender had seen."""

    operations: tuple[Operation, ...]
    at_revision: int
    revision: int
    touched: Touched
    after: PlanState


class Season:
    """What the database holds, read again after every edit, whoever made it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.read()

    def read(self) -> None:
        self.plan.refresh_from_db()
        self.revision, self.state = self.plan.revision, load_state(self.plan)


class Editor:
    """A coach with a page that may be old: what they send is made of what they see."""

    def __init__(self, season: Season, user: User, chance: random.Random) -> None:
        self.season, self.user, self.chance = season, user, chance
        self.told = 0
        self.reload()

    def reload(self) -> None:
        self.revision, self.seen = self.season.revision, self.season.state

    def send(self) -> Sent | None:
        operations = (self._operation(),)
        by = By(Cause.COACH, self.user, "a reason")
        before = self.season.state
        try:
            change = make_change(self.season.plan, operations, by, expected_revision=self.revision)
        except (PlanMovedOn, LimitBroken, NotPossible):
            self.told += 1
            self.reload()
            return None
        self.season.read()
        after = self.season.state
        assert (change is None) == (after == before)
        sent = Sent(operations, self.revision, self.season.revision, touched(before, after), after)
        if self.chance.random() < 0.5:
            self.reload()
        return sent

    def _operation(self) -> Operation:
        session = self.chance.choice([s for s in self.seen.sessions() if s.day < MONDAY + timedelta(days=14)])
        day = self.chance.choice([MONDAY + timedelta(days=n) for n in range(14)])
        kinds: list[Callable[[], Operation]] = [
            lambda: Move(session.id, day, 0),
            lambda: Set(session.id, (("duration_min", self.chance.randrange(20, 60)),)),
            lambda: Drop(session.id),
            lambda: Add(_new(session, day, self.chance)),
        ]
        return self.chance.choice(kinds)()


def _new(session: SessionState, day: date, chance: random.Random) -> SessionState:
    return replace(session, id=str(UUID(int=chance.getrandbits(128), version=4)), day=day, original_day=day, position=0)


@pytest.mark.slow
def test_200_random_interleavings_lose_no_edit(cast: Cast, clock: object, capsys: pytest.CaptureFixture[str]) -> None:
    made = told = merged = 0
    plan = begin(cast.ana, cast.coach)
    season = Season(plan)
    first = season.state
    for seed in range(INTERLEAVINGS):
        chance, begun = random.Random(seed), transaction.savepoint()
        editors = [Editor(season, user, chance) for user in (cast.coach, cast.assistant)]
        kept: list[Sent] = [sent for _ in range(STEPS) if (sent := chance.choice(editors).send())]
        for n, sent in enumerate(kept):
            unknown = [other for other in kept[:n] if other.revision > sent.at_revision]
            merged += bool(unknown)
            assert not any(sent.touched.meets(other.touched) for other in unknown), f"seed {seed}: {sent}"
        replayed = first
        for sent in kept:
            replayed, _inverse = apply(replayed, sent.operations)
            assert replayed == sent.after, f"seed {seed}"
        assert load_state(plan) == replayed, f"seed {seed}"
        assert len(kept) + sum(editor.told for editor in editors) == STEPS
        made, told = made + len(kept), told + sum(editor.told for editor in editors)
        transaction.savepoint_rollback(begun)
        season.read()
    assert made > INTERLEAVINGS
    assert merged > INTERLEAVINGS / 10
    with capsys.disabled():
        sys.stdout.write(f"\n{INTERLEAVINGS} interleavings: {made} edits kept, {merged} of them merged, {told} told\n")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("days", "outcomes", "changes"),
    [((THURSDAY, SATURDAY), ["made", "made"], 2), ((THURSDAY, THURSDAY), ["made", "told"], 1)],
    ids=["other days", "the same day"],
)
def test_at_the_same_moment(transactional_db: None, days: tuple[date, date], outcomes: list[str], changes: int) -> None:
    plan = begin(assemble().ana)
    runs = [str(session_on(plan, day).pk) for day in days]
    start, found = threading.Barrier(2), []

    def edit(run: str, rpe: int) -> None:
        try:
            start.wait(timeout=10)
            make_change(plan, [Set(run, (("rpe", rpe),))], By(Cause.COACH, None, "a reason"), expected_revision=0)
            found.append("made")
        except PlanMovedOn:
            found.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=edit, args=[run, n]) for n, run in enumerate(runs, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(found) == outcomes
    assert Change.objects.in_team(plan.team).filter(plan=plan).count() == changes
