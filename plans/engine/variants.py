"""The template as it is for an athlete who protects certain attributes (S3): another mix, inside the same limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from plans.engine.levels import Words
from plans.engine.template import Template
from plans.engine.template_choices import Shift
from plans.engine.template_phases import Phase
from plans.engine.template_weeks import EasyRun, KeyRun, MobilitySessions, TemplateWeek
from plans.engine.vocabulary import Level, SessionKind

MOST_PROTECTED = 2
"""Who protects everything protects nothing."""


def varied(template: Template, protects: Iterable[str]) -> Template:
    """The template with the shifts of these attributes, the most important first; none gives the template itself.

    Raises ValueError for an attribute that the template does not know, one named twice, or more than two.
    """
    attributes = tuple(protects)
    if len(set(attributes)) < len(attributes) or len(attributes) > MOST_PROTECTED:
        raise ValueError(f"a plan protects up to {MOST_PROTECTED} different attributes, not {attributes}")
    unknown = [each for each in attributes if each not in template.variants]
    if unknown:
        raise ValueError(f"the template has no variant for {', '.join(unknown)}")
    return reduce(_shifted, attributes, template)


def _shifted(template: Template, attribute: str) -> Template:
    shifts = template.variants[attribute].phases
    return replace(
        template,
        phases=tuple(_phase(p, shifts[p.kind]) if p.kind in shifts else p for p in template.phases),
        weeks=tuple(_week(w, shifts[w.phase]) if w.phase in shifts else w for w in template.weeks),
    )


def _phase(phase: Phase, shift: Shift) -> Phase:
    mobility, strength = phase.mobility, phase.strength
    return replace(
        phase,
        mobility=replace(mobility, minutes_per_day=mobility.minutes_per_day + shift.mobility_more_min_per_day),
        strength=replace(
            strength,
            minutes={level: minutes + shift.strength_more_min for level, minutes in strength.minutes.items()},
            main_lifts=(*strength.main_lifts, *shift.lifts),
        ),
    )


def _week(week: TemplateWeek, shift: Shift) -> TemplateWeek:
    return replace(
        week,
        keys=tuple(key for each in week.keys for key in _keys(each, shift)),
        easy_runs=_easy_runs(week.easy_runs, shift.easy_run),
        long_run=_with(week.long_run, shift.long_run),
        longest_run_ratio=week.longest_run_ratio * shift.longest_run_ratio,
        strength_sessions=_at_least(week.strength_sessions, shift.strength_sessions),
        cross_training_sessions=_at_least(week.cross_training_sessions, shift.cross_training_sessions),
        mobility_sessions=MobilitySessions(
            max(week.mobility_sessions.per_week, shift.mobility_sessions.per_week),
            max(week.mobility_sessions.minutes, shift.mobility_sessions.minutes),
        ),
    )


def _keys(key: KeyRun, shift: Shift) -> list[KeyRun]:
    """The key work, and in its place another for the levels that the shift has a dose for."""
    instead = next((by for kind, by in shift.keys if kind is key.session), None)
    if instead is None:
        return [key]
    changed = {level: dose for level, dose in instead.dose.items() if level in key.dose}
    kept = {level: dose for level, dose in key.dose.items() if level not in changed}
    both = (replace(instead, dose=changed), replace(key, dose=kept))
    return [each for each in both if each.dose]


def _easy_runs(runs: tuple[EasyRun, ...], more: EasyRun) -> tuple[EasyRun, ...]:
    """One more easy run carries what the shift adds: the first plain enough to take it, else a further one."""
    if not more.steps:
        return runs
    takes = (n for n, run in enumerate(runs) if run.session is SessionKind.EASY and not _has(run, more.protects))
    at = next(takes, None)
    if at is None:
        return (*runs, more)
    return (*runs[:at], _with(runs[at], more), *runs[at + 1 :])


def _has(run: EasyRun, protects: Words) -> bool:
    return set(protects) <= set(run.protects)


def _with(run: EasyRun, more: EasyRun) -> EasyRun:
    return EasyRun(
        run.session,
        (*run.steps, *more.steps),
        tuple(dict.fromkeys((*run.marks, *more.marks))),
        tuple(dict.fromkeys((*run.protects, *more.protects))),
    )


def _at_least(sessions: Mapping[Level, int], least: int) -> Mapping[Level, int]:
    return {level: max(count, least) for level, count in sessions.items()}
