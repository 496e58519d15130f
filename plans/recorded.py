"""What was changed in a team, from every place that keeps it, as one list: newest first, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple, Self

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.languages import day_words
from athletes.models import Athlete, Invitation, Record, RecordKind, Team, User
from athletes.record_words import field_label, in_words, value_in_words
from plans.engine.threshold_names import NAMES
from plans.engine.threshold_words import label
from plans.models import Answer, AnswerKind, Cause, Change

PAGE_SIZE = 50
_RECORD, _CHANGE, _ANSWER = range(3)
_CHANGED = {
    Cause.COACH: gettext_lazy("Changed the plan"),
    Cause.ATHLETE: gettext_lazy("Changed the plan"),
    Cause.ANSWER: gettext_lazy("Changed the plan with an answer"),
    Cause.NIGHT: gettext_lazy("Changed the plan in the night"),
    Cause.UNDO: gettext_lazy("Took a change of the plan back"),
}
_ANSWERED = {
    AnswerKind.APPROVED: gettext_lazy("Approved a proposal"),
    AnswerKind.EDITED: gettext_lazy("Approved a proposal and edited the week"),
    AnswerKind.KEPT: gettext_lazy("Kept the plan as it was"),
}


class Place(NamedTuple):
    """Where an entry stands in the list; ties of the clock are broken, so that no entry falls between two pages."""

    at: datetime
    source: int
    pk: int

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Raises ValueError for anything that `str` of a place did not make."""
        at, source, pk = text.split("~")
        place = cls(datetime.fromisoformat(at), int(source), int(pk))
        if place.at.tzinfo is None or not 0 <= place.pk < 2**63:
            raise ValueError(text)
        return place

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.source}~{self.pk}"


class Line(NamedTuple):
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in words: who did what, when, about whom, and from what to what."""

    place: Place
    kind: str
    what: str
    actor: User | None
    athlete: Athlete | None
    person: User | None = None
    lines: tuple[Line, ...] = ()
    note: str = ""
    taken_back_by: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; empty is everything. `who` is the one who acted or whom it was about."""

    kind: str = ""
    athlete: Athlete | None = None
    who: User | None = None


def entries(team: Team, wanted: Wanted, after: Place | None = None) -> tuple[list[Entry], Place | None]:
    """One page of the team's record, and where the next one goes on. Four queries, however many entries."""
    sources: list[Iterator[tuple[Place, Any]]] = [_page(_records(team, wanted), "at", _RECORD, after)]
    if wanted.kind in ("", RecordKind.PLAN):
        sources.append(_page(_changes(team, wanted), "made_at", _CHANGE, after))
        sources.append(_page(_answers(team, wanted), "answered_at", _ANSWER, after))
    rows = list(islice(merge(*sources, key=lambda row: row[0], reverse=True), PAGE_SIZE + 1))
    shown = rows[:PAGE_SIZE]
    invited = _addresses(team, (row for place, row in shown if place.source == _RECORD))
    make: dict[int, Callable[[Place, Any], Entry]] = {
        _RECORD: partial(_of_record, invited), _CHANGE: _of_change, _ANSWER: _of_answer,
    }  # fmt: skip
    page = [make[place.source](place, row) for place, row in shown]
    return page, page[-1].place if len(rows) > PAGE_SIZE else None


def _page(rows: QuerySet[Any], at: str, source: int, after: Place | None) -> Iterator[tuple[Place, Any]]:
    if after:
        earlier = Q(**{f"{at}__lt": after.at})
        if source < after.source:
            earlier |= Q(**{at: after.at})
        elif source == after.source:
            earlier |= Q(**{at: after.at, "pk__lt": after.pk})
        rows = rows.filter(earlier)
    return ((Place(getattr(row, at), source, row.pk), row) for row in rows.order_by(f"-{at}", "-pk")[: PAGE_SIZE + 1])


def _records(team: Team, wanted: Wanted) -> QuerySet[Record]:
    rows: QuerySet[Record] = Record.objects.in_team(team).select_related("actor", "person", "athlete")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.athlete:
        rows = rows.filter(athlete=wanted.athlete)
    if wanted.who:
        rows = rows.filter(Q(actor=wanted.who) | Q(person=wanted.who))
    return rows


def _changes(team: Team, wanted: Wanted) -> QuerySet[Change]:
    """But for those that an answer made: the answer's entry shows them."""
    rows: QuerySet[Change] = Change.objects.in_team(team).filter(answer=None).select_related("actor", "plan__athlete")
    if wanted.athlete:
        rows = rows.filter(plan__athlete=wanted.athlete)
    return rows.filter(actor=wanted.who) if wanted.who else rows


def _answers(team: Team, wanted: Wanted) -> QuerySet[Answer]:
    rows: QuerySet[Answer] = Answer.objects.in_team(team).select_related(
        "answered_by", "undone_by", "decision__athlete", "change"
    )
    if wanted.athlete:
        rows = rows.filter(decision__athlete=wanted.athlete)
    return rows.filter(Q(answered_by=wanted.who) | Q(undone_by=wanted.who)) if wanted.who else rows


def _addresses(team: Team, records: Iterable[Record]) -> dict[int, str]:
    """Of the invitations that these records name."""
    named = [record.after["invitation"] for record in records if "invitation" in record.after]
    return dict(Invitation.objects.in_team(team).filter(pk__in=named).values_list("pk", "email"))


def _of_record(invited: Mapping[int, str], place: Place, row: Record) -> Entry:
    before, after = dict(row.before), dict(row.after)
    if "invitation" in after:  # its address, unless it was erased
        address = invited.get(after.pop("invitation"))
        after |= {"invitation": address} if address else {}
    lines = tuple(
        Line(_label(name), _value(before, name), _value(after, name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )
    return Entry(place, str(row.get_kind_display()), in_words(row.what), row.actor, row.athlete, row.person, lines)


def _label(name: str) -> str:
    """A threshold has its own name; everything else is called as its column."""
    return label(name, _) if name in NAMES else field_label(name)


def _value(values: Mapping[str, Any], name: str) -> str:
    return value_in_words(name, values[name]) if name in values else ""


def _of_change(place: Place, row: Change) -> Entry:
    what = str(_CHANGED[Cause(row.cause)])
    return Entry(place, _plan(), what, row.actor, row.plan.athlete, lines=_changed(row), note=row.note)


def _of_answer(place: Place, row: Answer) -> Entry:
    night = Line(_("Night"), "", day_words(row.decision.night, "D j M"))
    return Entry(
        place, _plan(), str(_ANSWERED[AnswerKind(row.kind)]), row.answered_by, row.decision.athlete,
        lines=(night, *(_changed(row.change) if row.change else ())), note=row.note,
        taken_back_by=row.undone_by.name if row.undone_by else "",
    )  # fmt: skip


def _plan() -> str:
    return str(RecordKind.PLAN.label)


def _changed(change: Change) -> tuple[Line, ...]:
    return tuple(Line(day_words(date.fromisoformat(day), "j M"), before, after) for day, before, after in change.lines)
