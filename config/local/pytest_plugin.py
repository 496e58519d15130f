"""Private servers for a test run, started before the settings are read.

A plugin and not a conftest: pytest-django reads the settings before any conftest is loaded. The processes of
pytest-xdist inherit the variables and start nothing. Given `DATABASE_URL` and `REDIS_URL` are left alone.
"""

import contextlib
import os
from collections.abc import Generator, Iterator

import pytest

from config.local import servers, state


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    try:
        stack.enter_context(own_servers())
    except state.Trouble as trouble:
        raise pytest.UsageError(str(trouble)) from None
    return (yield)


@contextlib.contextmanager
def own_servers() -> Iterator[None]:
    """Servers for as long as the block runs, named in the environment, unless it names some. Raises `Trouble`."""
    if os.environ.get("DATABASE_URL") and (os.environ.get("REDIS_URL") or os.environ.get("BROKER_URL")):
        yield
        return
    with state.of_test_runs() as here, servers.running(here, os.environ, durable=False) as own:
        os.environ.update(own.variables)
        yield
