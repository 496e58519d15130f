"""Make stored decisions again from what they were made from, and say where the outcome differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from athletes.models import Team
from plans.engine.records import FIELDS, UnknownRules, remade
from plans.models import Decision
from plans.planning import default_template, template_of


@dataclass(slots=True)
class Recomputed:
    """How many decisions came out the same, which did not, and how many older rules decided."""

    same: int = 0
    unknown_rules: int = 0
    different: list[tuple[Decision, str]] = field(default_factory=list)
    """With the first field that differs."""


def recompute(team: Team) -> Iterator[Recomputed]:
    """Go through all decisions of the team; yields the running result after each."""
    result = Recomputed()
    for decision in Decision.objects.in_team(team).select_related("plan").order_by("pk").iterator(500):
        try:
            template = template_of(decision.plan) if decision.plan else default_template()
            again = remade(
                decision.rules_version,
                decision.facts,
                decision.plan_state,
                decision.thresholds,
                template,
                decision.steering,
            )
        except UnknownRules:
            result.unknown_rules += 1
        else:
            wrong = next((name for name in FIELDS if getattr(again, name) != getattr(decision, name)), None)
            if wrong is None:
                result.same += 1
            else:
                result.different.append((decision, wrong))
        yield result
