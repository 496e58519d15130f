"""The shipped template says what the published tables say (rules, 9.1 to 9.4): doses, strength, mobility, words.

The tables stand here as a coach reads them; levels are beginner / intermediate / advanced.
"""

from itertools import pairwise

import pytest

from plans.engine.drafts import FLEXIBLE
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import WeekState
from tests.plans.engine.shipped import REFERENCE, plan, template

F, M, P, R = PhaseKind
LEVELS = list(enumerate(Level))

VOLUMES = """
 1 F 0.40        10   3 26    20 3 45   36 4  55
 2 F 0.45        11   3 30    22 4 46   41 5  60
 3 F 0.50        12.5 3 33    25 4 50   45 5  65
 4 M 0.58        14   3 38    29 4 58   52 5  70
 5 M 0.65        16   3 43    32 4 63   58 6  75
 6 M 0.55 deload 14   3 36    27 4 55   50 5  65
 7 M 0.70        17   3 46    35 4 69   63 6  80
 8 P 0.72        18   3 47    36 5 69   65 6  80
 9 P 0.75        19   3 49    37 5 72   68 6  85
10 P 0.63 deload 16   3 41    32 4 60   57 5  70
11 R 0.78        19   3 51    39 5 75   70 6  90
12 R 0.85        21   4 51    42 5 80   77 7  98
13 R 0.70 deload 17   3 45    35 4 69   63 6  80
14 R 0.92        23   4 55    46 5 87   83 7 105
""".strip().splitlines()
"""Week, phase, fraction, then km, runs and longest run in minutes for each level."""


@pytest.mark.parametrize("row", VOLUMES, ids=[f"week {row.split()[0]}" for row in VOLUMES])
@pytest.mark.parametrize(("n", "level"), LEVELS, ids=[*Level])
def test_volumes(row: str, n: int, level: Level) -> None:
    number, phase, fraction, *numbers = row.replace("deload", "").split()
    km, runs, longest_min = map(float, numbers[3 * n : 3 * n + 3])
    week = plan(level, REFERENCE[level]).weeks[int(number) - 1]
    assert (week.template_week, week.phase[0].upper(), week.fraction) == (int(number), phase, float(fraction))
    assert week.deload == ("deload" in row)
    assert week.distance_km == pytest.approx(km, abs=0.5)
    assert len(week.runs) == runs
    assert max(run.duration_min for run in week.runs) == pytest.approx(longest_min, abs=1)


NOTHING_HARD = ("", "", "")
KEYS = {
    1: NOTHING_HARD,
    2: NOTHING_HARD,
    3: NOTHING_HARD,
    4: ("hill_strolls 4 x 20 s", "hill_strolls 4 x 20 s", "hill_strolls 4 x 20 s"),
    5: ("steady 15 min", "steady 20 min", "steady 25 min"),
    6: NOTHING_HARD,
    7: ("fartlek 6 x 1 min", "fartlek 7 x 1 min", "fartlek 8 x 1 min"),
    8: (
        "relaxed_reps 6 x 30 s",
        "relaxed_reps 8 x 30 s, hill_power 4 x 10 s",
        "relaxed_reps 8 x 30 s, hill_power 4 x 10 s",
    ),
    9: (
        "relaxed_reps 7 x 30 s",
        "relaxed_reps 8 x 200 m, hill_power 4 x 10 s",
        "relaxed_reps 10 x 200 m, hill_power 6 x 12 s",
    ),
    10: NOTHING_HARD,
    11: ("tempo 2 x 6 min", "tempo 2 x 8 min", "tempo 2 x 10 min"),
    12: (
        "tempo 2 x 8 min",
        "tempo 3 x 8 min, rolling_hills 45 min",
        "tempo 3 x 10 min, rolling_hills 60 min",
    ),
    13: NOTHING_HARD,
    14: ("tempo 15 min", "tempo 20 min", "tempo 25 min"),
}


@pytest.mark.parametrize(("number", "keys"), KEYS.items())
@pytest.mark.parametrize(("n", "level"), LEVELS, ids=[*Level])
def test_key_work(number: int, keys: tuple[str, ...], n: int, level: Level) -> None:
    week = template().week(number)
    assert ", ".join(f"{key.session} {key.dose[level]}" for key in week.keys_for(level)) == keys[n]
    in_plan = [s for s in plan(level, REFERENCE[level]).weeks[number - 1].runs if template().library[s.kind].work]
    assert sorted(s.kind for s in in_plan) == sorted(key.session for key in week.keys_for(level))


WITHIN_EASY_RUNS = {
    1: ["Drills 10 min"],
    2: ["Strides 4 x 15 s"],
    3: ["6 x 1 min at 5 % more steps", "Strides 4-6 x 15-20 s"],
    6: ["Strides"],
    10: ["Strides 6 x 20 s", "film"],
    13: ["Strides 6 x 20 s"],
}


@pytest.mark.parametrize(("number", "parts"), WITHIN_EASY_RUNS.items())
@pytest.mark.parametrize("level", Level)
def test_what_stands_in_easy_runs(number: int, parts: list[str], level: Level) -> None:
    steps = "; ".join(step for s in plan(level, REFERENCE[level]).weeks[number - 1].runs for step in s.steps)
    assert [part for part in parts if part not in steps] == []


LIBRARY = {
    "easy": ("25-35 / 35-50 / 40-60", "2-3", "full sentences"),
    "long": ("26-75 / 45-100 / 55-120", "3", "15 min more"),
    "play": ("25 / 35 / 45", "2-3", "new route, pick lines, stop for views"),
    "strides": ("25-35 / 35-50 / 40-60", "strides 6", "quick feet, loose hands; end before straining"),
    "cadence": ("25-35 / 35-50 / 40-60", "3", "shorter, lighter steps under the hips"),
    "hill_strolls": ("28-35 / 30-45 / 35-50", "5", "eyes up"),
    "hill_power": ("28-35 / 30-40 / 32-45", "6-7", "stop when slower"),
    "fartlek": ("36-40 / 40-50 / 44-55", "5", "by landmarks, never breathless"),
    "steady": ("35-40 / 40-50 / 45-55", "5", "short sentences"),
    "relaxed_reps": ("32-36 / 36-45 / 40-50", "6-7", "foot under the hip; the last equals the first"),
    "tempo": ("35-40 / 40-55 / 45-60", "6-7", "could do one more"),
    "rolling_hills": ("35 / 45 / 60", "4-5", "even effort"),
    "cross_training": ("30-40 / 40-60 / 45-75", "2-4", "stand in for a run on a flat day"),
    "strength": ("20-30 / 30-40 / 30-40", "5-7", "stop 2-3 repetitions before failure"),
}


@pytest.mark.parametrize(("kind", "row"), LIBRARY.items())
def test_library(kind: str, row: tuple[str, str, str]) -> None:
    minutes, felt, cue = row
    entry = template().library[SessionKind(kind)]
    shown = [f"{low}-{high}" if low < high else str(low) for low, high in (entry.minutes[level] for level in Level)]
    assert " / ".join(shown) == minutes
    assert felt in entry.felt
    assert cue in entry.cue.lower()


WORK = {
    "hill_strolls": (4, 8, 20, 30, "s", "walk down"),
    "hill_power": (4, 8, 8, 12, "s", "2 min walk"),
    "fartlek": (6, 8, 1, 1, "min", "2 min easy"),
    "steady": (1, 1, 15, 35, "min", ""),
}


@pytest.mark.parametrize(("kind", "row"), WORK.items())
def test_doses_stay_inside_the_library_s_range(kind: str, row: tuple[int, int, int, int, str, str]) -> None:
    least, most, short, long, unit, rest = row
    work = template().library[SessionKind(kind)].work
    assert work
    keys = [key for week in template().weeks for key in week.keys]
    shifts = [shift for variant in template().variants.values() for shift in variant.phases.values()]
    keys += [by for shift in shifts for _, by in shift.keys]
    for dose in [*work.dose.values(), *(dose for key in keys if key.session == kind for dose in key.dose.values())]:
        assert least <= dose.times <= most
        assert short <= dose.amount <= long
        assert dose.unit == unit
    assert rest in work.rest


def test_drills_are_short_known_and_come_with_their_cue() -> None:
    known = {"A-march", "A-skip", "ankling", "butt-kick", "side skip", "high-knee"}
    drills = [step for run in _easy_runs() for step in run if step.startswith("Drills")]
    assert drills
    for step in drills:
        minutes, _, exercises = step.removeprefix("Drills ").partition(" min: ")
        assert 8 <= int(minutes) <= 12
        assert {each for each in known if each in exercises}
        assert "2 x 20 m each; quiet feet, hips tall" in exercises


def test_strides_come_with_their_cue_and_are_never_many() -> None:
    strides = [step for run in _easy_runs() for step in run if step.startswith("Strides")]
    assert strides
    assert all("60-90 s walk between; tall, quick feet, loose hands" in step for step in strides)


def _easy_runs() -> list[tuple[str, ...]]:
    return [run.steps for week in template().weeks for run in week.easy_runs]


CROSS_TRAINING = {F: (1, 2), M: (1, 2), P: (1, 1), R: (0, 1)}


@pytest.mark.parametrize("level", Level)
def test_cross_training_a_week(level: Level) -> None:
    for week in plan(level, REFERENCE[level]).weeks:
        least, most = CROSS_TRAINING[week.phase]
        assert least <= sum(s.kind is SessionKind.CROSS_TRAINING for s in week.sessions) <= most


STRENGTH = {
    F: """Goblet squat 2 x 10-12 (3-1-1); Dumbbell Romanian deadlift 2 x 10 (3-1-1);
          Split squat 2 x 8 each side (3-0-1); Bridge 2 x 12; Calf raise, bent and straight knee 2 x 12-15 (2-1-2)
        | Dead bug 2 x 8 each side; Side plank 2 x 20-30 s; Short foot 2 x 10; Single-leg stand 2 x 40 s | | 5-6""",
    M: """Deadlift, trap bar 3 x 6-8 (3-1-1); Rear-foot split squat or single-leg press 3 x 6-8 each side;
          Hip thrust 3 x 8; Step-up 2 x 8 each side; Loaded calf raise 3 x 10
        | Pallof press 2 x 10 each side; Copenhagen plank 2 x 15-20 s each side; Single-leg reach 2 x 6 each side
        | | 7""",
    P: """Squat or deadlift 3 x 4-6 (2-0-fast); Single-leg Romanian deadlift 2 x 6 each side;
          Calf raise, heavy 3 x 8 | Plank row 2 x 8 each side; Hop and hold 2 x 4 each side
        | Pogo jumps 3 x 15 contacts; Low box jumps 3 x 4 contacts; Skips over 20 m 2 x 12 contacts | 7-8""",
    R: """Hinge: deadlift or hip thrust 3 x 4-5; Single-leg squat or step-up 2 x 4-5 each side; Calf raise 2 x 10
        | Dead bug 2 x 8 each side; Side plank 2 x 20-30 s; Single-leg reach 2 x 6 each side
        | Pogo jumps 2 x 15 contacts | 7""",
}


@pytest.mark.parametrize(("kind", "row"), STRENGTH.items(), ids=[kind.value for kind in STRENGTH])
def test_strength(kind: PhaseKind, row: str) -> None:
    lifts, trunk, jumps, felt = (" ".join(part.split()) for part in row.split("|"))
    strength = template().phase(kind).strength
    assert "; ".join(each.step for each in strength.main_lifts) == lifts
    assert "; ".join(each.step for each in strength.trunk_foot_balance) == trunk
    assert "; ".join(each.step(few=False) for each in strength.jumps) == jumps
    assert strength.felt == felt
    for level, (low, high) in {
        Level.BEGINNER: (20, 30),
        Level.INTERMEDIATE: (30, 40),
        Level.ADVANCED: (30, 40),
    }.items():
        assert low <= strength.minutes[level] <= high


PER_WEEK = {F: ((2, 2), (2, 2)), M: ((2, 2), (2, 2)), P: ((1, 2), (2, 2)), R: ((1, 2), (1, 2))}
"""Strength sessions a week, from and to: beginners, others."""


@pytest.mark.parametrize("level", Level)
def test_strength_sessions_a_week(level: Level) -> None:
    for week in plan(level, REFERENCE[level]).weeks:
        least, most = PER_WEEK[week.phase][level is not Level.BEGINNER]
        assert least <= sum(s.is_strength for s in week.sessions) <= most


BESIDE = {
    F: (10, "90/90|hip-flexor|Thoracic|knee to wall 2 x 10",
        "Two rest days|walk of 20-30 min|massage|without a watch|social run|joy that is not running"
        "|did I like this season|Eat to hunger|1.6 g/kg|4 meals|0.3 g/kg|give or take 30 min|8 hours in bed"),
    M: (9, "hamstring|Ankle",
        "rest days|Foam roll|social run|new route each fortnight|cadence or form|longer than 60 min|thirst"
        "|30 min before bed"),
    P: (8, "Before key days",
        "48 h after a key day|easy swim|without a watch|Film your technique|3-5 g/kg|nap of 20 min"),
    R: (8, "Balance for 5 min",
        "day after the long run is rest or easy|small wins|Share the plan|30-60 g|above 90 min|Little alcohol"
        "|iron and periods"),
}  # fmt: skip
"""Minutes a day, what is moved, and what the notes speak of."""


@pytest.mark.parametrize(("kind", "row"), BESIDE.items(), ids=[kind.value for kind in BESIDE])
def test_mobility_recovery_rituals_food_and_sleep(kind: PhaseKind, row: tuple[int, str, str]) -> None:
    minutes, exercises, words = row
    phase = template().phase(kind)
    notes = phase.notes
    assert phase.mobility.minutes_per_day == minutes
    moved = "; ".join(phase.mobility.exercises)
    said = "; ".join((*notes.recovery, *notes.rituals, *notes.food, *notes.sleep))
    assert [each for each in exercises.split("|") if each not in moved] == []
    assert [each for each in words.split("|") if each not in said] == []


def test_comfort_is_optional_and_nobody_is_weighed() -> None:
    always = " ".join(template().always)
    for words in (
        "Cold baths",
        "optional",
        "no cold bath right after strength",
        "No weight targets",
        "half the strength",
    ):
        assert words in always


RITUALS = {F: {"no_watch", "with_others"}, M: {"with_others"}, P: {"no_watch"}, R: set()}
"""Marks that each week of a phase has on some run: the same at each level, also with few runs."""


@pytest.mark.parametrize("level", Level)
def test_rituals_are_in_the_weeks(level: Level) -> None:
    weeks = plan(level, REFERENCE[level]).weeks
    for week in weeks:
        if not week.deload or week.phase is not R:
            assert RITUALS[week.phase] <= _marks(week), week.template_week
    maintenance = [week for week in weeks if week.phase is M]
    assert all("new_route" in _marks(a) | _marks(b) for a, b in pairwise(maintenance)), "a new route each fortnight"


def _marks(week: WeekState) -> set[str]:
    return {mark for session in week.sessions for mark in session.marks}


def test_each_week_has_goals_of_its_own_also_when_it_is_run_again() -> None:
    said = [goal for week in template().weeks for goal in (*week.goals, *week.goals_again)]
    assert all(len(goals) == 2 for week in template().weeks for goals in (week.goals, week.goals_again))
    assert len(set(said)) == len(said)
    assert all(len(goal) <= 100 and not any(word in goal.lower() for word in ("must", "fail", "miss")) for goal in said)


@pytest.mark.parametrize("level", Level)
def test_each_week_has_one_flexible_session(level: Level) -> None:
    """Cross-training first: it loads no legs, so that it may stand on any day (S22)."""
    for week in plan(level, REFERENCE[level]).weeks:
        (slot,) = [s for s in week.sessions if FLEXIBLE in s.marks]
        crossing = [s for s in week.sessions if s.kind is SessionKind.CROSS_TRAINING]
        assert slot in crossing if crossing else slot.kind is SessionKind.EASY
