"""The sessions of a week before they have their place in it: what a run, a lift or a routine consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plans.engine.levels import Words
from plans.engine.placement import Anchors
from plans.engine.plays import next_play
from plans.engine.policy import PlanPolicy
from plans.engine.template import Template, Weekdays
from plans.engine.template_phases import Phase
from plans.engine.template_texts import AFTER_THE_RUN, BODY_WEIGHT
from plans.engine.template_weeks import EasyRun, TemplateWeek
from plans.engine.vocabulary import Level, SessionKind
from plans.engine.volumes import FittedKey, Volume
from plans.engine.week import EASY_PACE_MIN_PER_KM

FLEXIBLE = "flexible"
"""The mark of a session that may stand on any day of its week (S22)."""
_PLAIN = EasyRun(SessionKind.EASY)
_BODY_WEIGHT_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A session before it has its place among the sessions of its day; `slot` names it within its week."""

    slot: str
    weekday: int
    kind: SessionKind
    duration_min: int
    rpe: int
    tenths: int | None = None
    steps: Words = ()
    marks: Words = ()
    protects: Words = ()


@dataclass(slots=True)
class Drafting:
    """Drafts the weeks of one plan in their order; remembers how it played and jumped so far."""

    template: Template
    level: Level
    policy: PlanPolicy
    played: list[Words] = field(default_factory=list)
    weeks: int = 0
    weeks_with_jumps: int = 0

    def week(
        self, week: TemplateWeek, volume: Volume, anchors: Anchors, *, runs: Sequence[int],
        cross_training: Weekdays, strength: Weekdays, mobility: Weekdays,
    ) -> list[Draft]:  # fmt: skip
        """All sessions of the next week, those of one day in their order. `runs` are days, the long run's and the
        key runs' first; a day that stands there twice has a second run."""
        phase = self.template.phase(week.phase)
        drafts = [
            *self._runs(week, volume, anchors, runs),
            *self._cross_training(cross_training),
            *self._strength(phase, strength, runs),
            *self._mobility(phase, week.mobility_sessions.minutes, mobility),
        ]
        self.weeks += 1
        self.weeks_with_jumps += bool(phase.strength.jumps and strength)
        return self._with_flexible_slot(drafts, strength)

    def _runs(self, week: TemplateWeek, volume: Volume, anchors: Anchors, days: Sequence[int]) -> list[Draft]:
        """The long run, key work on key days, and easy runs on what is left, the most important first."""
        key_days = anchors.keys[: len(volume.keys)]
        easy_days = [day for day in days if day != anchors.long and day not in key_days]
        drafts = [self._easy("long", anchors.long, week.long_run, volume.longest)]
        for n, (day, key) in enumerate(zip(key_days, volume.keys, strict=True), start=1):
            drafts.append(self._key(f"key {n}", day, key))
        own = [*week.easy_runs, *[_PLAIN] * len(easy_days)]
        for n, (day, run, tenths) in enumerate(zip(easy_days, own, volume.easy, strict=False), start=1):
            drafts.append(self._easy(f"easy {n}", day, run, tenths))
        return drafts

    def _minutes(self, tenths: int) -> int:
        return max(1, round(tenths / 10 * EASY_PACE_MIN_PER_KM[self.level]))

    def _easy(self, slot: str, weekday: int, run: EasyRun, tenths: int) -> Draft:
        library = self.template.library[run.session]
        steps, marks = run.steps or library.steps, run.marks
        play = next_play(self.template, run.session, self.played)
        if play is not None:
            self.played.append(play.steps)
            steps, marks = (*play.steps, *run.steps), tuple(dict.fromkeys((*run.marks, *play.marks)))
        return Draft(
            slot, weekday, run.session, self._minutes(tenths), library.rpe, tenths,
            steps, marks, tuple(dict.fromkeys((*library.protects, *run.protects))),
        )  # fmt: skip

    def _key(self, slot: str, weekday: int, fitted: FittedKey) -> Draft:
        """Warm-up and cool-down fill what the work leaves of the run."""
        library = self.template.library[fitted.key.session]
        work = library.work
        assert work is not None  # key runs have work in the library, by the schema
        minutes = self._minutes(fitted.tenths)
        warm_up = work.warm_up_min + max(0, minutes - fitted.need_min)
        rest = f", {fitted.key.rest} between" if fitted.key.rest and fitted.dose.times > 1 else ""
        steps = (
            f"Warm-up {warm_up} min easy" if warm_up else "",
            f"{fitted.dose} {work.manner}{rest}",
            f"Cool-down {work.cool_down_min} min easy" if work.cool_down_min else "",
        )
        return Draft(
            slot, weekday, fitted.key.session, minutes, library.rpe, fitted.tenths,
            tuple(filter(None, steps)), (), library.protects,
        )  # fmt: skip

    def _cross_training(self, days: Weekdays) -> list[Draft]:
        library = self.template.library[SessionKind.CROSS_TRAINING]
        minutes = library.minutes[self.level][0]
        return [
            Draft(
                f"cross-training {n}", day, SessionKind.CROSS_TRAINING, minutes, library.rpe,
                steps=library.steps, protects=library.protects,
            )
            for n, day in enumerate(days, start=1)
        ]  # fmt: skip

    def _strength(self, phase: Phase, days: Weekdays, running: Sequence[int]) -> list[Draft]:
        library, strength = self.template.library[SessionKind.STRENGTH], phase.strength
        first = self.weeks < self.policy.first_strength_weeks
        few_jumps = self.weeks_with_jumps < self.policy.first_strength_weeks
        steps = [
            *(jump.step(few=few_jumps) for jump in strength.jumps),
            *(exercise.step for exercise in (*strength.main_lifts, *strength.trunk_foot_balance)),
        ]
        if self.level is Level.BEGINNER and self.weeks < _BODY_WEIGHT_WEEKS:
            steps.insert(0, BODY_WEIGHT)
        rpe = min(strength.rpe, self.policy.first_strength_max_rpe) if first else strength.rpe
        return [
            Draft(
                f"strength {n}", day, SessionKind.STRENGTH, strength.minutes[self.level], rpe,
                steps=(AFTER_THE_RUN, *steps) if day in running else tuple(steps),
                protects=library.protects,
            )
            for n, day in enumerate(days, start=1)
        ]  # fmt: skip

    def _mobility(self, phase: Phase, minutes: int, days: Weekdays) -> list[Draft]:
        library = self.template.library[SessionKind.MOBILITY]
        return [
            Draft(
                f"mobility {n}", day, SessionKind.MOBILITY, minutes, library.rpe,
                steps=phase.mobility.exercises, protects=library.protects,
            )
            for n, day in enumerate(days, start=1)
        ]  # fmt: skip

    def _with_flexible_slot(self, drafts: list[Draft], strength: Weekdays) -> list[Draft]:
        """The best fitting kind of the week is marked flexible, the last of them that has no strength beside it."""
        kinds = self.template.flexible_slot
        fitting = [n for n, draft in enumerate(drafts) if draft.kind in kinds]
        if not fitting:
            return drafts

        def order(n: int) -> tuple[int, bool, int]:
            return kinds.index(drafts[n].kind), drafts[n].weekday in strength, -n

        at = min(fitting, key=order)
        drafts[at] = replace(drafts[at], marks=(*drafts[at].marks, FLEXIBLE))
        return drafts
