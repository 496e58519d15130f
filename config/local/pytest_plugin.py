"""Private throw-away servers for a test run, started before the settings are read.

A plugin and not a conftest: pytest-django reads the settings before any conftest is loaded. The processes of
pytest-xdist inherit the variables and start nothing. Given `DATABASE_URL` and `REDIS_URL` are left alone.
"""

import contextlib
import os
from collections.abc import Generator

import pytest

from config.local import servers, state


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    if not os.environ.get("DATABASE_URL") or not (os.environ.get("REDIS_URL") or os.environ.get("BROKER_URL")):
        try:
            here = stack.enter_context(state.thrown_away())
            own = stack.enter_context(servers.running(here, os.environ, durable=False))
        except state.Trouble as trouble:
            raise pytest.UsageError(str(trouble)) from None
        os.environ.update(own.variables)
    return (yield)
