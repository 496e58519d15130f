"""How much a week runs: its kilometres, its longest run, its key work, and what is left for easy runs.

Kilometres are counted in tenths (whole numbers), so that the runs of a week add up exactly. The limits, and the
minutes of each day, are kept here by construction: where a week cannot carry its share, it is shorter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plans.engine.doses import Dose
from plans.engine.policy import PlanPolicy
from plans.engine.template import Template
from plans.engine.template_weeks import KeyRun, TemplateWeek
from plans.engine.vocabulary import Level, PhaseKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, HARD_RPE, HEAVY_LONG_RUN_MIN, MODERATE_RPE

_LEAST_EASY_SHARE = 0.6
"""An easy run beside key work keeps at least this share of an ordinary run of the week."""
_LONGEST_OF_EVEN_RUNS = 1.12
"""How far the longest run stands out where a week has other runs than the published table."""
_WEEKS_WITH_RUNS_BEFORE = 4
"""In the first weeks the season's own long runs still lie in the 30 days (rules, section 9.1)."""

Room = Callable[[int, int], tuple[int, ...]]
"""The minutes free for each run of a week with that many runs, of which that many are key runs: for the long run, for
the key runs, then for the easy ones."""


@dataclass(frozen=True, slots=True)
class Runner:
    """What of an athlete decides how much is run."""

    level: Level
    baseline_km_per_week: float
    most_runs: int
    most_keys: int
    longest_may_be_heavy: bool

    @property
    def pace_min_per_km(self) -> float:
        return EASY_PACE_MIN_PER_KM[self.level]

    def tenths(self, minutes: float) -> int:
        """Tenths of kilometres that fit into these minutes at easy pace."""
        return _down(10 * minutes / self.pace_min_per_km)

    def minutes(self, tenths: int) -> int:
        return max(1, round(tenths / 10 * self.pace_min_per_km))


@dataclass(frozen=True, slots=True)
class FittedKey:
    """Key work with the dose that this week carries; `need_min` is warm-up, work, rests and cool-down."""

    key: KeyRun
    dose: Dose
    tenths: int
    need_min: int


@dataclass(frozen=True, slots=True)
class Volume:
    """The runs of a week in tenths of kilometres; `easy` is in the order of its days."""

    longest: int
    keys: tuple[FittedKey, ...]
    easy: tuple[int, ...]

    @property
    def runs(self) -> int:
        return 1 + len(self.keys) + len(self.easy)

    @property
    def tenths(self) -> int:
        return self.longest + sum(key.tenths for key in self.keys) + sum(self.easy)


def volume(
    template: Template, week: TemplateWeek, runner: Runner, room: Room, earlier: Sequence[Volume], policy: PlanPolicy
) -> Volume:
    """The running of one week after the `earlier` ones, on days with that `room`. Where hard running and kilometres
    would both rise, the kilometres wait (V8)."""
    total = _target(week, runner, earlier, policy)
    planned = _volume(template, week, runner, room, total, earlier, policy)
    before = earlier[-policy.weeks_looked_back :]
    if not before or not _harder(template, planned, before):
        return planned
    best = max(v.tenths for v in before) / 10
    waiting = _down(10 * max(policy.volume_rise_ratio * best, best + policy.volume_rise_free_km))
    return planned if planned.tenths <= waiting else _volume(template, week, runner, room, waiting, earlier, policy)


def _harder(template: Template, planned: Volume, before: Sequence[Volume]) -> bool:
    """More hard runs than in any week before, or one at a higher effort."""

    def hard(v: Volume) -> list[int]:
        return [rpe for key in v.keys if (rpe := template.library[key.key.session].rpe) >= HARD_RPE]

    most, highest = max(len(hard(v)) for v in before), max(max(hard(v), default=0) for v in before)
    return len(hard(planned)) > most or max(hard(planned), default=0) > highest


def _volume(
    template: Template,
    week: TemplateWeek,
    runner: Runner,
    room: Room,
    total: int,
    earlier: Sequence[Volume],
    policy: PlanPolicy,
) -> Volume:
    """A week of up to `total` tenths of kilometres, with as much of its key work as its days can carry."""
    most = _most_longest(runner, earlier, policy)
    runs = _runs(template, week, runner, total, most, policy)
    wanted = _wanted_keys(template, week, runner, runs - 1, policy)
    # The days depend on how many of the runs are key runs, so each number is tried on its own days.
    for keys in range(len(wanted), 0, -1):
        found = _on_days(template, week, runner, total, most, wanted, room(runs, keys), keys, policy)
        if len(found.keys) == keys:
            return found
    return _on_days(template, week, runner, total, most, (), room(runs, 0), 0, policy)


def _on_days(
    template: Template,
    week: TemplateWeek,
    runner: Runner,
    total: int,
    most: int,
    wanted: tuple[KeyRun, ...],
    free_min: tuple[int, ...],
    keys: int,
    policy: PlanPolicy,
) -> Volume:
    """The week on days with these free minutes, with up to `keys` key runs; `most` is the longest that a run may be."""
    runs = len(free_min)
    room = [runner.tenths(minutes) for minutes in free_min]
    longest = min(round(_longest_share(template, week, runner, runs, policy) * total), most, room[0])
    if runs == 1:
        return Volume(longest, (), ())
    most_easy = min(longest, runner.tenths(template.levels[runner.level].easy_run_max_min))
    others = min(total - longest, sum(min(most_easy, each) for each in room[1:]))
    share = policy.longest_share(runs)
    if share is not None:
        # Where the easy runs are at their longest, the week is shorter and so is its longest run.
        longest = min(longest, _down(share / (1 - share) * others))
    fitted = _fitted_keys(template, week, runner, longest, others, wanted, free_min[1 : 1 + keys], runs - 1, policy)
    rest = others - sum(key.tenths for key in fitted)
    easy = _spread(rest, [min(most_easy, each) for each in room[1 + len(fitted) :]])
    found = Volume(longest, fitted, easy)
    if found.tenths == longest + others:
        return found
    return _on_days(template, week, runner, found.tenths, most, wanted, free_min, keys, policy)


def _spread(total: int, most: Sequence[int]) -> tuple[int, ...]:
    """Up to `total` in parts that are as even as can be, the longer ones first, none above its `most`."""
    parts = [0] * len(most)
    open = list(range(len(most)))
    while full := [n for n in open if most[n] * len(open) <= total]:
        for n in full:
            parts[n] = most[n]
            total -= most[n]
            open.remove(n)
    for place, n in enumerate(open):
        parts[n] = total // len(open) + (place < total % len(open))
    return tuple(parts)


def _target(week: TemplateWeek, runner: Runner, earlier: Sequence[Volume], policy: PlanPolicy) -> int:
    """The week's share of the baseline, inside the step that the last weeks carry (V1) and, in an easier
    week, below their highest (V7)."""
    total = round(10 * week.fraction * runner.baseline_km_per_week)
    if not earlier:
        return total
    best = max(v.tenths for v in earlier[-policy.weeks_looked_back :]) / 10
    total = min(total, _down(10 * policy.week_step(best, runner.baseline_km_per_week)))
    return min(total, _down(10 * policy.deload_share * best)) if week.deload else total


def _most_longest(runner: Runner, earlier: Sequence[Volume], policy: PlanPolicy) -> int:
    """The longest that one run may be: minutes at this level (V3), and one step above the last weeks (V2)."""
    minutes = policy.longest_min(runner.level)
    most = runner.tenths(minutes if runner.longest_may_be_heavy else min(minutes, HEAVY_LONG_RUN_MIN))
    if len(earlier) < _WEEKS_WITH_RUNS_BEFORE:
        return most
    recent_km = max(v.longest for v in earlier[-policy.weeks_looked_back :]) / 10
    return min(most, _down(10 * policy.longest_run_step(recent_km, policy.longest_run_ratio)))


def _longest_share(template: Template, week: TemplateWeek, runner: Runner, runs: int, policy: PlanPolicy) -> float:
    """The longest run as a share of the week: as published, or a little above even runs, longer where endurance is
    protected; at most V3's."""
    published = week.published[runner.level]
    published_km = week.fraction * template.levels[runner.level].reference_km_per_week
    share = published.longest_min / (published_km * runner.pace_min_per_km)
    if runs != published.runs:
        share = max(share, _LONGEST_OF_EVEN_RUNS / runs)
    return min(share * week.longest_run_ratio, policy.longest_share(runs) or 1.0)


def _runs(
    template: Template, week: TemplateWeek, runner: Runner, total: int, most_longest: int, policy: PlanPolicy
) -> int:
    """As many runs as published; more where the easy ones would grow long, fewer where they are scraps."""
    level = template.levels[runner.level]

    def easy_min(runs: int) -> int:
        longest = min(_longest_share(template, week, runner, runs, policy) * total, most_longest)
        return runner.minutes(round((total - longest) / max(1, runs - 1)))

    runs = min(week.published[runner.level].runs, runner.most_runs)
    while runs < runner.most_runs and easy_min(runs) > level.easy_run_split_above_min:
        runs += 1
    while runs > policy.floor_runs and easy_min(runs) < level.easy_run_merge_below_min:
        runs -= 1
    return runs


def _fitted_keys(
    template: Template,
    week: TemplateWeek,
    runner: Runner,
    longest: int,
    others: int,
    wanted: tuple[KeyRun, ...],
    free_min: tuple[int, ...],
    runs: int,
    policy: PlanPolicy,
) -> tuple[FittedKey, ...]:
    """The key work that fits into `runs` runs of `others` tenths, one on each day with these free minutes: with its
    full dose, a smaller one down to half, or not at all. Beside it the easy runs stay runs, and the week stays easy
    (V9) and brief (V10)."""
    if not wanted:
        return ()
    even = others / runs
    most = min(longest, int((others - (runs - len(wanted)) * _LEAST_EASY_SHARE * even) / len(wanted)))
    not_easy_km = (1 - policy.easy_share(week.phase)) * (longest + others) / 10
    fast_km = policy.fast_share * (longest + others) / 10
    fitted: list[FittedKey] = []
    for key in wanted:
        if len(fitted) == len(free_min):
            break
        day = runner.tenths(free_min[len(fitted)])
        rpe = template.library[key.session].rpe
        is_fast = rpe >= HARD_RPE and week.phase is PhaseKind.POTENCY
        for dose in key.dose[runner.level].smaller():
            need_min = _need_min(template, key, dose, runner)
            need = math.ceil(10 * need_min / runner.pace_min_per_km)
            work_km = _km(dose, runner.pace_min_per_km) if rpe >= MODERATE_RPE else 0.0
            work_fast_km = _km(dose, policy.fast_pace_ratio * runner.pace_min_per_km) if is_fast else 0.0
            if (
                need <= day
                and need_min <= most / 10 * runner.pace_min_per_km
                and work_km <= not_easy_km
                and work_fast_km <= min(fast_km, policy.fast_km_per_session)
            ):
                tenths = min(longest, max(need, math.ceil(even)), day)
                fitted.append(FittedKey(key, dose, tenths, need_min))
                not_easy_km -= work_km
                fast_km -= work_fast_km
                break
    return tuple(fitted)


def _wanted_keys(
    template: Template, week: TemplateWeek, runner: Runner, runs: int, policy: PlanPolicy
) -> tuple[KeyRun, ...]:
    """The week's key work in its order, without hard runs beyond V4 and with easy runs between."""
    hard = policy.hard_per_week(week.phase, runner.level)
    wanted = []
    for key in week.keys_for(runner.level):
        is_hard = template.library[key.session].rpe >= HARD_RPE
        if is_hard and not hard:
            continue
        hard -= is_hard
        wanted.append(key)
    return tuple(wanted[: min(runner.most_keys, max(1, runs // 2))])


def _need_min(template: Template, key: KeyRun, dose: Dose, runner: Runner) -> int:
    """Minutes of warm-up, work, rests between and cool-down."""
    work = template.library[key.session].work
    assert work is not None  # the schema lets only kinds with work be key runs
    rest = Dose.read(key.rest)
    rests = (dose.times - 1) * rest.minutes(runner.pace_min_per_km) if rest else 0.0
    return math.ceil(work.warm_up_min + dose.minutes(runner.pace_min_per_km) + rests + work.cool_down_min)


def _km(dose: Dose, pace_min_per_km: float) -> float:
    return dose.minutes(pace_min_per_km) / pace_min_per_km


def _down(value: float) -> int:
    """Rounded down, with grace for what binary fractions lose."""
    return int(value + 1e-6)
