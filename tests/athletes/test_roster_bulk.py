"""One action on many: first what will happen to whom, then what came of each, and back again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from athletes.access import actor_for
from athletes.models import Athlete, GroupAthlete, Invitation, Membership, Record
from tests.athletes.squads import a_squad, groups_of, limit
from tests.cast import Cast, a_user, an_athlete
from tests.pages import queries, visible

pytestmark = pytest.mark.slow

BULK = "/athletes/bulk/"


def fresh(athlete: Athlete) -> Athlete:
    return Athlete.objects.in_team(athlete.team_id).get(pk=athlete.pk)


def done(client: Client, action: str, *athletes: Athlete) -> Any:
    """The result page of an action on these athletes."""
    answer = client.post(BULK, {"action": action, "athletes": ",".join(str(a.pk) for a in athletes)}, follow=True)
    assert answer.status_code == 200
    return answer


def undone(client: Client, result: Any) -> str:
    return visible(client.post(f"{result.request['PATH_INFO']}undo/", follow=True))


def test_a_look_first_says_whom_and_writes_nothing(coach: Client, cast: Cast) -> None:
    cast.ben.level = "advanced"
    cast.ben.save()
    said = visible(coach.get(BULK, {"athlete": [str(cast.ana.pk), str(cast.ben.pk)], "action": "level:advanced"}))
    assert "Set level: Advanced" in said
    assert "Will happen to 1 Ana R. From intermediate." in said
    assert "Ben O. Is advanced already." in said
    assert fresh(cast.ana).level == "intermediate"


def test_all_that_the_filter_finds_are_meant_beyond_the_page(coach: Client, cast: Cast) -> None:
    squad = a_squad(cast.team, "Squad", *(an_athlete(cast.team, f"Mia {n:02}") for n in range(60)))
    answer = coach.get(
        BULK, {"everybody": "1", "group": f"{squad.pk}", "action": "archive", "athlete": f"{cast.ana.pk}"}
    )
    said = visible(answer)
    assert "60 athletes" in said
    assert "Ana R." not in said
    assert len(answer.content.decode().split('name="athletes" value="')[1].split('"')[0].split(",")) == 60


def test_a_level_is_set_told_and_taken_back(coach: Client, cast: Cast) -> None:
    mia = an_athlete(cast.team, "Mia", level="beginner")
    result = done(coach, "level:beginner", cast.ana, cast.ben, mia)
    said = visible(result)
    assert "2 done · 1 unchanged · 0 not possible" in said
    assert [fresh(a).level for a in (cast.ana, cast.ben, mia)] == ["beginner"] * 3
    records = Record.objects.in_team(cast.team).filter(what="roster.level")
    assert {(r.athlete, r.before["level"], r.after["level"]) for r in records} == {
        (cast.ana, "intermediate", "beginner"), (cast.ben, "intermediate", "beginner"),
    }  # fmt: skip

    Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(level="advanced")
    said = undone(coach, result)
    assert "Ben O. Changed by somebody else meanwhile: level." in said
    assert [fresh(a).level for a in (cast.ana, cast.ben, mia)] == ["intermediate", "advanced", "beginner"]


def test_groups_are_joined_and_left_and_back(coach: Client, cast: Cast) -> None:
    track = a_squad(cast.team, "Track", cast.ben)
    result = done(coach, f"add:{track.pk}", cast.ana, cast.ben)
    assert "Put into Track" in visible(result)
    assert "1 done · 1 unchanged" in visible(result)
    assert (groups_of(cast.ana), groups_of(cast.ben)) == (["Track"], ["Track"])
    undone(coach, result)
    assert (groups_of(cast.ana), groups_of(cast.ben)) == ([], ["Track"])

    result = done(coach, f"remove:{track.pk}", cast.ana, cast.ben)
    assert "Ana R. Is not in it." in visible(result)
    assert groups_of(cast.ben) == []
    undone(coach, result)
    assert groups_of(cast.ben) == ["Track"]


class TestArchive:
    def test_who_is_archived_is_out_with_the_next_request(self, coach: Client, cast: Cast) -> None:
        runner = Client()
        runner.force_login(cast.ana_user)
        assert runner.get("/today/").status_code == 200
        result = done(coach, "archive", cast.ana)
        assert "1 done" in visible(result)
        assert f"/athletes/{cast.ana.pk}/" not in result.content.decode(), "their page is no place to go to"
        assert actor_for(cast.ana_user) is None
        assert runner.get("/today/").status_code == 403
        assert coach.get(f"/athletes/{cast.ana.pk}/").status_code == 404
        undone(coach, result)
        assert runner.get("/today/").status_code == 200

    def test_restoring_counts_nights_from_today_where_they_are(self, coach: Client, cast: Cast) -> None:
        archived = an_athlete(cast.team, "Finn", zone="Asia/Tokyo", archived_at=datetime(2026, 6, 1, tzinfo=UTC))
        with time_machine.travel("2026-11-24 16:00Z", tick=False):
            coach.force_login(cast.coach)
            done(coach, "restore", archived)
        assert (fresh(archived).archived_at, fresh(archived).nights_from) == (None, date(2026, 11, 25))

    def test_an_address_or_account_that_was_given_away_is_said(self, coach: Client, cast: Cast) -> None:
        now = timezone.now()
        address = an_athlete(cast.team, "Former A", email="ANA.r@example.org", archived_at=now)
        account = an_athlete(cast.team, "Former B", cast.ana_user, email="", archived_at=now)
        twins = [an_athlete(cast.team, f"Twin {n}", email="twin@example.org", archived_at=now) for n in range(2)]
        said = visible(done(coach, "restore", address, account, *twins))
        assert "Former A Their e-mail address belongs to another athlete of this team by now." in said
        assert "Former B Their account belongs to another athlete of this team by now." in said
        assert "Twin 1 Their e-mail address" in said
        assert [fresh(a).archived_at is None for a in (address, account, *twins)] == [False, False, True, False]

    def test_what_does_not_fit_is_said(self, coach: Client, cast: Cast) -> None:
        archived = an_athlete(cast.team, "Finn", archived_at=timezone.now())
        assert "Finn Is archived. Restore first." in visible(done(coach, "level:beginner", archived, cast.ana))
        assert "Finn Is archived already." in visible(done(coach, "archive", archived))
        assert "Ana R. Is on the roster already." in visible(done(coach, "restore", cast.ana))


def test_who_can_be_invited_is(coach: Client, cast: Cast) -> None:
    cast.ben.email = "ben@example.org"
    cast.ben.save()
    nameless = an_athlete(cast.team, "Mia")
    result = done(coach, "invite", cast.ana, cast.ben, nameless)
    said = visible(result)
    assert "Ana R. Has an account already." in said
    assert "Mia Has no e-mail address. Add one first." in said
    assert [i.athlete for i in Invitation.objects.in_team(cast.team)] == [cast.ben]
    assert "undo/" not in result.content.decode()
    assert "Ben O. Is invited already." in visible(done(coach, "invite", cast.ben))


# --- Whose they are ----------------------------------------------------------------------------


def state(cast: Cast) -> list[Any]:
    athletes = Athlete.objects.across_teams().order_by("pk").values_list("pk", "level", "archived_at")
    places = GroupAthlete.objects.across_teams().order_by("pk").values_list("group", "athlete")
    return [*athletes, *places, Record.objects.across_teams().count(), Invitation.objects.across_teams().count()]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("action", ["archive", "restore", "level:beginner", "invite", "add", "remove"])
def test_one_foreign_athlete_and_nothing_is_written(coach: Client, cast: Cast, action: str, method: str) -> None:
    group = a_squad(cast.team, "Track", cast.ben)
    code = f"{action}:{group.pk}" if action in ("add", "remove") else action
    before = state(cast)
    for others in (cast.zoe.pk, 2**62, "x", -1, "1e3"):
        who = {"athletes": f"{cast.ana.pk},{others}"} if method == "post" else {"athlete": [cast.ana.pk, others]}
        assert getattr(coach, method)(BULK, {"action": code, **who}).status_code == 404
    assert state(cast) == before


@pytest.mark.parametrize("action", ["add", "remove"])
def test_a_foreign_group_is_refused(coach: Client, cast: Cast, action: str) -> None:
    foreign = a_squad(cast.other_team, "Rival squad", cast.zoe)
    before = state(cast)
    for group in (foreign.pk, 10**17):
        assert coach.post(BULK, {"action": f"{action}:{group}", "athletes": cast.ana.pk}).status_code == 404
    assert state(cast) == before


def test_a_coach_of_a_group_acts_on_its_athletes_only(client: Client, cast: Cast) -> None:
    track, hills = a_squad(cast.team, "Track", cast.ana), a_squad(cast.team, "Hills", cast.ben)
    limit(cast.assistant, cast.team, track)
    client.force_login(cast.assistant)
    assert client.post(BULK, {"action": "archive", "athletes": f"{cast.ana.pk},{cast.ben.pk}"}).status_code == 404
    assert client.post(BULK, {"action": f"add:{hills.pk}", "athletes": cast.ana.pk}).status_code == 404
    assert client.post(BULK, {"action": f"remove:{track.pk}", "athletes": cast.ana.pk}).status_code == 403
    assert client.post(BULK, {"action": "invite", "athletes": cast.ana.pk}).status_code == 403
    assert "1 done" in visible(done(client, "level:advanced", cast.ana))
    everybody = visible(client.get(BULK, {"everybody": "1", "action": "archive"}))
    assert "Ana R." in everybody
    assert "Ben O." not in everybody


def test_a_result_is_its_makers_own_and_undone_once(coach: Client, cast: Cast) -> None:
    result = done(coach, "level:advanced", cast.ana)
    url = result.request["PATH_INFO"]
    other = Client()
    for user in (cast.owner, cast.rival):
        other.force_login(user)
        assert other.get(url).status_code == 404
        assert other.post(f"{url}undo/").status_code == 404
    undone(coach, result)
    assert coach.post(f"{url}undo/").status_code == 404
    assert coach.get("/athletes/results/abcdefghijklmnop/").status_code == 404


def test_a_result_goes_after_an_hour(coach: Client, cast: Cast) -> None:
    url = done(coach, "level:advanced", cast.ana).request["PATH_INFO"]
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert coach.get(url).status_code == 404


def test_who_lost_the_right_to_groups_cannot_undo_them(coach: Client, cast: Cast) -> None:
    track = a_squad(cast.team, "Track")
    result = done(coach, f"add:{track.pk}", cast.ana)
    Membership.objects.in_team(cast.team).filter(user=cast.coach).update(role="assistant")
    assert coach.post(f"{result.request['PATH_INFO']}undo/").status_code == 403
    assert groups_of(cast.ana) == ["Track"]


def test_who_only_reads_has_no_actions(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)
    assert 'id="bulk"' not in client.get("/athletes/").content.decode()
    assert client.get(BULK, {"action": "archive", "athlete": f"{cast.ana.pk}"}).status_code == 403
    assert client.post(BULK, {"action": "archive", "athletes": cast.ana.pk}).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"action": "archive"},
        {"action": "level:olympic"},
        {"action": "add:x"},
        {"action": "archive:1"},
        {"action": "fly"},
    ],
)
def test_nothing_chosen_leads_back(coach: Client, cast: Cast, sent: dict[str, str]) -> None:
    athletes = {} if sent.get("action") == "archive" else {"athlete": f"{cast.ana.pk}"}
    assert coach.get(BULK, {**sent, **athletes}).headers["Location"] == "/athletes/"


def test_looking_costs_the_same_for_three_and_sixty(coach: Client, cast: Cast) -> None:
    track = a_squad(cast.team, "Track", an_athlete(cast.team, "Mia"))
    codes = ("archive", "level:beginner", "invite", f"add:{track.pk}")
    few = [queries(coach, f"{BULK}?everybody=1&action={code}") for code in codes]
    for n in range(57):
        an_athlete(cast.team, f"Mia {n}")
    assert [queries(coach, f"{BULK}?everybody=1&action={code}") for code in codes] == few


def test_somebody_with_an_account_in_another_team_is_untouched(coach: Client, cast: Cast) -> None:
    both = a_user("Bea")
    here, there = an_athlete(cast.team, "Bea", both), an_athlete(cast.other_team, "Bea", both)
    done(coach, "archive", here)
    actor = actor_for(both)
    assert actor is not None
    assert actor.athlete == there
