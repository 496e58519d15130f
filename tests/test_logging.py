"""What a refused request leaves in the log: one line; what broke leaves its traceback."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.log import log_response

from tests.cast import Cast

LINE = "%(levelname)s %(name)s %(message)s"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    formatter = logging.Formatter(LINE)
    return [line for record in caplog.records for line in formatter.format(record).splitlines()]


@pytest.mark.parametrize(
    ("path", "told"), [("/athletes/", "Forbidden"), ("/no/such/page/", "Not Found")], ids=["403", "404"]
)
def test_a_refusal_is_one_line(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture, path: str, told: str
) -> None:
    client.force_login(cast.ana_user)
    client.get(path)

    [line] = lines(caplog)
    assert "WARNING django.request" in line
    assert told in line


def test_what_broke_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    broken = ZeroDivisionError("a bug")
    log_response("Internal Server Error", response=HttpResponse(status=500), exception=broken)

    assert "ZeroDivisionError: a bug" in lines(caplog)
