"""Laws over whole seasons: eight weeks of nights at random, with a coach who approves, keeps or does not answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given

from plans.engine.applying import apply
from plans.engine.decision import Directive
from plans.engine.limits import History, Severity, check_plan
from plans.engine.vocabulary import Level, PhaseKind, Verdict
from tests.plans.engine.seasons import LENGTHS, SEASONS, Night, Persona, nights, season, seeds
from tests.plans.engine.shipped import REFERENCE
from tests.plans.engine.shipped import plan as shipped_plan

WEEKLY = ("GB", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "V1")


@SEASONS
@given(seed=seeds)
def test_every_season_keeps_the_laws(seed: int) -> None:
    found = list(season(seed))
    for night in found:
        assert apply(night.after, apply(night.before, night.operations)[1])[0] == night.before
    _at_most_one_change_in_seven_days(found)
    _no_hard_limit_is_broken(found)
    _no_phase_begins_unasked(found)


def _at_most_one_change_in_seven_days(found: list[Night]) -> None:
    changes = [night.facts.night for night in found if night.operations and night.decision.rule in WEEKLY]
    assert all((later - earlier).days >= 7 for earlier, later in pairwise(changes))
    rest_days = [night.facts.night for night in found if night.operations and night.decision.rule == "D2"]
    assert all((later - earlier).days >= 7 for earlier, later in pairwise(rest_days))


def _no_hard_limit_is_broken(found: list[Night]) -> None:
    for night in found:
        if night.operations:
            history = History(baseline_km_per_week=night.before.baseline_km_per_week)
            breaches = check_plan(night.after, history)
            assert [breach.sentence for breach in breaches if breach.severity is Severity.HARD] == []


def _no_phase_begins_unasked(found: list[Night]) -> None:
    """Where the phase of a Monday is a later one than that of the Sunday before, the gate was met, or a coach was
    asked and let it be."""
    order = list(PhaseKind)
    for sunday, monday in pairwise(found):
        before, after = sunday.facts.phase, monday.facts.phase
        if before is None or after is None or order.index(after.kind) <= order.index(before.kind):
            continue
        assert sunday.decision.verdict is Verdict.ADVANCE or sunday.decision.asks or sunday.operations


@pytest.mark.slow
def test_seasons_reach_every_directive() -> None:
    """Or the laws above would hold of nothing. Gates open below; longer rests need a rare night, and have their laws in
    `test_laws_proposals`."""
    reached = {night.decision.directive for seed in range(40) for night in season(seed)}
    assert set(Directive) - reached <= {Directive.FINISH, Directive.NEXT_PHASE, Directive.LENGTHEN_RESTS}


@pytest.mark.parametrize("level", Level)
def test_who_does_what_is_planned_and_stays_well_walks_through_the_whole_offseason(level: Level) -> None:
    """Every gate opens of itself, at the earliest week it may; light potency has its easier week before the next
    phase, and the end is a coach's to sign."""
    plan = replace(
        shipped_plan(level, REFERENCE[level]), min_weeks=tuple((kind, n) for kind, (n, _) in LENGTHS.items())
    )
    walked = [
        (night.facts.phase.kind.value, night.facts.phase.served, night.decision.directive)
        for night in nights(plan, Persona(), Random(1), plan.weeks[0].monday, 12)
        if night.decision.directive is not Directive.NOTHING and night.facts.phase
    ]
    assert walked == [
        ("foundation", 2, Directive.NEXT_PHASE),
        ("maintenance", 4, Directive.NEXT_PHASE),
        ("potency", 2, Directive.NEXT_PHASE),
        ("potency", 3, Directive.NEXT_PHASE),
        ("reintegration", 3, Directive.FINISH),
    ]
