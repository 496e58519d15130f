"""The guide says every rule once, with the numbers that decide, and nothing that the code does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest

from plans.engine import gates, rule_texts
from plans.engine.decisions import RULES
from plans.engine.guide import EVIDENCE, guide
from plans.engine.guide_markdown import markdown
from plans.engine.limits import LIMITS
from plans.engine.rulebook import DEFAULT_RULEBOOK, thresholds, with_thresholds
from readiness.engine import rule_texts as readiness_texts
from readiness.engine.cues import REACHED
from readiness.engine.policy import PRACTICE, REPLAY
from readiness.engine.rule_texts import FORMATS, RuleText
from readiness.engine.sources import GRADES, SOURCES
from readiness.engine.status import STATUS_OF

TEXTS: tuple[RuleText, ...] = (*readiness_texts.ALL, *rule_texts.ALL)
IDS = [text.rule for text in TEXTS]
GATES = {"foundation": "GF", "maintenance": "GM", "potency": "GP", "reintegration": "GR"}


def ids_in(rule: str) -> Iterator[str]:
    """`P1-P4, P8` names P1, P2, P3, P4 and P8."""
    for part in rule.split(", "):
        first, _to, last = part.partition("-")
        letter = first.rstrip("0123456789")
        yield from (f"{letter}{n}" for n in range(int(first[1:]), int(last[1:]) + 1)) if last else (first,)


EMITTED = {
    "statuses": [*STATUS_OF, "S6"],
    "signs": [*REACHED, "pair"],
    "decisions": [rule for rule, _decide, _weekly in RULES],
    "gates": [GATES[kind] for kind in gates.WORK],
    "limits": [limit for limit, _check in LIMITS],
    "section 5": [f"D{n}" for n in range(1, 11)],
    "section 7": [f"V{n}" for n in range(1, 16)],
    "thresholds": [id for entry in thresholds().values() for id in ids_in(entry.behind.rule)],
}


@pytest.mark.parametrize("kind", EMITTED)
def test_every_rule_has_its_text(kind: str) -> None:
    assert set(EMITTED[kind]) - set(IDS) == set()


def test_no_rule_is_told_twice() -> None:
    assert [id for id, times in Counter(IDS).items() if times > 1] == []
    told = [rule.anchor for section in guide(DEFAULT_RULEBOOK).sections for rule in section.rules]
    assert sorted(told) == sorted(f"rule-{id}" for id in IDS)


def test_every_threshold_is_named_by_a_text_and_every_place_is_a_threshold() -> None:
    assert {name for text in TEXTS for name in text.places} == set(thresholds())


def test_every_threshold_stands_in_one_table() -> None:
    rows = [row.name for section in guide(DEFAULT_RULEBOOK).sections for row in section.rows]
    assert sorted(rows) == sorted(thresholds())


def numbers_in(text: str) -> list[str]:
    """Ids of rules and the scales of answers aside."""
    words = "".join(words for words, _name, _format, _conversion in Formatter().parse(text))
    return re.findall(r"\d+", re.sub(r"\b[SPDV]\d+\b|\b0-10\b|\b1-5\b", "", words))


def test_a_number_that_could_be_changed_is_a_place() -> None:
    assert numbers_in("S5, P1 and 0-10 are no numbers, {cue_days} is a place, 14 is one.") == ["14"]
    assert {text.rule: numbers for text in TEXTS if (numbers := numbers_in(text.text))} == {}


def test_a_text_is_a_sentence_that_rests_on_something() -> None:
    for text in TEXTS:
        assert text.text.endswith("."), text.rule
        assert text.places or text.grounds, text.rule
        for _words, name, form, _conversion in Formatter().parse(text.text):
            assert name is None or form in FORMATS, text.rule


@pytest.mark.parametrize(
    ("form", "value", "told"),
    [
        ("", -2.0, "−2"),
        ("", 2.5, "2.5"),
        ("", 60, "60"),
        ("percent", 0.35, "35 %"),
        ("percent", 0.06, "6 %"),
        ("more", 1.1, "10 %"),
        ("more", 1.02, "2 %"),
        ("hours", 2, "48 h"),
    ],
)
def test_numbers_as_people_write_them(form: str, value: float, told: str) -> None:
    assert FORMATS[form](value) == told


def said(rule: str, **own: float) -> str:
    rulebook = with_thresholds(own)
    rules = (each for section in guide(rulebook).sections for each in section.rules if each.id == rule)
    return "".join(f"[{p.text}|{p.default}]" if p.own else p.text for p in next(rules).pieces)


def test_the_numbers_are_those_of_the_rulebook_with_the_default_beside_a_teams_own() -> None:
    assert said("S3").startswith("Wellness at −1 SD or below; or 2 items or more")
    assert said("S3", wellness_amber_z=-1.25).startswith("Wellness at [−1.25|−1] SD or below; or 2 items or more")
    assert said("V9", easy_share_foundation=0.95).startswith("At least [95 %|90 %] of the week in Foundation, 88 %")
    assert said("V4", hard_spacing_days=3).count("[72 h|48 h] apart") == 1


def test_a_changed_threshold_is_marked_in_its_table_too() -> None:
    shown = guide(with_thresholds({"cue_days": 4}))
    assert [(row.name, row.value, row.default) for each in shown.sections for row in each.rows if row.own] == [
        ("cue_days", "4", "3")
    ]
    assert (shown.own, guide(DEFAULT_RULEBOOK).own) == (1, 0)


def test_the_order_of_decisions_is_the_one_that_decides() -> None:
    intro = next(section.intro for section in guide(DEFAULT_RULEBOOK).sections if section.anchor == "decisions")
    assert ", ".join(rule for rule, _decide, _weekly in RULES) in intro


def test_every_source_can_be_looked_up_and_none_is_listed_in_vain() -> None:
    cited = {entry.behind.source for entry in thresholds().values()}
    cited |= {source for text in TEXTS for _grade, source in text.grounds}
    assert cited == SOURCES.keys()
    assert {name for name, source in SOURCES.items() if not source.doi} == {PRACTICE, REPLAY}
    assert {grade for text in TEXTS for grade, _source in text.grounds} <= GRADES.keys()
    assert [study.name for study in guide(DEFAULT_RULEBOOK).studies] == [n for n, s in SOURCES.items() if s.doi]


def test_it_promises_nothing() -> None:
    everything = "\n".join(markdown(guide(DEFAULT_RULEBOOK)))
    assert "No trial compares one offseason template with another." in everything
    denied = "It does not predict injuries and does not prevent them"
    assert denied in EVIDENCE[0]
    assert re.findall(r"predict|prevent", everything.replace(denied, "")) == []


def test_the_markdown_holds_every_rule_and_every_threshold() -> None:
    lines = list(markdown(guide(with_thresholds({"cue_days": 4}))))
    assert sum(line.startswith("| `") for line in lines) == len(thresholds())
    assert [text.title for text in TEXTS if not any(f"{text.title}**" in line for line in lines)] == []
    assert any("Mood at −1 SD or below on **4** (default 3) days." in line for line in lines)


def test_every_sentence_can_be_translated() -> None:
    """A translator that turns letters around reaches every word, and leaves no place unfilled."""
    shown = guide(DEFAULT_RULEBOOK, lambda text: text.replace("the", "teh"))
    words = [piece.text for section in shown.sections for rule in section.rules for piece in rule.pieces]
    words += [text for section in shown.sections for text in (section.title, section.intro)]
    words += [rule.title for section in shown.sections for rule in section.rules]
    words += [*shown.evidence, *(meaning for _grade, meaning in shown.grades), *(s.finding for s in shown.studies)]
    assert [text for text in words if "the" in text or "{" in text] == []
