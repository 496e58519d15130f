"""From a template to a plan: how much (`volumes`), on which days (`placement`), as which sessions (`drafts`).

The same arguments give the same plan to the byte, ids included. No generated week breaks a hard limit of
`plans.engine.limits`, whatever the level, the baseline (5 to 200 km a week), the days (2 to 7 a week), the lengths of
the phases and the attributes to protect.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.engine import placement
from plans.engine.drafts import Draft, Drafting
from plans.engine.lengths import weeks_of
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.template import Template, Weekdays
from plans.engine.template_weeks import TemplateWeek
from plans.engine.variants import varied
from plans.engine.vocabulary import Level, PhaseKind
from plans.engine.volumes import Runner, Volume, volume
from plans.engine.week import PlanState, SessionState, WeekState


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
    weeks_by_phase: Mapping[PhaseKind, int] | None = None,
    protects: Sequence[str] = (),
    policy: PlanPolicy = DEFAULT_POLICY,
) -> PlanState:
    """The plan that this template gives this athlete from the Monday `start` on.

    `weeks_by_phase` are lengths other than the default ones, in weeks; `protects` up to two attributes, the most
    important first. Raises ValueError for a start that is no Monday, a baseline that is not positive, no day at all,
    a length that a phase does not have, or an attribute that the template does not know.
    """
    available = tuple(sorted(set(available_weekdays)))
    if start.weekday() != 0 or baseline_km_per_week <= 0 or not available:
        raise ValueError("a plan starts on a Monday, from a baseline above 0 km, on at least one weekday")
    template = varied(template, protects)
    weeks = weeks_of(template, weeks_by_phase)
    maker = _Maker(template, weeks, level, available, policy, start, plan_id, over_50, under_18)
    return PlanState(
        level=level,
        baseline_km_per_week=baseline_km_per_week,
        available_weekdays=available,
        weeks=tuple(maker.made(baseline_km_per_week)),
        over_50=over_50,
        under_18=under_18,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """The frame that all weeks of one plan share."""

    template: Template
    weeks: tuple[TemplateWeek, ...]
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

    def made(self, baseline_km: float) -> list[WeekState]:
        frame = self.frame()
        volumes = self._volumes(frame, baseline_km)
        anchors = [frame.two_keys if len(v.keys) == 2 and frame.two_keys else frame.one_key for v in volumes]
        drafting = Drafting(self.template, self.level, self.policy)
        weeks: list[WeekState] = []
        seen: Counter[int] = Counter()
        last: int | None = None
        for n, (week, v, here) in enumerate(zip(self.weeks, volumes, anchors, strict=True)):
            rhythm = self.template.one_key if here is frame.one_key else self.template.two_keys
            running = placement.run_days(rhythm, here, self.available, min(v.runs, self._most_run_days))
            second_runs = placement.second_run_days(rhythm, running, here.days, v.runs - len(running))
            lifting = placement.strength_days(
                rhythm, self.available, running, here.days, week.strength_sessions[self.level],
                most_days=7 - self.rest_days, spacing=self.policy.strength_spacing_days, last=last,
                key_next_monday=n + 1 < len(anchors) and 0 in anchors[n + 1].days,
            )  # fmt: skip
            crossing = placement.cross_training_days(
                rhythm, self.available, running, lifting, week.cross_training_sessions[self.level],
                free_days=self.rest_days, beside=self._may_carry_a_second(running, here, second_runs),
            )  # fmt: skip
            routine = placement.mobility_days(
                rhythm, self.available, (*running, *crossing, *lifting), week.mobility_sessions.per_week
            )
            drafts = drafting.week(
                week, v, here,
                runs=(*running, *second_runs), cross_training=crossing, strength=lifting, mobility=routine,
            )  # fmt: skip
            seen[week.number] += 1
            weeks.append(self._week(n, week, seen[week.number], drafts))
            last = lifting[-1] if lifting else None
        return weeks

    @property
    def _most_run_days(self) -> int:
        return min(len(self.available), 7 - self.rest_days)

    def _may_carry_a_second(self, running: Weekdays, anchors: placement.Anchors, second_runs: Weekdays) -> Weekdays:
        """Easy days that may have cross-training beside their run, at a level that trains twice a day."""
        if not self.template.levels[self.level].second_runs_a_day_per_week:
            return ()
        return tuple(day for day in running if day not in (*anchors.days, *second_runs))

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
        for week in self.weeks:
            volumes.append(volume(self.template, week, runner, volumes, self.policy))
        return volumes

    def _week(self, n: int, week: TemplateWeek, time: int, drafts: Sequence[Draft]) -> WeekState:
        """Drafts come in the order of their day. `time` is 2 where the template's week is run a second time."""
        monday = self.start + timedelta(weeks=n)
        name = f"week {week.number}" if time == 1 else f"week {week.number}, time {time}"
        place = dict.fromkeys(range(7), 0)
        sessions = []
        for draft in drafts:
            day = monday + timedelta(days=draft.weekday)
            sessions.append(
                SessionState(
                    id=str(uuid.uuid5(self.plan_id, f"{name}, {draft.slot}")),
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
