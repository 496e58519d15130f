"""Many at once: one membership, one account, one owner at least."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections

from athletes.access import actor_for
from athletes.invitations import invite
from athletes.joining import NoLongerOpen, accept, accept_as_new
from athletes.memberships import change_membership, end_membership, in_force
from athletes.models import Athlete, Guardian, Invitation, Membership, Record, Role, User
from tests.cast import Cast, assemble

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

HUNDRED = 100
LEFT_FOR_OTHERS = 25


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return assemble()


def connections_free() -> int:
    """How many more the server takes, leaving some for the tests that run beside this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
            " - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        )
        return int(cursor.fetchone()[0]) - LEFT_FOR_OTHERS


def at_once(number: int, do: Callable[[int], Any]) -> Counter[str]:
    """Run `do` in as many threads, each with a connection of its own, that begin together: outcomes by name.

    On a server with room for fewer connections, those that begin together do the rest of them too, without a pause.
    """
    together = max(2, min(number, connections_free()))
    gate, lock = threading.Barrier(together), threading.Lock()
    outcomes, turns = Counter[str](), iter(range(number))

    def run() -> None:
        connection.ensure_connection()
        gate.wait(timeout=60)
        while True:
            with lock:
                n = next(turns, None)
            if n is None:
                return
            try:
                outcome = str(do(n))
            except Exception as error:  # noqa: BLE001 - what became of each is what is counted
                outcome = type(error).__name__
            with lock:
                outcomes[outcome] += 1

    def run_and_close() -> None:
        try:
            run()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run_and_close) for _ in range(together)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


def open_invitation(cast: Cast, role: str, email: str) -> Invitation:
    owner = actor_for(cast.owner)
    assert owner is not None
    return invite(owner, email=email, role=role, athlete=cast.ben if role in ("athlete", "guardian") else None)[0]


@pytest.mark.parametrize("role", ["assistant", "athlete", "guardian"])
def test_a_hundred_accepts_make_one(cast: Cast, role: str, capsys: Any) -> None:
    made = open_invitation(cast, role, cast.stranger.email)
    outcomes = at_once(HUNDRED, lambda n: accept(made, cast.stranger))

    rows = {
        "memberships": Membership.objects.in_team(cast.team).filter(user=cast.stranger).count(),
        "athletes": Athlete.objects.in_team(cast.team).filter(user=cast.stranger).count(),
        "guardians": Guardian.objects.in_team(cast.team).filter(user=cast.stranger).count(),
    }
    with capsys.disabled():
        print(f"\n{HUNDRED} accepts as {role} at once: {dict(outcomes)}, {rows}")  # noqa: T201
    assert outcomes == {"True": 1, NoLongerOpen.__name__: HUNDRED - 1}
    only = {"assistant": "memberships", "athlete": "athletes", "guardian": "guardians"}[role]
    assert rows == {**dict.fromkeys(rows, 0), only: 1}
    assert Record.objects.in_team(cast.team).filter(what="invitation.accepted").count() == 1


def test_a_hundred_newcomers_with_one_code_are_one(cast: Cast, capsys: Any) -> None:
    made = open_invitation(cast, "assistant", "new@example.org")

    def come(n: int) -> str:
        who = {"name": f"Nora {n}", "password": "a field in quiet autumn", "zone": "Europe/Berlin"}
        return type(accept_as_new(made, **who, by_mail=True)).__name__

    outcomes = at_once(HUNDRED, come)
    accounts = User.objects.filter(email="new@example.org")
    memberships = Membership.objects.in_team(cast.team).filter(user__in=accounts)
    with capsys.disabled():
        print(f"\n{HUNDRED} newcomers at once: {dict(outcomes)}, {accounts.count()} account")  # noqa: T201
    assert outcomes == {"User": 1, NoLongerOpen.__name__: HUNDRED - 1}
    assert (accounts.count(), memberships.count()) == (1, 1)


@pytest.mark.parametrize("way", ["each ends the other", "each leaves", "each steps down"])
def test_of_two_owners_one_stays(cast: Cast, way: str) -> None:
    for _ in range(5):
        Membership.objects.in_team(cast.team).filter(user__in=[cast.owner, cast.coach]).delete()
        both = [cast.owner, cast.coach]
        rows = [Membership.objects.create(team=cast.team, user=user, role=Role.OWNER) for user in both]
        actors = [actor_for(user, cast.team.pk) for user in both]

        def go(n: int, rows: Any = rows, actors: Any = actors) -> str:
            if way == "each ends the other":
                end_membership(actors[n], rows[1 - n])
            elif way == "each leaves":
                end_membership(actors[n], rows[n])
            else:
                change_membership(actors[n], rows[n], role=Role.ASSISTANT)
            return "done"

        outcomes = at_once(2, go)
        refused = PermissionDenied if way == "each ends the other" else ValidationError
        assert outcomes == {"done": 1, refused.__name__: 1}
        assert in_force(cast.team).filter(role=Role.OWNER).count() == 1


def test_inviting_somebody_many_times_at_once_leaves_one_open(cast: Cast) -> None:
    owner = actor_for(cast.owner)
    assert owner is not None
    outcomes = at_once(12, lambda n: invite(owner, email="new@example.org", role="assistant")[0].role)
    assert outcomes == {"assistant": 12}
    assert Invitation.objects.in_team(cast.team).filter(revoked_at=None).count() == 1
