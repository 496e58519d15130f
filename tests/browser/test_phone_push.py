"""Messages to a phone in a real browser: words where it cannot, and what a message shows on a locked screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from notices import web_push
from tests.browser.test_phone_offline import ready
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import NOW, begin

SENT = {
    "title": "Good morning", "body": "Ten seconds for your check-in?", "tag": "check_in_reminder", "url": "/check-in/",
    "stop": "/reminders/stop/x/", "no_more": "No more of these",
}  # fmt: skip


@pytest.fixture
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


@pytest.fixture
def ana(transactional_db: None, cast: Cast, phone: Page, settings: Any) -> Iterator[Cast]:
    settings.PUSH_PRIVATE_KEY = web_push.encoded(bytes(31) + b"\x07")
    with time_machine.travel(NOW):
        begin(cast.ana, cast.coach)
        sign_in(phone, cast.ana_user.email)
        yield cast


def test_a_browser_that_refuses_is_told_in_words(ana: Cast, phone: Page) -> None:
    phone.goto("/me/reminders/")
    phone.get_by_role("button", name="Tell me on this phone").tap()
    says = phone.locator("[data-push-says]:visible")
    # Without a push service of its own Chromium either does not ask or does not get an address.
    expect(says).to_contain_text("The mail comes as before.", ignore_case=True)
    expect(phone.get_by_role("button", name="Tell me on this phone")).to_be_visible()


def test_a_message_shows_the_words_of_the_server_and_nothing_else(ana: Cast, phone: Page) -> None:
    phone.context.grant_permissions(["notifications"])
    phone.goto("/today/")
    ready(phone)
    wire = phone.context.new_cdp_session(phone)
    registrations: list[dict[str, Any]] = []
    wire.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    wire.send("ServiceWorker.enable")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    origin = phone.evaluate("location.origin")
    for _ in range(2):  # the second one takes the place of the first
        message = {"origin": origin, "registrationId": registrations[-1]["registrationId"], "data": json.dumps(SENT)}
        wire.send("ServiceWorker.deliverPushMessage", message)
    shown = phone.evaluate(
        """async () => {
          const worker = await navigator.serviceWorker.ready;
          for (let n = 0; n < 100; n += 1) {
            const all = await worker.getNotifications();
            const plain = (each) =>
              [each.title, each.body, each.tag, each.data, each.actions.map((one) => one.title)];
            if (all.length) return all.map(plain);
            await new Promise((done) => setTimeout(done, 50));
          }
          return [];
        }"""
    )
    data = {"url": SENT["url"], "stop": SENT["stop"]}
    assert shown == [[SENT["title"], SENT["body"], SENT["tag"], data, [SENT["no_more"]]]]
