"""Every page an athlete can reach, on the narrowest phone: nothing scrolls sideways, a thumb hits every target,
axe finds nothing in either theme, and nothing breaks the content security policy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import resolve
from playwright.sync_api import Page

from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import NOW, THURSDAY, WEDNESDAY, begin, session_on

pytestmark = pytest.mark.slow

WIDTH = 320
LEAST = 44
"""CSS pixels, each way: WCAG 2.5.5."""
FILES = ("my_export", "hand_over")
"""Views whose answer is a file and no page."""
MEANT = {
    "today", "my_week", "my_messages", "check_in", "instead", "offline", "me", "my_reminders", "my_away",
    "my_profile", "my_data", "consent", "erase_me", "mfa_index", "help", "rules",
}  # fmt: skip
"""What must be among the pages, or the walk has lost its way."""

TARGETS = """() => {
  const found = [];
  for (const each of document.querySelectorAll("a[href], button, summary, select, textarea, input, [role=button]")) {
    if (each.type === "hidden" || each.disabled || !each.checkVisibility({ visibilityProperty: true })) continue;
    const ticked = each.type === "radio" || each.type === "checkbox";
    const target = ticked ? each.closest("label") ?? each.labels?.[0] ?? each : each;
    if (each.matches(".skip-link, .skip, .visually-hidden")) continue;
    const inText = each.matches("a") && getComputedStyle(each).display === "inline" && each.closest("p, dd, li, label");
    const alone = inText && inText.textContent.trim() === each.textContent.trim();
    if (inText && !alone) continue;
    const { width, height } = target.getBoundingClientRect();
    const name = (each.getAttribute("aria-label") ?? each.name ?? "") || target.textContent.trim().slice(0, 30);
    found.push({ what: `${each.localName} ${name}`, width: Math.round(width), height: Math.round(height) });
  }
  return found;
}"""
LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map((each) => each.href)"
LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));"""


def test_every_page_of_an_athlete(
    phone: Page,
    cast: Cast,
    transactional_db: None,
    complaints: list[str],
    record_property: Callable[[str, object], None],
) -> None:
    faults: list[str] = []
    targets = 0
    with time_machine.travel(NOW):
        plan = begin(cast.ana, cast.coach)
        session = session_on(plan, THURSDAY).pk
        phone.add_init_script(LISTEN)
        phone.set_viewport_size({"width": WIDTH, "height": 640})
        sign_in(phone, cast.ana_user.email)
        waiting = ["/today/", "/check-in/", f"/check-in/{WEDNESDAY}/", "/check-in/2026-11-16/", "/offline/"]
        waiting.append(f"/today/sessions/{session}/instead/")
        looked_at: dict[str, str] = {}
        while waiting:
            path = waiting.pop(0)
            match = resolve(path)
            key = f"{match.url_name} {sorted(match.kwargs)}"
            if key in looked_at or str(match.url_name).startswith(FILES):
                continue
            looked_at[key] = str(match.url_name)
            answer = phone.goto(path)
            assert answer is not None
            if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
                faults.append(f"{path}: {answer.status}")
                continue
            faults += violations(phone)
            if (width := phone.evaluate("document.documentElement.scrollWidth")) > WIDTH:
                faults.append(f"{path}: {width} px wide")
            found = phone.evaluate(TARGETS)
            targets += len(found)
            faults += [
                f"{path}: {each['what']} is {each['width']} x {each['height']}"
                for each in found
                if min(each["width"], each["height"]) < LEAST
            ]
            faults += [f"{path}: {each}" for each in phone.evaluate("window.violations")]
            here = urlsplit(phone.url).netloc
            waiting += [each.path for each in map(urlsplit, phone.evaluate(LINKS)) if each.netloc == here]
    seen = ", ".join(sorted(looked_at.values()))
    print(f"{len(looked_at)} pages and {targets} targets: {seen}")  # noqa: T201 - what was looked at
    record_property("pages", len(looked_at))
    record_property("targets", targets)
    assert not faults, "\n".join(sorted(set(faults)))
    assert complaints == []
    assert set(looked_at.values()) >= MEANT
