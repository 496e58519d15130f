"""What differs between two versions of a template, in lines for a coach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plans.engine.words import Translate

_OTHER = {
    "rhythms": "The weekdays of sessions",
    "library": "The session library",
    "playful": "Play runs",
    "variants": "What protecting an attribute shifts",
    "contingencies": "Stand-ins",
    "levels": "Numbers by level",
    "gates": "Gates",
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any], translate: Translate = str) -> Iterator[str]:
    """Both are documents that fit the schema; `translate` is the caller's gettext."""
    _ = translate
    if before["title"] != after["title"]:
        yield _("The name: %(was)s → %(now)s") % {"was": before["title"], "now": after["title"]}
    if before["goal"] != after["goal"]:
        yield _("The goal: %(now)s") % {"now": after["goal"]}
    for was, now in zip(before["phases"], after["phases"], strict=False):
        yield from _phase(was, now, translate)
    old, new = ({week["week"]: week for week in each["weeks"]} for each in (before, after))
    if len(old) != len(new):
        yield _("Weeks: %(was)s → %(now)s") % {"was": len(old), "now": len(new)}
    for number in sorted(old.keys() & new.keys()):
        if what := ", ".join(_week(old[number], new[number], translate)):
            yield _("Week %(n)s: %(what)s") % {"n": number, "what": what}
    for name, words in _OTHER.items():
        if before.get(name) != after.get(name):
            yield _("Changed: %(what)s") % {"what": _(words)}


def _phase(was: Mapping[str, Any], now: Mapping[str, Any], translate: Translate) -> Iterator[str]:
    _ = translate
    if was["default_weeks"] != now["default_weeks"]:
        yield _("%(phase)s: %(was)s → %(now)s weeks") % {
            "phase": now["title"], "was": was["default_weeks"], "now": now["default_weeks"],
        }  # fmt: skip
    if (was["min_weeks"], was["max_weeks"]) != (now["min_weeks"], now["max_weeks"]):
        yield _("%(phase)s lasts %(low)s to %(high)s weeks") % {
            "phase": now["title"], "low": now["min_weeks"], "high": now["max_weeks"],
        }  # fmt: skip
    beside = ("default_weeks", "min_weeks", "max_weeks", "lengths")
    if {k: v for k, v in was.items() if k not in beside} != {k: v for k, v in now.items() if k not in beside}:
        yield _("%(phase)s: its words, strength or mobility") % {"phase": now["title"]}


def _week(was: Mapping[str, Any], now: Mapping[str, Any], translate: Translate) -> Iterator[str]:
    _ = translate
    if was["fraction"] != now["fraction"]:
        yield _("%(was)s → %(now)s %% of the baseline") % {
            "was": round(100 * was["fraction"]), "now": round(100 * now["fraction"]),
        }  # fmt: skip
    if was["deload"] != now["deload"]:
        yield _("an easier week") if now["deload"] else _("no easier week any more")
    if was["keys"] != now["keys"]:
        yield _("key runs")
    if (was["easy_runs"], was["long_run"]) != (now["easy_runs"], now["long_run"]):
        yield _("easy and long runs")
    if any(was[name] != now[name] for name in ("strength_sessions", "cross_training_sessions")):
        yield _("strength or cross-training")
    if any(was[name] != now[name] for name in ("goals", "goals_again", "published")):
        yield _("goals or its table")
