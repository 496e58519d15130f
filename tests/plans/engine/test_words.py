"""Decisions in words: every message has a sentence, short and calm, and every sentence can be translated."""

from __future__ import annotations

import ast
import gettext
import json
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import plans.engine
from plans.engine import explaining
from plans.engine.decision import Reason
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.explaining import MOST_DRIVERS, explain
from plans.engine.facts import Earlier, Evidence, NightFacts, Standing, from_json, to_json
from plans.engine.sentences.athlete import ATHLETE, KEPT, WAITING, WAITING_HEALTH
from plans.engine.sentences.coach import HEADLINES
from plans.engine.sentences.explanations import OUTCOMES
from plans.engine.sentences.names import CUES, DATE, LIST, MONTHS, PHASES, SPAN, WEEKDAYS
from plans.engine.sentences.plural import Plural
from plans.engine.vocabulary import PhaseKind
from plans.engine.words import SENTENCES, explanation, sentence, split
from tests.plans.engine.nights_drawn import SUNDAY, all_facts, at_a_gate

ENGINE = Path(plans.engine.__file__).parent
DECIDING = [*ENGINE.glob("deciding/*.py"), ENGINE / "decisions.py"]
NAMES = (*OUTCOMES.values(), *CUES.values(), *PHASES.values(), *WEEKDAYS, *MONTHS, DATE, SPAN, LIST)
ALONE = (WAITING, WAITING_HEALTH, KEPT)


def stored(reasons: tuple[Reason, ...]) -> list[Any]:
    """As a row holds them."""
    lines: list[Any] = json.loads(json.dumps([[reason.message, dict(reason.values)] for reason in reasons]))
    return lines


def texts() -> Iterator[str]:
    """Every text that a reader may see."""
    for text in SENTENCES.values():
        yield from (text.one, text.many) if isinstance(text, Plural) else (text,)
    yield from (*NAMES, *ALONE)


@given(all_facts)
def test_every_night_is_said(known: NightFacts) -> None:
    """In one short sentence for the coach and one for the athlete, at most three drivers, and with what is known."""
    decision = decide(known, DEFAULT_POLICY)
    reasons = stored(explain(known, decision, DEFAULT_POLICY))
    said = explanation(reasons)
    assert is_one_sentence(said.headline)
    assert is_one_sentence(said.athlete)
    assert len(said.drivers) <= MOST_DRIVERS
    assert said.coverage
    assert len(said.otherwise) <= 2
    everything = (said.headline, *said.notes, *said.drivers, *said.coverage, *said.otherwise, said.athlete)
    assert all("{" not in text and "None" not in text and "–" not in text for text in everything)
    assert len(everything) == len(set(everything)) == len(reasons)


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and ". " not in text and text[0].isupper() | text[0].isdigit() and len(text) < 110


def test_every_message_that_the_rules_name_has_its_sentence() -> None:
    """Read from the source, so that a rule that hardly ever fires is not forgotten."""
    named = {message for path in DECIDING for message in literals(path, "Reason")}
    assert len(named) > 30
    assert named <= set(SENTENCES)
    conditions = set(literals(ENGINE / "gates.py", "Check")) | set(literals(ENGINE / "gates.py", "_counted"))
    assert len(conditions) > 15
    for condition in conditions:
        assert {f"{condition}.met", f"{condition}.missing"} <= set(SENTENCES), condition
        assert f"otherwise.{condition}" in SENTENCES


def literals(path: Path, name: str) -> list[str]:
    """The text that each call of `name` begins with; a message chosen by a condition or put together is not one."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and node.args)
    named = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == name]
    chosen = [part for arg in named for part in ((arg.body, arg.orelse) if isinstance(arg, ast.IfExp) else (arg,))]
    return [part.value for part in chosen if isinstance(part, ast.Constant) and isinstance(part.value, str)]


@pytest.mark.parametrize("message", HEADLINES)
def test_the_athlete_has_a_sentence_for_every_headline(message: str) -> None:
    assert f"athlete.{message}" in ATHLETE
    assert places(ATHLETE[f"athlete.{message}"]) <= places(HEADLINES[message])


def test_both_numbers_of_a_sentence_have_the_same_places() -> None:
    for message, text in SENTENCES.items():
        if isinstance(text, Plural):
            assert text.by in places(text) or text.by == "days", message
            assert set(fields(text.one)) <= set(fields(text.many)), message


def places(text: str | Plural) -> set[str]:
    return set(fields(text.one) + fields(text.many) if isinstance(text, Plural) else fields(text))


def fields(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name]


NEVER = ("injur", "predict", "prevent", "risk", "fail", "must", "should have", "you missed", "skipped", "lazy", "bad ")


def test_nothing_scolds_or_foretells() -> None:
    for text in texts():
        assert not any(word in text.lower() for word in NEVER), text


# Drivers: the numbers of an item, its own normal and where the rule begins, with the days.

DRIVERS = {
    "below its normal, tonight": (
        Evidence("S3", "soreness", (0,), 2, 3.75, 3.0),
        "Soreness 2 on Sun 22 Nov; own normal 3.8, low at 3 or less.",
    ),
    "on several days": (
        Evidence("P4", "fatigue", (0, 2, 6), 2, 3.75, 2.9),
        "Fatigue low on Mon, Fri and Sun 22 Nov, 2 at last; own normal 3.8, low at 2.9 or less.",
    ),
    "on many days": (
        Evidence("P3", "mood", (0, 1, 3, 4, 5), 2, 3.75, 2.9),
        "Mood low on Tue to Thu, Sat and Sun 22 Nov, 2 at last; own normal 3.8, low at 2.9 or less.",
    ),
    "hours": (
        Evidence("S5", "sleep_h", (1, 2), 5.25, 7.5, 6.0),
        "Sleep low on Fri and Sat 21 Nov, 5.2 h at last; own normal 7.5 h, low at 6 h or less.",
    ),
    "nights that are short in themselves": (
        Evidence("S5", "sleep_h", (0,), 5.5, None, 6.0),
        "Sleep under 6 h on the last nights logged, 5.5 h before Sun 22 Nov.",
    ),
    "a pulse is high": (
        Evidence("P6", "resting_hr_bpm", (0,), 56.0, 51.0, 54.0),
        "Resting heart rate 56 bpm on Sun 22 Nov; own normal 51 bpm, high at 54 bpm or more.",
    ),
    "HRV is told in ms": (
        Evidence("P6", "ln_rmssd", (0,), 3.9, 4.2, 4.05),
        "Weekly mean HRV 49.4 ms on Sun 22 Nov; own normal 66.7 ms, low at 57.4 ms or less.",
    ),
    "an answer that is low in itself": (
        Evidence("S4", "mood", (0,), 1, None, 1), "Mood 1 of 5 on Sun 22 Nov; low at 1 or less.",
    ),
    "pain to work around": (
        Evidence("S7", "pain", (0, 1), 4, None, 4), "Pain on Sat and Sun 22 Nov, 4 of 10 at last; noted from 4 up.",
    ),
    "pain that stops": (
        Evidence("S1", "pain", (0,), 7, None, 5), "Pain 7 of 10 on Sun 22 Nov; training stops above 5.",
    ),
    "illness": (Evidence("S1", "illness", (0,)), "Fever, chest, gut or aches on Sun 22 Nov."),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "said"), DRIVERS.values(), ids=DRIVERS)
def test_a_driver_in_words(seen: Evidence, said: str) -> None:
    reason = explaining._driver(seen, NightFacts(SUNDAY, ()))
    assert sentence(reason.message, dict(reason.values)) == said


def test_a_warning_sign_goes_by_its_name() -> None:
    ill = NightFacts(SUNDAY, ())
    headline = Reason("d1.pain", (("days", 2), ("pain", 0)))
    assert explaining._headline(replace(ill, evidence=(Evidence("S1", "alarm_sign", (0,)),)), headline).message == (
        "d1.alarm"
    )
    assert explaining._headline(ill, headline) == headline


def test_at_most_three_drivers_and_the_names_of_cues_give_way_to_their_numbers() -> None:
    seen = tuple(Evidence("P4", item, (0, 1, 2), 2, 3.75, 2.9) for item in ("fatigue", "soreness", "mood"))
    pair = replace(at_a_gate("g" * 14, PhaseKind.FOUNDATION, []), cues=("P1", "P4"), pair_days_ago=0)
    without = explanation(stored(explain(pair, decide(pair, DEFAULT_POLICY), DEFAULT_POLICY)))
    assert without.drivers == ("On together: soreness and fatigue.",)
    known = replace(pair, evidence=seen, recent=(Earlier(7, "D4", Standing.APPROVED),))
    drivers = explanation(stored(explain(known, decide(known, DEFAULT_POLICY), DEFAULT_POLICY))).drivers
    assert [driver.split()[0] for driver in drivers] == ["Fatigue", "Soreness", "Mood"]
    again = at_a_gate("g" * 7 + "agagagg", PhaseKind.FOUNDATION, [{"recent": (Earlier(7, "D3", Standing.OPEN),)}])
    again = replace(again, evidence=seen)
    drivers = explanation(stored(explain(again, decide(again, DEFAULT_POLICY), DEFAULT_POLICY))).drivers
    assert [driver.split()[0] for driver in drivers] == ["Below", "Fatigue", "Soreness"]


# What is stored.


@given(all_facts)
def test_the_same_explanation_from_stored_facts(known: NightFacts) -> None:
    again = from_json(json.loads(json.dumps(to_json(known))))
    assert again == known
    decision = decide(known, DEFAULT_POLICY)
    assert explain(again, decide(again, DEFAULT_POLICY), DEFAULT_POLICY) == explain(known, decision, DEFAULT_POLICY)


def test_parts_are_told_apart_by_their_prefix() -> None:
    parts = split([
        ("d3.flagged", {"flagged": 3, "logs": 7}),
        ("d8.longest", {"phase": "foundation", "weeks": 4}),
        ("driver.cold", {"dates": "2026-11-22"}),
        ("coverage.logs", {"logs": 13, "days": 14}),
        ("otherwise.fewer_days", {"n": 1, "outcome": "nothing"}),
        ("athlete.d3.flagged", {}),
    ])  # fmt: skip
    assert parts.headline[0] == "d3.flagged"
    assert [[line[0] for line in part] for part in (parts.notes, parts.drivers, parts.coverage, parts.otherwise)] == [
        ["d8.longest"], ["driver.cold"], ["coverage.logs"], ["otherwise.fewer_days"],
    ]  # fmt: skip
    assert parts.athlete[0] == "athlete.d3.flagged"


def test_a_decision_of_an_earlier_release_is_still_said() -> None:
    """Before drivers, coverage and the athlete's sentence were stored."""
    said = explanation([
        ("d8.gate", {"phase": "foundation", "weeks": 3}),
        ("gate.mood.missing", {"mood": 2.9}),
        ("gate.easy_rpe.missing", {"rpe": "–", "limit": 4.0}),
    ])  # fmt: skip
    assert said.headline == "Foundation is not settled after 3 weeks: the week once more before moving on."
    assert said.drivers[0] == "Mood 2.9 of 5 this week, lower than before."
    assert said.athlete == "This phase continues for another week, so that the next one starts on firm ground."
    assert explanation([("d8.coach", {"phase": "potency", "following": "reintegration"})]).athlete


# Translation.


class Dual(gettext.NullTranslations):
    """A language in which two is not many."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if n < 3 else msgid2


def test_the_number_chooses_as_the_language_counts() -> None:
    values = {"n": 2, "outcome": "nothing"}
    assert sentence("otherwise.fewer_days", values) == "With 2 such days fewer, the plan would stand as it is."
    assert sentence("otherwise.fewer_days", values, Dual()) == ("With 2 such day fewer, the plan would stand as it is.")


@pytest.mark.parametrize("path", [*ENGINE.glob("sentences/*.py")], ids=lambda path: path.stem)
def test_every_sentence_is_marked_for_the_translators(path: Path) -> None:
    """By its place in the source: no literal of a table stands there without its marker."""
    tree = ast.parse(path.read_text())
    marked = {arg for call in calls_of(tree, "gettext_noop", "ngettext_lazy") for arg in ast.walk(call)}
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    for table in tables:
        values = table.values if isinstance(table, ast.Dict) else getattr(table, "elts", [table])
        unmarked = [
            node.value
            for value in values
            for node in ast.walk(value)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in marked
        ]
        assert not unmarked


def calls_of(tree: ast.AST, *names: str) -> list[ast.Call]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in names]


def test_what_is_marked_is_every_sentence() -> None:
    """What `makemessages` takes by its keywords `gettext_noop` and `ngettext_lazy` is all that is said."""
    calls = [
        call
        for path in ENGINE.glob("sentences/*.py")
        for call in calls_of(ast.parse(path.read_text()), "gettext_noop", "ngettext_lazy")
    ]
    taken = {arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant)}
    assert [text for text in texts() if text not in taken] == []
