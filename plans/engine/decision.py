"""What a night decides: a verdict by a rule, the reasons with their numbers, and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from plans.engine.vocabulary import Verdict

Value = float | int | str


class Directive(StrEnum):
    """What a proposal does to the plan; `plans.engine.proposals` turns it into operations."""

    NOTHING = "nothing"
    REST_WHILE_ILL = "rest_while_ill"
    """The next days are rest days; hard sessions wait until after the symptoms."""
    RETURN_GRADUALLY = "return_gradually"
    """Half an easy run, three quarters, then the plan; the first week stays small."""
    REST_NEXT_RUN = "rest_next_run"
    DROP_EASY_RUN = "drop_easy_run"
    SCALE_BACK = "scale_back"
    """Next week is four fifths of this one, easy, with half the strength sets."""
    RECOVERY_WEEK = "recovery_week"
    LENGTHEN_RESTS = "lengthen_rests"
    PREVIOUS_PHASE = "previous_phase"
    REBASE = "rebase"
    """Next week starts from what was run, and nothing is caught up."""
    CUT_TO_STEP = "cut_to_step"
    """Next week is no leap above what was run."""
    STOP_THE_RAMP = "stop_the_ramp"
    """Next week runs no more kilometres than this week."""
    REPEAT_WEEK = "repeat_week"
    HOLD_FOR_LOGS = "hold_for_logs"
    """The week as often as the phase may have it, until check-ins come again."""
    NEXT_PHASE = "next_phase"
    FINISH = "finish"
    """The offseason is over once a coach signs it off."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of `plans.engine.words` by name, with its numbers."""

    message: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class NightDecision:
    """The outcome: what is proposed (`verdict`, `directive`), by which rule, and why.

    The first reason is the headline, at most three drivers follow. `asks`: a coach's answer is wanted even
    where the plan stays as it is; a proposal that changes the plan always asks.
    """

    ANSWER_DAYS: ClassVar[dict[str, int]] = {"D1": 2}

    verdict: Verdict
    rule: str
    reasons: tuple[Reason, ...]
    directive: Directive = Directive.NOTHING
    asks: bool = False

    @property
    def answer_days(self) -> int:
        """For how many days after the night an answer makes sense: rest is for now, a weekly rule for a week that
        has hardly begun."""
        return self.ANSWER_DAYS.get(self.rule, 3)
