"""The guide to the rules: every rule in words with the numbers of one rulebook, and every threshold in a table.

Made wholly from what decides, so that it cannot say anything else. Pages and commands lay it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from plans.engine import rule_texts as plan_texts
from plans.engine.decisions import RULES
from plans.engine.rulebook import DEFAULT_RULEBOOK, Rulebook, thresholds
from plans.engine.threshold_words import label, written
from readiness.engine import rule_texts as readiness_texts
from readiness.engine.rule_texts import RuleText
from readiness.engine.sentences import gettext_noop as _
from readiness.engine.sources import GRADES, SOURCES
from readiness.engine.status import STATUS_OF
from readiness.engine.vocabulary import Status

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a rule's text. `own`: a number that this rulebook has of its own, in place of `default`."""

    text: str
    default: str = ""

    @property
    def own(self) -> bool:
        return bool(self.default)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule to read. `id` is the one that decisions and limits name, empty for what has none."""

    anchor: str
    id: str
    title: str
    pieces: tuple[Piece, ...]
    grounds: tuple[tuple[str, str], ...]
    """(grade, sources) in the order in which the text names them."""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One threshold in the table. Numbers are ready to show."""

    name: str
    label: str
    value: str
    default: str
    own: bool
    low: str
    high: str
    unit: str
    rule: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    title: str
    intro: str
    rules: tuple[Rule, ...]
    rows: tuple[Row, ...]
    """The thresholds that its rules are the first to name."""


@dataclass(frozen=True, slots=True)
class Study:
    name: str
    finding: str
    doi: str


@dataclass(frozen=True, slots=True)
class Guide:
    evidence: tuple[str, ...]
    grades: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    studies: tuple[Study, ...]
    own: int
    """How many thresholds differ from the defaults."""


EVIDENCE: tuple[str, ...] = (
    _(
        "Fallow notices when an athlete drifts from their own normal, and keeps a plan inside limits. That is all it "
        "claims. It does not predict injuries and does not prevent them: no measure of load has been shown to carry "
        "that, and the ratio of acute to chronic load is not used here at all."
    ),
    _(
        "No trial compares one offseason template with another. The order of the phases and their weeks are coaching "
        "practice inside published limits. What stands on firmer ground: that simple questions about fatigue, sleep "
        "and mood follow training at least as well as heart data; that little running with some intensity keeps most "
        "of what was built; that a single run far beyond the last month's longest goes with more injuries; and that "
        "adjusting a plan by recovery at fixed times is a tested idea."
    ),
    _(
        "No single sign is enough to change a plan. That is why two must agree, or one must last, and why a coach "
        "decides."
    ),
)

_SECTIONS: tuple[tuple[str, str, str, Sequence[RuleText]], ...] = (
    (
        "normal",
        _("What a day is compared with"),
        _("Every athlete is compared with nobody but themselves."),
        readiness_texts.NORMALS,
    ),
    (
        "status",
        _("The status of a day"),
        _("The first rule that matches decides. In the words of the rules Ready is green, Careful amber and Rest red."),
        readiness_texts.STATUSES,
    ),
    ("today", _("Today's session"), _("Advice for the day. The plan stays as it is."), readiness_texts.ADVICE),
    (
        "signs",
        _("Signs that last"),
        _("What comes back over a week says more than a single morning."),
        readiness_texts.CUES,
    ),
    (
        "decisions",
        _("What a night proposes"),
        _("When several apply, the first in this order speaks: {order}."),
        plan_texts.DECISIONS,
    ),
    (
        "gates",
        _("From phase to phase"),
        _("A gate opens when all of it is met; what is not known is not met."),
        plan_texts.GATES,
    ),
    (
        "limits",
        _("Limits on every week"),
        _(
            "They hold for every generated, edited and adjusted plan. A coach's note lets a week pass, except where a "
            "limit says never or always."
        ),
        plan_texts.LIMITS,
    ),
    (
        "missing",
        _("Missing data"),
        _("What is not known is never guessed, and never moves anybody on."),
        (*plan_texts.MISSING, readiness_texts.SAME_AGAIN),
    ),
)


def guide(rulebook: Rulebook, translate: Translate = str) -> Guide:
    """The whole guide for one rulebook; `translate` is the caller's gettext."""
    shown: set[str] = set()
    sections = tuple(
        _section(anchor, translate(title), translate(intro), texts, rulebook, shown, translate)
        for anchor, title, intro, texts in _SECTIONS
    )
    cited = {source for section in sections for rule in section.rules for _grade, source in rule.grounds}
    return Guide(
        evidence=tuple(map(translate, EVIDENCE)),
        grades=tuple((grade, translate(meaning)) for grade, meaning in GRADES.items()),
        sections=sections,
        studies=tuple(
            Study(name, translate(study.finding), study.doi)
            for name, study in SOURCES.items()
            if name in cited and study.doi
        ),
        own=sum(rulebook[name] != DEFAULT_RULEBOOK[name] for name in thresholds()),
    )


def _section(
    anchor: str,
    title: str,
    intro: str,
    texts: Sequence[RuleText],
    rulebook: Rulebook,
    shown: set[str],
    translate: Translate,
) -> Section:
    named = dict.fromkeys(name for text in texts for name in text.places if name not in shown)
    shown.update(named)
    return Section(
        anchor=anchor,
        title=title,
        intro=intro.replace("{order}", ", ".join(rule for rule, _decide, _weekly in RULES)),
        rules=tuple(_rule(text, rulebook, translate) for text in texts),
        rows=tuple(_row(name, rulebook, translate) for name in named),
    )


def _rule(text: RuleText, rulebook: Rulebook, translate: Translate) -> Rule:
    return Rule(
        anchor=f"rule-{text.rule}",
        id=text.rule if text.rule[0].isupper() else "",
        title=translate(text.title),
        pieces=tuple(_pieces(text, rulebook, translate)),
        grounds=tuple((grade, translate(source)) for grade, source in dict.fromkeys((*_grounds(text), *text.grounds))),
        status=STATUS_OF.get(text.rule) or (Status(text.rule) if text in readiness_texts.ADVICE else None),
    )


def _pieces(text: RuleText, rulebook: Rulebook, translate: Translate) -> Iterator[Piece]:
    for words, name, form, _conversion in Formatter().parse(translate(text.text)):
        if words:
            yield Piece(words)
        if name:
            say, default = written(form or "", translate), DEFAULT_RULEBOOK[name]
            value = rulebook[name]
            yield Piece(say(value), say(default) if value != default else "")


def _grounds(text: RuleText) -> Iterator[tuple[str, str]]:
    for name in text.places:
        behind = thresholds()[name].behind
        yield behind.grade, behind.source


def _row(name: str, rulebook: Rulebook, translate: Translate) -> Row:
    behind, say = thresholds()[name].behind, written("", translate)
    return Row(
        name=name,
        label=label(name, translate),
        value=say(rulebook[name]),
        default=say(behind.default),
        own=rulebook[name] != behind.default,
        low=say(behind.low),
        high=say(behind.high),
        unit=translate(behind.unit),
        rule=behind.rule,
        grade=behind.grade,
        source=translate(behind.source),
    )
