"""In by e-mail and password, out by POST, and what a stranger, a leaver and a person of two teams meet."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from athletes.models import Membership, Role, User
from tests.athletes.doors import SIGN_IN, is_in, sign_in
from tests.cast import PASSWORD, Cast, a_user, an_athlete

DAYS_30_S = 30 * 24 * 3600


@pytest.mark.parametrize("email", ["carla@example.org", "Carla@Example.ORG"], ids=["as written", "in other case"])
def test_a_person_signs_in_whatever_the_case_of_the_address(client: Client, cast: Cast, email: str) -> None:
    answer = sign_in(client, email)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(cast.coach.pk)


def test_an_account_whose_address_is_kept_in_mixed_case_signs_in_too(client: Client, db: None) -> None:
    person = a_user("Mixed")
    User.objects.filter(pk=person.pk).update(email="MiXed@Example.org")

    assert sign_in(client, "mixed@example.org").status_code == 302


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client: Client, cast: Cast) -> None:
    asked = client.get("/athletes/")

    assert asked.headers["Location"] == f"{SIGN_IN}?next=/athletes/"
    assert sign_in(client, "carla@example.org", to="/athletes/").headers["Location"] == "/athletes/"
    elsewhere = sign_in(Client(), "carla@example.org", to="https://elsewhere.example/")
    assert elsewhere.headers["Location"] == reverse("home")


@pytest.mark.parametrize(
    ("ticked", "age_s", "ends_with_the_browser"), [("on", DAYS_30_S, False), ("", DAYS_30_S, True)]
)
def test_a_session_lasts_thirty_days_or_until_the_browser_closes(
    client: Client, cast: Cast, ticked: str, age_s: int, ends_with_the_browser: bool
) -> None:
    answer = sign_in(client, "carla@example.org", remember=ticked)

    assert client.session.get_expire_at_browser_close() is ends_with_the_browser
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ("" if ends_with_the_browser else age_s)


def test_staying_signed_in_is_ticked(client: Client, cast: Cast) -> None:
    page = client.get(SIGN_IN).content.decode()

    assert 'name="remember"' in page
    assert "checked" in page.split('name="remember"')[1].split(">")[0]


@pytest.mark.parametrize(
    ("email", "password"),
    [("carla@example.org", "wrong"), ("nobody@example.org", PASSWORD)],
    ids=["wrong password", "unknown person"],
)
def test_what_does_not_belong_together_is_refused_in_the_same_words(
    client: Client, cast: Cast, email: str, password: str
) -> None:
    answer = sign_in(client, email, password)

    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()
    assert not is_in(client)


def test_a_deactivated_person_cannot_sign_in_and_is_out_with_the_next_click(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)
    cast.coach.is_active = False
    cast.coach.save()

    assert client.get("/athletes/").headers["Location"].startswith(SIGN_IN)
    assert "do not belong together" in sign_in(client, "carla@example.org").content.decode()


def test_signing_out_takes_a_post(client: Client, cast: Cast) -> None:
    client.force_login(cast.coach)

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == SIGN_IN
    assert client.get("/athletes/").headers["Location"].startswith(SIGN_IN)


def test_there_is_no_open_sign_up(client: Client, cast: Cast) -> None:
    assert client.get("/sign-up/").status_code == 404
    assert "sign up" not in client.get(SIGN_IN).content.decode().lower()


def test_htmx_without_a_session_is_sent_to_the_sign_in_page_as_a_whole(client: Client, cast: Cast) -> None:
    answer = client.get("/athletes/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == SIGN_IN
    assert answer.content == b""


def test_a_person_without_a_team_may_see_no_page_of_a_team(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)

    assert client.get("/athletes/").status_code == 403
    assert client.get("/check-in/").status_code == 403


def test_a_person_of_two_teams_goes_from_one_to_the_other(client: Client, cast: Cast) -> None:
    Membership.objects.create(team=cast.other_team, user=cast.coach, role=Role.ASSISTANT)
    client.force_login(cast.coach)
    assert b"Ana R." in client.get("/athletes/").content

    assert client.post(f"/teams/{cast.other_team.pk}/choose/").headers["Location"] == reverse("home")

    there = client.get("/athletes/").content
    assert b"Zoe W." in there
    assert b"Ana R." not in there


@pytest.mark.parametrize("team", ["other_team", "unknown"])
def test_nobody_chooses_a_team_they_are_not_in(client: Client, cast: Cast, team: str) -> None:
    client.force_login(cast.coach)
    pk = cast.other_team.pk if team == "other_team" else 987654

    assert client.post(f"/teams/{pk}/choose/").status_code == 404
    assert b"Ana R." in client.get("/athletes/").content


def test_a_coach_who_also_runs_keeps_both_in_one_team(client: Client, cast: Cast) -> None:
    an_athlete(cast.team, "Carla runs", cast.coach)
    client.force_login(cast.coach)

    assert client.get("/athletes/").status_code == 200
    assert client.get("/check-in/").status_code == 200


def test_a_password_far_too_large_is_refused(client: Client, cast: Cast) -> None:
    assert sign_in(client, "carla@example.org", "x" * 300_000).status_code == 413
