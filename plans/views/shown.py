"""How a session and a phase are shown: words for codes, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from athletes import units
from plans.engine.template_choices import Situation
from plans.engine.week import SessionState
from plans.models import SessionKind

EFFORT = (
    (1, gettext_noop("very easy")),
    (3, gettext_noop("easy")),
    (4, gettext_noop("gentle")),
    (5, gettext_noop("moderate")),
    (7, gettext_noop("brisk, controlled")),
    (10, gettext_noop("hard")),
)
MARKS = {
    "no_watch": gettext_noop("no watch"),
    "with_others": gettext_noop("with others if you can"),
    "new_route": gettext_noop("a new route"),
    "flexible": gettext_noop("flexible: any day that suits"),
}

SITUATIONS = {
    Situation.NO_TIME: gettext_noop("No time"),
    Situation.BAD_WEATHER: gettext_noop("Bad weather"),
    Situation.TRAVELLING: gettext_noop("Travelling"),
}


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session in words. `dose` such as “40 min · 6.7 km”; a no-watch session shows no kilometres (S21)."""

    state: SessionState
    title: str
    dose: str
    effort: str
    marks: str
    protects: str

    @property
    def id(self) -> str:
        return self.state.id


def shown(session: SessionState) -> ShownSession:
    dose = _("%(min)s min") % {"min": session.duration_min}
    if session.distance_km and "no_watch" not in session.marks:
        dose += " · " + units.in_words(session.distance_km)
    return ShownSession(
        state=session,
        title=str(SessionKind(session.kind).label),
        dose=dose,
        effort=_("%(word)s, %(rpe)s of 10") % {"word": effort_word(session.rpe), "rpe": session.rpe},
        marks=" · ".join(_(MARKS[m]) for m in session.marks if m in MARKS),
        protects=", ".join(_(p) for p in session.protects),
    )


def effort_word(rpe: int) -> str:
    return _(next(word for most, word in EFFORT if rpe <= most))
