"""The record: everything that was changed, from every place that keeps it, once, newest first."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from athletes.access import actor_for
from athletes.groups import add_group, put_in
from athletes.invitations import invite
from athletes.memberships import change_membership, in_force
from athletes.models import Athlete, Record, RecordKind, Role
from athletes.recording import record
from athletes.tokens import create_token
from plans.answers import give_answer, undo_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop, InsertRest
from plans.engine.rulebook import Rulebook
from plans.models import Answer, AnswerKind, Cause, Change
from plans.recorded import PAGE_SIZE, Entry, Place, Wanted, entries
from plans.rulebooks import change_thresholds, reset_thresholds
from tests.cast import Cast, an_athlete
from tests.pages import queries, visible
from tests.season import MONDAY, NOW, SATURDAY, THURSDAY, WEDNESDAY, ask, begin, session_on

pytestmark = pytest.mark.slow

T = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


EVERYTHING = Wanted()


def all_entries(cast: Cast, wanted: Wanted = EVERYTHING) -> list[Entry]:
    page, after = entries(cast.team, wanted)
    found = list(page)
    while after:
        page, after = entries(cast.team, wanted, after)
        found += page
    return found


def said(found: list[Entry]) -> list[str]:
    return [entry.what for entry in found]


@pytest.fixture
def season(cast: Cast) -> Cast:
    """A plan with a coach's change, an answer with its change, one that kept the plan, and one taken back."""
    with time_machine.travel(NOW, tick=True):
        plan = begin(cast.ana, cast.coach)
        session = str(session_on(plan, WEDNESDAY, "cross_training").pk)
        make_change(plan, [Drop(session)], By(Cause.COACH, cast.coach, "no bike"))
        give_answer(
            ask(plan, InsertRest(THURSDAY), night=MONDAY, answer_until=THURSDAY), AnswerKind.APPROVED, cast.coach
        )
        kept = give_answer(ask(plan, InsertRest(SATURDAY)), AnswerKind.KEPT, cast.assistant)
        undo_answer(kept, cast.owner)
    return cast


class TestEntries:
    def test_a_change_an_answer_and_a_record_are_one_list_newest_first(self, season: Cast) -> None:
        found = all_entries(season)
        assert [place.at for place in (e.place for e in found)] == sorted((e.place.at for e in found), reverse=True)
        assert said(found)[:3] == ["Kept the plan as it was", "Approved a proposal", "Changed the plan"]
        kept, approved, changed = found[:3]
        assert (kept.actor, kept.taken_back_by, len(kept.lines)) == (season.assistant, "Olga", 1)
        assert (approved.actor, approved.athlete) == (season.coach, season.ana)
        assert [(line.label, line.after) for line in approved.lines][1:] == [("19 Nov", "rest")]
        assert (changed.note, [line.after for line in changed.lines]) == ("no bike", ["not this week"])

    def test_what_an_answer_changed_stands_once(self, season: Cast) -> None:
        changes = Change.objects.in_team(season.team)
        assert changes.filter(cause=Cause.ANSWER).count() == 1
        assert said(all_entries(season)).count("Changed the plan with an answer") == 0

    def test_a_role_reads_from_what_to_what(self, cast: Cast) -> None:
        owner = actor_for(cast.owner)
        assert owner is not None
        change_membership(owner, in_force(cast.team).get(user=cast.coach), role=Role.READ_ONLY)
        (entry,) = all_entries(cast)
        assert (entry.kind, entry.what, entry.actor, entry.person) == ("Role", "Changed a role", cast.owner, cast.coach)
        assert entry.lines == (("Role", "Head coach", "Read only"),), "what stayed is not repeated"

    def test_an_invitation_names_its_address_as_long_as_it_is_kept(self, cast: Cast) -> None:
        owner = actor_for(cast.owner)
        assert owner is not None
        made, _ = invite(owner, email="new@example.org", role="assistant")
        (entry,) = all_entries(cast)
        assert set(entry.lines) == {("Invitation of", "", "new@example.org"), ("Role", "", "Assistant")}
        made.delete()
        assert all_entries(cast)[0].lines == (("Role", "", "Assistant"),)

    def test_rules_and_tokens_are_there(self, cast: Cast) -> None:
        change_thresholds(cast.team, {"cooldown_days": 9}, cast.owner, "calmer")
        reset_thresholds(cast.team, cast.owner)
        create_token(team=cast.team, user=cast.coach, name="Watch")
        token, reset, changed = all_entries(cast)
        assert (token.what, token.actor, token.person) == ("Made a token", None, cast.coach)
        assert changed.lines == (("Days between two changes", _default(), "9"),), (
            "why stands with the version: a record has no free text"
        )
        assert reset.lines == (("Days between two changes", "9", _default()),)

    def test_another_teams_record_stays_there(self, season: Cast) -> None:
        record(season.other_team, RecordKind.TEAM, "team.made", actor=season.rival)
        assert "Started the team" not in said(all_entries(season))


def _default() -> str:
    return str(Rulebook()["cooldown_days"])


class TestPaging:
    def test_every_entry_stands_on_one_page_even_when_clocks_agree(self, season: Cast) -> None:
        with time_machine.travel(T, tick=False):
            for n in range(2 * PAGE_SIZE):
                record(season.team, RecordKind.TEAM, "team.changed", actor=season.owner, after={"name": str(n)})
        Change.objects.in_team(season.team).update(made_at=T)
        found = all_entries(season)
        assert Counter(entry.place for entry in found).most_common(1)[0][1] == 1
        whole = Record.objects.in_team(season.team).count() + 1 + 2
        assert len(found) == whole
        assert [e.place for e in found] == sorted((e.place for e in found), reverse=True)

    @pytest.mark.parametrize("text", ["", "x", "2026-11-20~0~1", "2026-11-20T12:00:00+00:00~0", "~~", f"{T}~0~{2**63}"])
    def test_a_place_that_is_none_is_not_found(self, cast: Cast, client: Client, text: str) -> None:
        client.force_login(cast.owner)
        assert client.get("/team/record/", {"after": text}).status_code == 404

    def test_a_place_survives_its_text(self) -> None:
        place = Place(T, 2, 77)
        assert Place.from_text(str(place)) == place

    def test_pages_lead_on_and_keep_what_was_looked_for(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.owner)
        for n in range(PAGE_SIZE + 1):
            record(cast.team, RecordKind.GROUP, "group.made", actor=cast.owner, after={"name": f"Squad {n}."})
        first = client.get("/team/record/", {"kind": "group"})
        link = first.content.decode().split('href="?')[1].split('"')[0].replace("&amp;", "&")
        assert "kind=group" in link
        second = visible(client.get(f"/team/record/?{link}"))
        assert "Squad 0." in second
        assert "Squad 1." not in second
        assert "Earlier" not in second


class TestLookingFor:
    @pytest.mark.parametrize(
        ("wanted", "number"),
        [
            pytest.param({"kind": "group"}, 3, id="groups"),
            pytest.param({"kind": "plan"}, 5, id="plans: changes and answers too"),
            pytest.param({"athlete": "ben"}, 1, id="about Ben"),
            pytest.param({"who": "assistant"}, 1, id="what the assistant did"),
            pytest.param({"who": "reader"}, 1, id="what was done to the reader"),
            pytest.param({"kind": "group", "athlete": "ana"}, 1, id="Ana's groups"),
            pytest.param({"kind": "export"}, 0, id="nothing"),
        ],
    )
    def test_by_kind_athlete_and_person(self, season: Cast, wanted: dict[str, Any], number: int) -> None:
        owner = actor_for(season.owner)
        assert owner is not None
        put_in(owner, add_group(owner, "Hill squad"), [season.ana, season.ben])
        change_membership(owner, in_force(season.team).get(user=season.reader), role=Role.ASSISTANT)
        values = {name: getattr(season, v) if name != "kind" else v for name, v in wanted.items()}
        found = all_entries(season, Wanted(**values))
        if wanted == {"kind": "plan"}:
            number = Record.objects.in_team(season.team).filter(kind=RecordKind.PLAN).count() + 3
        assert len(found) == number

    def test_the_page_says_when_nothing_fits(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.owner)
        assert "will stand here" in visible(client.get("/team/record/"))
        assert "Nothing was changed that fits" in visible(client.get("/team/record/", {"kind": "export"}))

    @pytest.mark.parametrize("wrong", [{"kind": "secrets"}, {"athlete": "zoe"}, {"who": "rival"}], ids=str)
    def test_what_cannot_be_looked_for(self, cast: Cast, client: Client, wrong: dict[str, str]) -> None:
        client.force_login(cast.owner)
        record(cast.team, RecordKind.TEAM, "team.changed", actor=cast.owner)
        sent = {name: getattr(cast, value).pk if name != "kind" else value for name, value in wrong.items()}
        answer = client.get("/team/record/", sent)
        assert answer.status_code == 422
        assert "Changed the team" not in answer.content.decode()


def test_as_many_queries_for_a_full_page_as_for_one_entry_of_each(season: Cast, client: Client) -> None:
    client.force_login(season.owner)
    owner = actor_for(season.owner)
    assert owner is not None
    invite(owner, email="one@example.org", role="assistant")
    few = queries(client, "/team/record/")
    squad = add_group(owner, "Hill squad")
    runners: list[Athlete] = [an_athlete(season.team, f"Runner {n}") for n in range(20)]
    put_in(owner, squad, runners)
    for n in range(10):
        invite(owner, email=f"c{n}@example.org", role="assistant")
    plan = season.ana.plans.in_team(season.team).get()
    for n in range(6):
        asked = ask(plan, InsertRest(THURSDAY), night=MONDAY - timedelta(days=1 + n), answer_until=THURSDAY)
        Answer.objects.create(team=season.team, decision=asked, kind=AnswerKind.KEPT, answered_by=season.coach)
    assert queries(client, "/team/record/") == few


def test_times_are_the_readers(cast: Cast, client: Client) -> None:
    with time_machine.travel(T, tick=False):
        record(cast.team, RecordKind.TEAM, "team.changed", actor=cast.owner)
    client.force_login(cast.owner)
    assert "Fri 20 Nov 2026, 13:00" in visible(client.get("/team/record/"))
