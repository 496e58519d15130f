"""Steps in which a coach builds a template: each takes a document that fits the schema, and gives the next one.

Documents are JSON (`plans/data/template.schema.json`); none is changed in place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from plans.engine.refusals import Refusal
from readiness.engine.sentences import gettext_noop

Document = dict[str, Any]
MOST_WEEKS = 26


def with_words(document: Document, title: str, goal: str) -> Document:
    return {**document, "title": title, "goal": goal}


def with_gates(document: Document, gates: Mapping[str, float]) -> Document:
    """Thresholds of gates by name; without any the rules of the team hold as they are."""
    rest = {name: value for name, value in document.items() if name != "gates"}
    return {**rest, "gates": dict(gates)} if gates else rest


def with_phase(document: Document, kind: str, values: Mapping[str, Any]) -> Document:
    """A phase with these words and its least and most weeks; how it is made shorter or longer follows."""
    new = copy.deepcopy(document)
    phase = _phase(new, kind)
    phase.update(values)
    _set_lengths(new, kind)
    return new


def with_week(document: Document, number: int, values: Mapping[str, Any]) -> Document:
    new = copy.deepcopy(document)
    _week(new, number).update(values)
    return new


def with_week_again(document: Document, number: int) -> Document:
    """The week once more, right after itself. Raises ValueError where there is no room for another one."""
    if len(document["weeks"]) >= MOST_WEEKS:
        raise Refusal(gettext_noop("A template has at most {n} weeks."), n=MOST_WEEKS)
    new = copy.deepcopy(document)
    place = next(n for n, week in enumerate(new["weeks"]) if week["week"] == number)
    again = copy.deepcopy(new["weeks"][place])
    _renumber(new, lambda n: n + 1 if n > number else n)
    again["week"] = number + 1
    new["weeks"].insert(place + 1, again)
    _set_lengths(new, again["phase"])
    return new


def without_week(document: Document, number: int) -> Document:
    """Raises ValueError for the only week of its phase."""
    new = copy.deepcopy(document)
    dropped = _week(new, number)
    if sum(week["phase"] == dropped["phase"] for week in new["weeks"]) == 1:
        raise Refusal(gettext_noop("A phase has at least one week."))
    new["weeks"].remove(dropped)
    _phase(new, dropped["phase"])["lengths"] = {}
    _renumber(new, lambda n: n - 1 if n > number else n)
    _set_lengths(new, dropped["phase"])
    return new


def _phase(document: Document, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(phase for phase in document["phases"] if phase["kind"] == kind)
    return found


def _week(document: Document, number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(week for week in document["weeks"] if week["week"] == number)
    return found


def _renumber(document: Document, new: Callable[[int], int]) -> None:
    for week in document["weeks"]:
        week["week"] = new(week["week"])
    for phase in document["phases"]:
        phase["lengths"] = {length: [*map(new, numbers)] for length, numbers in phase["lengths"].items()}


def _set_lengths(document: Document, kind: str) -> None:
    """For each length the weeks that make it: fewer keep the first ones and the last, more repeat the last one.

    What a template says itself stays, where it still names weeks of the phase.
    """
    phase = _phase(document, kind)
    own = [week["week"] for week in document["weeks"] if week["phase"] == kind]
    said = phase["lengths"] if phase["lengths"].get(str(len(own))) == own else {}
    phase["default_weeks"] = len(own)
    phase["min_weeks"] = min(phase["min_weeks"], len(own))
    phase["max_weeks"] = max(phase["max_weeks"], len(own))
    phase["lengths"] = {
        str(length): said.get(str(length)) or _made_of(own, length)
        for length in range(phase["min_weeks"], phase["max_weeks"] + 1)
    }


def _made_of(own: list[int], length: int) -> list[int]:
    if length < len(own):
        return [*own[: length - 1], own[-1]]
    return [*own, *[own[-1]] * (length - len(own))]
