"""An invitation's code opens a door, so no log carries it."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from athletes.codes import in_groups, new_code
from athletes.log_filters import NoInvitationCodes

CODE = new_code()
HIDDEN = "/invitations/…"


@pytest.mark.parametrize(
    ("message", "arguments", "line"),
    [
        pytest.param("Not Found: %s", (f"/invitations/{CODE}/",), f"Not Found: {HIDDEN}/", id="django"),
        pytest.param(
            '"%s" %s %s', (f"GET /invitations/{CODE}/?x=1 HTTP/1.1", "404", "12"),
            f'"GET {HIDDEN}/?x=1 HTTP/1.1" 404 12', id="its development server",
        ),
        pytest.param(
            '%(h)s "%(r)s" %(s)s "%(f)s"',
            ({"h": "::1", "r": f"POST /invitations/{in_groups(CODE)}/ HTTP/1.1", "s": "302", "f": f"https://x/invitations/{CODE}"},),
            f'::1 "POST {HIDDEN}/ HTTP/1.1" 302 "https://x{HIDDEN}"', id="gunicorn, with a referrer",
        ),
        pytest.param(f"seen /invitations/{CODE}", (), f"seen {HIDDEN}", id="without arguments"),
        pytest.param("GET /team/invitations/coach/", (), "GET /team/invitations/…/", id="more than needed"),
        pytest.param("GET /invitations/", (), "GET /invitations/", id="nothing to hide"),
        pytest.param("100 % of %s", ("nights",), "100 % of nights", id="another line"),
    ],
)  # fmt: skip
def test_the_code_is_left_out_of_a_line(message: str, arguments: Any, line: str) -> None:
    if message.startswith("100"):
        message = message.replace("%", "%%", 1)
    record = logging.LogRecord("any", logging.WARNING, __file__, 1, message, arguments, None)
    assert NoInvitationCodes().filter(record) is True
    assert record.getMessage() == line


def test_it_stands_where_lines_are_written() -> None:
    logging_settings: dict[str, Any] = settings.LOGGING
    handlers = logging_settings["handlers"]
    assert all("no_invitation_codes" in handler.get("filters", []) for handler in handlers.values())
    assert logging_settings["filters"]["no_invitation_codes"] == {"()": "athletes.log_filters.NoInvitationCodes"}


@pytest.mark.parametrize("name", ["gunicorn.access", "gunicorn.error", "django.server"])
def test_it_stands_at_web_servers_too(name: str) -> None:
    logger, lines = logging.getLogger(name), io.StringIO()
    handler = logging.StreamHandler(lines)
    logger.addHandler(handler)
    try:
        logger.error('"%(r)s"', {"r": f"GET /invitations/{CODE}/ HTTP/1.1"})
    finally:
        logger.removeHandler(handler)
    assert lines.getvalue() == f'"GET {HIDDEN}/ HTTP/1.1"\n'


@pytest.mark.django_db
def test_a_wrong_code_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(NoInvitationCodes())  # as the settings put it on the console
    with caplog.at_level(logging.INFO):
        assert Client().get(f"/invitations/{CODE}/").status_code == 404
    assert HIDDEN in caplog.text
    assert CODE not in caplog.text
