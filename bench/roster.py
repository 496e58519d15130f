"""How long a coach waits for the roster of 500: page, search, filter, a cell edited, an action on all, and an import.

    DATABASE_URL=postgres://… SECRET_KEY=bench python -m bench.roster          ATHLETES=500 chooses another size

Runs in a database of its own that is removed afterwards, through the test client: what the server does, without a
network. Prints the median of the milliseconds, and queries and kilobytes of one; judges nothing.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import django

ATHLETES = int(os.environ.get("ATHLETES", "500"))
GROUPS = 8
TIMES = 15


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _run()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _run() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from athletes.models import Athlete, Group
    from athletes.roster_export import export_roster
    from athletes.roster_list import Shown
    from tests.athletes.squads import actor_of
    from tests.cast import assemble

    cast = assemble()
    _populate(cast.team)
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.owner)
    group = Group.objects.in_team(cast.team).first()
    assert group is not None
    cell = f"/athletes/{cast.ana.pk}/cells/level/"
    levels = ("beginner", "advanced")
    turn = iter(range(10_000))
    ids = ",".join(str(pk) for pk in Athlete.objects.in_team(cast.team).values_list("pk", flat=True))

    def file() -> SimpleUploadedFile:
        content = export_roster(actor_of(cast.owner), Shown(), "xlsx")
        return SimpleUploadedFile("roster.xlsx", content)

    print(f"{ATHLETES} athletes in {GROUPS} groups\n{'':<28} {'ms':>7} {'queries':>8} {'KB':>7}")
    _show("page", lambda: client.get("/athletes/"))
    _show("last page", lambda: client.get("/athletes/?page=99"))
    htmx = {"HX-Request": "true"}
    _show("search, by htmx", lambda: client.get("/athletes/?q=ner+4", headers=htmx))
    _show("filter and sort, by htmx", lambda: client.get(f"/athletes/?group={group.pk}&sort=group", headers=htmx))
    _show("a cell's form", lambda: client.get(cell, headers=htmx))
    _show("a cell saved", lambda: client.post(cell, {"level": levels[next(turn) % 2]}, headers=htmx))
    _show("looking at an action on all", lambda: client.get("/athletes/bulk/?everybody=1&action=level:advanced"))
    _show("an action on all", lambda: client.post(
        "/athletes/bulk/", {"action": f"level:{levels[next(turn) % 2]}", "athletes": ids}))  # fmt: skip
    for form in ("csv", "xlsx"):
        _show(f"export, {form}", partial(client.post, f"/athletes/export/{form}/"))
    answer = client.post("/athletes/import/", {"file": file()})
    rows = answer.headers["Location"]
    _show("an upload of that", lambda: client.post("/athletes/import/", {"file": file()}))
    _show("what its rows mean", lambda: client.get(rows))
    _import_of_newcomers(client)


def _import_of_newcomers(client: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    lines = [f"New {n},new{n}@example.org,Beginner,4{n % 10}.5,Group 1" for n in range(ATHLETES)]
    content = "\n".join(["Name,E-mail,Level,Baseline,Groups", *lines]).encode()

    def whole() -> Any:
        uploaded = client.post("/athletes/import/", {"file": SimpleUploadedFile("new.csv", content)})
        page = client.get(uploaded.headers["Location"])
        form = page.content.decode().split('method="post"')[-1]
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form))
        return client.post(uploaded.headers["Location"], sent, follow=True)

    _show(f"an import of {ATHLETES}, all steps", whole, times=1)


def _populate(team: Any) -> None:
    from django.utils import timezone

    from athletes.models import Athlete, Group, GroupAthlete, Level

    groups = [Group.objects.create(team=team, name=f"Group {n}") for n in range(1, GROUPS + 1)]
    athletes = Athlete.objects.bulk_create(
        Athlete(
            team=team, name=f"Runner {n:04}", email=f"runner{n}@example.org", zone="Europe/Berlin",
            level=Level.values[n % 3], baseline_km_per_week=20 + n % 80, available_min_by_weekday=[60] * 7,
            nights_from=timezone.now().date(),
        )
        for n in range(ATHLETES - 2)
    )  # fmt: skip
    GroupAthlete.objects.bulk_create(
        GroupAthlete(team=team, group=groups[n % GROUPS], athlete=athlete) for n, athlete in enumerate(athletes)
    )


def _show(what: str, ask: Callable[[], Any], times: int = TIMES) -> None:
    from django.db import connection

    took, queries = [], 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    for _ in range(times):
        queries = 0
        started = time.perf_counter()
        with connection.execute_wrapper(counted):
            answer = ask()
        took.append(1000 * (time.perf_counter() - started))
        assert answer.status_code in (200, 302), (what, answer.status_code)
    print(f"{what:<28} {median(took):>7.1f} {queries:>8} {len(answer.content) / 1024:>7.1f}")


if __name__ == "__main__":
    main()
