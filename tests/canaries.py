"""Values that must stay where they belong, and a witness of everything that is told elsewhere."""

from __future__ import annotations

import base64
import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils.log import AdminEmailHandler
from redis import Redis

from athletes.error_reports import Discreet
from athletes.models import Attempts, Record
from notices.models import OutboxMessage
from plans.models import NightFailure

HEALTH = {
    "note": "canary-note-slept-badly",
    "pain_place": "canary-left-achilles",
    "resting_hr_bpm": "61.7",
    "hrv_rmssd_ms": "83.9",
    "sleep_h": "6.25",
    "wake_time": "05:17",
    "place": "canary-right-tibia",
    "tired": "canary-tired-of-hills",
    "stalled": "canary-stalled-tempo",
    "in_the_way": "canary-night-shifts",
    "constraints_in_words": "canary-two-jobs",
    "on_paper": "canary-folder-seven",
}
DOORS = {
    "token": "fallow_canary-token-0000000000000000000000000000",
    "code": "CANARYCODE4711",
    "password": "canary-password-on-a-hill",
    "password1": "canary-password-first-time",
    "sessionid": "canarysession0000000000000000000",
    "secret": "CANARYMFASECRET234567CANARYMFASE",
    "email": "canary.person@example.org",
    "birth_date": "1987-03-14",
}
CANARIES = {**HEALTH, **DOORS}
IN_RECORDS = {"email", "birth_date"}
"""What a list of changes or a message may name, since it is what they are about."""


@dataclass
class Witness:
    """What was told while it watched: our log as it is configured, and the e-mail that an error would send."""

    log: io.StringIO = field(default_factory=io.StringIO)
    reports: list[str] = field(default_factory=list)

    def told(self) -> str:
        return "\n".join([self.log.getvalue(), *self.reports, *everything_in_redis(), *everything_cached()])

    def written(self) -> str:
        """Errors set aside, messages on their way, tries counted and the record of changes."""
        tables = (model._meta.db_table for model in (NightFailure, OutboxMessage, Attempts, Record))
        # As text, and by the database: this is asked some thousand times.
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(f"SELECT t::text FROM {table} AS t" for table in tables))
            return "\n".join(text for (text,) in cursor.fetchall())

    def found(self) -> list[str]:
        """The names of the canaries that got out."""
        told, written = self.told(), self.written()
        return [
            name
            for name, value in CANARIES.items()
            if stands_in(told, value) or (stands_in(written, value) and name not in IN_RECORDS)
        ]


def stands_in(text: str, value: str) -> bool:
    """Whether the value is told; a number or a time only where it is not a part of another, as of the log's clock."""
    if not value[0].isdigit():
        return value in text
    return re.search(rf"(?<![\w.:]){re.escape(value)}(:00)?(?![\w.:,]?\d)", text) is not None


@contextmanager
def watching() -> Iterator[Witness]:
    """With an administrator who gets error reports by e-mail, which is more than we send."""
    witness, root = Witness(), logging.getLogger()
    console = next(
        h for h in root.handlers if isinstance(h, logging.StreamHandler) and isinstance(h.formatter, Discreet)
    )
    stream = console.setStream(witness.log)
    reports = AdminEmailHandler(include_html=True)
    reports.setLevel(logging.ERROR)
    root.addHandler(reports)
    admins, settings.ADMINS = settings.ADMINS, [("Admin", "admin@example.org")]
    before = len(mail.outbox)
    try:
        yield witness
        witness.reports = [report.message().as_string() for report in mail.outbox[before:]]
    finally:
        settings.ADMINS = admins
        root.removeHandler(reports)
        console.setStream(stream)


@lru_cache(maxsize=1)
def _redis(url: str) -> Redis:
    """One connection: it is asked some thousand times."""
    return Redis.from_url(url)


def everything_in_redis() -> list[str]:
    """All keys and values of the broker, messages unpacked."""
    if not settings.REDIS_URL:
        return []
    found = []
    redis = _redis(settings.REDIS_URL)
    for key in redis.scan_iter():
        found.append(str(key))
        match redis.type(key):
            case b"string":
                values: list[Any] = [redis.get(key)]
            case b"list":
                values = redis.lrange(key, 0, -1)
            case b"hash":
                values = list(redis.hgetall(key).values())
            case b"set":
                values = list(redis.smembers(key))
            case _:
                values = redis.zrange(key, 0, -1)
        found += [unpacked(value) for value in values]
    return found


def unpacked(value: bytes) -> str:
    """With the body of a message, which Celery packs."""
    try:
        message = json.loads(value)
        return str(value) + str(base64.b64decode(message["body"]))
    except (ValueError, KeyError, TypeError):
        return str(value)


def everything_cached() -> list[str]:
    return [f"{key} {value!r}" for key, value in getattr(cache, "_cache", {}).items()]
