"""V12 to V14 where they ask how the athlete is: back after illness, no step in the dark, a floor for automatic
weeks."""

from datetime import date, timedelta
from typing import Any

import pytest

from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import Symptoms
from plans.engine.limits import Setback
from tests.plans.engine.limit_rows import HARD, SOFT, Row
from tests.plans.engine.written_plans import MONDAY

NEXT_MONDAY = MONDAY + timedelta(weeks=1)


def ill(days: int, last: date, clear: date | None = None, today: date | None = None) -> dict[str, Any]:
    """Symptoms on so many days up to `last`; the first log without any came on `clear`."""
    day = today or clear or last
    symptoms = Symptoms(days, (day - last).days, None if clear is None else (day - clear).days)
    return {"setback": Setback.of(symptoms, day, DecisionPolicy()), "today": day}


SUNDAY = NEXT_MONDAY - timedelta(days=1)
"""The first week is a normal one of 40 km, the second one follows the illness."""


def back(days: int, clear: int = 0) -> dict[str, Any]:
    """Ill in the second week's days before its `clear` + 1st; that day is the first one without symptoms."""
    first_clear = NEXT_MONDAY + timedelta(days=clear)
    return ill(days, first_clear - timedelta(days=1), first_clear)


NORMAL = "Tue easy 20km, Thu easy 20km"
ROWS = {
    "V12 four fifths after 4 days": Row(
        "v12.week",
        SOFT,
        (NORMAL, "", "Tue easy 16km, Thu easy 16.1km"),
        (NORMAL, "", "Tue easy 16km, Thu easy 16km"),
        says="32.1 km in the 7 days from Mon: up to 32 km at first (days with symptoms: 4).",
        known=back(4, clear=6),
    ),
    "V12 half after 10 days": Row(
        "v12.week",
        SOFT,
        (NORMAL, "", "", "Tue easy 10km, Thu easy 10.1km"),
        (NORMAL, "", "", "Tue easy 10km, Thu easy 10km"),
        says="20.1 km in the 7 days from Mon: up to 20 km at first (days with symptoms: 10).",
        known=back(10, clear=13),
    ),
    "V12 half is enough after 12 days": Row(
        "v12.week",
        SOFT,
        (NORMAL, "", "", "Tue easy 10km, Thu easy 10.1km"),
        (NORMAL, "", "", "Tue easy 10km, Thu easy 10km"),
        says="20.1 km in the 7 days from Mon: up to 20 km at first (days with symptoms: 12).",
        known=back(12, clear=13),
    ),
    "V12 the 7 days may lie in two weeks": Row(
        "v12.week",
        SOFT,
        (NORMAL, "Fri easy 16km", "Tue easy 20.1km, Thu easy 9km"),
        (NORMAL, "Fri easy 16km", "Tue easy 20km, Thu easy 9km"),
        says="36.1 km in the 7 days from Thu: up to 36 km at first (days with symptoms: 2).",
        known=back(2, clear=2),
    ),
    "V12 the eighth day is free": Row(
        "v12.week",
        SOFT,
        (NORMAL, "Fri easy 16km", "Wed easy 20.1km"),
        (NORMAL, "Fri easy 16km", "Thu easy 20.1km"),
        says="36.1 km in the 7 days from Thu: up to 36 km at first (days with symptoms: 2).",
        known=back(2, clear=2),
    ),
    "V12 what was run of a normal week is the measure": Row(
        "v12.week",
        SOFT,
        (NORMAL, "", "Tue easy 16km, Thu easy 16km"),
        (NORMAL, "", "Tue easy 16km, Thu easy 16km"),
        says="32 km in the 7 days from Mon: up to 31.2 km at first (days with symptoms: 4).",
        known={**back(4, clear=6), "done_km_low": {MONDAY: 39.0}, "done_km_high": {MONDAY: 39.0}},
        known_quiet={**back(4, clear=6), "done_km_low": {MONDAY: 39.0}, "done_km_high": {MONDAY: 40.0}},
    ),
    "V12 while there are symptoms the way back begins tomorrow": Row(
        "v12.week",
        SOFT,
        (NORMAL, "Thu easy 20km, Fri easy 16.1km"),
        (NORMAL, "Wed easy 20km, Fri easy 36km"),
        says="36.1 km in the 7 days from Thu: up to 36 km at first (days with symptoms: 2).",
        known=ill(2, NEXT_MONDAY + timedelta(days=2)),
    ),
    "V12 hard waits as many days as there were symptoms": Row(
        "v12.hard",
        SOFT,
        (NORMAL, "Thu tempo 6km"),
        (NORMAL, "Fri tempo 6km"),
        says="Hard on Thu (days with symptoms: 2). Clear days before hard running: 2.",
        known=back(2, clear=2),
    ),
    "V12 hard waits a week at most": Row(
        "v12.hard",
        SOFT,
        (NORMAL, "", "Sun tempo 6km"),
        (NORMAL, "", "", "Mon tempo 6km"),
        says="Hard on Sun (days with symptoms: 9). Clear days before hard running: 7.",
        known=back(9, clear=7),
    ),
    "V12 not hard on the day of a symptom": Row(
        "v12.hard",
        SOFT,
        (NORMAL, "Wed tempo 6km"),
        (NORMAL, "Wed tempo 6km done"),
        says="Hard on Wed (days with symptoms: 1). Clear days before hard running: 1.",
        known=ill(1, NEXT_MONDAY + timedelta(days=2)),
    ),
    "V13 nobody signs an automatic week": Row(
        "v13.volume",
        HARD,
        ("Tue easy 7.5km, Sat easy 7.4km",),
        ("Tue easy 7.5km, Sat easy 7.5km",),
        says="14.9 km is little: at least 15 km keep the base.",
        automatic=True,
    ),
    "V13 two runs in an automatic week": Row(
        "v13.runs",
        HARD,
        ("Sat easy 15km",),
        ("Tue easy 7.5km, Sat easy 7.5km",),
        says="Runs this week: 1; at least 2 keep the base.",
        automatic=True,
    ),
    "V13 the week after the way back is to keep the base again": Row(
        "v13.volume",
        SOFT,
        (NORMAL, "", "Tue easy 14km"),
        (NORMAL, "", "Tue easy 14km"),
        says="14 km is little: at least 15 km keep the base.",
        known=ill(3, SUNDAY - timedelta(days=1), SUNDAY),
        known_quiet=ill(3, SUNDAY, NEXT_MONDAY),
    ),
    "V13 who falls ill has no floor": Row(
        "v13.volume",
        SOFT,
        ("Tue easy 14km", ""),
        ("Tue easy 14km", ""),
        says="14 km is little: at least 15 km keep the base.",
        known=ill(1, NEXT_MONDAY),
        known_quiet=ill(2, NEXT_MONDAY),
    ),
    "V14 more kilometres wait for a check-in": Row(
        "v14.step",
        HARD,
        ("Tue easy 20km", "Tue easy 20.1km"),
        ("Tue easy 20km", "Tue easy 20km"),
        says="20.1 km, more than 20 km before, 3 days after the last check-in: a step waits for one.",
        known={"today": NEXT_MONDAY, "days_without_log": 3},
        automatic=True,
    ),
    "V14 a check-in of the last days is enough": Row(
        "v14.step",
        HARD,
        ("Tue easy 20km", "Tue easy 24km"),
        ("Tue easy 20km", "Tue easy 24km"),
        says="24 km, more than 20 km before, 3 days after the last check-in: a step waits for one.",
        known={"today": NEXT_MONDAY, "days_without_log": 3},
        known_quiet={"today": NEXT_MONDAY, "days_without_log": None},
        automatic=True,
    ),
    "V14 a week that is far away is not stepped up now": Row(
        "v14.step",
        HARD,
        ("Tue easy 20km", "Tue easy 24km"),
        ("Tue easy 20km", "Tue easy 20km", "Tue easy 24km"),
        says="24 km, more than 20 km before, 3 days after the last check-in: a step waits for one.",
        known={"today": NEXT_MONDAY, "days_without_log": 3},
        automatic=True,
    ),
    "V14 the next phase waits for a check-in": Row(
        "v14.phase",
        HARD,
        ("Tue easy 20km", "Tue easy 18km"),
        ("Tue easy 20km", "Tue easy 18km"),
        says="The next phase, 4 days after the last check-in: it waits for one.",
        frame={"phase": "foundation, maintenance"},
        frame_quiet={"phase": "maintenance, foundation"},
        known={"today": NEXT_MONDAY, "days_without_log": 4},
        automatic=True,
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_limit_fires_and_is_quiet_one_step_below(row: Row) -> None:
    row.holds()


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.automatic])
def test_a_coach_may_do_what_nothing_may_do_alone(name: str) -> None:
    row = ROWS[name]
    by_hand = Row(row.message, HARD, row.quiet, row.fires, row.says, row.frame, known=row.known)
    assert (row.message, HARD) not in [(b.message, b.severity) for b in by_hand.below()]


@pytest.mark.parametrize(
    ("symptoms", "back_from", "share", "hard_from"),
    [
        pytest.param(Symptoms(1, 1, 0), 1, 0.95, 1, id="a day of fever, and a good log the day after"),
        pytest.param(Symptoms(4, 1, 0), 1, 0.8, 4, id="4 days"),
        pytest.param(Symptoms(9, 3, 1), 0, 0.55, 5, id="9 days, and silence before the good log"),
        pytest.param(Symptoms(15, 0, None), 1, 0.5, 8, id="still ill after 15 days"),
    ],
)
def test_how_running_comes_back(symptoms: Symptoms, back_from: int, share: float, hard_from: int) -> None:
    """Days are counted from the day on which the symptoms are told of."""
    setback = Setback.of(symptoms, MONDAY, DecisionPolicy())
    assert setback.back_from == MONDAY + timedelta(days=back_from)
    assert setback.week_share == pytest.approx(share)
    assert setback.hard_from == MONDAY + timedelta(days=hard_from)
    assert setback.first_day == MONDAY - timedelta(days=symptoms.ago + symptoms.days - 1)
