"""The guide as Markdown, to be read without a server."""

from __future__ import annotations

from collections.abc import Iterator

from plans.engine.guide import Guide, Piece, Rule, Section


def markdown(guide: Guide) -> Iterator[str]:
    """The lines of the whole guide."""
    yield from ("# The rules, with their numbers", "")
    for paragraph in guide.evidence:
        yield from (paragraph, "")
    yield from (f"- **{grade}** {meaning}" for grade, meaning in guide.grades)
    for section in guide.sections:
        yield from _section(section)
    yield from ("", "## Studies", "")
    yield from (f"- **{study.name}** {study.finding} doi:{study.doi}" for study in guide.studies)


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {section.title}", "", section.intro, "")
    yield from map(_rule, section.rules)
    if not section.rows:
        return
    yield from ("", "| threshold | value | unit | default | allowed | rule | source |", "|---|---|---|---|---|---|---|")
    for row in section.rows:
        value = f"**{row.value}**" if row.own else row.value
        yield (
            f"| `{row.name}` | {value} | {row.unit} | {row.default} | {row.low} to {row.high} | {row.rule} "
            f"| {row.grade} {row.source} |"
        )


def _rule(rule: Rule) -> str:
    name = f"{rule.id} {rule.title}" if rule.id else rule.title
    status = f" ({rule.status})" if rule.status else ""
    grounds = ", ".join(f"{grade} {source}" for grade, source in rule.grounds)
    return f"- **{name}**{status}: {''.join(map(_piece, rule.pieces))} [{grounds}]"


def _piece(piece: Piece) -> str:
    return f"**{piece.text}** (default {piece.default})" if piece.own else piece.text
