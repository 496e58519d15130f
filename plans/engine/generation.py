"""From a template to an athlete's plan: how much (`volumes`), on which days (`placement`), as which sessions.

The same arguments give the same plan to the byte, ids included. No generated week breaks a hard limit of
`plans.engine.limits`, whatever the level, the baseline (5 to 200 km a week) and the days (2 to 7 a week).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.engine import placement
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.template import EasyRun, Rhythm, Strength, Template, TemplateWeek, Weekdays
from plans.engine.vocabulary import Level, SessionKind
from plans.engine.volumes import FittedKey, Runner, Volume, volume
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState

_PLAIN = EasyRun(SessionKind.EASY, (), (), ())
_BODY_WEIGHT_WEEKS = 4
_AFTER_THE_RUN = "At least 6 hours after the run"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A session before it has its place among the sessions of its day; `slot` names it within its week."""

    slot: str
    weekday: int
    kind: SessionKind
    duration_min: int
    rpe: int
    tenths: int | None = None
    steps: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    protects: tuple[str, ...] = ()


def generate(
    template: Template,
    *,
    level: Level,
    baseline_km_per_week: float,
    available_weekdays: Sequence[int],
    start: date,
    plan_id: uuid.UUID,
    over_50: bool = False,
    under_18: bool = False,
    policy: PlanPolicy = DEFAULT_POLICY,
) -> PlanState:
    """The plan that this template gives this athlete from the Monday `start` on.

    Raises ValueError for a start that is no Monday, a baseline that is not positive, or no day at all.
    """
    available = tuple(sorted(set(available_weekdays)))
    if start.weekday() != 0 or baseline_km_per_week <= 0 or not available:
        raise ValueError("a plan starts on a Monday, from a baseline above 0 km, on at least one weekday")
    maker = _Maker(template, level, available, policy, start, plan_id, over_50, under_18)
    return PlanState(
        level=level,
        baseline_km_per_week=baseline_km_per_week,
        available_weekdays=available,
        weeks=tuple(maker.weeks(baseline_km_per_week)),
        over_50=over_50,
        under_18=under_18,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """The frame that all weeks of one plan share."""

    template: Template
    level: Level
    available: Weekdays
    policy: PlanPolicy
    start: date
    plan_id: uuid.UUID
    over_50: bool
    under_18: bool

    @property
    def rest_days(self) -> int:
        rest = self.policy.rest_days_per_week(self.level)
        return max(rest, self.policy.rest_days_under_18) if self.under_18 else rest

    def frame(self) -> placement.Frame:
        """Beginners' long runs are never heavy and they have one key day: they need no wider spacing."""
        slow = self.over_50 and self.level is not Level.BEGINNER
        spacing = self.policy.hard_spacing_slow_recovery_days if slow else self.policy.hard_spacing_days
        return placement.frame(self.template.one_key, self.template.two_keys, self.available, spacing)

    def weeks(self, baseline_km: float) -> list[WeekState]:
        frame = self.frame()
        volumes = self._volumes(frame, baseline_km)
        anchors = [frame.two_keys if len(v.keys) == 2 and frame.two_keys else frame.one_key for v in volumes]
        weeks: list[WeekState] = []
        last: int | None = None
        jump_weeks = 0
        for n, (week, v, here) in enumerate(zip(self.template.weeks, volumes, anchors, strict=True)):
            rhythm = self.template.one_key if here is frame.one_key else self.template.two_keys
            running = placement.run_days(rhythm, here, self.available, min(v.runs, self._most_run_days))
            lifting = placement.strength_days(
                rhythm, self.available, running, here.days, week.strength_sessions[self.level],
                most_days=7 - self.rest_days, spacing=self.policy.strength_spacing_days, last=last,
                key_next_monday=n + 1 < len(anchors) and 0 in anchors[n + 1].days,
            )  # fmt: skip
            crossing = placement.cross_training_days(
                rhythm, self.available, running, lifting, week.cross_training_sessions[self.level],
                free_days=self.rest_days,
            )  # fmt: skip
            strength = self.template.phase(week.phase).strength
            drafts = [
                *self._runs(week, v, rhythm, here, running),
                *self._cross_training(crossing),
                *self._strength(strength, n, jump_weeks, lifting, running),
            ]
            weeks.append(self._week(n, week, drafts))
            jump_weeks += bool(strength.jumps and lifting)
            last = lifting[-1] if lifting else None
        return weeks

    @property
    def _most_run_days(self) -> int:
        return min(len(self.available), 7 - self.rest_days)

    def _volumes(self, frame: placement.Frame, baseline_km: float) -> list[Volume]:
        days = self._most_run_days
        second_runs = min(self.template.levels[self.level].second_runs_a_day_per_week, max(0, days - 3))
        runner = Runner(
            level=self.level,
            baseline_km_per_week=baseline_km,
            most_runs=days + second_runs,
            most_keys=2 if frame.two_keys and days > 3 else min(len(frame.one_key.keys), days - 1),
            longest_may_be_heavy=frame.one_key.long_may_be_heavy,
        )
        volumes: list[Volume] = []
        for week in self.template.weeks:
            volumes.append(volume(self.template, week, runner, volumes, self.policy))
        return volumes

    def _runs(
        self, week: TemplateWeek, v: Volume, rhythm: Rhythm, anchors: placement.Anchors, running: Weekdays
    ) -> list[_Draft]:
        """The long run, key work on key days, and easy runs on what is left, the most important first."""
        key_days = anchors.keys[: len(v.keys)]
        easy_days = [day for day in running if day != anchors.long and day not in key_days]
        easy_days += placement.second_run_days(rhythm, running, anchors.days, v.runs - len(running))
        drafts = [self._easy("long", anchors.long, week.long_run, v.longest)]
        for n, (day, key) in enumerate(zip(key_days, v.keys, strict=True), start=1):
            drafts.append(self._key(f"key {n}", day, key))
        own = [*week.easy_runs, *[_PLAIN] * len(easy_days)]
        for n, (day, run, tenths) in enumerate(zip(easy_days, own, v.easy, strict=False), start=1):
            drafts.append(self._easy(f"easy {n}", day, run, tenths))
        return drafts

    def _minutes(self, tenths: int) -> int:
        return max(1, round(tenths / 10 * EASY_PACE_MIN_PER_KM[self.level]))

    def _easy(self, slot: str, weekday: int, run: EasyRun, tenths: int) -> _Draft:
        library = self.template.library[run.session]
        return _Draft(
            slot, weekday, run.session, self._minutes(tenths), library.rpe, tenths,
            run.steps or library.steps, run.marks, tuple(dict.fromkeys((*library.protects, *run.protects))),
        )  # fmt: skip

    def _key(self, slot: str, weekday: int, fitted: FittedKey) -> _Draft:
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
        return _Draft(
            slot, weekday, fitted.key.session, minutes, library.rpe, fitted.tenths,
            tuple(filter(None, steps)), (), library.protects,
        )  # fmt: skip

    def _cross_training(self, days: Weekdays) -> list[_Draft]:
        library = self.template.library[SessionKind.CROSS_TRAINING]
        minutes = library.minutes[self.level][0]
        return [
            _Draft(
                f"cross-training {n}", day, SessionKind.CROSS_TRAINING, minutes, library.rpe,
                steps=library.steps, protects=library.protects,
            )
            for n, day in enumerate(days, start=1)
        ]  # fmt: skip

    def _strength(self, phase: Strength, week: int, jump_weeks: int, days: Weekdays, running: Weekdays) -> list[_Draft]:
        library = self.template.library[SessionKind.STRENGTH]
        first = week < self.policy.first_strength_weeks
        few_jumps = jump_weeks < self.policy.first_strength_weeks
        steps = [
            *(jump.step(few=few_jumps) for jump in phase.jumps),
            *(exercise.step for exercise in (*phase.main_lifts, *phase.trunk_foot_balance)),
        ]
        if self.level is Level.BEGINNER and week < _BODY_WEIGHT_WEEKS:
            steps.insert(0, "Body weight or bands, no weights yet")
        rpe = min(phase.rpe, self.policy.first_strength_max_rpe) if first else phase.rpe
        return [
            _Draft(
                f"strength {n}", day, SessionKind.STRENGTH, phase.minutes[self.level], rpe,
                steps=(_AFTER_THE_RUN, *steps) if day in running else tuple(steps),
                protects=library.protects,
            )
            for n, day in enumerate(days, start=1)
        ]  # fmt: skip

    def _week(self, n: int, week: TemplateWeek, drafts: Sequence[_Draft]) -> WeekState:
        """Drafts come in the order of their day: runs, cross-training, strength."""
        monday = self.start + timedelta(weeks=n)
        place = dict.fromkeys(range(7), 0)
        sessions = []
        for draft in drafts:
            day = monday + timedelta(days=draft.weekday)
            sessions.append(
                SessionState(
                    id=str(uuid.uuid5(self.plan_id, f"week {week.number}, {draft.slot}")),
                    day=day,
                    position=place[draft.weekday],
                    original_day=day,
                    kind=draft.kind,
                    duration_min=draft.duration_min,
                    distance_km=None if draft.tenths is None else draft.tenths / 10,
                    rpe=draft.rpe,
                    steps=draft.steps,
                    marks=draft.marks,
                    protects=draft.protects,
                )
            )
            place[draft.weekday] += 1
        return WeekState(
            monday=monday,
            phase=week.phase,
            template_week=week.number,
            fraction=week.fraction,
            deload=week.deload,
            goals=week.goals,
            sessions=tuple(sorted(sessions, key=lambda s: (s.day, s.position, s.id))),
        )
