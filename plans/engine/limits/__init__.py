"""Limits V1 to V15 on planned weeks (rules, section 7): what a week may be, and in words why it may not.

They hold for every generated, edited and adjusted week. A *soft* breach is passed with a coach's note; a *hard* one is
never passed. Which are which, why, and what a planned week cannot show: `docs/decisions/0008-which-limits-are-hard.md`.

Adding a limit: one function from a `Case` to breaches, one row in `LIMITS`, its sentences in `SENTENCES`.
"""

from plans.engine.limits.breach import SENTENCES, Breach, Severity
from plans.engine.limits.checking import LIMITS, added, check_plan, new_breaches
from plans.engine.limits.history import History, Setback

__all__ = [
    "LIMITS",
    "SENTENCES",
    "Breach",
    "History",
    "Setback",
    "Severity",
    "added",
    "check_plan",
    "new_breaches",
]
