"""Templates of a team: built, published, brought in, retired; and given to athletes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.models import Record
from plans.engine import template_editing as editing
from plans.models import TemplateDraft, TemplateVersion
from plans.planning import create_plan, default_document, default_template_version, template_of
from plans.rulebooks import rulebooks_of, with_gates_of
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
from tests.season import MONDAY, stored

pytestmark = pytest.mark.slow
LIST = "/team/templates/"
NEXT_MONDAY = MONDAY + timedelta(days=7)


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


def shown_by(coach: Client, path: str) -> dict[str, object]:
    """What the form shows, as a browser would send it again."""
    form = coach.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


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
