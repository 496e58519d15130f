"""What two replays differ in, in calm sentences with places, and what every replay assumes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.engine.replay import ChangeKind
from plans.engine.replay_comparison import COMPARED, LOW_DAY, Comparison
from plans.engine.words import Translate, day_and_month
from readiness.engine.sentences import gettext_noop

Plural = Callable[[str, str, int], str]
"""`gettext.ngettext`: the sentence for one, the sentence for many, how many."""

ASSUMED = {
    True: gettext_noop("Assumed: every session was done as planned, easy runs with RPE 3."),
    False: gettext_noop("Assumed: no session was reported."),
}
ALSO_ASSUMED = gettext_noop(
    "“I want to train more” and “the fast parts felt relaxed” are yes, and each proposal was approved unless it "
    "broke a hard limit. A plan begins on the first Monday, and a new one when it ends."
)
MORE: Mapping[str, tuple[str, str]] = {
    LOW_DAY: ("{n} more amber or red day", "{n} more amber or red days"),
    ChangeKind.REST_DAY: ("{n} more rest day", "{n} more rest days"),
    ChangeKind.EASIER_WEEK: ("{n} more week made easier", "{n} more weeks made easier"),
    ChangeKind.BACK: ("{n} more step back a phase", "{n} more steps back a phase"),
    ChangeKind.HOLD: ("{n} more week repeated", "{n} more weeks repeated"),
    ChangeKind.ADVANCE: ("{n} more phase begun early", "{n} more phases begun early"),
}
FEWER: Mapping[str, tuple[str, str]] = {
    LOW_DAY: ("{n} amber or red day fewer", "{n} amber or red days fewer"),
    ChangeKind.REST_DAY: ("{n} rest day fewer", "{n} rest days fewer"),
    ChangeKind.EASIER_WEEK: ("{n} week less made easier", "{n} weeks fewer made easier"),
    ChangeKind.BACK: ("{n} step back a phase fewer", "{n} steps back a phase fewer"),
    ChangeKind.HOLD: ("{n} repeated week fewer", "{n} repeated weeks fewer"),
    ChangeKind.ADVANCE: ("{n} phase begun early fewer", "{n} phases begun early fewer"),
}
NIGHTS = ("{n} night would have been decided otherwise", "{n} nights would have been decided otherwise")
FOR = ("{what} for {n} athlete: {where}.", "{what} for {n} athletes: {where}.")
NOTHING = "Nothing would have been decided otherwise."
AND, AND_MORE = "{first} and {last}", "{first} and {n} more"

MOST_LISTED = 8
"""Of the days of an athlete, and of athletes; JSON has them all."""
DAYS_OF_ONE_YEAR = 300


def in_english(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


@dataclass(frozen=True, slots=True)
class _Telling:
    """How days are told: in which language, and with the year where a day could be one of two."""

    translate: Translate
    plural: Plural
    with_year: bool

    def sentence(self, words: tuple[str, str], days_of: Sequence[tuple[str, Sequence[date]]]) -> str:
        """Such as “3 more rest days for 2 athletes: …”; empty where there are no days."""
        days_of = [(name, days) for name, days in days_of if days]
        if not days_of:
            return ""
        n = sum(len(days) for _, days in days_of)
        places = [f"{name} {self.listed(days)}" for name, days in days_of]
        return self.plural(*FOR, len(places)).format(
            what=self.plural(*words, n).format(n=n), n=len(places), where=self.cut(places, ", ".join(places))
        )

    def listed(self, days: Sequence[date]) -> str:
        """“14 Nov”, “14 Nov and 2 Dec”, “14 Nov, 2 Dec and 9 Dec”."""
        told = [day_and_month(day, self.translate) for day in days]
        if self.with_year:
            told = [f"{words} {day.year}" for words, day in zip(told, days, strict=True)]
        if len(told) == 1:
            return told[0]
        return self.cut(told, self.translate(AND).format(first=", ".join(told[:-1]), last=told[-1]))

    def cut(self, told: Sequence[str], whole: str) -> str:
        """`whole`, or where that is long only its first parts."""
        if len(told) <= MOST_LISTED:
            return whole
        return self.translate(AND_MORE).format(first=", ".join(told[:MOST_LISTED]), n=len(told) - MOST_LISTED)


def sentences(comparison: Comparison, translate: Translate = str, plural: Plural = in_english) -> list[str]:
    """What differs, with places: “3 more rest days for 2 athletes: Ana 14 Nov and 2 Dec, Ben 9 Nov.”"""
    differences = comparison.differences
    if not differences:
        return [translate(NOTHING)]
    days = [day for each in differences for day in each.days]
    telling = _Telling(translate, plural, with_year=(max(days) - min(days)).days > DAYS_OF_ONE_YEAR)
    told = [telling.sentence(NIGHTS, [(each.name, each.nights) for each in differences])]
    for what in COMPARED:
        told.append(telling.sentence(MORE[what], [(each.name, each.more[what]) for each in differences]))
        told.append(telling.sentence(FEWER[what], [(each.name, each.fewer[what]) for each in differences]))
    return list(filter(None, told))
