"""A real Chromium against the real server of the test run. Own process: see `make test`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from config.local import browser as chromium
from config.local.suites import in_ci

# Playwright's loop runs in this thread, and Django would refuse the database to it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=20_000)  # a busy machine is no bug

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Browser:
    return _launched(playwright, chromium.find())


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Browser:
    """One that shows messages, too."""
    return _launched(playwright, chromium.find(whole=True))


def _launched(playwright: Playwright, path: Path | None) -> Browser:
    if path is None:
        give_up = pytest.fail if in_ci() else pytest.skip
        give_up("NO SUCH CHROMIUM ON THIS MACHINE: these browser tests did not run")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return playwright.chromium.launch(executable_path=path, args=flags)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: console errors and violations of the content security policy."""
    return []


@pytest.fixture
def phone(browser: Browser, live_server: object, complaints: list[str]) -> Iterator[Page]:
    yield from _page(browser, live_server, complaints, 360, 740, touch=True)


@pytest.fixture
def desk(browser: Browser, live_server: object, complaints: list[str]) -> Iterator[Page]:
    yield from _page(browser, live_server, complaints, 1280, 900, touch=False)


def _page(
    browser: Browser, live_server: object, complaints: list[str], width: int, height: int, *, touch: bool
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=str(live_server),
        viewport={"width": width, "height": height},
        has_touch=touch,
        locale="en-GB",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
