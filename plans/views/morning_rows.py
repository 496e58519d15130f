"""The rows of those who need an answer as markup: a busy morning has more tags than a template renders in time.

The one place where the morning joins strings by itself. Every text is escaped where it is joined, but for numbers
and the words of enumerations.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from athletes.languages import day_words
from athletes.requests import TeamRequest
from plans.engine.change_words import ChangeLine
from plans.engine.words import Explanation
from plans.models import Message
from plans.mornings import MorningRow
from plans.selectors import PhasePlace
from readiness.models import Status

APPROVE = gettext_noop("Approve")
EDIT = gettext_noop("Apply and edit")
KEEP = gettext_noop("Keep plan")
NOTED = gettext_noop("Noted, keep plan")
KEEP_AND_WHY = gettext_noop("Keep, and why")
LATER = gettext_noop("Later")
BECOMES = gettext_noop("becomes")
WHY = gettext_noop("Why, and what would change it")
LAST_DAYS = gettext_noop("Last days:")
CHANGED_SINCE = gettext_noop("The plan has changed since; open the week to decide.")
WORDS = (APPROVE, EDIT, KEEP, NOTED, KEEP_AND_WHY, LATER, BECOMES, WHY, LAST_DAYS, CHANGED_SINCE)


def need_rows(request: TeamRequest, rows: Sequence[MorningRow]) -> SafeString:
    made = Rows(request)
    return mark_safe("".join(map(made.row, rows)))  # noqa: S308 - texts were escaped where they were joined


class Rows:
    """Makes rows for one reader; what all of them have in common is worded and escaped once."""

    def __init__(self, request: TeamRequest) -> None:
        self.may_write = request.actor.may_write
        self.zone = ZoneInfo(request.user.zone)
        self.csrf = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(get_token(request))}">'
        self.icons = static("img/icons.svg")
        self.athlete, self.answer, self.keep, self.ask, self.snooze = map(
            _address, ("athlete", "answer", "keep", "ask", "snooze")
        )
        self.statuses = {status: escape(str(label)) for status, label in Status.choices}
        self.words = {text: escape(_(text)) for text in WORDS}
        self.nights: dict[date, str] = {}

    def row(self, row: MorningRow) -> str:
        id = row.decision.pk
        return (
            f'<li class="need" id="decision-{id}" data-row data-version="{escape(row.version)}" tabindex="-1"'
            f' aria-labelledby="decision-{id}-name">{self._who(id, row)}{self._why(id, row)}'
            f"{self._answers(id, row) if self.may_write else ''}</li>\n"
        )

    def _who(self, id: int, row: MorningRow) -> str:
        name = escape(row.athlete.name)
        select = escape(_("Select %(name)s") % {"name": row.athlete.name})
        tick = (
            f'<input class="need-select" type="checkbox" form="bulk" name="decision" value="{id}" data-key="x"'
            f' aria-label="{select}">'
        )
        return (
            f'<div class="need-who">{tick if self.may_write else ""}'
            f'<span class="status" data-status="{row.status}">{self._icon(f"status-{row.status}")}'
            f" {self.statuses[row.status]}</span>"
            f' <h3 id="decision-{id}-name"><a href="{self.athlete.format(row.athlete.pk)}">{name}</a></h3>'
            f"{self._chip(row.phase) if row.phase else ''} {self._strip(row.strip)}</div>"
        )

    def _why(self, id: int, row: MorningRow) -> str:
        word = self.words
        parts = [
            f'<div class="need-why"><p>{escape(row.why.headline)}'
            f' <span class="small muted nowrap">{self._night(row.decision.night)}</span></p>',
            *map(self._change, row.changes),
            f'<p class="small muted">{word[CHANGED_SINCE]}</p>' if row.no_longer_fits else "",
            *(f"<p>{escape(note)}</p>" for note in row.why.notes),
            self._more(row.why) if row.why.drivers or row.why.coverage else "",
            self._question(row.question) if row.question else "",
            f'<div class="need-aside" id="aside-{id}"></div>' if self.may_write else "",
        ]
        return "".join(parts) + "</div>"

    def _answers(self, id: int, row: MorningRow) -> str:
        word, url = self.words, self.answer.format(id)
        ask = escape(_("Ask %(name)s") % {"name": row.first_name})
        buttons = (
            f'<button class="button is-primary" data-key="a" name="answer" value="approved">{word[APPROVE]}</button>'
            f' <button class="button" data-key="e" name="answer" value="edited">{word[EDIT]}</button>'
            f' <button class="button is-quiet" data-key="d" name="answer" value="kept">{word[KEEP]}</button>'
            if row.can_approve
            else f'<button class="button" data-key="d" name="answer" value="kept">{word[NOTED]}</button>'
        )
        return (
            f'<form class="buttons" method="post" action="{url}" hx-post="{url}" hx-target="#decision-{id}"'
            f' hx-swap="outerHTML">{self.csrf}{buttons} <span class="need-more">'
            f"{self._aside(id, self.keep.format(id), word[KEEP_AND_WHY])}"
            f" {self._aside(id, self.ask.format(id), ask, key='q')}"
            f" {self._aside(id, self.snooze.format(id), word[LATER], key='s')}</span></form>"
        )

    def _aside(self, id: int, url: str, text: str, key: str = "") -> str:
        pressed = f' data-key="{key}"' if key else ""
        return f'<a href="{url}" hx-get="{url}" hx-target="#aside-{id}" hx-swap="innerHTML"{pressed}>{text}</a>'

    def _chip(self, phase: PhasePlace) -> str:
        return (
            f' <span class="chip" data-phase="{phase.kind}">{self._icon(f"phase-{phase.kind}")}'
            f" {escape(phase.label)} {phase.week}/{phase.weeks}</span>"
        )

    def _strip(self, strip: Sequence[str]) -> str:
        days = ", ".join(self.statuses[status] for status in strip)
        marks = "".join(f'<i data-status="{status}"></i>' for status in strip)
        return f'<span class="strip" role="img" aria-label="{self.words[LAST_DAYS]} {days}">{marks}</span>'

    def _night(self, night: date) -> str:
        if night not in self.nights:
            self.nights[night] = escape(_("night of %(night)s") % {"night": day_words(night, "D j M")})
        return self.nights[night]

    def _change(self, line: ChangeLine) -> str:
        before = (
            f"<del>{escape(line.before)}</del> {self._icon('right')}"
            f'<span class="visually-hidden">{self.words[BECOMES]}</span> '
        )
        return f'<p class="change">{before if line.before else ""}<ins>{escape(line.after)}</ins></p>'

    def _more(self, why: Explanation) -> str:
        drivers = "".join(f"<li>{escape(driver)}</li>" for driver in why.drivers)
        listed = f'<ul class="drivers small">{drivers}</ul>' if drivers else ""
        known = escape(" ".join((*why.coverage, *why.otherwise)))
        return f'<details class="more"><summary>{self.words[WHY]}</summary>{listed}<p>{known}</p></details>'

    def _question(self, question: Message) -> str:
        text = _("%(by)s asked, %(at)s: “%(text)s” No answer yet.") % {
            "by": question.author or _("Somebody"),
            "at": date_format(question.written_at.astimezone(self.zone), "D H:i"),
            "text": question.text,
        }
        return f'<p class="small muted">{escape(text)}</p>'

    def _icon(self, name: str) -> str:
        return f'<svg class="icon" aria-hidden="true"><use href="{self.icons}#{name}"/></svg>'


def _address(name: str) -> str:
    """The page's address with a place for the key."""
    return reverse(name, args=[0]).replace("/0/", "/{}/")
