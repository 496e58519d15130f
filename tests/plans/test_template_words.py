"""A plan is read in each reader's language, and its stored words stay as they are while they are only read."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation

from athletes.models import User
from plans.contingencies import listed
from plans.engine.doses import jump_contacts, work_of
from plans.models import Plan, TemplateVersion
from plans.planning import default_template_version, generated, template_in
from plans.template_words import as_stored, say
from plans.templates import checked, duplicate
from tests.cast import Cast
from tests.pages import text, visible
from tests.season import MONDAY, TUESDAY, WEDNESDAY, session_on, stored

pytestmark = pytest.mark.slow

GERMAN = {"Accept-Language": "de"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Warm-up 10 min easy"), ("de", "Einlaufen 10 min locker"), ("es", "Calentamiento 10 min suave"),
     ("fr", "Échauffement 10 min facile")],
)  # fmt: skip
def test_a_line_is_said_in_the_language_of_now(language: str, words: str) -> None:
    with translation.override(language):
        assert say("Warm-up 10 min easy") == words
        assert as_stored([words, "Soft ground"], ["Warm-up 10 min easy"]) == ("Warm-up 10 min easy", "Soft ground")


def test_athlete_and_coach_read_the_same_plan_each_in_their_language(
    coach: Client, ana: Client, cast: Cast, plan: Plan
) -> None:
    User.objects.filter(pk=cast.ana_user.pk).update(language="de")
    theirs = visible(ana.get("/today/"))
    assert "Rumänisches Kreuzheben mit Kurzhanteln" in theirs
    assert "Hüfte: 90/90 und Dehnung der Hüftbeuger" in theirs
    assert "Romanian" not in theirs
    assert "Dumbbell Romanian deadlift" in visible(coach.get(f"/athletes/{cast.ana.pk}/weeks/{MONDAY}/"))


def test_a_session_that_is_only_opened_and_saved_keeps_its_lines(coach: Client, plan: Plan) -> None:
    run = session_on(plan, TUESDAY)
    page = f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/sessions/{run.pk}/"
    lines = coach.get(page, headers=GERMAN).context["lines"]
    assert lines != run.steps
    sent = {"op": "set", "session": run.pk, "revision": 0, "duration_min": run.duration_min, "rpe": run.rpe}
    sent["distance_km"] = run.distance_km
    before = stored("plans_session")

    coach.post(page, {**sent, "line": lines}, headers=GERMAN)
    assert stored("plans_session") == before

    coach.post(page, {**sent, "line": [*lines, "Nimm eine Lampe mit"]}, headers=GERMAN)
    assert session_on(plan, TUESDAY).steps == [*run.steps, "Nimm eine Lampe mit"]


def test_a_stand_in_keeps_the_words_that_were_left_alone(coach: Client, cast: Cast) -> None:
    before, _version = listed(cast.team)
    page = "/team/contingencies/no_time/0/"
    form = coach.get(page, headers=GERMAN).context["form"]
    assert form["title"].value() == "Kurzer lockerer Lauf"
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    answer = coach.post(page, {**sent, "title": "Runde um den Block", "seen": ""}, headers=GERMAN)
    assert answer.status_code == 302
    first = before["no_time"][0]
    assert listed(cast.team)[0]["no_time"][0] == {**first, "title": "Runde um den Block"}


def test_a_copy_of_the_template_is_in_the_language_of_who_makes_it(coach: Client, cast: Cast) -> None:
    shipped = default_template_version()
    page = visible(coach.get(f"/team/templates/{shipped.pk}/", headers=GERMAN))
    assert "Off-Season in 14 Wochen" in page
    assert "Nur lockeres Laufen; niemand zählt das Tempo." in page
    coach.post(f"/team/templates/{shipped.pk}/duplicate/", {"title": "Meine"}, headers=GERMAN)
    [own] = TemplateVersion.objects.filter(team=cast.team)
    assert own.document["phases"][0]["purpose"].startswith("Sanftes Laufen")
    assert own.document["weeks"][0]["goals"][0] == "Nur lockeres Laufen; niemand zählt das Tempo."
    assert own.document["weeks"][0]["phase"] == "foundation"
    assert "Sanftes Laufen" in visible(coach.get(f"/team/templates/{own.pk}/")), (
        "and stays so for whoever reads English"
    )


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_a_copy_in_any_language_makes_the_same_plans_and_can_be_edited(
    language: str, cast: Cast, clock: object
) -> None:
    with translation.override(language):
        own = duplicate(cast.team, default_template_version(), "Own", cast.coach)
    checked(own.document)
    made, shipped = (
        generated(cast.ana, MONDAY, UUID(int=0), template=template_in(each))
        for each in (own, default_template_version())
    )
    assert [(s.day, s.kind, s.duration_min, s.distance_km, s.rpe) for s in made.sessions()] == [
        (s.day, s.kind, s.duration_min, s.distance_km, s.rpe) for s in shipped.sessions()
    ]
    for mine, theirs in zip(made.sessions(), shipped.sessions(), strict=True):
        assert jump_contacts(mine.steps) == jump_contacts(theirs.steps)
        assert work_of(mine.steps) == work_of(theirs.steps)
        assert max(map(len, mine.steps), default=0) <= 200, "so that a form takes them back"


def test_printed_it_is_in_the_language_too(coach: Client, plan: Plan) -> None:
    page = text(coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/print/", headers=GERMAN))
    assert "1-2 min Pause zwischen den Sätzen" in page
    assert session_on(plan, WEDNESDAY, "strength").steps[0] not in page
