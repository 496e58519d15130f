"""Doses of work as a coach writes them, read back: "8 x 200 m", "2 x 6 min", "20 min", "6 x 30 s".

A step of a session whose first word is a dose is its work; what follows the first comma is the rest
between repetitions ("8 x 30 s relaxed and fast, 90 s walk between"). A step that starts with a word
("Warm-up 10 min easy", "Strides 4 x 15 s") is easy running.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_DOSE = re.compile(r"(?:(?P<times>\d+) x )?(?P<amount>\d+) (?P<unit>s|min|m)\b")
_CONTACTS = re.compile(r"(\d+) x (\d+) contacts")


@dataclass(frozen=True, slots=True)
class Dose:
    """`times` repetitions of `amount` in `unit` ("s", "min" or "m")."""

    times: int
    amount: int
    unit: str

    @classmethod
    def read(cls, text: str) -> Dose | None:
        """The dose at the beginning of a text, or None."""
        found = _DOSE.match(text)
        return cls(int(found["times"] or 1), int(found["amount"]), found["unit"]) if found else None

    def __str__(self) -> str:
        once = f"{self.amount} {self.unit}"
        return once if self.times == 1 else f"{self.times} x {once}"

    def minutes(self, pace_min_per_km: float) -> float:
        """The time of all repetitions together."""
        return self.times * self.amount * {"s": 1 / 60, "min": 1.0, "m": pace_min_per_km / 1000}[self.unit]

    def smaller(self) -> list[Dose]:
        """This dose and smaller ones, largest first, down to half: fewer repetitions, or fewer minutes."""
        if self.times > 1:
            return [replace(self, times=n) for n in range(self.times, (self.times - 1) // 2, -1)]
        return [replace(self, amount=n) for n in range(self.amount, (self.amount - 1) // 2, -1)]


@lru_cache(maxsize=1024)
def work_of(steps: tuple[str, ...]) -> tuple[tuple[Dose, Dose | None], ...]:
    """The doses of work in a session's steps, each with the rest between its repetitions if it is given."""
    found = []
    for step in steps:
        work, _, rest = step.partition(", ")
        dose = Dose.read(work)
        if dose:
            found.append((dose, Dose.read(rest)))
    return tuple(found)


@lru_cache(maxsize=1024)
def jump_contacts(steps: tuple[str, ...]) -> int:
    """Ground contacts of the jumps in a strength session ("Pogo jumps 2 x 15 contacts")."""
    return sum(int(sets) * int(contacts) for step in steps for sets, contacts in _CONTACTS.findall(step))
