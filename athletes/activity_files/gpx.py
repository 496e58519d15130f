"""GPX, read with gpxpy: one activity for each track that was recorded with times."""

from __future__ import annotations

import gpxpy
from gpxpy.gpx import GPXException, GPXTrack

from athletes.activity_files.values import Absurd, Found, Reading, activity, aware
from athletes.activity_files.xml_guard import safe_text
from athletes.bounded import Unreadable
from athletes.bounded import gettext_noop as _

_RUNS = ("run", "jog")
_UNTOLD = frozenset({"", "...", "unknown", "generic", "other"})


def read(content: bytes) -> Reading:
    """The file's tracks; routes, waypoints and tracks without times are places, not activities."""
    reading = Reading("gpx")
    try:
        file = gpxpy.parse(safe_text(content))
    except GPXException as error:
        raise Unreadable(_("This GPX file is damaged.")) from error
    for track in file.tracks:
        if not any(segment.points for segment in track.segments):
            continue
        try:
            reading.take(_activity(track))
        except Absurd as reason:
            reading.leave_out(f"A track was left out: {reason}.")
    if not reading.found and not reading.left_out:
        raise Unreadable(_("This GPX file holds places, but no recorded activity."))
    return reading


def _activity(track: GPXTrack) -> Found:
    bounds = track.get_time_bounds()
    if bounds.start_time is None or bounds.end_time is None:
        raise Absurd("it does not say when it was")
    seconds = track.get_duration()
    return activity(
        sport=_sport(track.type),
        # Along the ground, as watches count it.
        distance_km=track.length_2d() / 1000,
        duration_min=None if seconds is None else seconds / 60,
        started_at=aware(bounds.start_time),
    )


def _sport(kind: str | None) -> str | None:
    kind = (kind or "").strip().lower()
    if any(run in kind for run in _RUNS):
        return "run"
    return None if kind in _UNTOLD or kind.isdecimal() else "other"
