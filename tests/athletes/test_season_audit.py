"""The season audit: one question at a time, left and resumed, and what finishing it writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from athletes.engine.attributes import MOST_PROTECTED, Attribute
from athletes.models import Athlete, Look, Record, RecordKind, SeasonAudit
from athletes.past_weeks import audits_of
from athletes.protecting import ATTRIBUTES
from athletes.record_words import WORDS
from athletes.season_audits import begin_audit
from athletes.training_history import TypedWeek, type_weeks
from plans.engine import variants
from plans.planning import default_template
from tests.cast import Cast
from tests.pages import text, visible

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
LAST_MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def audit(cast: Cast) -> SeasonAudit:
    return begin_audit(cast.ana, by=cast.coach)


def step(cast: Cast, slug: str) -> str:
    return reverse("season_audit_step", args=[cast.ana.pk, slug])


def eight_weeks(cast: Cast) -> None:
    type_weeks(cast.ana, LAST_MONDAY, [TypedWeek(40 + 2 * n) for n in range(8)], by=cast.coach)


FINAL = {"baseline_km": "49", "long_run_km": "18.5", "protects": ["economy", "mobility"], "goals": "Fresh for spring"}


def test_the_attributes_are_those_of_the_template() -> None:
    assert [value for value, _ in ATTRIBUTES] == [each.value for each in Attribute]
    assert [each.value for each in Attribute] == list(default_template().variants)
    assert MOST_PROTECTED == variants.MOST_PROTECTED


def test_it_begins_with_the_first_question_and_only_once(coach: Client, cast: Cast) -> None:
    overview = reverse("season_audit", args=[cast.ana.pk])
    assert "Look back at the season" in visible(coach.get(overview))
    assert not audits_of(cast.ana).exists()
    for _ in range(2):
        assert coach.post(overview).headers["Location"] == step(cast, "tired")
    assert audits_of(cast.ana).count() == 1


def test_every_step_leads_to_the_next(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    at, seen = "tired", []
    while at != "baseline":
        seen.append(at)
        assert coach.get(step(cast, at)).status_code == 200
        field = at.replace("-", "_")
        sent = {field: f"{at}, in words", **({"protects": ["speed"]} if at == "protect" else {})}
        at = coach.post(step(cast, at), sent).headers["Location"].rstrip("/").rpartition("/")[2]
    assert seen == ["tired", "stalled", "protect", "in-the-way", "fun", "history"]
    audit.refresh_from_db()
    assert (audit.in_the_way, audit.protects) == ("in-the-way, in words", ["speed"])


def test_it_is_left_and_resumed_where_it_was(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    coach.post(step(cast, "tired"), {"tired": "A long winter"})
    left = coach.post(step(cast, "stalled"), {"stalled": "The long run", "later": "1"}, follow=True)
    assert "The audit goes on where you left it." in visible(left)
    assert "A long winter" in visible(left)
    assert f'href="{step(cast, "protect")}"' in text(left)


def test_more_than_two_attributes_protect_nothing(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    three = {"protect": "All of it", "protects": ["speed", "economy", "mobility"]}
    response = coach.post(step(cast, "protect"), three)
    assert response.status_code == 422
    assert "Choose up to two" in response.content.decode()
    audit.refresh_from_db()
    assert audit.protect == ""


def test_the_proposal_is_explained_and_filled_in(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    eight_weeks(cast)
    response = coach.get(step(cast, "baseline"))
    assert "49.0 km is the mean of the best 6 of the last 8 training weeks" in visible(response)
    assert 'name="baseline_km" value="49.0"' in text(response)
    assert "Now: 50.0 km" in visible(response)


def test_without_a_history_the_profile_s_number_is_kept_and_it_says_why(
    coach: Client, cast: Cast, audit: SeasonAudit
) -> None:
    assert "Nothing is known of the weeks before." in visible(coach.get(step(cast, "history")))
    response = coach.get(step(cast, "baseline"))
    assert "Too little for a proposal" in visible(response)
    assert 'name="baseline_km" value="50.0"' in text(response)


def test_finishing_writes_what_was_confirmed(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    eight_weeks(cast)
    coach.post(step(cast, "tired"), {"tired": "A cold in March"})
    done = coach.post(step(cast, "baseline"), {**FINAL, "baseline_km": "47.5"}, follow=True)
    ana = Athlete.objects.in_team(cast.team).get(pk=cast.ana.pk)
    assert (float(ana.baseline_km_per_week), ana.typical_long_run_km) == (47.5, 18.5)
    assert (ana.protects, ana.goals) == (["economy", "mobility"], "Fresh for spring")
    audit.refresh_from_db()
    assert (audit.proposed_baseline_km, audit.accepted_baseline_km, audit.completed_at) == (49, 47.5, NOW)
    for words in ("47.5 km per week", "proposed: 49.0 km", "Running economy, Mobility", "A cold in March"):
        assert words in visible(done)
    record = Record.objects.in_team(cast.team).get(kind=RecordKind.AUDIT)
    assert (record.what, record.actor, record.athlete) == ("audit.finished", cast.coach, cast.ana)
    assert record.before == {"baseline_km_per_week": 50, "typical_long_run_km": None, "protects": []}
    assert record.after == {
        "baseline_km_per_week": 47.5,
        "typical_long_run_km": 18.5,
        "protects": ["economy", "mobility"],
    }
    assert record.what in WORDS


def test_the_words_of_an_audit_are_nowhere_else(
    coach: Client, cast: Cast, audit: SeasonAudit, caplog: pytest.LogCaptureFixture
) -> None:
    coach.post(step(cast, "tired"), {"tired": "canary-words"})
    coach.post(step(cast, "baseline"), {**FINAL, "goals": "canary-goal"})
    assert "canary" not in caplog.text
    for record in Record.objects.in_team(cast.team):
        assert "canary" not in f"{record.before} {record.after}"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"baseline_km": "4.9"}, "baseline_km", id="a baseline under 5 km"),
        pytest.param({"baseline_km": "201"}, "baseline_km", id="one over 200 km"),
        pytest.param({"baseline_km": "NaN"}, "baseline_km", id="not a number"),
        pytest.param({"long_run_km": "61"}, "long_run_km", id="a long run over 60 km"),
        pytest.param({"long_run_km": "nan"}, "long_run_km", id="a long run that is no number"),
        pytest.param({"protects": ["height"]}, "protects", id="an attribute that there is not"),
        pytest.param({"goals": "x" * 1001}, "goals", id="goals of 1001 letters"),
    ],
)
def test_what_cannot_be_is_not_taken_over(
    coach: Client, cast: Cast, audit: SeasonAudit, changed: dict[str, Any], field: str
) -> None:
    response = coach.post(step(cast, "baseline"), {**FINAL, **changed})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    audit.refresh_from_db()
    assert audit.completed_at is None
    assert not Record.objects.in_team(cast.team).exists()


def test_finished_audits_stay_and_a_new_one_begins(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    coach.post(step(cast, "baseline"), FINAL)
    assert coach.get(step(cast, "tired")).headers["Location"] == reverse("season_audit", args=[cast.ana.pk])
    with time_machine.travel(NOW + timedelta(days=300), tick=False):
        coach.force_login(cast.coach)
        coach.post(reverse("season_audit", args=[cast.ana.pk]))
        coach.post(step(cast, "baseline"), {**FINAL, "baseline_km": "60"})
        overview = visible(coach.get(reverse("season_audit", args=[cast.ana.pk])))
    assert overview.index("60.0 km per week") < overview.index("49.0 km per week")


def test_the_athlete_audits_their_own_season(client: Client, cast: Cast) -> None:
    client.force_login(cast.ana_user)
    client.post(reverse("my_season_audit"))
    client.post(reverse("my_season_audit_step", args=["fun"]), {"fun": "Trails with Ben"})
    assert client.post(reverse("my_season_audit_step", args=["baseline"]), FINAL).status_code == 302
    audit = audits_of(cast.ana).get()
    assert (audit.fun, audit.written_by, audit.accepted_baseline_km) == ("Trails with Ben", cast.ana_user, 49)
    assert not Look.objects.in_team(cast.team).exists()


def test_who_reads_only_reads(client: Client, cast: Cast, audit: SeasonAudit) -> None:
    client.force_login(cast.reader)
    assert "Go on" not in visible(client.get(reverse("season_audit", args=[cast.ana.pk])))
    assert client.get(step(cast, "tired")).status_code == 302
    assert client.post(step(cast, "tired"), {"tired": "x"}).status_code == 403
    assert Look.objects.in_team(cast.team).get().page == "audit"


def test_a_step_that_there_is_not(coach: Client, cast: Cast, audit: SeasonAudit) -> None:
    assert coach.get(step(cast, "money")).status_code == 404
