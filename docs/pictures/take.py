"""Take the pictures of the README and the guide from a running `make run`: `make pictures` (PORT=8000)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from config.local import browser as chromium

HERE = Path(__file__).parent
BASE = f"http://localhost:{os.environ.get('PORT', '8000')}"
COACH, ATHLETE, PASSWORD = "carla@example.org", "ana@example.org", "land left fallow"
PICTURES = (
    ("morning", COACH, "/morning/", 1280, 900),
    ("board", COACH, "/board/", 1280, 800),
    ("phases", COACH, "/board/phases/", 1280, 800),
    ("athlete", COACH, "/board/ > Ana Ribeiro", 1280, 1500),
    ("week", COACH, "/board/ > Ana Ribeiro > Open the week", 1280, 1100),
    ("automation", COACH, "/team/automation/", 1280, 900),
    ("template", COACH, "/team/templates/ > Offseason in 14 weeks", 1280, 900),
    ("rules", COACH, "/team/rules/", 1280, 900),
    ("stand-ins", COACH, "/team/contingencies/", 1280, 900),
    ("today", ATHLETE, "/today/", 390, 844),
    ("my-week", ATHLETE, "/my-week/", 390, 844),
    ("progress", ATHLETE, "/progress/", 390, 844),
)
"""Name, who looks, the page with the links to follow from it, width and height in CSS pixels."""


def take(browser: Browser, name: str, email: str, path: str, width: int, height: int) -> None:
    context = browser.new_context(base_url=BASE, viewport={"width": width, "height": height}, color_scheme="light")
    page = context.new_page()
    page.goto("/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    first, *links = path.split(" > ")
    page.goto(first)
    for link in links:
        page.get_by_role("link", name=link).first.click()
        page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")
    context.close()


def main() -> int:
    path = chromium.find(whole=True)
    if path is None:
        print("No Chromium was found on this machine; name one in CHROMIUM.")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        )
        for picture in PICTURES:
            take(browser, *picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
