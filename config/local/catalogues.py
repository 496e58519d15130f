"""The catalogues of words in other languages: `make words` gathers what is to be translated and compiles what is.

Texts are read from code by Babel, from pages by compiling them, so that a text is looked for as it is asked for when
the page is shown, and from the training template that comes with Fallow. Nothing but Python is needed.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.local.state import CHECKOUT

LOCALES = CHECKOUT / "locale"
APPS = ("athletes", "config", "notices", "plans", "readiness")
KEYWORDS: dict[str, Any] = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")) | {
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "word": ((1, "c"), 2),
}  # fmt: skip
_IN_A_TAG = re.compile(r"""\b_\((?P<quote>["'])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)\)""")


@dataclass(frozen=True, slots=True)
class Found:
    """A text to translate: one, or two for one and many; and the file that asks for it."""

    text: str | tuple[str, str]
    context: str | None
    file: str


def in_code() -> Iterator[Found]:
    """What modules ask for."""
    for app in APPS:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            if {"migrations", "local"} & set(path.parts):
                continue
            where = str(path.relative_to(CHECKOUT))
            for _line, text, _comments, context in extract("python", io.BytesIO(path.read_bytes()), KEYWORDS):
                yield Found(text if isinstance(text, str) else (text[0], text[1]), context, where)


def in_the_shipped_template() -> Iterator[Found]:
    """What the template that comes with Fallow says of its sessions (`plans.template_words`)."""
    from plans.engine.template_texts import texts_of

    path = CHECKOUT / "plans" / "data" / "offseason_14_weeks.json"
    for text in texts_of(json.loads(path.read_text(encoding="utf-8"))):
        yield Found(text, None, str(path.relative_to(CHECKOUT)))


def in_templates() -> Iterator[Found]:
    """What templates ask for; Django is set up."""
    from django.template import engines
    from django.template.base import Node, NodeList
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    def walk(node: Node | NodeList) -> Iterator[Node]:
        for each in node if isinstance(node, NodeList) else [node]:
            yield each
            held = [getattr(each, name, None) for name in each.child_nodelists]
            held += [nodes for _condition, nodes in getattr(each, "conditions_nodelists", [])]
            for nodes in held:
                if isinstance(nodes, NodeList):
                    yield from walk(nodes)

    engine = engines["django"].engine  # type: ignore[attr-defined]
    for path in sorted((CHECKOUT / "templates").rglob("*")):
        if path.suffix not in (".html", ".txt", ".js"):
            continue
        where, source = str(path.relative_to(CHECKOUT)), path.read_text()
        for node in walk(engine.from_string(source).nodelist):
            if isinstance(node, TranslateNode):
                literal = node.filter_expression.var.literal
                if literal is not None:
                    yield Found(str(literal).replace("%", "%%"), _context(node), where)
            elif isinstance(node, BlockTranslateNode):
                one, _vars = node.render_token_list(node.singular)
                many, _vars = node.render_token_list(node.plural) if node.plural else ("", [])
                # What Django asks for has each % doubled, except the places.
                yield Found((one, many) if many else one, _context(node), where)
        for tag in re.findall(r"\{%.*?%\}|\{\{.*?\}\}", source, re.DOTALL):
            if not re.match(r"\{% *(translate|trans) ", tag):
                for hit in _IN_A_TAG.finditer(tag):
                    yield Found(hit["text"], None, where)


def _context(node: Any) -> str | None:
    return str(node.message_context.var).strip("\"'") if node.message_context else None


def wanted() -> Catalog:
    """All texts, each with the files that ask for it."""
    catalogue = Catalog(charset="utf-8")
    for found in (*in_code(), *in_templates(), *in_the_shipped_template()):
        catalogue.add(found.text, locations=[(found.file, 0)], context=found.context)
    return catalogue


def po_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """What is translated; nothing yet where there is no file."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", header_comment="", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """What Django reads: the same bytes for the same words, whenever they are compiled."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The catalogue as translators read it: sorted, without dates or line numbers, so that changes are changes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=False, sort_output=True, ignore_obsolete=True, include_lineno=False)
    text = out.getvalue().decode()
    head = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|'
                      r'Project-Id-Version|Report-Msgid-Bugs-To):.*\n', re.MULTILINE)  # fmt: skip
    return head.sub("", text).encode()


def main() -> int:
    import django
    from django.conf import settings

    django.setup()
    template = wanted()
    for language, _name in settings.LANGUAGES:
        if language == "en":
            continue
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        print(f"{language}: {len(catalogue)} texts, {len(missing(catalogue))} not translated")
    return 0


def missing(catalogue: Catalog) -> list[str]:
    """The texts without a translation, or with one for one of their forms only."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


if __name__ == "__main__":
    sys.exit(main())
