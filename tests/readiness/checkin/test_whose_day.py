"""Answers are the athlete's own."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from readiness.models import DailyLog
from tests.cast import Cast
from tests.readiness.checkin.conftest import HERE, HTMX, WORDS, answers, log, text


def test_nobody_else_in_the_team_or_another_is_touched(ana: Client, cast: Cast) -> None:
    ana.post(HERE, answers())

    assert [r.athlete for r in DailyLog.objects.across_teams()] == [cast.ana]


def test_another_athlete_sees_and_clears_nothing_of_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.ana_user)
    client.post(HERE, answers(note="only mine"))
    assert cast.zoe.user is not None
    client.force_login(cast.zoe.user)

    assert "only mine" not in text(client.get(HERE))
    client.post(f"{HERE}clear/")
    client.post(f"{HERE}restore/")

    assert log(cast.ana) is not None
    assert log(cast.zoe) is None


def test_the_same_client_id_of_two_athletes_is_two_logs(client: Client, cast: Cast) -> None:
    form = {"client_id": str(UUID(int=7)), **WORDS}
    for athlete in (cast.ana, cast.zoe):
        assert athlete.user is not None
        client.force_login(athlete.user)
        client.post(HERE, form)
        assert log(athlete) is not None


@pytest.mark.parametrize("part", ["", "clear/", "restore/"], ids=["log", "clear", "restore"])
def test_a_coach_who_does_not_run_has_no_check_in(client: Client, cast: Cast, part: str) -> None:
    for user in (cast.coach, cast.reader, cast.stranger):
        client.force_login(user)
        assert client.post(HERE + part, answers()).status_code == 403
    assert not DailyLog.objects.across_teams().exists()


@pytest.mark.parametrize("part", ["", "clear/", "restore/"], ids=["log", "clear", "restore"])
def test_without_a_session_the_way_leads_to_the_sign_in_page(client: Client, cast: Cast, part: str) -> None:
    plain, by_htmx = client.post(HERE + part, answers()), client.post(HERE + part, answers(), headers=HTMX)

    assert plain.headers["Location"] == f"/sign-in/?next={HERE}{part}"
    assert by_htmx.headers["HX-Redirect"] == "/sign-in/"
    assert not DailyLog.objects.across_teams().exists()
