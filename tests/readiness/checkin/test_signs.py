"""Signs to refer on are asked calmly, and a minor is asked for neither HRV nor weight (rules, V15)."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from athletes.models import AgeGroup
from readiness.engine.vocabulary import Status
from readiness.logging_days import write_log
from readiness.models import DayStatus, Source
from tests.cast import Cast
from tests.readiness.checkin.conftest import HERE, HTMX, TUESDAY, answers, log, text


@pytest.fixture
def minor(ana: Client, cast: Cast) -> Client:
    cast.ana.age_group = AgeGroup.UNDER_18
    cast.ana.save()
    return ana


def test_signs_stand_among_the_details_and_say_what_becomes_of_them(ana: Client) -> None:
    page = text(ana.get(HERE))
    details = page.split("More, if you like")[1].split("</details>")[0]
    assert "Three or more periods did not come" in details
    assert "I lost weight without meaning to" in details
    assert "It is never scored" in details
    assert page.count('<details class="fold" open>') == 0


def test_a_ticked_sign_opens_the_details_and_stands_among_the_answers(ana: Client) -> None:
    card = text(ana.post(HERE, answers(missed_periods="on"), headers=HTMX))
    assert '<span class="muted">Three or more periods did not come</span> yes' in card
    assert '<details class="fold" open>' in text(ana.get(f"{HERE}?edit", headers=HTMX))


def test_a_sign_changes_no_status(ana: Client, cast: Cast) -> None:
    ana.post(HERE, answers(missed_periods="on", lost_weight="on"))
    status = DayStatus.objects.in_team(cast.team).get(local_date=TUESDAY)
    assert (status.status, status.assessment["signs"]) == (Status.GREEN, ["missed_periods", "lost_weight"])


def test_a_minor_is_asked_for_neither_hrv_nor_weight(minor: Client) -> None:
    page = text(minor.get(HERE))
    assert 'name="resting_hr_bpm"' in page
    assert 'name="missed_periods"' in page
    assert 'name="hrv_rmssd_ms"' not in page
    assert 'name="lost_weight"' not in page
    assert "HRV" not in page


def test_what_a_form_of_a_minor_sends_all_the_same_is_not_taken(minor: Client, cast: Cast) -> None:
    minor.post(HERE, answers(hrv_rmssd_ms="64", lost_weight="on"))
    row = log(cast.ana)
    assert row is not None
    assert (row.hrv_rmssd_ms, row.lost_weight) == (None, False)


def test_what_a_program_sent_stays_when_a_minor_edits(minor: Client, cast: Cast) -> None:
    sent = {"mood": 3, "hrv_rmssd_ms": Decimal(64), "lost_weight": True}
    write_log(cast.ana, TUESDAY, sent, client_id=uuid4(), source=Source.API)

    minor.post(HERE, answers(mood="5"))

    row = log(cast.ana)
    assert row is not None
    assert (row.mood, row.hrv_rmssd_ms, row.lost_weight) == (5, Decimal(64), True)
    assert '<details class="fold" open>' not in text(minor.get(f"{HERE}?edit"))


def test_what_a_minor_clears_comes_back_whole(minor: Client, cast: Cast) -> None:
    write_log(cast.ana, TUESDAY, {"mood": 3, "hrv_rmssd_ms": 64}, client_id=uuid4(), source=Source.API)
    minor.post(f"{HERE}clear/")
    minor.post(f"{HERE}restore/")
    row = log(cast.ana)
    assert row is not None
    assert (row.mood, row.hrv_rmssd_ms) == (3, Decimal(64))
