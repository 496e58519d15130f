"""What is told of an error that nobody caught: its kind and the places in the code, never what it held.

A message or a variable may be somebody's pulse, note or password: PostgreSQL's own message shows the whole row that it
refused.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError
from django.template import TemplateDoesNotExist
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

SPEAK_OF_CODE = (
    ArithmeticError, AttributeError, ConnectionError, ImportError, ImproperlyConfigured, InterfaceError, NameError,
    OperationalError, TemplateDoesNotExist, TypeError, psycopg.OperationalError,
)  # fmt: skip
"""Kinds whose message names code and connections, and nothing that a person wrote."""


def places(error: BaseException) -> str:
    """The tracebacks of an error and of those behind it, oldest first."""
    return "\n\n".join(
        f"Traceback (most recent call last):\n{''.join(traceback.format_tb(each.__traceback__))}{_kind(each)}"
        for each in reversed(list(_chain(error)))
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return f"{kind}: {error}" if isinstance(error, SPEAK_OF_CODE) else kind


class Discreet(logging.Formatter):
    """Lines of a log, with errors as places."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        return places(ei[1])


class KindOnly(logging.Filter):
    """On Celery's logger of tasks, which quotes an error in its line: names the kind instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, Mapping) and record.exc_info:
            record.args = {**record.args, "exc": type(record.exc_info[1]).__qualname__}
        return True


class Report(ExceptionReporter):
    """An error report without the request and without variables."""

    def get_traceback_text(self) -> SafeString:
        text = places(self.exc_value) if isinstance(self.exc_value, BaseException) else ""
        return SafeString(text)

    def get_traceback_html(self) -> SafeString:
        return format_html("<pre>{}</pre>", str(self.get_traceback_text()))
