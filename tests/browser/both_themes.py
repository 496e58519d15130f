"""What axe finds on a page as it stands, in the light theme and in the dark one."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(page: Page) -> list[str]:
    """Each violation with its page, theme and first element. The page keeps the theme that it had last."""
    found: list[str] = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # no colour between two themes
        place = f"{urlsplit(page.url).path} {theme}"
        told = Axe().run(page).response["violations"]
        found += [f"{place}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in told]
    return found
