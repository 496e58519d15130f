"""The world of the isolation tests, made once for each module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from tests.isolation.routes import MAKERS
from tests.isolation.world import World, make_world
from tests.season import NOW


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Every test runs in a savepoint of its own and leaves the world as it was."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        world = make_world(MAKERS)
        # Once and for all: after each test the database would check every row of the world again.
        connection.check_constraints()
        yield world
        transaction.set_rollback(True)
