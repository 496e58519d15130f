"""An athlete's page for their coaches: how it stands, the season and its gate, the week, the ledger, the past."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from athletes.consents import ALL_KINDS
from athletes.models import Consent, ConsentKind
from plans.answers import give_answer
from plans.athlete_facts import DecisionEntry, gate_reading, past
from plans.changes import By, make_change
from plans.coach_notes import add_note
from plans.conversation import say
from plans.engine import facts as night_facts
from plans.engine.operations import InsertRest, Move
from plans.engine.vocabulary import PhaseKind
from plans.models import AnswerKind, Cause, Decision, Plan
from plans.planning import create_plan
from plans.reports import report
from tests.cast import Cast
from tests.pages import queries, text, visible
from tests.plans.engine.test_gates import at_the_end_of
from tests.plans.test_coach_notes import acting
from tests.season import FRIDAY, MONDAY, SATURDAY, START, THURSDAY, TUESDAY, WEDNESDAY, YESTERDAY, ask, session_on

DAY = timedelta(days=1)
DONE = {"outcome": "done", "rpe": 3, "duration_min": None, "distance_km": None, "note": ""}


def quiet(plan: Plan, night: Any) -> Decision:
    return Decision.objects.create(
        team=plan.team, athlete=plan.athlete, plan=plan, night=night, verdict="steady", rule="-",
        reasons=[["steady.green", {}]], facts={}, rules_version="tests",
    )  # fmt: skip


@pytest.fixture
def past_sunday(plan: Plan) -> Decision:
    """The weekly night before, which found the gate of the foundation."""
    decision = quiet(plan, MONDAY - DAY)
    found = at_the_end_of(PhaseKind.FOUNDATION, easy_rpe_mean=None)
    decision.facts = night_facts.to_json(found)
    decision.save()
    return decision


class TestTheGate:
    def test_it_says_what_is_met_and_what_is_not_known(self, plan: Plan, past_sunday: Decision) -> None:
        reading = gate_reading(plan, "foundation", ALL_KINDS)
        assert reading is not None
        assert (reading.night, reading.is_current, reading.following_label) == (MONDAY - DAY, True, "Maintenance")
        assert (reading.met, len(reading.lines)) == (len(reading.lines) - 1, len(reading.gate.conditions))
        assert (False, "No effort of an easy run reported in two weeks.") in reading.lines

    def test_without_a_consent_its_conditions_are_not_told(self, plan: Plan, past_sunday: Decision) -> None:
        reading = gate_reading(plan, "foundation", ALL_KINDS - {ConsentKind.WELLNESS})
        assert reading is not None
        words = " ".join(line for _, line in reading.lines)
        assert "Mood" not in words
        assert "logs below own normal" not in words
        assert "easy runs reported" in words

    def test_a_phase_that_is_over_has_no_gate_to_show(self, plan: Plan, past_sunday: Decision) -> None:
        reading = gate_reading(plan, "maintenance", ALL_KINDS)
        assert reading is not None
        assert not reading.is_current

    def test_facts_of_a_release_that_is_gone_are_passed_over(self, plan: Plan, past_sunday: Decision) -> None:
        past_sunday.facts["v"] = 1
        past_sunday.save()
        assert gate_reading(plan, "foundation", ALL_KINDS) is None


class TestThePast:
    def test_decisions_and_changes_together_newest_first(self, cast: Cast, plan: Plan, clock: Any) -> None:
        quiet(plan, MONDAY)
        clock.shift(DAY)
        asked = ask(plan)
        clock.shift(DAY)
        edit = By(Cause.COACH, cast.coach, "a reason")
        change = make_change(plan, [Move(str(session_on(plan, SATURDAY).pk), FRIDAY, 0)], edit)
        entries = [entry for _, group in past(cast.ana, ALL_KINDS).groups for entry in group]
        assert [getattr(e, "decision", None) or getattr(e, "change", None) for e in entries[:2]] == [change, asked]
        assert len(entries) == 3

    def test_quiet_nights_in_a_row_are_one_line(self, cast: Cast, plan: Plan, clock: Any) -> None:
        for n in range(3):
            quiet(plan, MONDAY - n * DAY)
            clock.shift(DAY)
        ask(plan)
        groups = past(cast.ana, ALL_KINDS).groups
        assert [(is_quiet, len(group)) for is_quiet, group in groups] == [(False, 1), (True, 3)]

    def test_stretch_after_stretch_nothing_is_lost(self, cast: Cast, plan: Plan, clock: Any) -> None:
        for n in range(7):
            quiet(plan, MONDAY - n * DAY)
            clock.shift(DAY * (n % 3 > 0))  # some in the same moment
        nights, before = [], None
        while True:
            stretch = past(cast.ana, ALL_KINDS, before, size=2)
            nights += [e.decision.night for _, g in stretch.groups for e in g if isinstance(e, DecisionEntry)]
            before = stretch.earlier
            if before is None:
                break
        assert sorted(nights) == [MONDAY - n * DAY for n in reversed(range(7))]


@pytest.mark.slow
class TestThePage:
    def test_the_first_screen(self, coach: Client, cast: Cast, plan: Plan, past_sunday: Decision) -> None:
        run = session_on(plan, TUESDAY)
        report(cast.ana, run, WEDNESDAY, DONE)
        ask(plan)
        page = visible(coach.get(f"/athletes/{cast.ana.pk}/"))
        assert "Arrive at spring fresh." in page
        assert "How it stands as of the night of Tue 17 Nov Well below own normal on 2 of the last 3 logs" in page
        assert "A proposal waits for your answer." in page
        assert "Gate to Maintenance: " in page
        assert "Mon 16 Rest Tue 17 Cadence game 34 min · 5.6 km done Wed 18 Cross-training" in page

    def test_the_ledger(self, coach: Client, clock: Any, cast: Cast) -> None:
        create_plan(cast.ana, START, created_by=cast.coach, protects=["mobility", "endurance"])
        page = visible(coach.get(f"/athletes/{cast.ana.pk}/"))
        assert "protects Mobility, Endurance" in page
        assert "What the plan protects Mobility" in page
        assert "Last touched Not yet in this plan" in page

    def test_an_even_mix_has_no_ledger(self, coach: Client, plan: Plan) -> None:
        assert "Nothing in particular: the plan keeps an even mix." in visible(
            coach.get(f"/athletes/{plan.athlete_id}/")
        )

    def test_a_change_is_undone_from_here_and_shown_as_undone(self, coach: Client, cast: Cast, plan: Plan) -> None:
        change = make_change(plan, [InsertRest(THURSDAY)], By(Cause.COACH, cast.coach, "a reason"))
        assert change is not None
        url, undo = f"/athletes/{cast.ana.pk}/", f"/athletes/{cast.ana.pk}/changes/{change.pk}/undo/"
        assert f'action="{undo}"' in text(coach.get(url))
        coach.post(undo)
        page = coach.get(url)
        assert f'action="{undo}"' not in text(page)
        assert "undone" in visible(page)

    def test_older_decisions_are_a_page_further(self, coach: Client, plan: Plan, clock: Any) -> None:
        for n in range(40):
            ask(plan, night=YESTERDAY - n * DAY)
            clock.shift(timedelta(minutes=1))
        page = text(coach.get(f"/athletes/{plan.athlete_id}/past/"))
        assert "Night of Tue 17 Nov" not in page, "the newest was written last"
        further = page.split('<a class="button" href="')[-1].split('"')[0]
        assert "Night of Tue 17 Nov" in visible(coach.get(further))

    @pytest.mark.parametrize("before", ["yesterday", "2026-11-18T07:00:00", "0001-01-01T00:00:00+14:00", "%00"])
    def test_a_moment_that_is_none_is_not_found(self, coach: Client, plan: Plan, before: str) -> None:
        assert coach.get(f"/athletes/{plan.athlete_id}/past/?before={before}").status_code == 404

    def test_charts_with_a_table_behind_and_as_a_part(self, coach: Client, plan: Plan) -> None:
        url = f"/athletes/{plan.athlete_id}/charts/"
        whole, part = coach.get(url), coach.get(url, headers={"HX-Request": "true"})
        assert "has not checked in during the last six weeks" in visible(whole)
        assert "Weeks as a table" in visible(whole)
        assert "<main" not in part.content.decode()
        assert "style=" not in part.content.decode()

    def test_what_there_is_no_consent_for_is_not_said(self, coach: Client, cast: Cast, plan: Plan) -> None:
        ask(plan, reasons=[["d2.red_logs", {"red": 2, "logs": 3}]])
        Consent.objects.in_team(cast.team).filter(athlete=cast.ana).delete()
        page = visible(coach.get(f"/athletes/{cast.ana.pk}/"))
        assert "below own normal" not in page
        assert "There is no consent to show: Fatigue" in visible(coach.get(f"/athletes/{cast.ana.pk}/charts/"))

    def test_as_often_for_little_as_for_much(
        self, coach: Client, cast: Cast, plan: Plan, past_sunday: Decision, clock: Any
    ) -> None:
        urls = [f"/athletes/{cast.ana.pk}/{part}" for part in ("", "past/", "charts/")]
        edit = By(Cause.COACH, cast.coach, "a reason")
        make_change(plan, [InsertRest(FRIDAY + 7 * DAY)], edit)
        give_answer(ask(plan, night=YESTERDAY - DAY), AnswerKind.KEPT, cast.coach)
        say(cast.ana, cast.coach, "How are you?", asks=True)
        add_note(cast.ana, acting(cast.coach), "Shy.")
        for url in urls:
            queries(coach, url)
        few = [queries(coach, url) for url in urls]
        for n in range(12):
            say(cast.ana, (cast.ana_user, cast.coach)[n % 2], f"{n}")
            add_note(cast.ana, acting(cast.assistant), f"{n}")
            quiet(plan, START - n * DAY)
            give_answer(ask(plan, night=YESTERDAY + (n + 1) * DAY), AnswerKind.KEPT, cast.assistant)
        make_change(plan, [InsertRest(SATURDAY)], edit)
        assert [queries(coach, url) for url in urls] == few
