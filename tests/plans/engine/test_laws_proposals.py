"""Laws of proposals, on any plan and any night of it: every directive can be approved and taken back."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

from plans.engine.applying import apply
from plans.engine.decision import Directive
from plans.engine.facts import NightFacts
from plans.engine.limits import History, Severity, new_breaches
from plans.engine.operation_json import from_json, to_json
from plans.engine.operations import Operation
from plans.engine.proposals import propose
from plans.engine.vocabulary import PhaseKind
from plans.engine.week import PlanState, WeekState
from tests.plans.engine.seasons import CASES, HEALTH, at_night, athlete, seeds


@pytest.mark.parametrize("directive", Directive)
@CASES
@given(seed=seeds)
def test_every_proposal_keeps_the_laws(directive: Directive, seed: int) -> None:
    plan, facts = at_night(athlete(seed % 1000), directive, Random(seed))
    if not _is_reached(directive, facts):
        return
    operations = propose(directive, plan, facts)
    after, inverse = apply(plan, operations)
    _breaks_no_hard_limit(plan, after)
    _is_taken_back_exactly(plan, after, inverse)
    _makes_no_session_longer(directive, plan, after)
    _keeps_the_floor(directive, plan, after)
    _keeps_the_deadline(plan, after)
    _touches_nothing_past(plan, after, facts)
    assert from_json(to_json(operations)) == operations
    assert propose(directive, plan, facts) == operations


def _is_reached(directive: Directive, facts: NightFacts) -> bool:
    """Whether a decision may come to this directive on these facts."""
    phase, weeks = facts.phase, facts.work.weeks if facts.work else ()
    assert phase is not None
    return {
        Directive.REPEAT_WEEK: phase.left == 0 and phase.spare_weeks != 0,
        Directive.HOLD_FOR_LOGS: phase.left == 0 and phase.spare_weeks != 0,
        Directive.REBASE: len(weeks) >= 2,
        Directive.CUT_TO_STEP: len(weeks) >= 3,
    }.get(directive, True)


def _breaks_no_hard_limit(before: PlanState, after: PlanState) -> None:
    broken = new_breaches(before, after, History(baseline_km_per_week=before.baseline_km_per_week))
    assert [breach.sentence for breach in broken if breach.severity is Severity.HARD] == []


def _is_taken_back_exactly(before: PlanState, after: PlanState, inverse: tuple[Operation, ...]) -> None:
    again, _ = apply(after, inverse)
    assert again == before
    ids = [session.id for session in after.sessions()]
    assert len(ids) == len(set(ids))


def _makes_no_session_longer(directive: Directive, before: PlanState, after: PlanState) -> None:
    was = {session.id: session for session in before.sessions()}
    longest = max((session.distance_km or 0 for session in before.sessions()), default=0)
    for session in after.sessions():
        old = was.get(session.id)
        assert (session.distance_km or 0) <= ((old.distance_km or 0) if old else longest)
        assert session.rpe <= (old.rpe if old else 10)
        if directive is not Directive.LENGTHEN_RESTS and old:
            assert session.duration_min <= old.duration_min
    if list(map(_made_from, before.weeks)) == list(map(_made_from, after.weeks)):
        for old_week, new_week in zip(before.weeks, after.weeks, strict=True):
            assert new_week.distance_km <= old_week.distance_km


def _keeps_the_floor(directive: Directive, before: PlanState, after: PlanState) -> None:
    """V13, but for the rest of who is ill or worn out. A phase that is below it as planned is no lower after."""
    if directive in HEALTH:
        return
    floor_km = 0.3 * before.baseline_km_per_week
    for week in after.weeks:
        planned = [each.distance_km for each in before.weeks if each.phase is week.phase]
        assert week.distance_km >= min(floor_km, *planned) - 1e-6
        if week.distance_km:
            assert len(week.runs) >= min(2, *(len(w.runs) for w in before.weeks if _made_from(w) == _made_from(week)))


def _made_from(week: WeekState) -> tuple[PhaseKind, int]:
    return week.phase, week.template_week


def _keeps_the_deadline(before: PlanState, after: PlanState) -> None:
    if before.deadline and before.weeks[-1].sunday <= before.deadline:
        assert after.weeks[-1].sunday <= before.deadline


def _touches_nothing_past(before: PlanState, after: PlanState, facts: NightFacts) -> None:
    past = [session for session in before.sessions() if session.day <= facts.night or session.has_feedback]
    assert all(after.session(session.id) == session for session in past)
