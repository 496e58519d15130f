"""What was logged can be edited, cleared and brought back; every earlier version stays."""

from __future__ import annotations

from django.test import Client

from readiness.engine.vocabulary import Status
from readiness.models import DailyLog, DayStatus
from tests.cast import Cast
from tests.readiness.checkin.conftest import DETAILS, HERE, HTMX, TUESDAY, answers, log, text, versions


def test_an_edit_shows_the_answers_and_keeps_the_earlier_version(ana: Client, cast: Cast) -> None:
    ana.post(HERE, answers(pain="3", pain_place="left calf"))
    form = text(ana.get(f"{HERE}?edit", headers=HTMX))
    assert 'value="left calf"' in form
    assert '<details class="fold" open>' in form

    ana.post(HERE, answers(soreness="5"))

    row = log(cast.ana)
    assert row is not None
    assert (row.revision, row.soreness, row.pain, row.pain_place) == (2, 5, 0, "")
    (earlier,) = versions(cast.ana)
    assert (earlier.values["soreness"], earlier.values["pain"]) == (2, 3)


def test_what_is_cleared_is_gone_kept_and_can_come_back(ana: Client, cast: Cast) -> None:
    ana.post(HERE, answers(**DETAILS))
    before = log(cast.ana)

    answer = ana.post(f"{HERE}clear/")
    assert answer.headers["Location"] == HERE
    assert log(cast.ana) is None
    assert DayStatus.objects.in_team(cast.team).get(local_date=TUESDAY).status == Status.UNKNOWN
    assert "Bring them back" in text(ana.get(HERE))

    ana.post(f"{HERE}restore/")
    after = log(cast.ana)
    assert before is not None
    assert after is not None
    assert {n: getattr(after, n) for n in DailyLog.FIELDS} == {n: getattr(before, n) for n in DailyLog.FIELDS}


def test_clearing_by_htmx_answers_with_the_empty_form(ana: Client) -> None:
    ana.post(HERE, answers(note="A dream of hills"))

    card = text(ana.post(f"{HERE}clear/", headers=HTMX))

    assert "Bring them back" in card
    assert "How are you this morning" in card
    assert "A dream of hills" not in card


def test_clearing_and_bringing_back_can_be_repeated(ana: Client, cast: Cast) -> None:
    assert ana.post(f"{HERE}clear/").status_code == 302
    assert ana.post(f"{HERE}restore/").status_code == 302
    assert log(cast.ana) is None

    ana.post(HERE, answers())
    ana.post(f"{HERE}clear/")
    ana.post(f"{HERE}restore/")
    ana.post(f"{HERE}restore/")
    row = log(cast.ana)
    assert row is not None
    assert row.revision == 1


def test_new_answers_after_clearing_are_not_overwritten_by_the_old(ana: Client, cast: Cast) -> None:
    ana.post(HERE, answers(soreness="1"))
    ana.post(f"{HERE}clear/")
    ana.post(HERE, answers(soreness="5"))

    ana.post(f"{HERE}restore/")

    row = log(cast.ana)
    assert row is not None
    assert row.soreness == 5
