"""Every change that is recorded anywhere in Fallow has words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from athletes.record_words import WORDS, field_label, value_in_words

pytestmark = pytest.mark.slow

APPS = ("athletes", "notices", "readiness", "plans")


_CODE = re.compile(r"[a-z]+\.[a-z_]+")


def codes_of(source: str) -> Iterator[str]:
    """The codes in calls of `record(…)` and of a module's own `_record(…)`.

    A name is followed to the strings that are assigned to it in the same function.
    """
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        assigned: dict[str, list[str]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                assigned.setdefault(node.targets[0].id, []).extend(_texts(node.value))
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("record", "_record"):
                for given in node.args:
                    texts = assigned.get(given.id, []) if isinstance(given, ast.Name) else _texts(given)
                    yield from (text for text in texts if _CODE.fullmatch(text))


def _texts(node: ast.AST) -> list[str]:
    """The strings that an expression may be: itself, or the two arms of a condition."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return [*_texts(node.body), *_texts(node.orelse)]
    return []


def looks_like_a_code(source: str) -> Iterator[str]:
    """Texts anywhere that begin as known codes do: some modules write many records at once, from a table."""
    areas = {code.partition(".")[0] for code in WORDS}
    for node in ast.walk(ast.parse(source)):
        for text in _texts(node):
            if _CODE.fullmatch(text) and text.partition(".")[0] in areas:
                yield text


@cache
def written() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for app in APPS:
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            for code in (*codes_of(path.read_text()), *looks_like_a_code(path.read_text())):
                found.setdefault(code, set()).add(path.name)
    found = {code: files - {"record_words.py"} for code, files in found.items()}
    return {code: files for code, files in found.items() if files}


@pytest.mark.slow
def test_every_code_has_words() -> None:
    assert {code: files for code, files in written().items() if code not in WORDS} == {}


def test_there_are_no_words_for_what_nobody_writes() -> None:
    assert WORDS.keys() - written().keys() == set()


def test_codes_are_found_in_every_form_in_which_they_are_written() -> None:
    source = """
def one():
    record(team, kind, "plain.code", actor=x, after={"not": "a.code"})
    what = "one.way" if y else "other.way"
    record(team, kind, what, actor=x)
    record(team, kind, "if.so" if y else "if.not", actor=x)
    _record(plan, "of.its_own", user)
"""
    assert list(codes_of(source)) == ["plain.code", "one.way", "other.way", "if.so", "if.not", "of.its_own"]
    assert {
        "team.made",
        "role.changed",
        "role.groups_changed",
        "role.left",
        "rules.changed",
        "invitation.made",
    } <= written().keys()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("role", "head_coach", "Head coach"),
        ("role", "guardian", "Guardian"),
        ("groups", "all", "all athletes"),
        ("groups", ["Hills", "Track"], "Hills, Track"),
        ("groups", [], "nothing"),
        ("requires_second_factor", True, "yes"),
        ("requires_second_factor", False, "no"),
        ("note", "", "nothing"),
        ("cooldown_days", 9, "9"),
        ("next_season_on", "2027-03-01", "1 Mar 2027"),
        ("rows", {"role": "owner", "name": "x"}, "Role: Owner, Name: x"),
    ],
)
def test_a_value_in_words(name: str, value: Any, words: str) -> None:
    assert value_in_words(name, value) == words


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("groups", "Looks after"),
        ("guardian_age", "Own consent from the age of"),
        ("baseline_km_per_week", "Baseline, km per week"),
        ("cooldown_days", "Cooldown days"),
    ],
)
def test_a_field_in_words(name: str, label: str) -> None:
    assert field_label(name) == label
