"""What names a row in what people and programs send: found by walking all forms, serializers and views.

Every such field has a case in the `NAMES_A_ROW` of its area in `routes/`, or is in `NO_ROW` with the reason.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.conf import settings
from rest_framework import serializers

from tests.isolation.actors import COACH
from tests.isolation.world import World

APPS = ("athletes", "notices", "readiness", "plans", "config")
NO_ROW = {
    ("CheckInForm", "client_id"): "made by the page; the same id again is the same write of the same athlete",
    ("BodyForm", "client_id"): "made by the page, as that of the check-in",
    ("DayForm", "client_id"): "as above: what these two have in common",
    ("LogSerializer", "client_id"): "made by the program; the same id again is the same write of the same athlete",
    ("EntryForm", "client_id"): "made by the phone; the same id again is the same write of the same athlete",
    ("EntryForm", "session"): "sent as JSON: test_phone_entries sends a team-mate's and another team's session",
    ("FeedbackForm", "client_id"): "made by the page; the same id again is the same report of the same athlete",
    ("EditForm", "stand_in"): "derived from a session of the plan; stored nowhere",
    ("PhaseSerializer", "weeks"): "a number, and only told",
    ("WeekSerializer", "phase"): "a word, and only told",
    ("ReasonSerializer", "message"): "the name of a sentence, and only told",
}


@dataclass(frozen=True)
class Names:
    """One field that names a row: sent with the actor's own row it is done, with a foreign one nothing happens."""

    way: str
    """Of the matrix, such as "POST /athletes/<int:pk>/weeks/<day:monday>/edit/"."""
    own: Callable[[World], Any]
    foreign: Callable[[World], Mapping[str, Any]]
    """Rows of others, by whose they are."""
    sent: Callable[[World], Mapping[str, Any]] = lambda world: {}
    """What is sent beside it."""
    actor: str = COACH
    refused: tuple[int, ...] = (404, 422)
    writes: bool = True
    many: bool = False


def project_modules() -> Iterator[Any]:
    for app in APPS:
        package = import_module(app)
        for found in walk_packages(package.__path__, f"{app}."):
            if ".local" not in found.name and not found.name.endswith(("wsgi", "asgi")):
                yield import_module(found.name)


def subclasses(base: type[Any]) -> Iterator[type[Any]]:
    for each in base.__subclasses__():
        yield each
        yield from subclasses(each)


def row_names() -> frozenset[str]:
    """What a field that names a row may be called: by any model of ours, in one or many."""
    names = {model._meta.model_name or "" for model in apps.get_models()} | {
        "pk",
        "id",
        "coach",
        "person",
        "member",
        "ward",
    }
    return frozenset(
        {name + ending for name in names for ending in ("", "s", "_id", "_pk", "_ids", "_pks")}
        | {"people", "activities"}
    )


def fields_that_name_a_row() -> set[tuple[str, str]]:
    list(project_modules())
    found = set()
    named = row_names()
    for form in subclasses(forms.BaseForm):
        if form.__module__.split(".")[0] in APPS:
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.ModelChoiceField | forms.UUIDField) or (name in named and not_a_word(field)):
                    found.add((form.__name__, name))
    for serializer in subclasses(serializers.BaseSerializer):
        if serializer.__module__.split(".")[0] in APPS:
            for name, field in getattr(serializer, "_declared_fields", {}).items():
                if (
                    not field.read_only
                    and not isinstance(field, serializers.BaseSerializer)
                    and (isinstance(field, serializers.RelatedField | serializers.UUIDField) or name in named)
                ):
                    found.add((serializer.__name__, name))
    return found | {(view, name) for view, name in read_by_views() if name in named}


def not_a_word(field: forms.Field) -> bool:
    """A file, a tick, or one of a few words, that is called like a model names no row."""
    is_choice_of_words = isinstance(field, forms.ChoiceField) and any(True for _ in field.choices)  # type: ignore[union-attr]
    return not is_choice_of_words and not isinstance(field, forms.FileField | forms.BooleanField | forms.EmailField)


def read_by_views() -> Iterator[tuple[str, str]]:
    """What views read without a form: `request.POST["…"]`, `.get("…")`, `.getlist("…")`, and the same of GET."""
    for app in APPS:
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py")):
            for function in ast.walk(ast.parse(path.read_text())):
                if isinstance(function, ast.FunctionDef):
                    for node in ast.walk(function):
                        if name := _read(node):
                            yield f"{path.stem}.{function.name}", name


def _read(node: ast.AST) -> str | None:
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(attr="POST" | "GET" | "query_params"), attr="get" | "getlist"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            return name
        case ast.Subscript(value=ast.Attribute(attr="POST" | "GET"), slice=ast.Constant(value=str(name))):
            return name
    return None


def is_row_id(part: str) -> bool:
    """Whether a part of a path is the number or the UUID of a row."""
    if part.isdigit():
        return True
    try:
        UUID(part)
    except ValueError:
        return False
    return len(part) == 36
