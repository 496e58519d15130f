"""TCX, read as a stream: one activity for each `Activity`, with the sums of its laps."""

from __future__ import annotations

import io
from datetime import datetime
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from athletes.activity_files.values import Absurd, Found, Reading, activity, aware, total
from athletes.activity_files.xml_guard import safe_text
from athletes.bounded import Unreadable
from athletes.bounded import gettext_noop as _

_SPORTS = {"running": "run", "other": None, "": None}


def read(content: bytes) -> Reading:
    """The file's activities; planned workouts and courses are none."""
    reading = Reading("tcx")
    text = safe_text(content)
    for _event, element in iterparse(io.StringIO(text), forbid_dtd=True):
        name = _name(element)
        if name == "Trackpoint":
            element.clear()
        elif name == "Activity":
            try:
                reading.take(_activity(element))
            except Absurd as reason:
                reading.leave_out(f"An activity was left out: {reason}.")
            element.clear()
    if not reading.found and not reading.left_out:
        raise Unreadable(_("This TCX file holds no recorded activity."))
    return reading


def _activity(element: Element) -> Found:
    laps = [child for child in element if _name(child) == "Lap"]
    metres = total([_number(lap, "DistanceMeters") for lap in laps])
    seconds = total([_number(lap, "TotalTimeSeconds") for lap in laps])
    begun = next((child.text for child in element if _name(child) == "Id"), None)
    try:
        started_at = aware(datetime.fromisoformat((begun or "").strip()))
    except (ValueError, OverflowError) as error:
        raise Absurd("it does not say when it was") from error
    return activity(
        sport=_SPORTS.get(element.get("Sport", "").strip().lower(), "other"),
        distance_km=None if metres is None else metres / 1000,
        duration_min=None if seconds is None else seconds / 60,
        started_at=started_at,
    )


def _number(lap: Element, name: str) -> float | None:
    text = next((child.text for child in lap if _name(child) == name), None)
    if text is None or not text.strip():
        return None
    try:
        return float(text)
    except ValueError as error:
        raise Absurd(f"“{text.strip()[:20]}” is not a number") from error


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
