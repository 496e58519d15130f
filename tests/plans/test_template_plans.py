"""Templates of a team, given to athletes: assigned to one or many, and their newer versions taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client

from plans.changes import By, make_change, redo_change
from plans.engine import template_editing as editing
from plans.engine.operations import Drop
from plans.models import Cause, Change, LockKind, Plan, TemplateVersion
from plans.plan_rows import load_state
from plans.planning import create_plan, default_document, template_of
from plans.steering import lock
from plans.templates import (
    edit_draft,
    open_draft,
    publish,
    read_file,
    retire,
)
from plans.undoing import in_words
from tests.cast import Cast, an_athlete
from tests.pages import visible
from tests.season import MONDAY, START, WEDNESDAY, stored

pytestmark = pytest.mark.slow
LIST = "/team/templates/"
NEXT_MONDAY = MONDAY + timedelta(days=7)


def gates_of(plan: Plan) -> dict[str, float]:
    return dict(template_of(plan).gates)


class TestAssigning:
    def chosen(self, coach: Client, version: TemplateVersion, athletes: Sequence[object], **days: date) -> str:
        path = f"{LIST}{version.pk}/assign/"
        answer = coach.post(path, {"athlete": [each.pk for each in athletes], **days})  # type: ignore[attr-defined]
        assert answer.status_code == 302, visible(answer)
        return str(answer.headers["Location"])

    def test_looked_at_made_and_taken_back(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        create_plan(cast.ben, MONDAY)
        page = self.chosen(coach, own, [cast.ana, cast.ben], start=NEXT_MONDAY)
        before = stored("athletes_look")
        shown = visible(coach.get(page))
        assert stored("athletes_look") == before
        assert "Ana R. 23 Nov 2026" in shown
        assert "already has a running plan" in shown
        done = coach.post(page).headers["Location"]
        assert "1 done · 1 as they were" in visible(coach.get(done))
        plan = Plan.objects.in_team(cast.team).get(athlete=cast.ana)
        assert (plan.template, plan.start) == (own, NEXT_MONDAY)
        back = coach.post(done.replace("/done/", "/undo/")).headers["Location"]
        assert "Taken back" in visible(coach.get(back))
        assert list(Plan.objects.in_team(cast.team).values_list("athlete", flat=True)) == [cast.ben.pk]

    def test_what_is_in_use_is_not_taken_back(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        done = coach.post(self.chosen(coach, own, [cast.ana], start=NEXT_MONDAY)).headers["Location"]
        Plan.objects.in_team(cast.team).update(revision=1)
        back = coach.post(done.replace("/done/", "/undo/")).headers["Location"]
        assert "Something was already done with this plan" in visible(coach.get(back))
        assert Plan.objects.in_team(cast.team).filter(athlete=cast.ana).exists()

    def test_backwards_from_a_last_day(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        last_day = NEXT_MONDAY + timedelta(weeks=20) - timedelta(days=1)
        coach.post(self.chosen(coach, own, [cast.ana], last_day=last_day))
        coach.post(self.chosen(coach, own, [cast.ben], last_day=last_day - timedelta(weeks=8)))
        plans = {plan.athlete_id: plan for plan in Plan.objects.in_team(cast.team)}
        assert plans[cast.ana.pk].start == NEXT_MONDAY + timedelta(weeks=6)
        assert plans[cast.ben.pk].start == NEXT_MONDAY, "maintenance and potency give way"
        assert [plans[each.pk].weeks.count() for each in (cast.ana, cast.ben)] == [14, 12]
        too_soon = self.chosen(coach, own, [an_athlete(cast.team, "Cleo")], last_day=WEDNESDAY + timedelta(weeks=5))
        assert "needs" in visible(coach.get(too_soon))

    def test_many_go_in_portions(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        squad = [an_athlete(cast.team, f"Runner {n:02}") for n in range(23)]
        page = self.chosen(coach, own, squad, start=NEXT_MONDAY)
        assert "Runner 19" in visible(coach.get(page))
        assert "Runner 20" not in visible(coach.get(page))
        assert "Runner 20" in coach.get(f"{page}?from=20", headers={"HX-Request": "true"}).content.decode()
        first = coach.post(page).headers["Location"]
        assert "20 done · 0 as they were · 3 to come" in visible(coach.get(first))
        second = coach.post(first.replace("done/", "")).headers["Location"]
        assert "23 done · 0 as they were" in visible(coach.get(second))
        assert Plan.objects.in_team(cast.team).count() == 23
        assert not Change.objects.in_team(cast.team).exists()

    @pytest.mark.parametrize(
        ("sent", "told"),
        [({}, "Say when it starts"), ({"start": NEXT_MONDAY}, "Nobody is ticked"),
         ({"start": NEXT_MONDAY, "last_day": NEXT_MONDAY}, "Say when it starts")],
    )  # fmt: skip
    def test_what_is_missing_is_said(
        self, coach: Client, own: TemplateVersion, sent: dict[str, date], told: str
    ) -> None:
        answer = coach.post(f"{LIST}{own.pk}/assign/", sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()

    def test_one_athletes_plan_form_offers_it(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        path = f"/athletes/{cast.ana.pk}/plan/new/"
        assert "Short and kind" in coach.get(path).content.decode()
        assert coach.post(path, {"start": NEXT_MONDAY, "template": own.pk}).status_code == 302
        assert Plan.objects.in_team(cast.team).get(athlete=cast.ana).template == own


class TestUpdates:
    """A newer version for plans that run."""

    @pytest.fixture
    def newer(self, cast: Cast, own: TemplateVersion) -> TemplateVersion:
        """Week 9 with less running; Ana's plan is in its third week."""
        draft = open_draft(own, cast.team, cast.coach)
        edit_draft(draft, lambda d: editing.with_week(d, 9, {"fraction": 0.6}), cast.coach, 0)
        edit_draft(draft, lambda d: editing.with_week(d, 10, {"goals": ["Rest more."]}), cast.coach, 1)
        return publish(draft, "Less in week 9", cast.coach, 2)

    @pytest.fixture
    def running(self, cast: Cast, own: TemplateVersion) -> Plan:
        return create_plan(cast.ana, START, template=own)

    def take(self, coach: Client, version: TemplateVersion, reach: str) -> str:
        answer = coach.post(f"{LIST}{version.pk}/update/", {"reach": reach})
        return str(answer.headers["Location"])

    def test_weeks_ahead_follow_and_come_back_to_the_byte(
        self, cast: Cast, coach: Client, running: Plan, newer: TemplateVersion
    ) -> None:
        before, phases = load_state(running), list(running.phases.values_list("min_weeks", "max_weeks"))
        page = visible(coach.get(f"{LIST}{newer.pk}/update/?reach=untouched"))
        assert "Ana R. 28 Dec , 4 Jan 9 none touched" in page
        assert load_state(running) == before
        done = self.take(coach, newer, "untouched")
        assert "2 weeks taken over" in visible(coach.get(done))
        running.refresh_from_db()
        after = load_state(running)
        assert running.template == newer
        assert [week.monday for week in after.weeks if week not in before.weeks] == [
            date(2026, 12, 28),
            date(2027, 1, 4),
        ]
        assert after.weeks[9].goals == ("Rest more.",)
        assert "No plan is behind" in visible(coach.get(f"{LIST}{newer.pk}/update/"))

        coach.post(f"{done}undo/")
        running.refresh_from_db()
        assert (running.template, load_state(running)) == (own_of(newer), before)
        assert list(running.phases.values_list("min_weeks", "max_weeks")) == phases
        redo_change(Change.objects.in_team(cast.team).latest("pk"), By(Cause.COACH, cast.coach))
        running.refresh_from_db()
        assert (running.template, load_state(running)) == (newer, after)

    def test_gates_alone_are_taken_over_and_come_back(
        self, cast: Cast, coach: Client, running: Plan, own: TemplateVersion
    ) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        edit_draft(draft, lambda d: {**d, "gates": {"maintenance_weeks": 2}}, cast.coach, 0)
        newer = publish(draft, "Slower", cast.coach, 1)
        before = load_state(running)
        page = visible(coach.get(f"{LIST}{newer.pk}/update/?reach=untouched"))
        assert "gates and phase lengths only 11 none touched" in page
        done = self.take(coach, newer, "untouched")
        assert "gates and phase lengths taken over" in visible(coach.get(done))
        running.refresh_from_db()
        assert (running.template, load_state(running)) == (newer, before)
        assert gates_of(running) == {"maintenance_weeks": 2}
        change = Change.objects.in_team(cast.team).latest("pk")
        assert in_words(change, cast.coach) == "gates and phase lengths as in version 2 of the template"
        make_change(running, [Drop(before.weeks[4].sessions[0].id)], By(Cause.COACH, cast.coach, "Travel"))

        coach.post(f"{done}undo/")  # what was changed since stands in nobody's way
        running.refresh_from_db()
        assert (running.template, gates_of(running)) == (own, {})
        redo_change(Change.objects.in_team(cast.team).latest("pk"), By(Cause.COACH, cast.coach))
        assert gates_of(Plan.objects.in_team(cast.team).get(pk=running.pk)) == {"maintenance_weeks": 2}

    def test_a_week_that_was_changed_stays_unless_it_is_overwritten(
        self, cast: Cast, coach: Client, running: Plan, newer: TemplateVersion
    ) -> None:
        state = load_state(running)
        make_change(running, [Drop(state.weeks[8].sessions[0].id)], By(Cause.COACH, cast.coach, "Travel"))
        done = self.take(coach, newer, "untouched")
        assert "1 week taken over" in visible(coach.get(done))
        assert len(load_state(running).weeks[8].sessions) == len(state.weeks[8].sessions) - 1
        coach.post(f"{done}undo/")
        assert "2 weeks taken over" in visible(coach.get(self.take(coach, newer, "overwrite")))

    def test_locked_days_stay(self, cast: Cast, coach: Client, running: Plan, newer: TemplateVersion) -> None:
        lock(cast.ana, LockKind.DAYS, date(2026, 12, 28), date(2027, 1, 10), cast.coach)
        assert "changed or locked" in visible(coach.get(self.take(coach, newer, "overwrite")))

    def test_nothing_is_taken_over_unless_it_is_said(
        self, cast: Cast, coach: Client, running: Plan, newer: TemplateVersion
    ) -> None:
        before = stored("athletes_look")
        assert self.take(coach, newer, "") == f"{LIST}{newer.pk}/"
        assert "Let them take this one over" in coach.get(f"{LIST}{newer.pk}/").content.decode()
        assert stored("athletes_look") == before

    def test_publishing_asks(self, cast: Cast, coach: Client, own: TemplateVersion, running: Plan) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        edit_draft(draft, lambda d: editing.with_week(d, 9, {"fraction": 0.6}), cast.coach, 0)
        path = f"/team/template-drafts/{draft.pk}/publish/"
        assert coach.post(path, {"seen": 1, "note": "Less"}).headers["Location"].endswith("/update/")


def own_of(version: TemplateVersion) -> TemplateVersion:
    """The version before."""
    return TemplateVersion.objects.get(team=version.team, slug=version.slug, version=version.version - 1)


class TestOtherTemplates:
    """Templates that lack something, are old, or come one after the other."""

    @pytest.fixture
    def bare(self, cast: Cast, clock: object) -> TemplateVersion:
        """Brought in without a way to protect endurance; Ana protects it."""
        cast.ana.protects = ["endurance"]
        cast.ana.save()
        variants = {name: each for name, each in default_document()["variants"].items() if name != "endurance"}
        return read_file(cast.team, json.dumps({**default_document(), "variants": variants}).encode(), cast.coach)

    def test_what_a_template_cannot_protect_is_left_out_for_many(
        self, cast: Cast, coach: Client, bare: TemplateVersion
    ) -> None:
        page = TestAssigning().chosen(coach, bare, [cast.ana], start=NEXT_MONDAY)
        assert "Ana R. 23 Nov 2026" in visible(coach.get(page))
        coach.post(page)
        assert Plan.objects.in_team(cast.team).get(athlete=cast.ana).protects == []

    def test_and_said_for_one(self, cast: Cast, coach: Client, bare: TemplateVersion) -> None:
        sent = {"start": NEXT_MONDAY, "template": bare.pk, "protects": ["endurance"]}
        answer = coach.post(f"/athletes/{cast.ana.pk}/plan/new/", sent)
        assert answer.status_code == 422
        assert "has no way to protect endurance" in answer.content.decode()

    def test_the_second_newer_version_reaches_the_same_weeks(
        self, cast: Cast, coach: Client, own: TemplateVersion
    ) -> None:
        plan, version = create_plan(cast.ana, START, template=own), own
        for fraction in (0.6, 0.5):
            draft = open_draft(version, cast.team, cast.coach)
            edit_draft(draft, partial(editing.with_week, number=9, values={"fraction": fraction}), cast.coach, 0)
            version = publish(draft, "Less", cast.coach, 1)
            done = coach.post(f"{LIST}{version.pk}/update/", {"reach": "untouched"}).headers["Location"]
            assert "taken over" in visible(coach.get(done))
        plan.refresh_from_db()
        assert (plan.template, load_state(plan).weeks[8].fraction) == (version, 0.5)

    def test_neither_old_nor_retired_ones_are_given(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        edit_draft(draft, lambda d: editing.without_week(d, 3), cast.coach, 0)
        newer = publish(draft, "Less", cast.coach, 1)
        assert coach.get(f"{LIST}{own.pk}/assign/").status_code == 404
        assert coach.get(f"{LIST}{newer.pk}/assign/").status_code == 200
        retire(newer, cast.coach)
        assert coach.get(f"{LIST}{newer.pk}/assign/").status_code == 404
        assert "Give it to athletes" not in visible(coach.get(f"{LIST}{newer.pk}/"))
