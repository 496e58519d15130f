"""Read a page: as a person does, as a strict browser does, and by how often it asked the database."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def text(answer: Any) -> str:
    """The page without its tags' white space, in one line."""
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def visible(answer: Any) -> str:
    """What a reader sees of the page: its words without the tags."""
    main = text(answer).split("<main")[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", "<" + main)).split())


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as context:
        assert client.get(url).status_code == 200
    return len(context)


URLS = ("href", "src", "action", "formaction", "poster", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")


class Strict(HTMLParser):
    """Collects what a strict page has none of: inline script and style, and addresses of other hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values):
            self.found.append(f"<{tag}>")
        for name, value in values.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(name)
            if name in URLS and not _is_ours(value or ""):
                self.found.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style") and data.strip():
            self.found.append(f"text in <{self.inside}>")


def _is_ours(url: str) -> bool:
    return url == "" or url.startswith("#") or (url.startswith("/") and not url.startswith("//"))


def faults(answer: Any) -> list[str]:
    """What the answer has that a strict browser would refuse, or that would tell another host of the visit."""
    policy = answer.headers.get("Content-Security-Policy", "")
    found = [word for word in ("unsafe", "http", "*") if word in policy]
    if "default-src 'none'" not in policy:
        found.append("no policy that starts from nothing")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        page = Strict()
        page.feed(answer.content.decode())
        found += page.found
    return found
