"""The ledger of protected attributes, gathered for many plans with one query and told in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from athletes.protecting import in_words
from plans.engine.ledger import Entry, Standing, Tally, Touch, ledger
from plans.engine.work import Outcome
from plans.models import Plan, Session

_STANDINGS = {
    Standing.MET: (gettext_lazy("Enough this week"), "positive"),
    Standing.AHEAD: (gettext_lazy("Still ahead this week"), ""),
    Standing.UNKNOWN: (gettext_lazy("Not known this week"), "caution"),
    Standing.BELOW: (gettext_lazy("Less than enough this week"), "caution"),
}
"""In words, and the tone that goes with them."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One protected attribute as a coach reads it."""

    attribute: str
    touched: str
    standing: str
    tone: str
    this_week: str
    last_week: str


def ledgers(plans: Sequence[Plan], today: date) -> dict[int, tuple[Entry, ...]]:
    """The entries of each plan by its id. One query, however many plans."""
    sunday = today + timedelta(days=6 - today.weekday())
    touches: dict[int, list[Touch]] = defaultdict(list)
    rows = (
        Session.objects.filter(team__in={plan.team_id for plan in plans}, plan__in=plans, day__lte=sunday)
        .order_by()
        .values_list("plan_id", "day", "protects", "feedback__outcome")
    )
    for plan_id, day, protects, outcome in rows:
        touches[plan_id].append(Touch(day, tuple(protects), Outcome(outcome) if outcome else None))
    return {plan.pk: ledger(plan.protects, touches[plan.pk], plan.start, today) for plan in plans}


def lines_of(plan: Plan, today: date) -> tuple[LedgerLine, ...]:
    """One plan's ledger in words. One query."""
    return tuple(line(entry) for entry in ledgers([plan], today)[plan.pk])


def line(entry: Entry) -> LedgerLine:
    standing, tone = _STANDINGS[entry.this_week.standing]
    return LedgerLine(
        attribute=in_words([entry.attribute]),
        touched=_touched(entry),
        standing=str(standing),
        tone=tone,
        this_week=_week(entry.this_week),
        last_week=_week(entry.last_week) if entry.last_week else _("The plan had not begun."),
    )


def _touched(entry: Entry) -> str:
    if entry.maybe_since is None:
        return _ago(entry.days_since)
    maybe = _ago(entry.maybe_since)
    return _("%(known)s; a session %(maybe)s was not reported") % {
        "known": _ago(entry.days_since), "maybe": maybe[:1].lower() + maybe[1:],
    }  # fmt: skip


def _ago(days: int | None) -> str:
    if days is None:
        return _("Not yet in this plan")
    if days == 0:
        return _("Today")
    return ngettext("Yesterday", "%(days)s days ago", days) % {"days": days}


def _week(tally: Tally) -> str:
    """Such as “1 of at least 2 done, 1 still planned”."""
    parts = [_("%(done)s of at least %(least)s done") % {"done": tally.done, "least": tally.least}]
    if tally.ahead:
        parts.append(_("%(sessions)s still planned") % {"sessions": tally.ahead})
    if tally.unreported:
        parts.append(_("%(sessions)s not reported") % {"sessions": tally.unreported})
    if not tally.planned:
        parts.append(_("the plan holds none"))
    return ", ".join(parts)
