"""What athletes may do by themselves when life comes between, and what they ask their coach for (S26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from plans.engine.template_choices import Situation

KEY_SORTS = ("key_run", "long_run")
"""The sorts of session that carry a week (`plans.engine.contingencies.sort_of`)."""


@dataclass(frozen=True, slots=True)
class ContingencyPolicy:
    """`situations` are those in which a stand-in is the athlete's own choice; with `move` so is another day of the
    same week. Without `key_sessions` long runs and key work are asked for all the same."""

    situations: frozenset[Situation] = frozenset(Situation)
    move: bool = True
    key_sessions: bool = False


class Ask(StrEnum):
    """Why the coach is asked first."""

    LOCKED = "locked"
    KEY_SESSION = "key_session"
    NOT_ALONE = "not_alone"


def asks(
    policy: ContingencyPolicy, sort: str, situation: Situation | None, *, is_locked: bool, is_flexible: bool = False
) -> Ask | None:
    """Why the athlete asks before a session of this sort gives way; None where it is their own choice.

    Without a situation the session moves to another day of its week; one that the plan marks flexible may always, for
    that is what the mark says. A locked day is nobody's but the coach's.
    """
    if is_locked:
        return Ask.LOCKED
    if situation is None and is_flexible:
        return None
    if not (policy.move if situation is None else situation in policy.situations):
        return Ask.NOT_ALONE
    if sort in KEY_SORTS and not policy.key_sessions:
        return Ask.KEY_SESSION
    return None


def to_json(policy: ContingencyPolicy) -> dict[str, Any]:
    return {
        "situations": sorted(policy.situations),
        "move": policy.move,
        "key_sessions": policy.key_sessions,
    }


def from_json(stored: Mapping[str, Any]) -> ContingencyPolicy:
    """A situation that this release does not know is left out."""
    known = frozenset(each for each in Situation if each in stored["situations"])
    return ContingencyPolicy(known, stored["move"], stored["key_sessions"])
