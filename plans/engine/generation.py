"""From a template to a plan: how much (`volumes`), on which days (`placement`), as which sessions (`drafts`).

The same arguments give the same plan to the byte, ids included. No generated week breaks a hard limit of
`plans.engine.limits`, whatever the level, the baseline (5 to 200 km a week), the days (2 to 7 a week), the lengths of
the phases and the attributes to protect; and no day of a generated week has more minutes than the athlete has on it.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine import placement
from plans.engine.days import ANY_MIN, LEAST_RUN_MIN, Days, Laid, days_in_a_row, less, with_room
from plans.engine.drafts import Draft, Drafting
from plans.engine.lengths import weeks_of
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.template import Template, Weekdays
from plans.engine.template_weeks import TemplateWeek
from plans.engine.variants import varied
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.volumes import Runner, Volume, volume
from plans.engine.week import MODERATE_RPE, PlanState, SessionState, WeekState


def generate(
    template: Template,
    *,
    level: Level,
    baseline_km_per_week: float,
    available_weekdays: Sequence[int],
    free_min_by_weekday: Sequence[int] = ANY_MIN,
    start: date,
    plan_id: uuid.UUID,
    over_50: bool = False,
    under_18: bool = False,
    weeks_by_phase: Mapping[PhaseKind, int] | None = None,
    protects: Sequence[str] = (),
    policy: PlanPolicy = DEFAULT_POLICY,
) -> PlanState:
    """The plan that this template gives this athlete from the Monday `start` on.

    `free_min_by_weekday` are the minutes of each weekday, Monday first: what does not fit stands on another day or is
    shorter. `weeks_by_phase` are lengths other than the default ones, in weeks; `protects` up to two attributes, the
    most important first. Raises ValueError for a start that is no Monday, a baseline that is not positive, no day with
    time for a run, a length that a phase does not have, or an attribute that the template does not know.
    """
    available, free_min = tuple(sorted(set(available_weekdays))), tuple(free_min_by_weekday)
    if start.weekday() != 0 or baseline_km_per_week <= 0 or not with_room(available, free_min, LEAST_RUN_MIN):
        raise ValueError("a plan starts on a Monday, from a baseline above 0 km, with time for a run on some weekday")
    template = varied(template, protects)
    asked = weeks_of(template, weeks_by_phase)
    maker = _Maker(template, asked, level, available, policy, start, plan_id, over_50, under_18)
    weeks = maker.made(baseline_km_per_week)
    if not _fit(weeks, free_min):
        weeks = replace(maker, free_min=free_min, short=_lacking(weeks, free_min)).made(baseline_km_per_week)
    return PlanState(
        level=level,
        baseline_km_per_week=baseline_km_per_week,
        available_weekdays=available,
        weeks=tuple(weeks),
        over_50=over_50,
        under_18=under_18,
    )


def _fit(weeks: Sequence[WeekState], free_min: Weekdays) -> bool:
    days = (week.on(week.monday + timedelta(days=n)) for week in weeks for n in range(7))
    return all(sum(s.duration_min for s in day) <= free_min[day[0].day.weekday()] for day in days if day)


def _lacking(weeks: Sequence[WeekState], free_min: Weekdays) -> placement.Shortfall:
    """What each weekday lacks for the longest run of these weeks, and for their longest demanding one."""
    runs = [run for week in weeks for run in week.runs]
    long_min = max(run.duration_min for run in runs)
    key_min = max((run.duration_min for run in runs if run.rpe >= MODERATE_RPE), default=0)
    long, key = (tuple(max(0, need - free) for free in free_min) for need in (long_min, key_min))
    return placement.Shortfall(long, key)


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
    free_min: Weekdays = ANY_MIN
    short: placement.Shortfall = placement.NOTHING_SHORT

    @property
    def rest_days(self) -> int:
        rest = self.policy.rest_days_per_week(self.level)
        return max(rest, self.policy.rest_days_under_18) if self.under_18 else rest

    def days(self) -> Days:
        """Beginners' long runs are never heavy and they have one key day: they need no wider spacing. Where time is
        short, runs keep to the same days in every week, and to those with the most time."""
        slow = self.over_50 and self.level is not Level.BEGINNER
        spacing = self.policy.hard_spacing_slow_recovery_days if slow else self.policy.hard_spacing_days
        one_key, two_keys = self.template.one_key, self.template.two_keys
        for_runs = with_room(self.available, self.free_min, LEAST_RUN_MIN)
        frame = placement.frame(one_key, two_keys, for_runs, spacing, self.short)
        most = min(len(for_runs), 7 - self.rest_days)
        if self.free_min != ANY_MIN:
            liked = sorted(
                for_runs, key=lambda day: (day not in frame.days, -self.free_min[day], one_key.easy.index(day))
            )
            for_runs = tuple(sorted(liked[:most]))
        return Days(self.template, frame, for_runs, most, self.free_min)

    def _runner(self, days: Days, baseline_km: float) -> Runner:
        most, frame = days.most_run_days, days.frame
        second_runs = min(self.template.levels[self.level].second_runs_a_day_per_week, max(0, most - 3))
        return Runner(
            level=self.level,
            baseline_km_per_week=baseline_km,
            most_runs=most + second_runs,
            most_keys=2 if frame.two_keys and most > 3 else min(len(frame.one_key.keys), most - 1),
            longest_may_be_heavy=frame.one_key.long_may_be_heavy,
        )

    def _laid(self, days: Sequence[Days], runner: Runner) -> list[tuple[Laid, Volume]]:
        """The runs of every week, each on the days that it has."""
        volumes: list[Volume] = []
        for week, here in zip(self.weeks, days, strict=True):
            volumes.append(volume(self.template, week, runner, here.room, volumes, self.policy))
        return [(here.laid(v.runs, len(v.keys)), v) for here, v in zip(days, volumes, strict=True)]

    def made(self, baseline_km: float) -> list[WeekState]:
        days = self.days()
        runner = self._runner(days, baseline_km)
        laid = self._laid([days] * len(self.weeks), runner)
        lifting = self._strength_days(laid, self._left(laid, runner))
        if giving := self._giving_way(days, laid, lifting):
            laid = self._laid([giving.get(n, days) for n in range(len(self.weeks))], runner)
            lifting = self._strength_days(laid, self._left(laid, runner))
        drafting = Drafting(self.template, self.level, self.policy)
        weeks: list[WeekState] = []
        seen: Counter[int] = Counter()
        for n, (week, (here, v), left, lifts) in enumerate(
            zip(self.weeks, laid, self._left(laid, runner), lifting, strict=True)
        ):
            left = less(left, lifts, self._strength_min(week))
            crossing = placement.cross_training_days(
                here.rhythm, with_room(self.available, left, self._cross_training_min), here.running, lifts,
                week.cross_training_sessions[self.level], free_days=self.rest_days,
                beside=with_room(self._may_carry_a_second(here), left, self._cross_training_min),
            )  # fmt: skip
            left = less(left, crossing, self._cross_training_min)
            routine = week.mobility_sessions
            mobility = placement.mobility_days(
                here.rhythm, with_room(self.available, left, routine.minutes),
                (*here.running, *crossing, *lifts), routine.per_week,
            )  # fmt: skip
            drafts = drafting.week(
                week, v, here.anchors, runs=here.days, cross_training=crossing, strength=lifts, mobility=mobility
            )
            seen[week.number] += 1
            weeks.append(self._week(n, week, seen[week.number], drafts))
        return weeks

    def _strength_days(self, laid: Sequence[tuple[Laid, Volume]], left: Sequence[Weekdays]) -> list[Weekdays]:
        """The days of each week for strength, among those with as many minutes left as it takes. A rest day that
        moved with the minutes takes no strength where it would be missed (V6)."""
        found: list[Weekdays] = []
        last: int | None = None
        before = 0
        for n, (week, (here, _volume), left_min) in enumerate(zip(self.weeks, laid, left, strict=True)):
            then = [then for then, _volume in laid[n + 1 : n + 2]]
            for count in range(week.strength_sessions[self.level], -1, -1):
                days = placement.strength_days(
                    here.rhythm, with_room(self.available, left_min, self._strength_min(week)), here.running,
                    here.anchors.days, count, most_days=7 - self.rest_days,
                    spacing=self.policy.strength_spacing_days, last=last,
                    key_next_monday=any(0 in each.anchors.days for each in then),
                )  # fmt: skip
                streaks = days_in_a_row(before, {*here.running, *days}, *(each.running for each in then))
                if max(streaks) <= self.policy.days_without_rest:
                    break
            found.append(days)
            last = days[-1] if days else None
            before = days_in_a_row(before, {*here.running, *days})[-1]
        return found

    def _giving_way(
        self, days: Days, laid: Sequence[tuple[Laid, Volume]], lifting: Sequence[Weekdays]
    ) -> dict[int, Days]:
        """The weeks whose runs leave no time for any strength, with the days on which a run gives way to it: an easy
        one down to the least, a demanding one to twice that."""
        least = [less(days.free_min, (*here.days, *here.anchors.days), LEAST_RUN_MIN) for here, _volume in laid]
        return {
            n: days.without(possible[0], self._strength_min(self.weeks[n]))
            for n, possible in enumerate(self._strength_days(laid, least))
            if possible and not lifting[n]
        }

    def _left(self, laid: Sequence[tuple[Laid, Volume]], runner: Runner) -> list[Weekdays]:
        """Minutes of the weekdays of each week that the runs leave free."""
        found = []
        for here, v in laid:
            left = self.free_min
            for day, tenths in zip(here.days, (v.longest, *(key.tenths for key in v.keys), *v.easy), strict=True):
                left = less(left, (day,), runner.minutes(tenths))
            found.append(left)
        return found

    def _strength_min(self, week: TemplateWeek) -> int:
        return self.template.phase(week.phase).strength.minutes[self.level]

    @property
    def _cross_training_min(self) -> int:
        return self.template.library[SessionKind.CROSS_TRAINING].minutes[self.level][0]

    def _may_carry_a_second(self, here: Laid) -> Weekdays:
        """Easy days that may have cross-training beside their run, at a level that trains twice a day."""
        if not self.template.levels[self.level].second_runs_a_day_per_week:
            return ()
        return tuple(day for day in here.running if day not in (*here.anchors.days, *here.second_runs))

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
