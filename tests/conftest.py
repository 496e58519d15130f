"""Fixtures that every test may ask for, and how many cases a law gets."""

import gc
import os
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import databases
from tests.cast import Cast, assemble

# A busy machine is no bug: no deadline. The tests to run all day look briefly, `make test` as long as Hypothesis does
# by itself, and `LAWS=thorough` much longer, before a release.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2000)
settings.register_profile("brief", parent=settings.get_profile("default"), max_examples=20)
settings.load_profile(os.environ.get("LAWS", "brief"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: Any, request: pytest.FixtureRequest) -> None:
    """The process's own database is a copy of the one that is migrated; its name is chosen as pytest-django does."""
    with django_db_blocker.unblock():
        django_settings.DATABASES["default"]["TEST"]["TEMPLATE"] = databases.template()
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What commits and races is marked `server`: there one server may differ from the next."""
    for item in items:
        database = item.get_closest_marker("django_db")
        if database and database.kwargs.get("transaction"):
            item.add_marker("server")


def pytest_runtest_teardown() -> None:
    """A visit leaves its language to the thread, as Django has it, and the next test begins in English."""
    translation.deactivate()


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the garbage collector need not walk over it after every test."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many cells of the isolation matrix were checked: a matrix that shrinks is seen."""
    ran = [r for name in ("passed", "failed") for r in terminalreporter.getreports(name) if r.when == "call"]
    cells = [value for report in ran for name, value in report.user_properties if name == "cells"]
    if cells:
        from tests.isolation.actors import ACTORS
        from tests.isolation.routes import ROUTES

        terminalreporter.write_line(f"isolation: {len(ROUTES)} routes x {len(ACTORS)} actors, {sum(cells):,} cells")
