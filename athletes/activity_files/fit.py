"""FIT, what most watches write, read with fitdecode: one activity for each session of the file."""

from __future__ import annotations

import warnings
from datetime import datetime
from typing import Any

import fitdecode
from fitdecode.exceptions import FitError
from fitdecode.records import FitCRC, FitDataMessage

from athletes.activity_files.values import Absurd, Found, Reading, activity, aware
from athletes.bounded import Unreadable
from athletes.bounded import gettext_noop as _

_NEEDED = frozenset({0, 18})
"""The numbers of `file_id` and `session`."""
_SPORTS = {"running": "run", "generic": None, None: None}


class _Summaries(fitdecode.FitReader):
    """Passes over what is recorded every second: decoding it takes 20 times as long, and nothing of it is kept."""

    def _read_data_message(self, header_chunk: Any, record_header: Any) -> Any:
        definition = self._local_mesg_defs.get(record_header.local_mesg_num)
        if definition is None or definition.global_mesg_num in _NEEDED:
            return super()._read_data_message(header_chunk, record_header)
        size = sum(each.size for each in definition.all_field_defs)
        if size:
            self._read_bytes(size)
        return FitDataMessage(False, record_header.local_mesg_num, None, definition, [], None)


def read(content: bytes) -> Reading:
    """The sessions of each file in the content whose checksum is right. Raises `Unreadable` where there are none."""
    reading = Reading("fit")
    kind = None
    unproven: list[FitDataMessage] = []
    try:
        with warnings.catch_warnings(), _Summaries(content, check_crc=fitdecode.CrcCheck.RAISE) as frames:
            warnings.simplefilter("ignore")
            for frame in frames:
                if isinstance(frame, FitCRC):
                    _take(reading, unproven)
                    unproven = []
                elif isinstance(frame, FitDataMessage) and frame.name == "file_id":
                    kind = frame.get_value("type", fallback=None)
                elif isinstance(frame, FitDataMessage) and frame.name == "session":
                    unproven.append(frame)
    except FitError as error:
        if not reading.found:
            raise Unreadable(_("This FIT file is damaged.")) from error
        reading.leave_out(_("The file is damaged behind its first activities."))
    if not reading.found and not reading.left_out:
        if kind not in (None, "activity"):
            raise Unreadable(_("This FIT file holds no activity: it comes from another folder of the watch."))
        raise Unreadable(_("This FIT file has no summary: the recording was not finished on the watch."))
    return reading


def _take(reading: Reading, sessions: list[FitDataMessage]) -> None:
    for session in sessions:
        try:
            reading.take(_session(session))
        except Absurd as reason:
            reading.leave_out(f"An activity was left out: {reason}.")


def _session(session: FitDataMessage) -> Found:
    started = session.get_value("start_time", fallback=None)
    sport = session.get_value("sport", fallback=None)
    metres, seconds = (_number(session, name) for name in ("total_distance", "total_timer_time"))
    if not isinstance(started, datetime):
        raise Absurd("it does not say when it was")
    return activity(
        sport=_SPORTS.get(sport if isinstance(sport, str) else None, "other"),
        distance_km=None if metres is None else metres / 1000,
        duration_min=None if seconds is None else seconds / 60,
        started_at=aware(started),
    )


def _number(session: FitDataMessage, name: str) -> float | None:
    value = session.get_value(name, fallback=None)
    return float(value) if isinstance(value, int | float) else None
