"""How long the phases of a plan are, and what a deadline may shorten (rules, sections 6 and 9.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from plans.engine.refusals import Refusal
from plans.engine.template import Template
from plans.engine.template_weeks import TemplateWeek
from plans.engine.vocabulary import PhaseKind
from readiness.engine.sentences import gettext_noop

GIVING_WAY = (PhaseKind.MAINTENANCE, PhaseKind.POTENCY)
"""Only these phases are shortened for a deadline, the first one first: in its shortest form its gate can still be
passed, while a short potency has fewer quality sessions than its gate asks for."""


def weeks_of(template: Template, weeks_by_phase: Mapping[PhaseKind, int] | None = None) -> tuple[TemplateWeek, ...]:
    """The template's weeks for phases of these lengths; a phase that is not named has its default length. A week
    that stands in the plan a second time has its other goals.

    Raises ValueError for a length that a phase does not have.
    """
    asked = weeks_by_phase or {}
    found: list[TemplateWeek] = []
    seen: Counter[int] = Counter()
    for phase in template.phases:
        length = asked.get(phase.kind, phase.default_weeks)
        if length not in phase.lengths:
            words = gettext_noop("{phase} lasts {low} to {high} weeks, not {n}")
            raise Refusal(words, phase=phase.title, low=phase.min_weeks, high=phase.max_weeks, n=length)
        for number in phase.lengths[length]:
            week = template.week(number)
            found.append(replace(week, goals=week.goals_again) if seen[number] % 2 else week)
            seen[number] += 1
    return tuple(found)


def least_weeks(template: Template) -> int:
    """The fewest weeks that a plan can be shortened to for a deadline."""
    return sum(p.min_weeks if p.kind in GIVING_WAY else p.default_weeks for p in template.phases)


def phase_lengths(template: Template, weeks: int) -> Mapping[PhaseKind, int] | None:
    """The lengths of the phases of a plan that ends within so many weeks; None where `least_weeks` is more.

    With more weeks than the template has by default, the plan is as long as by default.
    """
    lengths = {phase.kind: phase.default_weeks for phase in template.phases}
    over = sum(lengths.values()) - weeks
    for kind in GIVING_WAY:
        shorter = min(max(over, 0), lengths[kind] - template.phase(kind).min_weeks)
        lengths[kind] -= shorter
        over -= shorter
    return lengths if over <= 0 else None
