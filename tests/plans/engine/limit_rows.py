"""A row of a limit's case table: weeks as a coach would write them, on both sides of the limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plans.engine.limits import Breach, History, Severity, check_plan
from tests.plans.engine.written_plans import written

SOFT, HARD = Severity.SOFT, Severity.HARD
SIX_DAYS = "Mon easy 5km, Tue easy 5km, Wed easy 5km, Thu easy 5km, Fri easy 5km, Sat easy 5km"
SEVEN_DAYS = f"{SIX_DAYS}, Sun easy 5km"
FIVE_DAYS = "Mon easy 5km, Tue easy 5km, Wed easy 5km, Thu easy 5km, Fri easy 5km"


@dataclass(frozen=True)
class Row:
    """`fires` goes past the limit and says so; `quiet` stands one step below. Weeks, oldest first.

    `frame` is the plan's, `known` what else is known of the athlete; each may differ one step below.
    """

    message: str
    severity: Severity
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    says: str
    frame: dict[str, Any] = field(default_factory=dict)
    frame_quiet: dict[str, Any] | None = None
    known: dict[str, Any] = field(default_factory=dict)
    known_quiet: dict[str, Any] | None = None
    automatic: bool = False

    def above(self) -> tuple[Breach, ...]:
        return self._breaches(self.fires, self.frame, self.known)

    def below(self) -> tuple[Breach, ...]:
        frame = self.frame if self.frame_quiet is None else self.frame_quiet
        return self._breaches(self.quiet, frame, self.known if self.known_quiet is None else self.known_quiet)

    def _breaches(self, weeks: tuple[str, ...], frame: dict[str, Any], known: dict[str, Any]) -> tuple[Breach, ...]:
        plan = written(*weeks, **frame)
        return check_plan(plan, History(plan.baseline_km_per_week, **known), automatic=self.automatic)

    def holds(self) -> None:
        """Above: the sentence, with its severity. Below: not this message, or not as firmly."""
        assert (self.message, self.severity, self.says) in [(b.message, b.severity, b.sentence) for b in self.above()]
        assert (self.message, self.severity) not in [(b.message, b.severity) for b in self.below()]
