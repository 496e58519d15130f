"""A phone without network: what is answered waits on it, arrives once, and leaves nothing behind at sign-out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import BrowserContext, Page, Route, expect

from plans.models import Feedback
from readiness.models import DailyLog
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import NOW, begin

CANARY = "canary-in-the-note"
WORDS = ("great", "hardly", "rested", "good", "relaxed", "good")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def ana(transactional_db: None, cast: Cast, clock: time_machine.Traveller, phone: Page) -> Cast:
    """Ana is signed in on a phone that has looked at today once, and the page without network is there."""
    begin(cast.ana, cast.coach)
    phone.clock.install(time=NOW)
    sign_in(phone, cast.ana_user.email)
    phone.goto("/today/")
    ready(phone)
    return cast


def ready(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match('/offline/').then(Boolean)")
    page.wait_for_function(f"({SHOWN})()")


SHOWN = """async () => {
  const open = indexedDB.open("fallow-phone", 1);
  const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const read = db.transaction("notes").objectStore("notes").get("shown");
  const found = await new Promise((done) => (read.onsuccess = () => done(read.result)));
  db.close();
  return Boolean(found);
}"""


def logs(cast: Cast) -> list[tuple[date, int | None]]:
    return list(DailyLog.objects.in_team(cast.team).order_by("local_date").values_list("local_date", "mood"))


def answer(page: Page, words: tuple[str, ...] = WORDS) -> None:
    form = page.locator("form[data-kept=check_in]")
    for scale, word in zip(form.locator(".scale").all(), words, strict=True):
        scale.get_by_text(word, exact=True).click()
    form.get_by_role("button", name="Log it").click()


def test_it_waits_on_the_phone_and_is_saved_when_the_network_is_back(
    phone: Page, ana: Cast, complaints: list[str]
) -> None:
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="Wednesday")).to_be_visible()
    answer(phone)
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    assert logs(ana) == []

    phone.context.set_offline(False)
    expect(phone.get_by_text("Saved.")).to_be_visible()
    assert logs(ana) == [(NOW.date(), 4)]
    assert [c for c in complaints if "ERR_INTERNET_DISCONNECTED" not in c] == []


def test_with_network_it_says_saved_and_what_follows(phone: Page, ana: Cast) -> None:
    answer(phone)
    expect(phone.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
    assert logs(ana) == [(NOW.date(), 4)]


def test_a_session_is_reported_without_network(phone: Page, ana: Cast) -> None:
    phone.context.set_offline(True)
    phone.reload()
    card = phone.locator(".session-large").first
    expect(card.get_by_role("heading")).to_be_visible()
    card.get_by_role("button", name="Done").click()
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Saved.")).to_be_visible()
    assert Feedback.objects.in_team(ana.team).get().outcome == "done"


KEPT = """async () => {
  const { kept } = await import("/static/js/phone/box.js");
  const { whose } = await import("/static/js/phone/kept.js");
  return kept(await whose());
}"""
ONLINE = "() => { window.dispatchEvent(new Event('online')); navigator.serviceWorker.controller?.postMessage('send'); }"


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(KEPT)
    return found


class TestAnswers:
    """Nothing that may come back makes the phone forget an entry, except that it was saved."""

    @pytest.mark.parametrize("status", [401, 403, 409, 413, 422, 429, 500, 503, 200, 302, 0])
    def test_no_answer_but_saved_drops_it(self, phone: Page, ana: Cast, status: int) -> None:
        def reply(route: Route) -> None:
            if status:
                route.fulfill(status=status, body="<p>Please sign in to the Wi-Fi</p>", content_type="text/html")
            else:
                route.abort("timedout")

        phone.route("**/phone/entries/", reply)
        answer(phone)
        at_fault = status in (409, 413, 422)
        says = "Not saved yet, and nothing is lost" if at_fault else "Kept on this phone. It is sent"
        expect(phone.get_by_text(says).first).to_be_visible()
        (entry,) = kept(phone)
        assert entry["entry"]["fields"]["mood"] == "4"
        assert bool(entry["problem"]) == at_fault
        assert logs(ana) == []

        phone.unroute("**/phone/entries/")
        if at_fault:
            phone.locator("form[data-kept=check_in]").get_by_role("button", name="Log it").click()
        else:
            phone.evaluate(ONLINE)
        expect(phone.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
        assert logs(ana) == [(NOW.date(), 4)]
        assert kept(phone) == []

    def test_what_the_server_refuses_says_why_and_stays_in_the_form(self, phone: Page, ana: Cast) -> None:
        phone.get_by_text("More, if you like").click()
        phone.get_by_label("I fainted").click()
        phone.get_by_label("I fainted").click()
        phone.get_by_role("button", name="Pick a word to log it").click()
        expect(phone.get_by_role("alert")).to_contain_text("Pick at least one word")
        assert logs(ana) == []


def test_another_person_on_the_same_phone_neither_sends_nor_sees_them(
    phone: Page, ana: Cast, clock: time_machine.Traveller
) -> None:
    phone.context.set_offline(True)
    phone.reload()
    answer(phone)
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    phone.route("**/phone/entries/", lambda route: route.abort())  # until Ben is here
    ben = ana.ben
    ben.user = ana.stranger
    ben.save()
    sign_in(phone, ana.stranger.email)
    phone.goto("/today/")
    ready(phone)
    phone.unroute("**/phone/entries/")
    phone.evaluate(ONLINE)
    expect(phone.get_by_text("Kept on this phone")).to_have_count(0)
    assert kept(phone) == []
    assert logs(ana) == []

    phone.context.clear_cookies()
    sign_in(phone, ana.ana_user.email)
    phone.goto("/today/")
    expect(phone.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
    assert kept(phone) == []
    assert logs(ana) == [(NOW.date(), 4)]
