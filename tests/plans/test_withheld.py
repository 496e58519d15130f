"""Whoever takes a consent back is not read about any more, not even in what nights said before."""

from __future__ import annotations

from typing import Any

import pytest

from athletes.consents import ALL_KINDS
from athletes.models import ConsentKind
from plans.engine.words import SENTENCES, explanation
from plans.withheld import said_from, shown

WELLNESS, HEART, ILLNESS = ConsentKind.WELLNESS, ConsentKind.HEART, ConsentKind.ILLNESS
LOW = ["driver.low", {"item": "soreness", "value": 2, "limit": 2, "until": "2026-11-20", "dates": "2026-11-20"}]
PULSE = ["driver.above", {"item": "resting_hr_bpm", "value": 60, "normal": 50, "until": "2026-11-20"}]
PAIN = ["driver.pain", {"item": "pain", "value": 3, "until": "2026-11-20", "dates": "2026-11-20"}]
LOGS = ["coverage.logs", {"logs": 13, "days": 14}]
SESSIONS = ["coverage.sessions", {"done": 4, "planned": 5}]
RED = ["d2.red_logs", {"red": 2, "logs": 3}]
REBASE = ["d10.rebase", {"done": 20, "planned": 50, "km": 22}]
WITHHELD = ["steady.withheld", {}]

CASES: dict[str, tuple[list[Any], set[ConsentKind], list[Any]]] = {
    "all is agreed to": ([RED, LOW, LOGS], set(ALL_KINDS), [RED, LOW, LOGS]),
    "no wellness": ([RED, LOW, PULSE, LOGS, SESSIONS], set(ALL_KINDS - {WELLNESS}), [WITHHELD, PULSE, SESSIONS]),
    "no heart": ([RED, LOW, PULSE, LOGS], set(ALL_KINDS - {HEART}), [RED, LOW, LOGS]),
    "no illness": ([["d1.ill", {"days": 2}], PAIN, LOGS], set(ALL_KINDS - {ILLNESS}), [WITHHELD, LOGS]),
    "what was run may be read": ([REBASE, SESSIONS, LOGS], set(), [REBASE, SESSIONS]),
    "the athlete's sentence goes with its headline": ([RED, ["athlete.d2.red_logs", {}]], set(), [WITHHELD]),
    "nothing was said": ([], set(), []),
}


@pytest.mark.parametrize(("reasons", "kinds", "left"), CASES.values(), ids=CASES)
def test_what_may_be_read(reasons: list[Any], kinds: set[ConsentKind], left: list[Any]) -> None:
    assert shown(reasons, kinds) == left


def test_it_has_words_for_both() -> None:
    said = explanation([(message, values) for message, values in shown([RED, LOW], set())])
    assert said.headline == "Decided from data that may no longer be used or shown."
    assert said.athlete == "This came from data that you took back; it is not shown any more."


def test_every_sentence_of_a_check_in_needs_a_consent() -> None:
    """What is left as needing none speaks of the plan and of what was run."""
    free = {message for message in SENTENCES if not said_from(message, {})}
    words = " ".join(str(getattr(SENTENCES[each], "many", SENTENCES[each])).lower() for each in free)
    assert not any(word in words for word in ("soreness", "mood", "sleep", "pulse", "pain", "ill,", "own normal"))
