"""D3 to D6 on a written plan, session by session. The floor of 40 km a week is 12 km (V13)."""

from __future__ import annotations

import pytest

from plans.engine.decision import Directive
from plans.engine.facts import Earlier
from plans.engine.operations import Set
from tests.plans.engine.nights_made import earlier
from tests.plans.engine.proposals_made import after, proposed, season, sunday

D3, D4, D5, D6 = Directive.DROP_EASY_RUN, Directive.SCALE_BACK, Directive.RECOVERY_WEEK, Directive.LENGTHEN_RESTS

WEEK = "M: Tue easy 8km, Thu easy 8km, Sat long 10km, Sun easy 8km"
"""34 km."""
FULL = "M: Tue tempo 8km, Thu easy 8km, Fri strength 40min, Sat long 12km, Sun easy 8km"
"""36 km, one hard run."""
EASY = "M: Tue easy 8km, Thu easy 8km, Fri strength 40min, Sat long 12km, Sun easy 8km"

NEXT_WEEK = {
    "D3: the shortest easy run goes, its kilometres are not moved": (
        D3, [WEEK], "M: Tue easy 8km, Thu easy 6km, Sat long 10km, Sun easy 7km",
        "M: Tue easy 8km, Sat long 10km, Sun easy 7km",
    ),
    "D3: the long run stays, though it is the shortest": (
        D3, [WEEK], "M: Tue easy 8km, Thu easy 9km, Sat long 6km, Sun easy 8km",
        "M: Thu easy 9km, Sat long 6km, Sun easy 8km",
    ),
    "D3: of two alike the first goes": (D3, [WEEK], WEEK, "M: Thu easy 8km, Sat long 10km, Sun easy 8km"),
    "D3: with three runs each easy one gives a fifth": (
        D3, [WEEK], "M: Tue easy 8km, Thu strides 6km, Sat long 10km",
        "M: Tue easy 6.4km, Thu strides 4.8km, Sat long 10km",
    ),
    "D3: a hard run gives nothing": (
        D3, [WEEK], "M: Tue tempo 8km, Thu easy 8km, Sat long 10km", "M: Tue tempo 8km, Thu easy 6.4km, Sat long 10km",
    ),
    "D3: no easy run to drop: what is gentle gives a fifth": (
        D3, [WEEK], "M: Tue play 8km, Thu tempo 8km, Sat long 10km, Sun strides 8km",
        "M: Tue play 6.4km, Thu tempo 8km, Sat long 10km, Sun strides 6.4km",
    ),
    "D3: where a run less would go below the floor, each gives a fifth": (
        D3, [WEEK], "M: Tue easy 4km, Thu easy 4km, Sat long 3.5km, Sun easy 3.5km",
        "M: Tue easy 3.2km, Thu easy 3.2km, Sat long 3.5km, Sun easy 2.8km",
    ),
    "D3: at the floor nothing goes": (
        D3, [WEEK], "M: Tue easy 4km, Thu easy 4km, Sat long 5km", "M: Tue easy 4km, Thu easy 4km, Sat long 5km",
    ),
    "D4: four fifths of this week, easy, half the strength": (
        D4, [FULL], FULL, "M: Tue easy 6.4km, Thu easy 6.4km, Fri strength 20min, Sat long 9.6km, Sun easy 6.4km",
    ),
    "D4: of this week, not of the next": (
        D4, [WEEK], "M: Tue easy 10km, Thu easy 10km, Sat long 14km",
        "M: Tue easy 8km, Thu easy 8km, Sat long 11.2km",
    ),
    "D4: a week that is lighter as planned stays as light": (
        D4, [WEEK], "M: Tue easy 8km, Thu easy 8km, Sat long 10km", "M: Tue easy 8km, Thu easy 8km, Sat long 10km",
    ),
    "D4: not below the floor": (
        D4, ["M: Tue easy 4km, Thu easy 4km, Sat long 5km"], "M: Tue easy 4.5km, Thu easy 4.5km, Sat long 6km",
        "M: Tue easy 3.6km, Thu easy 3.6km, Sat long 4.8km",
    ),
    "D4: moderate running is not hard": (
        D4, [WEEK], "M: Tue steady 8km, Thu easy 8km, Sat long 10km", "M: Tue steady 8km, Thu easy 8km, Sat long 10km",
    ),
    "D4: a run told in minutes gives its share": (
        D4, ["M: Tue easy 10km, Thu easy 10km"], "M: Tue easy 10km, Wed cross_training 50min, Thu easy 10km",
        "M: Tue easy 8km, Wed cross_training 50min, Thu easy 8km",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("directive", "before", "week", "expected"), NEXT_WEEK.values(), ids=NEXT_WEEK)
def test_next_week_is_lighter(directive: Directive, before: list[str], week: str, expected: str) -> None:
    plan = season(*before, week, WEEK)
    assert after(plan, directive, sunday(plan, len(before))) == [*before, expected, WEEK]


STEPS_UP = {
    "to the last week that was tolerated, not to the calendar's": (
        [WEEK, FULL, FULL, "M: Tue tempo 10km, Thu easy 10km, Sat long 14km, Sun easy 6km"], 2, (),
        "M: Tue tempo 8.5km, Thu easy 8.5km, Sat long 11.9km, Sun easy 5.1km",
    ),
    "the calendar's where that is lower": (
        [FULL, FULL, FULL, "M: Tue easy 8km, Thu easy 8km, Sat long 10km"], 2, (),
        "M: Tue easy 8km, Thu easy 8km, Sat long 10km",
    ),
    "a week that was eased, or eased because of, was not tolerated": (
        [WEEK, FULL, FULL, FULL, "M: Tue easy 12km, Thu easy 12km, Sat long 13km"], 3, earlier((7, "D3")),
        "M: Tue easy 11km, Thu easy 11km, Sat long 11.9km",
    ),
    "nothing was tolerated yet: the calendar's": (
        [FULL, FULL, "M: Tue easy 12km, Thu easy 12km, Sat long 13km"], 1, (),
        "M: Tue easy 12km, Thu easy 12km, Sat long 13km",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("weeks", "at", "recent", "expected"), STEPS_UP.values(), ids=STEPS_UP)
def test_after_the_lighter_week_the_step_up(
    weeks: list[str], at: int, recent: tuple[Earlier, ...], expected: str
) -> None:
    plan = season(*weeks)
    assert after(plan, D4, sunday(plan, at), recent=recent)[at + 1] == expected


SCALED = "M: Tue easy 6.4km, Thu easy 6.4km, Fri strength 20min, Sat long 9.6km, Sun easy 6.4km"
THU_TO_SAT = "Thu easy 8km, Fri easy 5km, Sat long 12km"
AFTER_D4 = earlier((7, "D4"))
SMALL = "M: Mon easy 1.8km, Tue easy 1.8km, Wed easy 1.8km, Thu easy 1.8km, Sat long 4km"
RECOVERY = {
    "0.60 of the last tolerated week, easy": (
        [EASY, EASY, SCALED, FULL], AFTER_D4,
        "M: Tue easy 4.8km, Thu easy 4.8km, Fri strength 20min, Sat long 7.2km, Sun easy 4.8km",
    ),
    "0.60 of what was scaled back, where that is less": (
        [EASY, "M: Tue easy 10km, Thu easy 10km, Sat long 10km", "M: Tue easy 8km, Thu easy 8km, Sat long 8km", WEEK],
        AFTER_D4, "M: Tue easy 4.2km, Thu easy 4.2km, Sat long 5.3km, Sun easy 4.2km",
    ),
    "0.60 of the last tolerated week, where that is less": (
        ["M: Tue easy 8km, Thu easy 8km, Sat long 8km, Sun easy 6km", EASY, SCALED, FULL], AFTER_D4,
        "M: Tue easy 4km, Thu easy 4km, Fri strength 20min, Sat long 6km, Sun easy 4km",
    ),
    "a second one is like the first": (
        [EASY, SCALED, "M: Tue easy 7km, Thu easy 7km, Sat long 7.6km", FULL], earlier((7, "D5"), (14, "D4")),
        "M: Tue easy 4.8km, Thu easy 4.8km, Fri strength 20min, Sat long 7.2km, Sun easy 4.8km",
    ),
    "two days of rest: those that carry least": (
        [EASY, EASY, SCALED, f"M: Mon easy 4km, Tue tempo 8km, Wed strength 40min, {THU_TO_SAT}"],
        AFTER_D4, "M: Tue easy 5.2km, Wed strength 20min, Thu easy 5.2km, Fri easy 3.3km, Sat long 7.8km",
    ),
    "at the floor no run gives way to rest": (
        [SMALL, SMALL, SMALL, f"{SMALL}, Sun easy 2km"], AFTER_D4,
        "M: Mon easy 1.7km, Tue easy 1.7km, Wed easy 1.7km, Thu easy 1.7km, Sat long 3.7km, Sun easy 1.8km",
    ),
    "an athlete of two days has rest enough": (
        [EASY, EASY, SCALED, "M: Wed easy 12km, Sat long 18km"], AFTER_D4, "M: Wed easy 8.6km, Sat long 12.9km",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("weeks", "recent", "expected"), RECOVERY.values(), ids=RECOVERY)
def test_a_recovery_week(weeks: list[str], recent: tuple[Earlier, ...], expected: str) -> None:
    plan = season(*weeks, WEEK)
    assert after(plan, D5, sunday(plan, 3), recent=recent)[3] == expected


REPORTED = {
    "what is left gives more": (
        "M: Tue easy 8km done, Thu easy 8km, Sat long 10km, Sun easy 8km",
        "M: Tue easy 8km, Thu easy 5.9km, Sat long 7.4km, Sun easy 5.9km",
    ),
    "but no run is cut to less than three tenths": (
        "M: Tue easy 18km done, Thu easy 8km done, Sat long 10km", "M: Tue easy 18km, Thu easy 8km, Sat long 3km",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("week", "expected"), REPORTED.values(), ids=REPORTED)
def test_what_was_reported_of_the_lighter_week_stays(week: str, expected: str) -> None:
    """A night that is caught up late: 27.2 km are four fifths of the week before."""
    plan = season(WEEK, week)
    assert after(plan, D4, sunday(plan, 1))[1] == expected


def test_half_the_sets_and_one_at_least() -> None:
    steps = "Squat 3 x 6-8 (3-1-1); Calf raise 2 x 12; Plank 1 x 30 s; Pogo jumps 3 x 15 contacts"
    plan = season(WEEK, f"M: Tue easy 8km, Wed strength 40min [{steps}]")
    (operation,) = proposed(plan, D4, sunday(plan, 1))
    assert isinstance(operation, Set)
    values = dict(operation.values)
    assert values["steps"] == (
        "Squat 2 x 6-8 (3-1-1)",
        "Calf raise 1 x 12",
        "Plank 1 x 30 s",
        "Pogo jumps 2 x 15 contacts",
    )
    assert values["duration_min"] == 20


RESTS = {
    "seconds": ("8 x 30 s relaxed, 90 s walk between", "8 x 30 s relaxed, 135 s walk between", 6),
    "seconds, in fives": ("4 x 20 s relaxed, 45 s walk between", "4 x 20 s relaxed, 70 s walk between", 2),
    "minutes": ("2 x 8 min at tempo, 3 min easy between", "2 x 8 min at tempo, 5 min easy between", 2),
    "metres, walked": ("8 x 200 m relaxed, 200 m walk-jog between", "8 x 200 m relaxed, 300 m walk-jog between", 7),
}


@pytest.mark.parametrize(("step", "longer", "extra_min"), RESTS.values(), ids=RESTS)
def test_rests_are_half_as_long_again(step: str, longer: str, extra_min: int) -> None:
    plan = season(WEEK, f"M: Tue tempo 8km 48min [Warm-up 10 min easy; {step}; Cool-down 10 min easy]", WEEK)
    (operation,) = proposed(plan, D6, sunday(plan, 1))
    assert isinstance(operation, Set)
    values = dict(operation.values)
    assert values == {"steps": ("Warm-up 10 min easy", longer, "Cool-down 10 min easy"), "duration_min": 48 + extra_min}


WIDER = {
    "no repetitions: 72 hours between hard days": (
        "M: Tue tempo 8km, Thu tempo 8km, Sat easy 8km", "M: Tue tempo 8km, Fri tempo 8km, Sat easy 8km",
    ),
    "the day is taken": (
        "M: Tue tempo 8km, Thu tempo 8km, Fri easy 8km", "M: Tue tempo 8km, Thu tempo 8km, Fri easy 8km",
    ),
    "wide enough as it is": ("M: Tue tempo 8km, Fri tempo 8km", "M: Tue tempo 8km, Fri tempo 8km"),
    "one hard day": ("M: Tue tempo 8km, Thu easy 8km", "M: Tue tempo 8km, Thu easy 8km"),
}  # fmt: skip


@pytest.mark.parametrize(("week", "expected"), WIDER.values(), ids=WIDER)
def test_hard_days_stand_further_apart(week: str, expected: str) -> None:
    plan = season(WEEK, week, WEEK)
    assert after(plan, D6, sunday(plan, 1))[1] == expected


HELD = {
    D3: "F: Thu easy 8km, Sat long 10km, Sun easy 8km",
    D4: "F: Tue easy 6.4km, Thu easy 6.4km, Sat long 8km, Sun easy 6.4km",
    D6: WEEK.replace("M:", "F:"),
}


@pytest.mark.parametrize("directive", HELD)
def test_nobody_moves_on_from_a_week_that_had_to_be_eased(directive: Directive) -> None:
    """In a phase's last week the lighter week is this one once more."""
    of_phase = WEEK.replace("M:", "F:")
    plan = season(of_phase, of_phase, WEEK)
    assert after(plan, directive, sunday(plan, 2)) == [of_phase, of_phase, HELD[directive], WEEK]
