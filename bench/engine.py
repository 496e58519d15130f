"""How fast the pure engine is: one decision, the facts it is made from, each kind of proposal, a whole plan.

    DATABASE_URL=postgres://unused SECRET_KEY=bench python -m bench.engine

Medians of one run on one core, in microseconds or milliseconds, and how many decisions the dearer steps cost. No
database is opened. Judges nothing.
"""

from __future__ import annotations

import json
import os
import statistics
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from time import perf_counter_ns

import django

MONDAY = date(2026, 11, 2)
CALLS, FEW_CALLS = 10_000, 25
BAR_US = 60
"""One decision from facts in memory (median)."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from plans.engine import facts as stored
    from plans.engine.decision import Directive
    from plans.engine.decisions import decide
    from plans.engine.facts import NightFacts, Symptoms
    from plans.engine.generation import generate
    from plans.engine.history import PlannedWeek, night_facts, phase_facts
    from plans.engine.limits import History, check_plan
    from plans.engine.proposals import propose
    from plans.engine.replay import assessed
    from plans.engine.replay_assumed import reported, work_of
    from plans.engine.rulebook import DEFAULT_RULEBOOK as RULES
    from plans.engine.vocabulary import Level
    from plans.engine.week import PlanState
    from plans.planning import default_template
    from readiness.engine.cues import persistent_cues
    from readiness.engine.logs import DayLog
    from readiness.engine.status import assess

    template = default_template()
    limits = {phase.kind: (phase.min_weeks, phase.max_weeks) for phase in template.phases}

    def new_plan() -> PlanState:
        return generate(
            template, level=Level.INTERMEDIATE, baseline_km_per_week=50, available_weekdays=range(7),
            start=MONDAY, plan_id=uuid.UUID(int=1),
        )  # fmt: skip

    plan = new_plan()
    days = [MONDAY + timedelta(days=n) for n in range(-70, 70)]
    logs = {day: DayLog(day, 4, 4 - day.toordinal() % 2, 4, 4, 4, sleep_h=7.5, resting_hr_bpm=52.0) for day in days}
    assessments = assessed(logs, days[0], days[-1], RULES.readiness)

    def facts_of(night: date) -> NightFacts:
        done = plan
        for day in days:
            done = reported(done, day) if day <= night else done
        phase = phase_facts(
            [PlannedWeek(w.monday, w.phase, *limits[w.phase], w.distance_km) for w in plan.weeks], night
        )
        assert phase is not None
        weekly = night.weekday() == 6
        work = work_of(done, phase, assessments, logs, night, RULES) if weekly else None
        return night_facts(night, assessments, days[0], RULES, phase=phase, work=work)

    wednesday, sunday = MONDAY + timedelta(days=9), MONDAY + timedelta(days=6)
    gate_sunday, hard_sunday = MONDAY + timedelta(days=20), MONDAY + timedelta(days=55)
    gate = facts_of(gate_sunday)
    nights = {"quiet night": facts_of(wednesday), "weekly night": facts_of(sunday), "gate night": gate}
    for name, facts in nights.items():
        took = _median_us(partial(decide, facts, RULES.decisions), CALLS)
        rule = decide(facts, RULES.decisions).rule
        met = "met" if took <= BAR_US else "not met"
        print(f"decide, {name:<16} {took:>9.1f} µs   ({rule}; bar {BAR_US} µs: {met})")
    one = _median_us(lambda: decide(gate, RULES.decisions), CALLS)

    text = json.dumps(stored.to_json(gate))
    steps: dict[str, Callable[[], object]] = {
        "assess a day": lambda: assess(gate_sunday, logs, RULES.readiness),
        "persistent cues": lambda: persistent_cues(assessments, gate_sunday, RULES.readiness),
        "facts from JSON": lambda: stored.from_json(json.loads(text)),
    }
    for name, step in steps.items():
        took = _median_us(step, CALLS)
        print(f"{name:<24} {took:>9.1f} µs   ({took / one:.1f} decisions)")

    hard = replace(facts_of(hard_sunday), symptoms=Symptoms(3, 1, 0))
    dear: dict[str, Callable[[], object]] = {
        f"propose {directive.value}": partial(propose, directive, plan, hard, RULES) for directive in Directive
    }
    history = History(baseline_km_per_week=plan.baseline_km_per_week)
    dear |= {"check a plan": lambda: check_plan(plan, history, RULES.plans), "generate a plan": new_plan}
    for name, step in dear.items():
        took = _median_us(step, FEW_CALLS)
        print(f"{name:<24} {took / 1000:>9.2f} ms   ({took / one:.0f} decisions)")


def _median_us(call: Callable[[], object], calls: int) -> float:
    took = []
    for _ in range(calls):
        started = perf_counter_ns()
        call()
        took.append(perf_counter_ns() - started)
    return statistics.median(took) / 1000


if __name__ == "__main__":
    main()
