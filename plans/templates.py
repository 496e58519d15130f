"""A team's templates: built as drafts, published as versions that never change, taken along and brought in as files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from math import isfinite
from typing import Any
from uuid import UUID

import jsonschema
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from athletes.models import RecordKind, Team, User
from athletes.recording import record
from plans.engine.generation import generate
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.engine.template import Template
from plans.engine.template_editing import Document
from plans.engine.template_gates import with_gates
from plans.engine.template_texts import in_words
from plans.engine.vocabulary import Level
from plans.models import TemplateDraft, TemplateVersion
from plans.planning import DATA
from plans.refusals import reason_of
from plans.template_words import say

MOST_BYTES = 512 * 1024
"""Of a file: ten times what ships with Fallow."""
MOST_STEPS = 50
"""Steps of a draft that can be undone."""
_ANY_MONDAY = date(2026, 11, 2)


class Overtaken(Exception):
    """The draft was changed since the page was made. Nothing was written."""


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / "template.schema.json").read_text(encoding="utf-8"))
    return schema


def checked(document: Any) -> Template:
    """The template in a document, tried on each level. Raises ValidationError, in words, where plans cannot be made
    from it."""
    try:
        jsonschema.validate(document, _schema(), cls=jsonschema.Draft202012Validator)
        template = Template.from_document(document)
        with_gates(DEFAULT_RULEBOOK, template.gates)
        for level in Level:
            generate(
                template,
                level=level,
                baseline_km_per_week=template.levels[level].reference_km_per_week,
                available_weekdays=(0, 1, 2, 3, 4, 5, 6),
                start=_ANY_MONDAY,
                plan_id=UUID(int=0),
            )
    except jsonschema.ValidationError as error:
        where = " / ".join(str(part) for part in error.absolute_path) or _("the whole file")
        raise ValidationError(_("%(where)s: %(why)s") % {"where": where, "why": error.message[:300]}) from error
    except (ValueError, KeyError, IndexError, ArithmeticError) as error:
        raise ValidationError(_("No plan can be made from it: %(why)s") % {"why": error}) from error
    return template


# --- Versions ----------------------------------------------------------------------------------


def as_file(version: TemplateVersion) -> bytes:
    """The document as it is kept, for people and programs to read."""
    return json.dumps(version.document, ensure_ascii=False, indent=2).encode() + b"\n"


@transaction.atomic
def read_file(team: Team, content: bytes, user: User) -> TemplateVersion:
    """A template of the team's own from a file; a name that is taken gets a number. Raises ValidationError."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 512 kB. A template has about 60."))
    try:
        document = _document(content)
        checked(document)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is no JSON file: %(why)s") % {"why": error}) from error
    return _written(team, {**document, "slug": _free_slug(team, document["slug"])}, user, "template.imported")


def _document(content: bytes) -> Any:
    """What a file says. Raises ValueError also for numbers and signs that the database does not keep."""
    document = json.loads(content, parse_float=_number, parse_constant=_number)
    again = json.dumps(document, ensure_ascii=False)
    again.encode()  # half a sign is none
    if not {*re.findall(r"\\(.)", again)} <= {'"', "\\"}:
        raise ValueError(_("A text holds a line break or another sign that is not printed."))
    return document


def _number(text: str) -> int | float:
    """3.0 is three weeks too."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(_("%(text)s is no number.") % {"text": text})
    return int(number) if number.is_integer() else number


@transaction.atomic
def duplicate(team: Team, version: TemplateVersion, title: str, user: User) -> TemplateVersion:
    """The same weeks under another name, for the team to change, in the language of who copies them."""
    document = {
        **in_words(version.document, say),
        "title": title,
        "slug": _free_slug(team, slugify(title)[:40] or "template"),
    }
    return _written(team, document, user, "template.duplicated")


@transaction.atomic
def retire(version: TemplateVersion, user: User) -> None:
    """Not offered for new plans any more; those that run go on. Retired twice is retired once."""
    _set_retired(version, user, "template.retired", retired=True)


@transaction.atomic
def bring_back(version: TemplateVersion, user: User) -> None:
    _set_retired(version, user, "template.brought_back", retired=False)


def _set_retired(version: TemplateVersion, user: User, what: str, *, retired: bool) -> None:
    rows = TemplateVersion.objects.filter(team=version.team, slug=version.slug, retired_at__isnull=retired)
    if version.team is not None and rows.update(retired_at=timezone.now() if retired else None):
        record(version.team, RecordKind.PLAN, what, actor=user, after={"name": version.document["title"]})


def _free_slug(team: Team, wanted: str) -> str:
    _hold(team)
    taken = {*TemplateVersion.objects.filter(team=team).values_list("slug", flat=True)}
    names = (wanted if n == 1 else f"{wanted[:44]}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _hold(team: Team) -> None:
    """Two people who write at once come one after the other."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _written(team: Team, document: Document, user: User, what: str, note: str = "") -> TemplateVersion:
    versions = TemplateVersion.objects.filter(team=team, slug=document["slug"])
    version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    made = TemplateVersion.objects.create(
        team=team,
        slug=document["slug"],
        version=version,
        document={**document, "version": version},
        note=note,
        created_by=user,
    )
    record(team, RecordKind.PLAN, what, actor=user, after={"name": document["title"], "version": version})
    return made


# --- Drafts ------------------------------------------------------------------------------------


def open_draft(version: TemplateVersion, team: Team, user: User) -> TemplateDraft:
    """The draft of this template's next version; one for the whole team."""
    draft, _made = TemplateDraft.objects.in_team(team).get_or_create(
        slug=version.slug,
        defaults={"team": team, "base": version, "document": version.document, "changed_by": user},
    )
    return draft


@transaction.atomic
def edit_draft(draft: TemplateDraft, step: Callable[[Document], Document], user: User, seen: int) -> None:
    """One step further. Raises `Overtaken` for a page that is older, and ValidationError for what makes no plan."""
    row = _held(draft, seen)
    try:
        document = step(row.document)
    except ValueError as error:
        raise ValidationError(reason_of(error)) from error
    if document == row.document:
        return
    checked(document)
    row.undone = [*row.undone, row.document][-MOST_STEPS:]
    _keep(row, document, user)


@transaction.atomic
def undo_draft(draft: TemplateDraft, user: User, seen: int) -> None:
    """One step back. Raises `Overtaken`; without a step it stays as it is."""
    row = _held(draft, seen)
    if row.undone:
        *row.undone, document = row.undone
        _keep(row, document, user)


@transaction.atomic
def publish(draft: TemplateDraft, note: str, user: User, seen: int) -> TemplateVersion:
    """The draft as the next version; plans that run stay on theirs. Raises `Overtaken` and ValidationError."""
    _hold(draft.team)
    row = _held(draft, seen)
    checked(row.document)
    made = _written(row.team, row.document, user, "template.published", note)
    row.delete()
    return made


def discard(draft: TemplateDraft) -> None:
    TemplateDraft.objects.in_team(draft.team_id).filter(pk=draft.pk).delete()


def _held(draft: TemplateDraft, seen: int) -> TemplateDraft:
    rows = TemplateDraft.objects.in_team(draft.team_id).select_for_update(of=("self",)).select_related("team")
    row = rows.filter(pk=draft.pk, revision=seen).first()
    if row is None:
        raise Overtaken
    return row


def _keep(row: TemplateDraft, document: Document, user: User) -> None:
    row.document, row.changed_by, row.changed_at = document, user, timezone.now()
    row.revision = F("revision") + 1
    row.save()
