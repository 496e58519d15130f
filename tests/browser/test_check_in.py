"""The check-in on the smallest phone: one screen, eight taps, and what it weighs."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Page, Request, expect

from readiness.models import DailyLog
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import NOW, begin

MOST_TAPS = 8
WORDS = ("great", "hardly", "rested", "good", "relaxed", "good")


@pytest.fixture
def small(phone: Page, cast: Cast, transactional_db: None) -> Iterator[Page]:
    """A phone of 360 x 640 whose athlete is signed in."""
    with time_machine.travel(NOW):
        begin(cast.ana, cast.coach)
        phone.set_viewport_size({"width": 360, "height": 640})
        sign_in(phone, cast.ana_user.email)
        yield phone


def test_one_screen_and_eight_taps_from_the_link_to_saved(
    small: Page, cast: Cast, complaints: list[str], record_property: Callable[[str, object], None]
) -> None:
    small.goto("/check-in/")
    taps = 1  # the link of the reminder
    button = small.locator("form[data-kept] .is-big")
    bar = small.locator(".nav.is-bottom").bounding_box()
    box = button.bounding_box()
    assert bar is not None
    assert box is not None
    assert box["y"] + box["height"] <= bar["y"]
    assert small.evaluate("window.scrollY") == 0
    for scale, word in zip(small.locator("form[data-kept] .scale").all(), WORDS, strict=True):
        scale.get_by_text(word, exact=True).tap()
        taps += 1
    button.tap()
    taps += 1
    expect(small.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
    assert DailyLog.objects.in_team(cast.team).get().mood == 4
    assert taps <= MOST_TAPS
    record_property("taps", taps)
    assert complaints == []


MOST_COLD, MOST_WARM = 100_000, 10_000


def test_what_it_weighs_cold_and_warm(small: Page, record_property: Callable[[str, object], None]) -> None:
    """Bytes on the wire. Files count compressed, as they are served where they were collected."""
    small.goto("/sign-in/")
    worker = small.context.browser
    assert worker is not None
    fresh = worker.new_context(base_url=str(small.url).partition("/sign-in")[0], viewport={"width": 360, "height": 640})
    fresh.add_cookies(small.context.cookies())  # type: ignore[arg-type]
    page = fresh.new_page()
    weights: list[int] = []

    def weigh(request: Request) -> None:
        response = request.response()
        assert response is not None
        is_file = "/static/" in response.url
        sizes = request.sizes()
        weights.append(len(gzip.compress(response.body())) if is_file else sizes["responseBodySize"])
        weights.append(sizes["responseHeadersSize"])

    page.on("requestfinished", weigh)
    page.goto("/check-in/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    cold = sum(weights)
    record_property("cold", cold)
    assert cold <= MOST_COLD

    html = page.request.get("/check-in/", headers={"Accept-Encoding": "gzip"})
    warm = int(html.headers["content-length"]) + sum(len(f"{k}: {v}") + 2 for k, v in html.headers.items())
    record_property("warm", warm)
    assert warm <= MOST_WARM, "files come from the browser's cache, and the phone asks for its state every six hours"
    fresh.close()


@pytest.mark.parametrize("width", [320, 360])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(small: Page, width: int) -> None:
    small.set_viewport_size({"width": width, "height": 640})
    for path in ("/check-in/", "/today/", "/offline/", "/my-week/", "/progress/", "/me/"):
        small.goto(path)
        expect(small.locator("h1").first).to_be_attached()
        assert violations(small) == []
        assert small.evaluate("document.documentElement.scrollWidth") <= width, path
