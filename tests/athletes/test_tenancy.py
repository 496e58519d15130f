"""A team is a tenant: unscoped queries are refused, and rows cannot point into another team."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from athletes.models import Athlete, Membership
from athletes.tenancy import SameTeam, TeamOwned, UnscopedQuery
from config.local.state import CHECKOUT
from readiness.models import DailyLog, Source
from tests.cast import Cast

UNSCOPED: dict[str, Callable[[], Any]] = {
    "all": lambda: list(Athlete.objects.all()),
    "by key alone": lambda: Athlete.objects.get(pk=1),
    "filter on something else": lambda: list(Athlete.objects.filter(name="Ana R.")),
    "count": lambda: Athlete.objects.count(),
    "exists": lambda: Athlete.objects.filter(name="Ana R.").exists(),
    "aggregate": lambda: Athlete.objects.aggregate(),
    "iterator": lambda: list(Athlete.objects.iterator()),
    "update": lambda: Athlete.objects.update(name="x"),
    "delete": lambda: Athlete.objects.filter(name="Ana R.").delete(),
    "values": lambda: list(Athlete.objects.values_list("pk", flat=True)),
    "every team but one": lambda: list(Athlete.objects.exclude(team=1)),
}


@pytest.mark.parametrize("query", UNSCOPED.values(), ids=UNSCOPED)
def test_a_query_without_a_team_is_refused(cast: Cast, query: Callable[[], Any]) -> None:
    with pytest.raises(UnscopedQuery):
        query()


def test_a_query_with_a_scope_runs(cast: Cast) -> None:
    names = {a.name for a in Athlete.objects.in_team(cast.team)}
    assert names == {"Ana R.", "Ben O."}
    assert Athlete.objects.across_teams().count() == 3
    assert Athlete.objects.filter(team__in=[cast.other_team]).count() == 1
    assert list(cast.ana.logs.all()) == []  # rows of a person who is in scope already


def test_every_row_of_people_carries_its_team() -> None:
    free = {"User", "Team", "TemplateVersion", "Attempts", "Erasure", "PushSubscription"}
    ours = [m for m in apps.get_models() if m.__module__.split(".")[0] in ("athletes", "notices", "readiness", "plans")]
    assert {m.__name__ for m in ours if not issubclass(m, TeamOwned)} == free


def test_every_link_between_rows_of_people_stays_in_the_team() -> None:
    """Each foreign key from a team's row to a team's row is under a `SameTeam` constraint."""
    open_links = set()
    for model in apps.get_models():
        if not issubclass(model, TeamOwned):
            continue
        kept = {c.field for c in model._meta.constraints if isinstance(c, SameTeam)}
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.concrete and isinstance(target, type) and issubclass(target, TeamOwned) and field.name not in kept:
                open_links.add((model.__name__, field.name))
    assert open_links == set()


def test_the_database_refuses_a_row_that_points_into_another_team(cast: Cast) -> None:
    DailyLog.objects.create(
        team=cast.team, athlete=cast.zoe, local_date=date(2026, 11, 2), zone="UTC", client_id=uuid4(), source=Source.API
    )
    with pytest.raises(IntegrityError, match="log_of_own_team"), transaction.atomic():
        connection.check_constraints()
    transaction.set_rollback(True)


def test_one_role_at_a_time(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="one_role_per_person_and_team"), transaction.atomic():
        Membership.objects.create(team=cast.team, user=cast.coach, role="assistant")


ON_PURPOSE = {
    "athletes/places.py": "asks in which teams a person is",
    "plans/night.py": "the night is for all teams",
    "plans/late_logs.py": "the night is for all teams",
}


def texts_of_ours() -> Iterator[tuple[str, str]]:
    """Every text in the code of the apps, with its file."""
    for app in ("athletes", "plans", "readiness", "notices"):
        for path in (CHECKOUT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())) if "migrations" not in path.parts else ():
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield str(path.relative_to(CHECKOUT)), node.value


def test_every_statement_of_our_own_names_the_team() -> None:
    """What is written in SQL passes no manager that could refuse it."""
    tables = [m._meta.db_table for m in apps.get_models() if issubclass(m, TeamOwned)]
    statement = re.compile(rf"\b(SELECT|UPDATE|DELETE|INSERT)\b.*\b({'|'.join(tables)})\b", re.DOTALL)
    without = {
        file for file, text in texts_of_ours() if statement.search(text) and not re.search(r"%\(teams?\)s", text)
    }
    assert without == ON_PURPOSE.keys()
