"""Weeks as people type them, and runs by their day, for the tests of looking back."""

from __future__ import annotations

from datetime import date, timedelta

from athletes.engine.weeks import WEEK, Label, Run, Said, Week, weeks_of

FIRST = date(2026, 1, 5)
"""A Monday."""
LETTERS = {"r": Label.RACE, "t": Label.TAPER, "b": Label.BREAK}


def typed(text: str) -> list[Said]:
    """Weeks from FIRST on, as people type them: "50 48r 30t ?"; a question mark is a week of which nothing is said."""
    return [
        Said(FIRST + n * WEEK, LETTERS.get(word[-1], Label.TRAINING), float(word.rstrip("rtb")))
        for n, word in enumerate(text.split())
        if word != "?"
    ]


def weeks(text: str) -> tuple[Week, ...]:
    return weeks_of([], typed(text), after(text))


def after(text: str) -> date:
    """The Wednesday after the last of these weeks."""
    return FIRST + len(text.split()) * WEEK + timedelta(days=2)


def a_run(day: int, km: float | None, *, race: bool = False, key: str = "") -> Run:
    return Run(key or f"{day}-{km}", FIRST + timedelta(days=day), km, race)
