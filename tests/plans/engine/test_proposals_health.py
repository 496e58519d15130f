"""D1 and D2 on a written plan: rest now, a graded return after it, a rest day before the next run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from plans.engine.applying import apply
from plans.engine.decision import Directive
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.facts import Earlier, Symptoms
from plans.engine.limits import History, Setback, check_plan
from plans.engine.week import PlanState
from tests.plans.engine.nights_made import earlier
from tests.plans.engine.proposals_made import after, proposed, season, sunday
from tests.plans.engine.written_plans import MONDAY

REST, RETURN, REST_DAY = Directive.REST_WHILE_ILL, Directive.RETURN_GRADUALLY, Directive.REST_NEXT_RUN
MON, TUE, WED, THU, FRI, SAT, SUN = (MONDAY + timedelta(days=n) for n in range(7))

WEEKDAY = {
    "D1: rest on the two days after the night": (
        REST, MON, "P: Tue easy 8km, Wed strength 35min, Thu easy 8km, Sat long 10km",
        "P: Thu easy 8km, Sat long 10km",
    ),
    "D1: nothing to rest from": (REST, MON, "P: Thu easy 8km, Sat long 10km", "P: Thu easy 8km, Sat long 10km"),
    "D1: mobility may stay": (REST, MON, "P: Tue mobility 10min, Tue easy 8km", "P: Tue mobility 10min"),
    "D1: a hard run waits for the third day after": (
        REST, MON, "P: Tue easy 8km, Wed tempo 8km, Sat easy 8km", "P: Thu tempo 8km, Sat easy 8km",
    ),
    "D1: it finds a day of its own, 48 hours from other hard running": (
        REST, MON, "P: Wed tempo 8km, Thu easy 8km, Sun tempo 7km", "P: Thu easy 8km, Fri tempo 8km, Sun tempo 7km",
    ),
    "D1: it goes where the week has no such day": (
        REST, MON, "P: Wed tempo 8km, Fri tempo 7km, Sat easy 8km, Sun easy 6km",
        "P: Fri tempo 7km, Sat easy 8km, Sun easy 6km",
    ),
    "D1: on the third day after the night a hard run may stay": (
        REST, MON, "P: Tue easy 8km, Thu tempo 8km", "P: Thu tempo 8km",
    ),
    "D1: two hard runs do not meet on one day": (
        REST, MON, "P: Tue tempo 8km, Wed tempo 7km", "P: Fri tempo 8km, Sun tempo 7km",
    ),
    "D1: what was reported since stays": (
        REST, MON, "P: Tue easy 8km done, Wed easy 6km", "P: Tue easy 8km",
    ),
    "D2: the next run goes, and the strength beside it": (
        REST_DAY, MON, "P: Wed easy 8km, Wed strength 35min, Thu easy 8km", "P: Thu easy 8km",
    ),
    "D2: strength alone is no run": (
        REST_DAY, MON, "P: Tue strength 35min, Wed easy 8km, Thu easy 8km", "P: Tue strength 35min, Thu easy 8km",
    ),
    "D2: a hard run moves 48 hours on": (
        REST_DAY, MON, "P: Wed tempo 8km, Thu easy 8km", "P: Thu easy 8km, Fri tempo 8km",
    ),
    "D2: a hard run without a free day goes": (
        REST_DAY, MON, "P: Wed tempo 8km, Fri easy 8km, Sat easy 6km, Sun long 10km",
        "P: Fri easy 8km, Sat easy 6km, Sun long 10km",
    ),
    "D2: the next run is in the coming week": (
        REST_DAY, THU, "P: Tue easy 8km", "P: Tue easy 8km",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("directive", "when", "before", "expected"), WEEKDAY.values(), ids=WEEKDAY)
def test_rest_in_the_week(directive: Directive, when: Any, before: str, expected: str) -> None:
    assert after(season(before), directive, when) == [expected]


WEEK = "Tue easy 8km, Thu easy 8km, Sat long 10km, Sun easy 8km"
"""34 km, an easy run of 48 min."""

RETURNS = {
    "one day ill: half an easy run, three quarters, then the plan": (
        Symptoms(1, 1, 0), "Tue easy 4km, Thu easy 6km, Sat long 10km, Sun easy 8km",
    ),
    "eight days ill: at most 60 % of the last normal week": (
        Symptoms(8, 1, 0), "Tue easy 2.9km, Thu easy 4.4km, Sat long 7.3km, Sun easy 5.8km",
    ),
    "three weeks ill: at most half of it": (
        Symptoms(21, 1, 0), "Tue easy 2.4km, Thu easy 3.6km, Sat long 6.1km, Sun easy 4.9km",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("symptoms", "expected"), RETURNS.values(), ids=RETURNS)
def test_a_graded_return(symptoms: Symptoms, expected: str) -> None:
    plan = season(*[f"M: {WEEK}"] * 6)
    weeks = after(plan, RETURN, sunday(plan, 5), symptoms=symptoms)
    assert weeks == [*[f"M: {WEEK}"] * 5, f"M: {expected}"]


FIRST_RUNS = {
    "a long run comes back as half an easy run": (
        "Tue long 16km, Thu easy 8km, Sat easy 8km", "Tue long 4km, Thu easy 6km, Sat easy 8km",
    ),
    "two runs on the first day are both halved": (
        "Tue easy 8km, Tue easy 8km, Thu easy 8km, Sat easy 8km",
        "Tue easy 4km, Tue easy 4km, Thu easy 6km, Sat easy 8km",
    ),
    "a tempo run is easy, and short": (
        "Tue tempo 8km, Thu easy 8km, Sat easy 8km", "Tue easy 4km, Thu easy 6km, Sat easy 8km",
    ),
    "the third run is as hard as three days after the symptoms allow": (
        "Mon easy 8km, Tue easy 8km, Wed tempo 8km", "Mon easy 4km, Tue easy 6km, Wed tempo 8km",
    ),
    "one run is left": ("Tue easy 8km", "Tue easy 4km"),
    "nothing is left": ("Tue strength 35min", "Tue strength 35min"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "expected"), FIRST_RUNS.values(), ids=FIRST_RUNS)
def test_the_first_two_days_back(before: str, expected: str) -> None:
    plan = season(
        "P: Mon easy 8km, Tue easy 8km, Wed easy 8km, Thu easy 8km, Fri easy 8km, Sat long 12km", f"P: {before}"
    )
    assert after(plan, RETURN, sunday(plan, 1), symptoms=Symptoms(2, 2, 0))[1] == f"P: {expected}"


HARD_AGAIN = {
    "2 days ill, over since Saturday: hard from Wednesday on": (Symptoms(2, 1, 0), "Wed"),
    "4 days ill: from Thursday on": (Symptoms(4, 1, 0), "Thu"),
    "7 days ill: from Sunday on": (Symptoms(7, 1, 0), "Sun"),
    "12 days ill: no longer than that": (Symptoms(12, 1, 0), "Sun"),
}


@pytest.mark.parametrize(("symptoms", "first_hard"), HARD_AGAIN.values(), ids=HARD_AGAIN)
def test_when_running_may_be_hard_again(symptoms: Symptoms, first_hard: str) -> None:
    every_day = ", ".join(f"{each} tempo 8km" for each in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    plan = season(f"P: {WEEK}", f"P: {every_day}")
    week = after(plan, RETURN, sunday(plan, 1), symptoms=symptoms)[1]
    hard = [each.split()[0] for each in week.removeprefix("P: ").split(", ") if "tempo" in each]
    assert hard[0] == first_hard
    assert hard == ["Wed", "Thu", "Fri", "Sat", "Sun"][5 - len(hard) :]


LITTLE = "M: Tue easy 2km"
NORMAL = {
    "the one before the illness began, not those it emptied": ([f"M: {WEEK}", LITTLE, LITTLE], 10, ()),
    "not one that an earlier illness had emptied": ([f"M: {WEEK}", LITTLE, LITTLE], 3, earlier((12, "D1"))),
    "not one of rest": ([f"M: {WEEK}", "M: Tue walk 30min", LITTLE], 3, ()),
}


@pytest.mark.parametrize(("weeks", "days", "recent"), NORMAL.values(), ids=NORMAL)
def test_the_last_normal_week(weeks: list[str], days: int, recent: tuple[Earlier, ...]) -> None:
    """17 km are half of the 34 of the first week, 28.9 are 85 % of them."""
    plan = season(*weeks, f"M: {WEEK}")
    changed, _ = apply(plan, proposed(plan, RETURN, sunday(plan, 3), symptoms=Symptoms(days, 1, 0), recent=recent))
    assert changed.weeks[3].distance_km == {10: 17.0, 3: 28.0}[days]


def test_a_hard_run_moves_to_a_day_that_the_athlete_has() -> None:
    plan = season("P: Wed tempo 8km, Thu easy 8km", available=(0, 2, 3, 6))
    assert after(plan, REST_DAY, MON) == ["P: Thu easy 8km, Sun tempo 8km"]


def test_ill_from_the_first_day_on_the_baseline_is_the_last_normal_week() -> None:
    plan = season("F: Tue mobility 10min", f"F: {WEEK}", baseline=30)
    back = after(plan, RETURN, sunday(plan, 1), symptoms=Symptoms(6, 1, 0))
    assert back[1] == "F: Tue easy 3km, Thu easy 4.5km, Sat long 7.5km, Sun easy 6km"


@pytest.mark.parametrize("symptoms", [Symptoms(days, 1, 0) for days in (3, 7, 10, 21)])
def test_the_first_week_back_keeps_limit_v12(symptoms: Symptoms) -> None:
    plan = season(*[f"P: {WEEK}"] * 4, "P: Tue tempo 8km, Thu tempo 8km, Sun long 14km", f"P: {WEEK}")
    when = sunday(plan, 4)
    changed, _ = apply(plan, proposed(plan, RETURN, when, symptoms=symptoms))
    known = History(baseline_km_per_week=40, setback=Setback.of(symptoms, when, DEFAULT_POLICY))
    assert "V12" in [breach.limit for breach in check_plan(plan, known)]
    assert "V12" not in [breach.limit for breach in check_plan(changed, known)]


LAST_NIGHT = {
    "D1, ill on the last night of the phase": (REST, "F: Thu easy 8km, Sat long 10km, Sun easy 8km", None),
    "D1, well again": (RETURN, "F: Tue easy 4km, Thu easy 6km, Sat long 10km, Sun easy 8km", Symptoms(2, 1, 0)),
    "D2, worn out": (REST_DAY, "F: Thu easy 8km, Sat long 10km, Sun easy 8km", None),
}


@pytest.mark.parametrize(("directive", "repeated", "symptoms"), LAST_NIGHT.values(), ids=LAST_NIGHT)
def test_nobody_begins_a_phase_ill(directive: Directive, repeated: str, symptoms: Symptoms | None) -> None:
    plan = season(f"F: {WEEK}", f"F: {WEEK}", f"M: {WEEK}")
    held = after(plan, directive, sunday(plan, 2), symptoms=symptoms)
    assert held == [f"F: {WEEK}", f"F: {WEEK}", repeated, f"M: {WEEK}"]


def at_its_longest() -> PlanState:
    return season(*[f"F: {WEEK}"] * 4, f"M: {WEEK}")


@pytest.mark.parametrize("directive", [REST, REST_DAY])
def test_a_phase_at_its_longest_is_not_held(directive: Directive) -> None:
    plan = at_its_longest()
    rested = after(plan, directive, sunday(plan, 4), symptoms=Symptoms(1, 0))
    assert rested[4] == "M: Thu easy 8km, Sat long 10km, Sun easy 8km"


def test_at_the_end_of_the_plan_there_is_nothing_to_rest_from() -> None:
    plan = season(*[f"R: {WEEK}"] * 4)
    for directive in (REST, RETURN, REST_DAY):
        assert proposed(plan, directive, sunday(plan, 4), symptoms=Symptoms(2, 1, 0)) == ()
