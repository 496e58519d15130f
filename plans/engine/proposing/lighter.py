"""Sessions made lighter: easy in place of hard, half the strength sets, longer rests between repetitions."""

from __future__ import annotations

import math
import re

from plans.engine.operations import Set
from plans.engine.vocabulary import SessionKind
from plans.engine.week import SessionState

EASY_STEP = "Easy, slow enough for full sentences"
_SETS = re.compile(r"\b(\d+) x ")
_REST = re.compile(r"^(?P<work>(?P<times>\d+) x .*), (?P<rest>\d+) (?P<unit>s|min|m) (?P<how>[^,]*)between$")
_WALK_JOG_M_PER_MIN = 100


def made_easy(session: SessionState, rpe: int) -> Set:
    """The same minutes and kilometres as an easy run of this effort."""
    values = (("kind", SessionKind.EASY), ("rpe", rpe), ("steps", (EASY_STEP,)))
    return Set(session.id, values)


def halved(session: SessionState) -> Set:
    """A strength session with half the sets, one at least, and half the minutes."""
    steps = tuple(_SETS.sub(lambda found: f"{math.ceil(int(found[1]) / 2)} x ", step) for step in session.steps)
    return Set(session.id, (("steps", steps), ("duration_min", math.ceil(session.duration_min / 2))))


def with_longer_rests(session: SessionState, ratio: float) -> Set | None:
    """The session with so much longer rests between its repetitions; None where it has none."""
    steps, extra_min = list(session.steps), 0.0
    for n, step in enumerate(steps):
        found = _REST.match(step)
        if found is None:
            continue
        rest = int(found["rest"])
        longer = _rounded_rest(rest * ratio, found["unit"])
        steps[n] = f"{found['work']}, {longer} {found['unit']} {found['how']}between"
        per_min = {"s": 60, "min": 1, "m": _WALK_JOG_M_PER_MIN}[found["unit"]]
        extra_min += (int(found["times"]) - 1) * (longer - rest) / per_min
    if not extra_min:
        return None
    minutes = session.duration_min + math.ceil(extra_min)
    return Set(session.id, (("steps", tuple(steps)), ("duration_min", minutes)))


def _rounded_rest(value: float, unit: str) -> int:
    """Rests are told in whole minutes, 5 seconds or 50 metres; rounded up, since they are to be longer."""
    grain = {"s": 5, "min": 1, "m": 50}[unit]
    return grain * math.ceil(value / grain)
