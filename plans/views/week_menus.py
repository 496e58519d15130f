"""The menus of a week: those of its cards and of its days differ in a name and a date, so one of each is rendered and
filled in for all. Rendering every one was most of what a click on a week cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from athletes.languages import day_words
from plans.models import SessionKind
from plans.views.shown import ShownSession

_SESSION = str(UUID(int=0))
_TITLE, _DAY, _WEEKDAY = (
    "\N{OBJECT REPLACEMENT CHARACTER}1",
    "\N{OBJECT REPLACEMENT CHARACTER}2",
    "\N{OBJECT REPLACEMENT CHARACTER}3",
)


@dataclass(frozen=True, slots=True, eq=False)
class WeekMenus:
    """`of_session` and `of_day` give the HTML of one menu. One of a kind, so that what was made of it can be kept."""

    _card: str
    _day: str
    _moves: dict[date, SafeString]

    def of_session(self, session: ShownSession) -> SafeString:
        """A session is not moved to the day that it is on."""
        text = self._card.replace(self._moves.get(session.state.day, _DAY), "")
        return SafeString(text.replace(_SESSION, session.id).replace(_TITLE, escape(session.title)))

    def of_day(self, day: date) -> SafeString:
        return SafeString(self._day.replace(_DAY, day.isoformat()).replace(_WEEKDAY, escape(day_words(day, "l"))))


def menus(athlete_pk: int, monday: date) -> WeekMenus:
    """Those of an athlete's week, in the reader's language; a week that is edited is asked for over and over."""
    return _menus(athlete_pk, monday, get_language())


@lru_cache(maxsize=512)
def _menus(athlete_pk: int, monday: date, language: str | None) -> WeekMenus:
    days = [monday + timedelta(days=n) for n in range(7)]
    moves = {
        day: _button("move", f"{_SESSION} {day}", _("Move to %(day)s") % {"day": day_words(day, "l")}) for day in days
    }
    arrange_url = reverse("week_arrange", args=[athlete_pk, monday])
    session_url = reverse("week_session", args=[athlete_pk, monday, _SESSION])
    card = {"session": _SESSION, "title": _TITLE, "moves": SafeString("".join(moves.values()))}
    return WeekMenus(
        render_to_string(
            "plans/week/_card_menu.html", {**card, "arrange_url": arrange_url, "session_url": session_url}
        ),
        render_to_string("plans/week/_day_menu.html", {"weekday": _WEEKDAY, "kinds": _kinds(language)}),
        moves,
    )


def _button(name: str, value: str, words: str) -> SafeString:
    """One value says all: the form that it belongs to, `week-form`, is the same for the whole week."""
    button = '<button class="button" type="submit" form="week-form" name="{}" value="{}">{}</button>'
    return format_html(button, name, value, words)


@lru_cache
def _kinds(language: str | None) -> SafeString:
    """The buttons that add a session of each kind."""
    return SafeString("".join(_button("add", f"{kind} {_DAY}", str(label)) for kind, label in SessionKind.choices))
