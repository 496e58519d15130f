"""Odd input and people who come at once: the coach's desk answers calmly, and nobody who left is written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from athletes.access import actor_for
from athletes.models import Membership
from notices import outbox
from plans import assigning
from plans.models import Plan
from plans.planning import default_template_version
from tests.cast import Cast
from tests.season import THURSDAY, session_on

pytestmark = pytest.mark.slow
ENDLESS = "9" * 5000
"""More digits than Python reads."""


def test_a_day_that_no_month_has_is_none_to_move_to(ana: Client, plan: Plan) -> None:
    run = session_on(plan, THURSDAY)
    assert ana.post(f"/today/sessions/{run.pk}/instead/", {"day": "2026-02-30"}).status_code == 422


def test_a_number_without_end_is_nobodys(coach: Client) -> None:
    version = default_template_version()
    assert coach.get(f"/team/templates/{version.pk}/preview/", {"athlete": ENDLESS}).status_code == 404
    assert coach.post("/team/rules/preview/", {"group": ENDLESS}).status_code == 404
    assert coach.get("/team/rules/", {"group": ENDLESS}).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-03", "0001-02-30", "9999-12-31"])
def test_a_last_day_at_the_ends_of_the_calendar_is_refused_in_words(coach: Client, cast: Cast, day: str) -> None:
    url = f"/team/templates/{default_template_version().pk}/assign/"
    answer = coach.post(url, {"athlete": cast.ben.pk, "last_day": day}, follow=True)
    assert answer.status_code in (200, 422)
    if answer.redirect_chain:
        assert coach.post(answer.redirect_chain[-1][0], follow=True).status_code == 200
    assert not Plan.objects.in_team(cast.team).filter(athlete=cast.ben).exists()


def test_a_plan_that_another_coach_took_back_meanwhile_is_taken_back_once(cast: Cast, plan: Plan) -> None:
    actor = actor_for(cast.coach)
    assert actor is not None
    stale = Plan.objects.in_team(cast.team).select_related("athlete").get(pk=plan.pk)
    assert assigning._withdrawn(actor, plan)[0]
    assert not assigning._withdrawn(actor, stale)[0]


@pytest.mark.parametrize("targets", ["run \U0001f3c3 well", "a\x01b\x0cc", "w" * 2000, "שלום עולם", "\ufffe\u202e"])
def test_every_sign_prints(coach: Client, plan: Plan, targets: str) -> None:
    url = f"/athletes/{plan.athlete_id}/plans/{plan.pk}/hand-over"
    coach.post(f"{url}/", {"targets": targets})
    for kind in ("pdf", "csv", "json"):
        assert coach.get(f"{url}.{kind}").status_code == 200


def test_a_digest_that_waited_does_not_reach_a_coach_who_left(cast: Cast) -> None:
    outbox.put(
        team=cast.team, recipient=cast.assistant, kind="weekly_digest", key="digest-1",
        context={"athletes": 3, "waiting": 1, "answered": 0, "by_itself": 0, "ending": 0},
    )  # fmt: skip
    Membership.objects.in_team(cast.team).filter(user=cast.assistant).update(ended_at=timezone.now())
    assert outbox.deliver_due(timezone.now() + timedelta(minutes=1)) == 0
    assert mail.outbox == []
