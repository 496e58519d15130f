"""Athletes, plans and nights at random, each from one number: what laws are tried on.

`athlete` is a generated plan, `at_night` one night of it with facts that follow from the plan, and `season` the nights
of eight weeks: days as they come, reports, decisions, proposals, answers of a coach, changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from plans.engine.applying import apply
from plans.engine.decision import Directive, NightDecision
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import decide
from plans.engine.facts import DayFact, Earlier, NightFacts, Standing, Symptoms
from plans.engine.history import RECENT_DAYS, PlannedWeek, night_facts, phase_facts
from plans.engine.operations import Operation
from plans.engine.proposals import propose
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.engine.vocabulary import Level
from plans.engine.week import PlanState, SessionState
from plans.engine.work import WORK_DAYS, Feelings, Frame, Outcome, ReportedSession, work_facts
from readiness.engine.assessment import DayAssessment
from readiness.engine.vocabulary import Illness, Status
from tests.plans.engine.shipped import plan as shipped_plan
from tests.plans.engine.shipped import template

EXAMPLES: int = settings.default.max_examples if settings.default else 100
CASES = settings(max_examples=EXAMPLES if EXAMPLES >= 2000 else EXAMPLES // 10)
"""Laws on whole plans are dear: the fast suite tries each on a few, `LAWS=thorough` on all."""
SEASONS = settings(max_examples=max(1, EXAMPLES // 20))
"""A season is 56 nights, each of which is a case."""

seeds = st.integers(0, 2**32 - 1)
RULES = ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "V1", "GB")
HEALTH = (Directive.REST_WHILE_ILL, Directive.RETURN_GRADUALLY, Directive.REST_NEXT_RUN)
"""What may be proposed on any night of the week."""
OUTCOMES = (
    (*[Outcome.DONE] * 8, Outcome.SOMETHING_ELSE, Outcome.RESTED),
    (Outcome.DONE,),
    (Outcome.DONE, Outcome.SOMETHING_ELSE, Outcome.RESTED),
    (Outcome.RESTED,),
)
"""What becomes of sessions: mostly done, always, now and then, never."""
LENGTHS = {phase.kind: (phase.min_weeks, phase.max_weeks) for phase in template().phases}


@lru_cache(maxsize=256)
def athlete(seed: int) -> PlanState:
    """A generated plan: any level, 5 to 200 km a week, 2 to 7 days, any lengths of the phases, often a deadline."""
    random = Random(seed)
    lengths = {phase.kind: random.choice(sorted(phase.lengths)) for phase in template().phases}
    plan = shipped_plan(
        random.choice(list(Level)),
        random.randint(10, 400) / 2,
        sorted(random.sample(range(7), random.randint(2, 7))),
        over_50=random.random() < 0.2,
        under_18=random.random() < 0.2,
        weeks_by_phase=lengths if random.random() < 0.5 else None,
    )
    until = plan.weeks[-1].sunday + timedelta(days=random.randint(0, 30))
    fewest = tuple((kind, least) for kind, (least, _) in LENGTHS.items())
    return replace(plan, min_weeks=fewest, deadline=until if random.random() < 0.4 else None)


def at_night(plan: PlanState, directive: Directive, random: Random) -> tuple[PlanState, NightFacts]:
    """The plan as reported on up to one of its nights, and the facts of that night."""
    week = random.randrange(len(plan.weeks))
    night = plan.weeks[week].monday + timedelta(days=random.randrange(7) if directive in HEALTH else 6)
    told = _reports(plan, night, random, share=random.choice([0, 0.3, 0.7, 1]))
    statuses = {night - timedelta(days=ago): random.choice(list(Status)) for ago in range(WORK_DAYS)}
    ago = random.randint(0, 15)
    symptoms = Symptoms(random.randint(1, 21), ago, random.choice([None, *range(ago)]), random.random() < 0.5)
    spoken = [Earlier(random.randint(1, 28), random.choice(RULES), random.choice(list(Standing))) for _ in range(4)]
    facts = NightFacts(
        night=night,
        days=(DayFact(Status.GREEN, "S8"),) * 21,
        symptoms=symptoms,
        recent=tuple(sorted(spoken[: random.randint(0, 4)], key=lambda each: each.ago)),
        **_place_and_work(plan, told, statuses, night, wants_more=True),
    )
    return _with_reports(plan, told), facts


@dataclass(frozen=True, slots=True)
class Night:
    """One night of a season: what was known, decided and proposed, and the plan before and after the answer."""

    facts: NightFacts
    decision: NightDecision
    operations: tuple[Operation, ...]
    before: PlanState
    after: PlanState
    standing: Standing


@dataclass(frozen=True, slots=True)
class Persona:
    """How somebody's days and sessions turn out; `letters` are drawn from with equal chances (`nights_made`)."""

    letters: str = "g"
    reports: float = 1.0
    outcomes: tuple[Outcome, ...] = (Outcome.DONE,)
    extra_rpe: tuple[int, ...] = (0,)
    worn_out: bool = False
    """Two persistent cues stay on together."""
    wants_more: float = 1.0
    answers: tuple[Standing, ...] = (Standing.APPROVED,)


TYPICAL = Persona(outcomes=OUTCOMES[0], extra_rpe=(-1, 0, 0, 1, 2))


def season(seed: int, weeks: int = 8) -> Iterator[Night]:
    """Weeks of somebody at random, from any week of their plan on. A good half of the proposals is approved."""
    random = Random(seed)
    persona = Persona(
        letters=random.choice(["ggggga", "gggaaru", "guuuu", "gggggggi6", "aargu", "ggggggg"]),
        reports=random.choice([0.2, 0.7, 0.95]),
        outcomes=random.choice(OUTCOMES),
        extra_rpe=random.choice([(-1, 0, 0, 1), (2, 3)]),
        worn_out=random.random() < 0.3,
        wants_more=0.7,
        answers=(*[Standing.APPROVED] * 3, Standing.KEPT, Standing.OPEN),
    )
    plan = athlete(random.randrange(10**6))
    return nights(plan, persona, random, random.choice(plan.weeks).monday, weeks)


def nights(plan: PlanState, persona: Persona, random: Random, start: date, weeks: int) -> Iterator[Night]:
    """Night after night: days as they come, reports, the decision, its proposal, and the answer of a coach."""
    told: dict[str, ReportedSession] = {}
    assessments = {day: _a_day(day, "g") for ago in range(28) if (day := start - timedelta(days=ago + 1))}
    spoken: list[tuple[date, str, Standing]] = []
    for n in range(7 * weeks):
        night = start + timedelta(days=n)
        assessments[night] = _a_day(night, random.choice(persona.letters))
        for session in plan.sessions():
            if session.day == night and random.random() < persona.reports:
                told[session.id] = _report(session, random, persona)
        plan = _with_reports(plan, told)
        statuses = {day: each.status for day, each in assessments.items()}
        facts = night_facts(
            night, assessments, start - timedelta(days=28), DEFAULT_RULEBOOK,
            recent=[
                Earlier((night - day).days, rule, standing)
                for day, rule, standing in reversed(spoken)
                if (night - day).days <= RECENT_DAYS
            ],
            **_place_and_work(plan, told, statuses, night, wants_more=random.random() < persona.wants_more),
        )  # fmt: skip
        if persona.worn_out:
            facts = replace(facts, cues=("P1", "P4"), pair_days_ago=0)
        decision = decide(facts, DEFAULT_POLICY)
        operations = propose(decision.directive, plan, facts)
        after, _ = apply(plan, operations)
        standing = random.choice(persona.answers) if operations else Standing.NOTE
        yield Night(facts, decision, operations, plan, after, standing)
        if decision.rule not in ("-", "S0"):
            spoken.append((night, decision.rule, standing))
        plan = after if standing is Standing.APPROVED else plan


def _a_day(day: date, letter: str) -> DayAssessment:
    if letter == "u":
        return DayAssessment(day, Status.UNKNOWN, "S0")
    if letter == "i":
        return DayAssessment(day, Status.RED, "S1", logged=True, illness=Illness.SYSTEMIC)
    if letter == "6":
        return DayAssessment(day, Status.RED, "S1", logged=True, pain=6)
    status, rule = {"g": (Status.GREEN, "S8"), "a": (Status.AMBER, "S3"), "r": (Status.RED, "S2")}[letter]
    return DayAssessment(day, status, rule, logged=True)


def _place_and_work(
    plan: PlanState, told: dict[str, ReportedSession], statuses: dict[date, Status], night: date, *, wants_more: bool
) -> dict[str, Any]:
    weeks = [PlannedWeek(week.monday, week.phase, *LENGTHS[week.phase], week.distance_km) for week in plan.weeks]
    phase = phase_facts(weeks, night, plan.deadline)
    if phase is None or night.weekday() != 6:
        return {"phase": phase, "work": None}
    frame = Frame(plan.weeks[0].monday, night - timedelta(days=7 * phase.served - 1), plan.baseline_km_per_week)
    lately = [s for s in plan.sessions() if 0 <= (night - s.day).days < WORK_DAYS]
    sessions = [told.get(s.id) or _planned(s) for s in lately]
    felt = Feelings(4.0, 4.0, 4.0, 4.0, wants_more)
    return {"phase": phase, "work": work_facts(sessions, statuses, felt, frame, night, DEFAULT_POLICY)}


def _reports(plan: PlanState, night: date, random: Random, share: float) -> dict[str, ReportedSession]:
    past = [session for session in plan.sessions() if session.day <= night]
    return {session.id: _report(session, random, TYPICAL) for session in past if random.random() < share}


def _report(session: SessionState, random: Random, persona: Persona) -> ReportedSession:
    varies = len(persona.extra_rpe) > 1
    km = random.choice([None, None, random.random() * 1.3]) if varies else None
    return replace(
        _planned(session),
        outcome=random.choice(persona.outcomes),
        done_km=None if km is None or not session.distance_km else round(km * session.distance_km, 1),
        rpe=min(10, session.rpe + random.choice(persona.extra_rpe)),
        relaxed=random.choice([None, True, False]) if varies else True,
    )


def _planned(session: SessionState) -> ReportedSession:
    return ReportedSession(session.day, session.kind, session.distance_km, session.rpe, session.duration_min)


def _with_reports(plan: PlanState, told: dict[str, ReportedSession]) -> PlanState:
    weeks = tuple(replace(week, sessions=tuple(_marked(s, s.id in told) for s in week.sessions)) for week in plan.weeks)
    return replace(plan, weeks=weeks)


def _marked(session: SessionState, told: bool) -> SessionState:
    return session if session.has_feedback == told else replace(session, has_feedback=told)
