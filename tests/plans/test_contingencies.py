"""What athletes may do alone, from the coach's list to the athlete's choice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from athletes.models import Record
from plans import steering, visibility
from plans.contingencies import listed, set_list, set_policy
from plans.engine.contingency_policy import ContingencyPolicy
from plans.engine.drafts import FLEXIBLE
from plans.engine.template_choices import Situation
from plans.models import Change, LockKind, Plan, Session
from plans.models import ContingencyPolicy as Row
from tests.cast import Cast
from tests.pages import visible
from tests.season import FRIDAY, MONDAY, NOW, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK, session_on, words_of

pytestmark = pytest.mark.slow

TEAM = "/team/contingencies/"
SWAP = "/my-week/swap/"
ALL = {"situations": ["no_time", "bad_weather", "travelling"], "move": "on"}


def instead(row: Session) -> str:
    return f"/today/sessions/{row.pk}/instead/"


def taken(client: Client, row: Session, title: str) -> object:
    """Press the button beside this stand-in."""
    page = client.get(instead(row)).content.decode()
    after = page[page.index(f"<strong>{title}</strong>") :]
    value = after[after.index('name="stand_in" value="') + 23 :].partition('"')[0]
    return client.post(instead(row), {"stand_in": value})


class TestAthlete:
    def test_a_stand_in_is_taken_seen_and_taken_back(self, ana: Client, plan: Plan) -> None:
        run = session_on(plan, THURSDAY)
        assert taken(ana, run, "On the bike").status_code == 302  # type: ignore[attr-defined]
        assert "Thu cross_training" in words_of(plan)
        change = Change.objects.in_team(plan.team).get()
        assert (change.cause, change.actor, change.note) == ("athlete", plan.athlete.user, "Bad weather")
        page = ana.get("/today/").content.decode()
        assert f"/today/changes/{change.pk}/undo/" in page
        ana.post(f"/today/changes/{change.pk}/undo/")
        assert words_of(plan) == WEEK
        assert "already undone" in ana.post(f"/today/changes/{change.pk}/undo/", follow=True).content.decode()

    def test_the_day_says_who_changed_it(self, ana: Client, plan: Plan) -> None:
        taken(ana, session_on(plan, WEDNESDAY, "strength"), "Loosen up")
        assert "You changed this day." in ana.get("/today/").content.decode()

    def test_another_day_of_the_week(self, ana: Client, plan: Plan) -> None:
        run = session_on(plan, THURSDAY)
        assert ana.post(instead(run), {"day": FRIDAY}).status_code == 302
        assert "Fri easy" in words_of(plan)

    @pytest.mark.parametrize("day", [TUESDAY, MONDAY + timedelta(days=8), THURSDAY, "soon"])
    def test_but_not_any_day(self, ana: Client, plan: Plan, day: object) -> None:
        answer = ana.post(instead(session_on(plan, THURSDAY)), {"day": day})
        assert answer.status_code == 422
        assert "Nothing was changed." in answer.content.decode()
        assert words_of(plan) == WEEK

    @pytest.mark.parametrize("policy", [ContingencyPolicy(frozenset(), move=False)])
    def test_what_the_coach_kept_is_asked_for(
        self, cast: Cast, ana: Client, plan: Plan, policy: ContingencyPolicy
    ) -> None:
        run = session_on(plan, THURSDAY)
        offered = ana.get(instead(run)).content.decode()
        value = offered[offered.index('name="stand_in" value="') + 23 :].partition('"')[0]
        set_policy(cast.team, policy, cast.coach, cast.ana)
        page = ana.get(instead(run)).content.decode()
        assert "Your coach decides this with you." in page
        assert 'name="stand_in"' not in page
        for sent in ({"stand_in": value}, {"day": FRIDAY}):
            assert ana.post(instead(run), sent).status_code == 422
        assert words_of(plan) == WEEK

    def test_a_long_run_and_a_locked_day_are_the_coachs(self, cast: Cast, ana: Client, plan: Plan) -> None:
        steering.lock(cast.ana, LockKind.DAYS, THURSDAY, FRIDAY, cast.coach)
        assert "carries the week" in ana.get(instead(session_on(plan, SATURDAY))).content.decode()
        assert "has fixed this day" in ana.get(instead(session_on(plan, THURSDAY))).content.decode()
        easy = session_on(plan, SUNDAY, "easy")
        assert ana.post(instead(easy), {"day": FRIDAY}).status_code == 422

    def test_only_what_is_ahead_and_without_a_report(self, ana: Client, plan: Plan) -> None:
        assert ana.get(instead(session_on(plan, TUESDAY))).status_code == 404
        later = Session.objects.in_team(plan.team).filter(plan=plan, day=WEDNESDAY + timedelta(days=7)).first()
        assert later is not None
        assert ana.get(instead(later)).status_code == 404

    @pytest.mark.parametrize("order", [(WEDNESDAY, THURSDAY), (THURSDAY, WEDNESDAY)])
    def test_two_days_change_places(self, ana: Client, plan: Plan, cast: Cast, order: tuple[date, date]) -> None:
        set_policy(cast.team, ContingencyPolicy(move=True), cast.coach)
        first, second = order
        answer = ana.post(SWAP, {"day": first, "with": second})
        assert answer.headers["Location"] == f"/my-week/?monday={MONDAY}"
        assert words_of(plan) == [WEEK[0], "Wed easy", "Thu cross_training", "Thu strength", *WEEK[4:]]
        change = Change.objects.in_team(plan.team).get()
        assert (change.cause, change.actor) == ("athlete", plan.athlete.user)
        undo = f"/today/changes/{change.pk}/undo/?from=week"
        assert undo in ana.get("/my-week/").content.decode()
        assert ana.post(undo).headers["Location"] == "/my-week/"
        assert words_of(plan) == WEEK

    def test_a_day_of_rest_moves_too(self, ana: Client, plan: Plan) -> None:
        ana.post(SWAP, {"day": FRIDAY, "with": THURSDAY})
        assert "Fri easy" in words_of(plan)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            pytest.param(TUESDAY, THURSDAY, id="a day that is over"),
            pytest.param(THURSDAY, THURSDAY, id="with itself"),
            pytest.param(THURSDAY, MONDAY + timedelta(days=8), id="another week"),
            pytest.param(THURSDAY, SATURDAY, id="a long run is the coach's"),
            pytest.param(THURSDAY, SUNDAY, id="strength on two days in a row is a limit"),
            pytest.param(THURSDAY, "soon", id="no day"),
        ],
    )
    def test_but_not_any_two_days(self, ana: Client, plan: Plan, first: object, second: object) -> None:
        page = ana.post(SWAP, {"day": first, "with": second}, follow=True)
        assert "Nothing was changed." in page.content.decode()
        assert words_of(plan) == WEEK

    def test_a_swap_keeps_to_locks_policy_and_what_is_seen(self, cast: Cast, ana: Client, plan: Plan) -> None:
        steering.lock(cast.ana, LockKind.DAYS, FRIDAY, FRIDAY, cast.coach)
        ana.post(SWAP, {"day": THURSDAY, "with": FRIDAY})
        set_policy(cast.team, ContingencyPolicy(frozenset(), move=False), cast.coach, cast.ana)
        ana.post(SWAP, {"day": THURSDAY, "with": WEDNESDAY})
        assert words_of(plan) == WEEK
        with time_machine.travel(NOW + timedelta(days=4), tick=False):
            visibility.set_for_plan(plan, 1, cast.coach)
            days = {"day": MONDAY + timedelta(days=7), "with": MONDAY + timedelta(days=9)}
            assert ana.post(SWAP, days).status_code == 404

    def test_what_is_flexible_moves_without_asking(self, cast: Cast, ana: Client, plan: Plan) -> None:
        set_policy(cast.team, ContingencyPolicy(frozenset(), move=False), cast.coach)
        run = session_on(plan, THURSDAY)
        run.marks = [FLEXIBLE]
        run.save()
        assert ana.post(instead(run), {"day": FRIDAY}).status_code == 302
        assert "Fri easy" in words_of(plan)

    def test_a_flag_of_the_check_in_leads_to_what_may_stand_in(self, ana: Client, plan: Plan) -> None:
        answer = ana.get("/today/instead/bad_weather/")
        longest = session_on(plan, WEDNESDAY, "cross_training")
        assert answer.headers["Location"] == f"{instead(longest)}?because=bad_weather"
        page = ana.get(f"{instead(session_on(plan, THURSDAY))}?because=travelling").content.decode()
        assert page.index("Travelling</h2>") < page.index("No time</h2>") < page.index("Bad weather</h2>")
        assert ana.get("/today/instead/boredom/").status_code == 404

    @pytest.mark.parametrize(("situation", "leads_to"), [("no_time", "/my-week/"), ("travelling", "/me/away/")])
    def test_where_nothing_has_to_give_way(self, ana: Client, plan: Plan, situation: str, leads_to: str) -> None:
        with time_machine.travel(NOW + timedelta(days=2), tick=False):
            assert ana.get(f"/today/instead/{situation}/").headers["Location"] == leads_to

    def test_yesterdays_choice_stays(self, ana: Client, plan: Plan) -> None:
        taken(ana, session_on(plan, THURSDAY), "On the bike")
        change = Change.objects.in_team(plan.team).get()
        change.made_at -= timedelta(days=1)
        change.save()
        assert ana.post(f"/today/changes/{change.pk}/undo/").status_code == 404


@pytest.mark.slow
class TestCoach:
    def test_the_policy_is_saved_once_and_on_the_record(self, cast: Cast, coach: Client) -> None:
        sent = {"situations": ["no_time"], "key_sessions": "on"}
        assert coach.post(TEAM, sent).status_code == 302
        coach.post(TEAM, sent)
        row = Row.objects.in_team(cast.team).get()
        assert row.may_alone == {"situations": ["no_time"], "move": False, "key_sessions": True}
        assert Record.objects.in_team(cast.team).filter(what="contingency.changed").count() == 1

    def test_an_athlete_differs_and_comes_back(self, cast: Cast, coach: Client) -> None:
        path = f"/athletes/{cast.ana.pk}/contingencies/"
        coach.post(path, {"situations": []})
        row = Row.objects.in_team(cast.team).get(athlete=cast.ana)
        assert row.may_alone == {"situations": [], "move": False, "key_sessions": False}
        coach.post(path, ALL | {"as_team": "on"})
        assert not Row.objects.in_team(cast.team).filter(athlete=cast.ana).exists()

    def test_the_list_is_edited_and_undone(self, cast: Cast, coach: Client, ana: Client, plan: Plan) -> None:
        new = {
            "seen": "", "title": "Rowing", "cue": "Long strokes.", "instead_of": ["easy_run"],
            "session": "cross_training", "percent": 50, "rpe": 3, "steps": "Warm up\n\nRow",
        }  # fmt: skip
        assert coach.post(f"{TEAM}bad_weather/add/", new).status_code == 302
        stored = listed(cast.team)[0]["bad_weather"][-1]
        assert stored == {
            "title": "Rowing", "cue": "Long strokes.", "instead_of": ["easy_run"], "session": "cross_training",
            "rpe": 3, "protects": [], "steps": ["Warm up", "Row"], "share": 0.5,
        }  # fmt: skip
        assert "Rowing" in ana.get(instead(session_on(plan, THURSDAY))).content.decode()
        page = coach.get(TEAM).content.decode()
        undo = page[page.index(f"{TEAM}put-back/") :].partition('"')[0]
        coach.post(undo)
        assert listed(cast.team)[1] == ""
        assert "Rowing" not in visible(coach.get(TEAM))

    def test_up_drop_and_back_to_fallows(self, cast: Cast, coach: Client) -> None:
        titles = [each["title"] for each in listed(cast.team)[0]["no_time"]]
        coach.post(f"{TEAM}no_time/1/up/", {"seen": ""})
        coach.post(f"{TEAM}no_time/2/drop/", {"seen": listed(cast.team)[1]})
        assert [e["title"] for e in listed(cast.team)[0]["no_time"]] == [titles[1], titles[0], *titles[3:]]
        coach.post(f"{TEAM}reset/", {"seen": listed(cast.team)[1]})
        assert [e["title"] for e in listed(cast.team)[0]["no_time"]] == titles
        assert not Row.objects.in_team(cast.team).exists()

    def test_the_second_tab_is_told(self, cast: Cast, coach: Client) -> None:
        coach.post(f"{TEAM}no_time/1/up/", {"seen": ""})
        before = listed(cast.team)
        answer = coach.post(f"{TEAM}no_time/0/drop/", {"seen": ""}, follow=True)
        assert "Somebody else changed the list meanwhile" in answer.content.decode()
        assert listed(cast.team) == before

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"percent": 50, "minutes_beginner": 10}, "Either a share"),
            ({"minutes_beginner": 10}, "for each of the three levels"),
            ({"session": "walk"}, "has its own effort"),
            ({"instead_of": []}, "required"),
            ({"steps": "x" * 201}, "Up to 200 characters"),
        ],
    )
    def test_what_is_no_session_is_told_in_words(
        self, coach: Client, cast: Cast, sent: dict[str, object], told: str
    ) -> None:
        good = {"seen": "", "title": "Row", "cue": "Long strokes.", "instead_of": ["easy_run"]}
        answer = coach.post(f"{TEAM}no_time/add/", good | sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert listed(cast.team)[1] == ""

    @pytest.mark.parametrize("path", ["volcano/add/", "no_time/99/", "volcano/0/"])
    def test_no_such_place(self, coach: Client, path: str) -> None:
        assert coach.get(f"{TEAM}{path}").status_code == 404

    def test_a_list_may_be_empty(self, cast: Cast, ana: Client, plan: Plan) -> None:
        set_list(cast.team, {each.value: [] for each in Situation}, cast.coach)
        page = ana.get(instead(session_on(plan, THURSDAY))).content.decode()
        assert "Another day" in page
        assert "No time" not in page
