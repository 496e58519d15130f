"""The week editor's pages: what limits would say, one session's form, the twin of a drag, drafts and locks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans import drafts
from plans.models import Lock, LockKind, Plan
from plans.views.week_dialogs import arranged
from tests.cast import Cast, an_athlete
from tests.pages import queries, text, visible
from tests.season import FRIDAY, HTMX, MONDAY, SUNDAY, THURSDAY, WEEK, begin, session_on, stored, words_of


def url(plan: Plan, what: str = "") -> str:
    return f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/{what}"


@pytest.mark.parametrize(
    ("how", "then"),
    [("up 1", "b a c"), ("down 1", "a c b"), ("remove 0", "b c"), ("up 0", "a b c"), ("down 2", "a b c"),
     ("remove 9", "a b c"), ("burn it", "a b c"), ("", "a b c")],
)  # fmt: skip
def test_a_button_puts_lines_in_order(how: str, then: str) -> None:
    assert arranged(["a", "b", "c"], how) == then.split()


class TestCheck:
    @pytest.mark.parametrize(
        ("day", "kind", "says"),
        [
            (THURSDAY, "easy", "No limit speaks."),
            (SUNDAY, "strength", "not on the day before a hard or long run"),
        ],
    )
    def test_limits_are_asked_and_nothing_is_written(
        self, coach: Client, plan: Plan, day: Any, kind: str, says: str
    ) -> None:
        before = stored()
        asked = {"op": "move", "session": str(session_on(plan, day, kind).pk), "day": str(FRIDAY)}
        assert says in text(coach.get(url(plan, "check/"), asked))
        assert stored() == before

    def test_what_does_not_fit_says_so(self, coach: Client, plan: Plan) -> None:
        assert "This is needed here." in text(coach.get(url(plan, "check/"), {"op": "move"}))

    def test_a_hard_limit_says_that_it_is_never_passed(self, coach: Client, plan: Plan) -> None:
        asked = {"op": "add", "kind": "long", "day": str(SUNDAY)}
        assert "This is never passed." in text(coach.get(url(plan, "check/"), asked))


class TestSession:
    def page(self, plan: Plan) -> str:
        return url(plan, f"sessions/{session_on(plan, THURSDAY).pk}/")

    def sent(self, plan: Plan, **more: Any) -> dict[str, Any]:
        run = session_on(plan, THURSDAY)
        values = {"duration_min": run.duration_min, "distance_km": run.distance_km, "rpe": run.rpe}
        return {"op": "set", "session": run.pk, "revision": 0, **values, **more}

    def test_lines_marks_and_effort_are_saved(self, coach: Client, plan: Plan) -> None:
        sent = self.sent(plan, rpe=2, line=["Soft ground", "Home by dark"], marks=["with_others"])
        assert coach.post(self.page(plan), sent).status_code == 302
        run = session_on(plan, THURSDAY)
        assert (run.rpe, run.steps, run.marks) == (2, ["Soft ground", "Home by dark"], ["with_others"])

    def test_lines_are_put_in_order_without_a_script(self, coach: Client, plan: Plan) -> None:
        before = stored("athletes_look")
        answer = coach.post(self.page(plan), self.sent(plan, line=["one", "two"], arrange="up 1"))
        assert answer.context["lines"] == ["two", "one"]
        assert stored("athletes_look") == before

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, coach: Client, plan: Plan) -> None:
        answer = coach.post(self.page(plan), self.sent(plan, rpe=11, line=["Soft ground"]))
        assert answer.status_code == 422
        assert 'value="Soft ground"' in answer.content.decode()
        assert "Effort, 0 to 10" in answer.content.decode()

    def test_htmx_puts_the_week_in_place_of_the_form(self, coach: Client, plan: Plan) -> None:
        answer = coach.post(self.page(plan), self.sent(plan, rpe=2), headers=HTMX)
        assert (answer["HX-Retarget"], answer["HX-Reswap"]) == (f"#week-{plan.pk}", "outerHTML")
        assert f'id="session-{session_on(plan, THURSDAY).pk}"' in answer.content.decode()


def test_the_forms_twin_offers_days_others_and_reach(coach: Client, plan: Plan) -> None:
    page = visible(coach.get(url(plan, f"arrange/?op=move&session={session_on(plan, THURSDAY).pk}")))
    assert all(words in page for words in ("Easy run", "Friday 20 Nov", "Sat Long run", "The rest of the week"))
    assert "Add Mobility" in visible(coach.get(url(plan, "arrange/?op=add&kind=mobility")))
    assert coach.get(url(plan, "arrange/?op=move")).status_code == 404


def test_locked_days_say_by_whom_and_a_coach_may_edit_them(coach: Client, cast: Cast, plan: Plan) -> None:
    Lock.objects.create(
        team=plan.team, athlete=plan.athlete, kind=LockKind.DAYS, first_day=THURSDAY, last_day=FRIDAY,
        note="Race nearby", locked_by=cast.owner,
    )  # fmt: skip
    page = visible(coach.get(url(plan)))
    assert page.count(f"Locked for the night, by {cast.owner.name}: Race nearby") == 2
    coach.post(
        url(plan, "edit/"), {"op": "move", "session": session_on(plan, THURSDAY).pk, "day": FRIDAY, "revision": 0}
    )
    assert "Fri easy" in words_of(plan)


def test_with_an_open_draft_the_plan_stays_and_the_page_shows_the_draft(coach: Client, cast: Cast, plan: Plan) -> None:
    drafts.begin(plan, cast.coach)
    sent = {"op": "move", "session": session_on(plan, THURSDAY).pk, "day": FRIDAY, "revision": 0, "step": 0}
    page = coach.post(url(plan, "edit/"), sent, headers=HTMX).content.decode()
    friday = page.split(f'id="day-{FRIDAY}"')[1].split("</section>")[0]
    assert "Easy run" in friday
    assert words_of(plan) == WEEK


@pytest.mark.slow
def test_a_week_asks_the_same_however_many_athletes_there_are(coach: Client, cast: Cast, plan: Plan) -> None:
    coach.get(url(plan))
    first = queries(coach, url(plan))
    for n in range(4):
        begin(an_athlete(cast.team, f"Runner {n}"), cast.coach)
    assert queries(coach, url(plan)) == first
