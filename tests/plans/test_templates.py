"""Templates of a team: built, published, brought in, retired; and given to athletes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.models import Record
from plans.changes import By, make_change, redo_change
from plans.engine import template_editing as editing
from plans.engine.operations import Drop
from plans.models import Cause, Change, LockKind, Plan, TemplateDraft, TemplateVersion
from plans.plan_rows import load_state
from plans.planning import create_plan, default_document, default_template_version, template_of
from plans.rulebooks import rulebooks_of, with_gates_of
from plans.steering import lock
from plans.template_versions import newest, offered
from plans.templates import (
    MOST_BYTES,
    Overtaken,
    duplicate,
    edit_draft,
    open_draft,
    publish,
    read_file,
    retire,
    undo_draft,
)
from tests.cast import Cast, an_athlete
from tests.pages import text, visible
from tests.season import MONDAY, START, WEDNESDAY, stored

pytestmark = pytest.mark.slow
LIST = "/team/templates/"
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def own(cast: Cast, clock: object) -> TemplateVersion:
    return duplicate(cast.team, default_template_version(), "Short and kind", cast.coach)


class TestVersions:
    def test_a_copy_is_the_teams_own_and_published_step_by_step(self, cast: Cast, own: TemplateVersion) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        assert open_draft(own, cast.team, cast.owner) == draft
        edit_draft(draft, lambda d: editing.without_week(d, 3), cast.coach, 0)
        with pytest.raises(Overtaken):
            edit_draft(draft, lambda d: editing.without_week(d, 2), cast.owner, 0)
        edit_draft(draft, lambda d: editing.with_words(d, "Kind", "Be kind."), cast.coach, 1)
        undo_draft(draft, cast.coach, 2)
        draft.refresh_from_db()
        assert (draft.document["title"], len(draft.document["weeks"])) == ("Short and kind", 13)
        made = publish(draft, "A week less", cast.coach, 3)
        assert (made.slug, made.version, made.note) == ("short-and-kind", 2, "A week less")
        assert not TemplateDraft.objects.in_team(cast.team).exists()
        assert [row.pk for row in newest(cast.team)] == [made.pk, default_template_version().pk]
        assert newest(cast.other_team) == [default_template_version()]
        own.refresh_from_db()
        assert len(own.document["weeks"]) == 14

    def test_plans_are_made_from_it_and_stay_on_their_version(self, cast: Cast, own: TemplateVersion) -> None:
        plan = create_plan(cast.ana, MONDAY, template=own)
        draft = open_draft(own, cast.team, cast.coach)
        edit_draft(draft, lambda d: editing.without_week(d, 3), cast.coach, 0)
        draft.refresh_from_db()
        newer = publish(draft, "A week less", cast.coach, 1)
        shorter = create_plan(cast.ben, MONDAY, template=newer)
        assert (plan.weeks.count(), shorter.weeks.count()) == (14, 13)
        plan.refresh_from_db()
        assert len(template_of(plan).weeks) == 14

    def test_another_teams_template_makes_no_plan(self, cast: Cast, own: TemplateVersion) -> None:
        with pytest.raises(ValueError, match="another team"):
            create_plan(cast.zoe, MONDAY, template=own)

    def test_gates_of_a_template_hold_for_its_plans(self, cast: Cast, own: TemplateVersion) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        edit_draft(draft, lambda d: editing.with_gates(d, {"maintenance_weeks": 3}), cast.coach, 0)
        draft.refresh_from_db()
        made = publish(draft, "Sooner", cast.coach, 1)
        plans = {cast.ana.pk: create_plan(cast.ana, MONDAY, template=made), cast.ben.pk: create_plan(cast.ben, MONDAY)}
        found = with_gates_of(plans, rulebooks_of([cast.ana, cast.ben]))
        assert [found[each.pk]["maintenance_weeks"] for each in (cast.ana, cast.ben)] == [3, 2]

    def test_what_is_retired_is_not_offered(self, cast: Cast, own: TemplateVersion) -> None:
        assert own in offered(cast.team)
        retire(own, cast.coach)
        retire(own, cast.coach)
        assert own not in offered(cast.team)
        assert Record.objects.in_team(cast.team).filter(what="template.retired").count() == 1


class TestFiles:
    def test_taken_along_and_brought_in_it_is_the_same(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        file = coach.get(f"{LIST}{own.pk}/file/")
        assert file.headers["Content-Disposition"] == 'attachment; filename="short-and-kind-1.json"'
        made = read_file(cast.other_team, file.content, cast.rival)
        assert made.document == own.document
        again = read_file(cast.team, file.content, cast.coach)
        assert (again.slug, again.version) == ("short-and-kind-2", 1)
        assert {**again.document, "slug": own.slug} == own.document

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"no json", "This is no JSON file"),
            (b"[]", "is not of type"),
            (json.dumps({**default_document(), "gates": {"cooldown_days": 9}}).encode(), "is not the name"),
            (json.dumps({**default_document(), "slug": "../x"}).encode(), "does not match"),
            (json.dumps({**default_document(), "weeks": default_document()["weeks"][:13]}).encode(), "default length"),
            (b"[" * 200_000, "recursion"),
            (json.dumps({**default_document(), "title": "a\0b"}).encode(), "not printed"),
            (json.dumps({**default_document(), "slug": "a\n"}).encode(), "not printed"),
            (json.dumps({**default_document(), "title": "a\ud800b"}).encode(), "surrogates"),
            (json.dumps({**default_document(), "gates": {"maintenance_weeks": float("inf")}}).encode(), "no number"),
            (json.dumps(default_document()).replace("4 x 20 s", "99999999 x 20 s", 1).encode(), "does not match"),
        ],
    )
    def test_what_is_no_template_is_refused_in_words(
        self, cast: Cast, coach: Client, content: bytes, told: str
    ) -> None:
        answer = coach.post(f"{LIST}import/", {"file": SimpleUploadedFile("t.json", content)})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert "Nothing was brought in." in answer.content.decode()
        assert not TemplateVersion.objects.filter(team=cast.team).exists()

    def test_whole_numbers_may_be_written_with_a_point(self, cast: Cast) -> None:
        phases = [{**phase, "min_weeks": float(phase["min_weeks"])} for phase in default_document()["phases"]]
        made = read_file(cast.team, json.dumps({**default_document(), "phases": phases}).encode(), cast.coach)
        assert made.document["phases"] == default_document()["phases"]
        assert isinstance(made.document["phases"][0]["min_weeks"], int)

    def test_a_file_that_is_too_large_is_refused(self, cast: Cast) -> None:
        with pytest.raises(ValidationError, match="larger than 512 kB"):
            read_file(cast.team, b" " * (MOST_BYTES + 1), cast.coach)


class TestPages:
    def test_from_the_list_to_a_published_version(self, cast: Cast, coach: Client) -> None:
        shipped = default_template_version()
        assert "Offseason in 14 weeks" in visible(coach.get(LIST))
        made = coach.post(f"{LIST}{shipped.pk}/duplicate/", {"title": "Mine"}).headers["Location"]
        assert "version 1" in visible(coach.get(made))
        draft = coach.post(f"{made}draft/").headers["Location"]
        week = f"{draft}weeks/8/"
        assert 'value="6 x 30 s"' in text(coach.get(week))
        sent = {"seen": 0, **shown_by(coach, week), "percent": 70, "key_1": ""}
        assert coach.post(week, sent).status_code == 302
        assert "Week 8: 72 → 70 % of the baseline, key runs" in visible(coach.get(draft))
        assert coach.post(f"{draft}weeks/8/drop/", {"seen": 0}).status_code == 409
        older = coach.post(week, {**sent, "percent": 65})
        assert older.status_code == 409
        assert "what you entered is still here" in older.content.decode()
        assert "Week 8: 72 → 70 % of the baseline, key runs" in older.content.decode()
        coach.post(f"{draft}weeks/1/again/", {"seen": 1})
        coach.post(f"{draft}undo/", {"seen": 2})
        assert coach.post(f"{draft}publish/", {"seen": 3, "note": ""}).status_code == 422
        newer = coach.post(f"{draft}publish/", {"seen": 3, "note": "Less"}).headers["Location"]
        page = visible(coach.get(newer))
        assert "Since version 1 Week 8: 72 → 70 % of the baseline, key runs" in page
        assert "there is a newer one" in visible(coach.get(made))

    @pytest.mark.parametrize("what", ["phases/foundation/", "gates/", "words/", "weeks/3/"])
    def test_saved_as_shown_nothing_changes(self, cast: Cast, coach: Client, own: TemplateVersion, what: str) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        path = f"/team/template-drafts/{draft.pk}/{what}"
        assert coach.post(path, {"seen": 0, **shown_by(coach, path)}).status_code == 302
        draft.refresh_from_db()
        assert (draft.document, draft.revision) == (own.document, 0)

    @pytest.mark.parametrize(
        ("what", "sent"),
        [
            ("weeks/8/", {"percent": 101}),
            ("weeks/8/", {"dose_0_beginner": "many"}),
            ("weeks/8/", {"dose_0_beginner": "99999999 x 30 s"}),
            ("phases/foundation/", {"min_weeks": 9}),
            ("gates/", {"maintenance_weeks": 99}),
        ],
    )
    def test_what_makes_no_plan_is_not_kept(
        self, cast: Cast, coach: Client, own: TemplateVersion, what: str, sent: dict[str, object]
    ) -> None:
        draft = open_draft(own, cast.team, cast.coach)
        path = f"/team/template-drafts/{draft.pk}/{what}"
        answer = coach.post(path, {"seen": 0, **shown_by(coach, path), **sent})
        draft.refresh_from_db()
        if "min_weeks" in sent:  # at least as many weeks as there are: the fewest follow
            assert answer.status_code == 302
        else:
            assert answer.status_code == 422
            assert draft.document == own.document

    def test_a_preview_writes_nothing(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        before = stored("athletes_look")
        page = visible(coach.get(f"{LIST}{own.pk}/preview/?athlete={cast.ana.pk}"))
        assert "Ana R., from Mon 23 Nov" in page
        assert stored("athletes_look") == before
        assert coach.get(f"{LIST}{own.pk}/preview/?athlete={cast.zoe.pk}").status_code == 404

    def test_queries_of_the_list_are_the_same_for_many(self, cast: Cast, coach: Client, own: TemplateVersion) -> None:
        create_plan(cast.ana, MONDAY, template=own)
        coach.get(LIST)
        with CaptureQueriesContext(connection) as few:
            coach.get(LIST)
        for n in range(8):
            made = duplicate(cast.team, own, f"No. {n}", cast.coach)
            create_plan(an_athlete(cast.team, f"Runner {n}"), MONDAY, template=made)
        with CaptureQueriesContext(connection) as many:
            coach.get(LIST)
        assert len(few) == len(many)


def shown_by(coach: Client, path: str) -> dict[str, object]:
    """What the form shows, as a browser would send it again."""
    form = coach.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


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
