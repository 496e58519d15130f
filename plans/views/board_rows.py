"""The rows and the cards of the squad board as markup: seven thousand cells are too many for a template.

The one place where the board joins strings by itself. What people wrote, their names, is escaped; everything else is
numbers, dates, and words of ours.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from html import escape

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.languages import day_words
from plans.boards import DONE, BoardRow, BoardWeek
from plans.models import PhaseKind
from readiness.models import Status

BODY_ROWS = 25
"""Rows in one part of the table: the browser leaves parts alone that are far from view."""


def table_rows(rows: Sequence[BoardRow], mondays: Sequence[date], today: date, *, may_plan: bool) -> SafeString:
    """All rows, in parts of `BODY_ROWS`; the last part takes what would be too few for one of their own."""
    made = Rows(mondays, today, may_plan=may_plan)
    texts = [made.row(row) for row in rows]
    parts = max(1, len(texts) // BODY_ROWS)
    ends = [n * BODY_ROWS for n in range(1, parts)] + [len(texts)]
    bodies = (f"<tbody>{''.join(texts[start:end])}</tbody>" for start, end in zip([0, *ends], ends, strict=False))
    return mark_safe("".join(bodies))  # noqa: S308 - names were escaped where they were joined


class Rows:
    """Makes rows for these weeks; what all of them have in common is worded and escaped once."""

    def __init__(self, mondays: Sequence[date], today: date, *, may_plan: bool) -> None:
        this = today - timedelta(days=today.weekday())
        self.columns = [(monday, f"/weeks/{monday}/", ' class="now"' if monday == this else "") for monday in mondays]
        self.may_plan = may_plan
        self.athletes = _athletes()
        self.phases = {kind: escape(str(label)) for kind, label in PhaseKind.choices}
        self.statuses = _statuses('class="status"', "{}")
        self.week = escape(_("%(phase)s %(nth)s of %(of)s · %(km)s km, %(percent)s %% of baseline · %(sessions)s"))
        self.sessions: dict[tuple[int, int, bool], str] = {}

    def row(self, row: BoardRow) -> str:
        page = f"{self.athletes}/{row.athlete.pk}"
        name = escape(row.athlete.name)
        head = f'<th scope="row"><a href="{page}/">{name}</a>{self.statuses[row.status]}</th>'
        if not row.weeks:
            return f'<tr>{head}<td colspan="{len(self.columns)}">{self._no_plan(page)}</td></tr>'
        weeks = {week.monday: week for week in row.weeks}
        cells = [
            self._cell(page + path, week, now) if (week := weeks.get(monday)) else f"<td{now}></td>"
            for monday, path, now in self.columns
        ]
        return f"<tr>{head}{''.join(cells)}</tr>"

    def _cell(self, url: str, week: BoardWeek, now: str) -> str:
        name = self.week % {
            "phase": self.phases[week.phase],
            "nth": week.nth,
            "of": week.of,
            "km": f"{week.distance_km:.4g}",
            "percent": week.percent_of_baseline,
            "sessions": self._sessions(week),
        }
        deload = ' data-deload=""' if week.deload else ""
        return (
            f'<td data-phase="{week.phase}"{now}{deload}>'
            f'<a href="{url}" aria-label="{name}">{week.percent_of_baseline}</a></td>'
        )

    def _sessions(self, week: BoardWeek) -> str:
        key = (week.sessions, week.hard_days, week.deload)
        if key not in self.sessions:
            words = [
                ngettext("%(n)s session", "%(n)s sessions", week.sessions) % {"n": week.sessions},
                ngettext("%(n)s hard day", "%(n)s hard days", week.hard_days) % {"n": week.hard_days},
                *([_("deload")] if week.deload else []),
            ]
            self.sessions[key] = escape(", ".join(words))
        return self.sessions[key]

    def _no_plan(self, page: str) -> str:
        link = f' <a href="{page}/plan/new/">{escape(_("Make a plan"))}</a>' if self.may_plan else ""
        return f"<span>{escape(_('No plan is running.'))}</span>{link}"


def cards(rows: Sequence[BoardRow], ticked: Collection[int], *, may_write: bool) -> SafeString:
    """The cards of one column of phases; who may write can tick and drag them."""
    athletes = _athletes()
    statuses = _statuses('class="status small"', '<span class="visually-hidden">{}</span>')
    start = '<li class="cohort-card" draggable="true">' if may_write else '<li class="cohort-card">'
    texts = []
    for row in rows:
        name, pk = escape(row.athlete.name), row.athlete.pk
        checked = " checked" if pk in ticked else ""
        tick = f'<input type="checkbox" name="athlete" value="{pk}" aria-label="{name}"{checked}>'
        tick = f'<label class="tick">{tick}</label>' if may_write else ""
        texts.append(
            f'{start}{tick}<a href="{athletes}/{pk}/" draggable="false">{name}</a>'
            f'<p class="small muted">{_standing(row, f"{athletes}/{pk}", name, may_write=may_write)}</p>'
            f"{statuses[row.status]}</li>"
        )
    return mark_safe("".join(texts))  # noqa: S308 - names were escaped where they were joined


def _standing(row: BoardRow, page: str, name: str, *, may_write: bool) -> str:
    """Where in the plan the athlete is, in a few words."""
    if row.now:
        return escape(_("Week %(nth)s of %(of)s") % {"nth": row.now.nth, "of": row.now.of})
    if row.starts and row.ends:
        text = _("Ended %(day)s") if row.place == DONE else _("Begins %(day)s")
        return escape(text % {"day": day_words(row.ends if row.place == DONE else row.starts, "j M")})
    if row.place == DONE:
        return escape(_("Signed off"))
    if not may_write:
        return escape(_("No plan"))
    words, about = escape(_("Make a plan")), f'<span class="visually-hidden">, {name}</span>'
    return f'{escape(_("No plan"))} · <a href="{page}/plan/new/" draggable="false">{words}{about}</a>'


def _athletes() -> str:
    return reverse("athlete", args=[0]).removesuffix("/0/")


def _statuses(attributes: str, words: str) -> dict[str, str]:
    """Each status with its shape, and its word within `words`."""
    icons = static("img/icons.svg")
    return {
        status: f'<span {attributes} data-status="{status}"><svg class="icon" aria-hidden="true">'
        f'<use href="{icons}#status-{status}"/></svg>{words.format(escape(str(label)))}</span>'
        for status, label in Status.choices
    }
