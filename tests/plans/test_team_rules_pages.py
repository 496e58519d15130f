"""The pages on which a head coach sets the rules: looked at first, saved as a version, put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.models import Group, GroupAthlete
from plans.models import Plan
from plans.rulebooks import change_thresholds, rulebook_of, version_of
from readiness.models import TeamRules
from tests.cast import Cast, an_athlete
from tests.pages import text, visible
from tests.plans.engine.replays_made import a_log, days
from tests.plans.logs_written import write
from tests.season import WEDNESDAY

pytestmark = pytest.mark.slow
PAGE = "/team/rules/"
WANTED = {"seen": 0, "flagged_logs_to_ease": "4"}


def seen(cast: Cast) -> dict[str, int]:
    """The version that the page shows."""
    return {"seen": version_of(cast.team)}


def test_every_threshold_can_be_set_within_its_range(coach: Client) -> None:
    page = text(coach.get(PAGE))
    assert 'name="flagged_logs_to_ease" value="3" min="2" max="6" step="1"' in page
    assert 'name="wellness_red_z" value="-2.0" min="-4.0" max="-1.5" step="any"' in page
    assert 'data-slides="id_wellness_red_z" min="-4.0" max="-1.5" step="0.25" value="-2.0"' in page
    assert "The rules were never changed here" in visible(coach.get(PAGE))


def test_what_would_change_is_shown_and_nothing_is_saved(cast: Cast, coach: Client) -> None:
    page = visible(coach.post(f"{PAGE}preview/", WANTED))
    assert "Amber or red check-ins for an easy run less D3 3 → 4 logs" in page
    assert "Nothing is saved yet" in page
    assert version_of(cast.team) == 0


def test_it_is_saved_with_its_reason_and_put_back(cast: Cast, coach: Client) -> None:
    coach.post(f"{PAGE}save/", WANTED | {"note": "They shrug off three."})
    assert rulebook_of(cast.team)["flagged_logs_to_ease"] == 4
    assert "They shrug off three." in visible(coach.get(PAGE))
    coach.post(f"{PAGE}versions/0/put-back/", seen(cast))
    assert rulebook_of(cast.team)["flagged_logs_to_ease"] == 3
    coach.post(f"{PAGE}versions/1/put-back/", seen(cast))
    assert rulebook_of(cast.team)["flagged_logs_to_ease"] == 4
    assert version_of(cast.team) == 3
    assert coach.post(f"{PAGE}versions/9/put-back/", seen(cast)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"flagged_logs_to_ease": "7"}, "less than or equal to 6"),
        ({"cooldown_days": "six"}, "whole number"),
        ({"ease_min_logs": "7", "ease_window_days": "5"}, "must not exceed"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "replay", "save"])
def test_what_no_rulebook_takes_is_told(cast: Cast, coach: Client, step: str, sent: dict[str, str], said: str) -> None:
    answer = coach.post(f"{PAGE}{step}/", {"seen": 0} | sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert version_of(cast.team) == 0


def test_who_saves_on_older_rules_is_told_and_keeps_the_numbers(cast: Cast, coach: Client) -> None:
    change_thresholds(cast.team, {"cooldown_days": 9}, cast.coach)
    answer = coach.post(f"{PAGE}save/", WANTED)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nothing of yours was saved" in page
    assert 'name="flagged_logs_to_ease" value="4"' in page
    assert 'name="seen" value="1"' in page
    assert version_of(cast.team) == 1


def test_a_number_of_ones_own_is_sent_with_the_rest_and_stays(cast: Cast, coach: Client) -> None:
    change_thresholds(cast.team, {"cooldown_days": 9}, cast.coach)
    coach.post(f"{PAGE}save/", WANTED | {"seen": 1, "cooldown_days": "9"})
    assert TeamRules.objects.in_team(cast.team).latest("version").thresholds == {
        "cooldown_days": 9,
        "flagged_logs_to_ease": 4,
    }


def test_the_past_weeks_are_replayed_beside_each_other(cast: Cast, plan: Plan, coach: Client) -> None:
    write(cast.ana, {day: a_log(day) for day in days(50, WEDNESDAY - timedelta(days=50))})
    wanted = {"seen": 0, "wellness_amber_z": "-1.25"}
    page = text(coach.post(f"{PAGE}replay/", wanted, headers={"HX-Request": "true"}))
    assert "Rules in force" in page
    assert "1 athlete" in page
    whole = visible(coach.post(f"{PAGE}replay/", wanted))
    assert "Rules in force" in whole
    assert "Nothing is saved yet" in whole


def test_an_empty_team_is_told_that_there_is_nothing_to_replay(coach: Client) -> None:
    assert "There are no check-ins" in visible(coach.post(f"{PAGE}replay/", WANTED))


def test_the_rows_of_a_group_do_not_act_for_the_team(cast: Cast) -> None:
    group = Group.objects.create(team=cast.team, name="Juniors")
    TeamRules.objects.create(team=cast.team, group=group, version=5, thresholds={"flagged_logs_to_ease": 5})
    assert rulebook_of(cast.team)["flagged_logs_to_ease"] == 3
    assert version_of(cast.team) == 0


def test_queries_are_the_same_for_many(cast: Cast, coach: Client) -> None:
    counts = []
    for names in (["Cem K."], ["Dina L.", "Eva M.", "Finn N."]):
        for name in names:
            an_athlete(cast.team, name)
        with CaptureQueriesContext(connection) as context:
            coach.get(PAGE)
        counts.append(len(context))
    assert counts[0] == counts[1]


class TestGroup:
    """A group tries numbers first."""

    def test_it_is_saved_for_the_group_rolled_out_and_taken_back(self, cast: Cast, coach: Client) -> None:
        group = Group.objects.create(team=cast.team, name="Hills")
        page = f"/team/rules/?group={group.pk}"
        sent = {"group": group.pk, "seen": 0, "cooldown_days": 9}
        preview = coach.post("/team/rules/preview/", sent).content.decode()
        assert "For Hills only." in preview
        assert coach.post("/team/rules/save/", sent).headers["Location"] == page
        assert (rulebook_of(cast.team)["cooldown_days"], rulebook_of(cast.team, group)["cooldown_days"]) == (7, 9)
        shown = coach.get(page).content.decode()
        assert "1 number differs from the team’s." in shown
        assert "<strong>team 7</strong>" in shown
        assert coach.post("/team/rules/save/", {**sent, "cooldown_days": 10}).status_code == 409

        coach.post("/team/rules/versions/0/put-back/", {"group": group.pk, "seen": 1})
        assert rulebook_of(cast.team, group)["cooldown_days"] == 7
        coach.post("/team/rules/versions/1/put-back/", {"group": group.pk, "seen": 2})
        assert (
            "Nothing was rolled out"
            in coach.post("/team/rules/roll-out/", {"group": group.pk, "seen": 1}, follow=True).content.decode()
        )
        assert coach.post("/team/rules/roll-out/", {"group": group.pk, "seen": 3}).headers["Location"] == "/team/rules/"
        assert rulebook_of(cast.team)["cooldown_days"] == 9
        assert "All as the team." in coach.get(page).content.decode()

    @pytest.mark.parametrize("group", ["", "x", "999999"])
    def test_nothing_is_rolled_out_without_a_group(self, coach: Client, group: str) -> None:
        assert coach.post("/team/rules/roll-out/", {"group": group, "seen": 0}).status_code == 404

    def test_who_puts_back_on_older_rules_is_told(self, cast: Cast, coach: Client) -> None:
        change_thresholds(cast.team, {"cooldown_days": 9}, cast.owner)
        for sent in ({"seen": 0}, {}, {"seen": "x"}):
            answer = coach.post("/team/rules/versions/0/put-back/", sent, follow=True)
            assert "Nothing was put back" in visible(answer)
        assert rulebook_of(cast.team)["cooldown_days"] == 9

    def test_athletes_read_the_numbers_that_they_go_by(self, cast: Cast, ana: Client, coach: Client) -> None:
        group = Group.objects.create(team=cast.team, name="Hills")
        GroupAthlete.objects.create(team=cast.team, group=group, athlete=cast.ana)
        before = visible(ana.get("/help/rules/"))
        change_thresholds(cast.team, {"cooldown_days": 11}, cast.coach, group=group)
        assert visible(ana.get("/help/rules/")) != before
        assert visible(coach.get("/help/rules/")) == before
