"""Setting a decision aside: until when, on the coach's clock, and never past the last day of an answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from plans.models import Decision, Plan, Snooze
from plans.snoozes import Until, times
from tests.pages import text, visible
from tests.season import FRIDAY, HTMX, NOW, THURSDAY, WEDNESDAY, ask

pytestmark = pytest.mark.slow

BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int = 0, day: int = 18) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "last_day", "possible"),
    [
        (at(7), THURSDAY, {"soon": at(9), "evening": at(17), "tomorrow": at(7, day=19)}),
        (at(7), WEDNESDAY, {"soon": at(9), "evening": at(17)}),
        (at(17), THURSDAY, {"soon": at(19), "tomorrow": at(7, day=19)}),
        (at(22, 30), WEDNESDAY, {}),
        (at(22, 30), THURSDAY, {"soon": at(0, 30, day=19), "tomorrow": at(7, day=19)}),
        (at(7), None, {}),
    ],
    ids=["all three", "not tomorrow", "the evening has come", "none is left", "past midnight", "never asked"],
)
def test_until_when(now: datetime, last_day: date | None, possible: dict[str, datetime]) -> None:
    assert times(Decision(answer_until=last_day), now, "Europe/Berlin") == possible


def test_it_is_the_coachs_clock_that_counts() -> None:
    assert times(Decision(answer_until=THURSDAY), at(7), "Asia/Tokyo")[Until.EVENING].isoformat() == (
        "2026-11-18T17:00:00+09:00"
    )


def in_force(decision: Decision) -> list[Snooze]:
    return list(Snooze.objects.in_team(decision.team).filter(decision=decision, ended_at=None))


class TestOnTheMorning:
    @pytest.fixture
    def decision(self, plan: Plan) -> Decision:
        return ask(plan, answer_until=FRIDAY)

    def url(self, decision: Decision, part: str = "snooze") -> str:
        return f"/decisions/{decision.pk}/{part}/"

    def test_it_waits_in_its_fold_with_who_and_until_when_and_comes_back(
        self, coach: Client, decision: Decision, clock: Any
    ) -> None:
        page = coach.post(self.url(decision), {"until": "soon"}, follow=True)
        assert "Ana R. waits until Wed 09:00." in text(page)
        assert f'id="decision-{decision.pk}"' not in text(page)
        assert "until Wed 09:00, set aside by Carla" in visible(coach.get("/morning/?open=later"))

        clock.move_to(at(9))
        assert f'id="decision-{decision.pk}"' in text(coach.get("/morning/"))

    def test_waking_asks_at_once(self, coach: Client, decision: Decision) -> None:
        coach.post(self.url(decision), {"until": "tomorrow"}, headers=HTMX)
        for _ in range(2):
            page = coach.post(self.url(decision, "wake"), follow=True)
            assert "Ana R. asks again." in visible(page)
            assert f'id="decision-{decision.pk}"' in text(page)
        assert in_force(decision) == []

    def test_the_later_word_counts(self, coach: Client, decision: Decision) -> None:
        for until in ("soon", "evening"):
            coach.post(self.url(decision), {"until": until})
        assert [snooze.until for snooze in in_force(decision)] == [at(17)]

    def test_an_answer_ends_it(self, coach: Client, decision: Decision) -> None:
        coach.post(self.url(decision), {"until": "soon"})
        coach.post(self.url(decision, "answer"), {"answer": "kept"})
        assert in_force(decision) == []

    @pytest.mark.parametrize(("headers", "status"), [({}, 302), (HTMX, 409)], ids=["plain", "htmx"])
    def test_what_was_answered_meanwhile_is_not_set_aside(
        self, coach: Client, decision: Decision, headers: dict[str, str], status: int
    ) -> None:
        coach.post(self.url(decision, "answer"), {"answer": "kept"})
        assert coach.post(self.url(decision), {"until": "soon"}, headers=headers).status_code == status
        assert in_force(decision) == []

    def test_a_time_that_there_is_not(self, coach: Client, decision: Decision) -> None:
        assert coach.post(self.url(decision), {"until": "never"}).status_code == 422
        assert at(9) > NOW
        assert in_force(decision) == []
