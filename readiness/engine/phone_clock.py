"""When something was said on a phone whose clock nobody checks.

A phone without network keeps what was said and sends it later, with its own time of saying and of sending. What lies
between the two is right even where the clock is not, so the time of saying is counted back from the arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=10)
"""A clock that is off by less than this is taken as it is: requests take time, and few clocks are exact."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When it was said by the server's clock, and whether the phone's clock was off."""

    said_at: datetime
    is_off: bool = False


def moment(said_at: datetime, sent_at: datetime, arrived_at: datetime) -> Moment:
    """`said_at` and `sent_at` by the phone's clock, `arrived_at` by the server's. Never later than the arrival.

    A clock that was set back between saying and sending tells nothing of what lies between: then it was just said.
    """
    off_by = arrived_at - sent_at
    if said_at > sent_at + TOLERANCE:
        return Moment(arrived_at, is_off=True)
    if abs(off_by) <= TOLERANCE:
        return Moment(min(said_at, arrived_at))
    return Moment(min(said_at + off_by, arrived_at), is_off=True)
