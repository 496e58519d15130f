"""V8 to V11: one rise at a time, easy and fast running, jumps."""

from datetime import timedelta

import pytest

from tests.plans.engine.limit_rows import SOFT, Row
from tests.plans.engine.written_plans import MONDAY

WEDNESDAY = MONDAY + timedelta(days=2)

ROWS = {
    "V8 kilometres and hard running rise together": Row(
        "v8.together",
        SOFT,
        ("Tue easy 40km", "Tue tempo 6km, Thu easy 36.1km"),
        ("Tue easy 40km", "Tue tempo 6km, Thu easy 36km"),
        says="Kilometres and hard running rise in the same week: one at a time.",
        frame={"phase": "reintegration"},
    ),
    "V8 a higher effort is a rise": Row(
        "v8.together",
        SOFT,
        ("Tue tempo 6km, Thu easy 34km", "Tue tempo 6km rpe 7, Thu easy 38km"),
        ("Tue tempo 6km, Thu easy 34km", "Tue tempo 6km rpe 6, Thu easy 38km"),
        says="Kilometres and hard running rise in the same week: one at a time.",
        frame={"phase": "reintegration"},
    ),
    "V8 new strength in a rising week": Row(
        "v8.strength",
        SOFT,
        ("Tue easy 40km, Wed strength rpe 7 [Squat 3 x 6]", "Tue easy 42.1km, Wed strength rpe 7 [Deadlift 3 x 6]"),
        ("Tue easy 40km, Wed strength rpe 7 [Squat 3 x 6]", "Tue easy 42km, Wed strength rpe 7 [Deadlift 3 x 6]"),
        says="New in strength on Wed (Deadlift), and running rises in the same week: one at a time.",
    ),
    "V8 new strength when hard running begins": Row(
        "v8.strength",
        SOFT,
        (
            "Tue easy 40km",
            "Tue tempo 6km, Thu easy 30km, Wed strength rpe 7 [Squat 3 x 6], Fri strength rpe 7 [Hip thrust 3 x 8]",
        ),
        (
            "Tue easy 40km",
            "Tue steady 6km, Thu easy 30km, Wed strength rpe 7 [Squat 3 x 6], Fri strength rpe 7 [Hip thrust 3 x 8]",
        ),
        says="New in strength on Wed and Fri (Hip thrust, Squat), and running rises in the same week: one at a time.",
        frame={"phase": "reintegration"},
    ),
    "V8 an exercise the plan had before is not new": Row(
        "v8.strength",
        SOFT,
        ("Wed strength [Bridge 2 x 12]", "Tue easy 40km", "Tue easy 44km, Wed strength rpe 7 [Squat 3 x 6]"),
        ("Wed strength [Squat 2 x 12]", "Tue easy 40km", "Tue easy 44km, Wed strength rpe 7 [Squat 3 x 6]"),
        says="New in strength on Wed (Squat), and running rises in the same week: one at a time.",
    ),
    "V8 a gentle new exercise is no rise": Row(
        "v8.strength",
        SOFT,
        ("Tue easy 40km", "Tue easy 44km, Wed strength rpe 7 [Bridge on one leg 2 x 8]"),
        ("Tue easy 40km", "Tue easy 44km, Wed strength rpe 6 [Bridge on one leg 2 x 8]"),
        says="New in strength on Wed (Bridge on one leg), and running rises in the same week: one at a time.",
    ),
    "V8 a phase begins with its own lifts": Row(
        "v8.strength",
        SOFT,
        ("Tue easy 40km", "Tue easy 40km", "Tue easy 44km, Wed strength rpe 7 [Squat 3 x 6]"),
        ("Tue easy 40km", "Tue easy 40km", "Tue easy 44km, Wed strength rpe 7 [Squat 3 x 6]"),
        says="New in strength on Wed (Squat), and running rises in the same week: one at a time.",
        frame={"phase": "foundation, maintenance, maintenance"},
        frame_quiet={"phase": "foundation, foundation, maintenance"},
    ),
    "V9 90 % easy in foundation": Row(
        "v9.easy",
        SOFT,
        ("Tue steady 10km [25 min steady], Thu easy 30km",),
        ("Tue steady 10km [24 min steady], Thu easy 30km",),
        says="89.5 % of the kilometres are easy: at least 90 % in this phase.",
        frame={"phase": "foundation"},
    ),
    "V9 88 % easy in maintenance": Row(
        "v9.easy",
        SOFT,
        ("Tue steady 10km [19 min steady], Thu easy 15km",),
        ("Tue steady 10km [18 min steady], Thu easy 15km",),
        says="87.3 % of the kilometres are easy: at least 88 % in this phase.",
    ),
    "V9 85 % easy in potency": Row(
        "v9.easy",
        SOFT,
        ("Tue tempo 10km [37 min at tempo], Thu easy 30km",),
        ("Tue tempo 10km [36 min at tempo], Thu easy 30km",),
        says="84.5 % of the kilometres are easy: at least 85 % in this phase.",
        frame={"phase": "potency"},
    ),
    "V9 80 % easy in reintegration": Row(
        "v9.easy",
        SOFT,
        ("Tue tempo 10km [7 x 7 min at tempo, 3 min easy between], Thu easy 30km",),
        ("Tue tempo 10km [6 x 8 min at tempo, 3 min easy between], Thu easy 30km",),
        says="79.5 % of the kilometres are easy: at least 80 % in this phase.",
        frame={"phase": "reintegration"},
    ),
    "V9 without steps all of it counts": Row(
        "v9.easy",
        SOFT,
        ("Tue steady 5km, Thu easy 36km",),
        ("Tue steady 5km, Thu easy 37km",),
        says="87.8 % of the kilometres are easy: at least 88 % in this phase.",
    ),
    "V10 6 % of the week fast": Row(
        "v10.share",
        SOFT,
        ("Tue relaxed_reps 6km [10 x 200 m fast, 200 m walk-jog between], Thu easy 24km",),
        ("Tue relaxed_reps 6km [9 x 200 m fast, 200 m walk-jog between], Thu easy 24km",),
        says="6.7 % of the kilometres are fast: up to 6 %.",
        frame={"phase": "potency"},
    ),
    "V10 strides are not fast running": Row(
        "v10.share",
        SOFT,
        ("Tue tempo 6km [16 min at tempo], Thu easy 24km",),
        ("Tue easy 6km [Strides 8 x 20 s, 60 s walk between], Thu easy 24km",),
        says="12.7 % of the kilometres are fast: up to 6 %.",
        frame={"phase": "potency"},
    ),
    "V10 2.5 km fast in a session": Row(
        "v10.session",
        SOFT,
        ("Tue relaxed_reps 8km [13 x 200 m fast, 200 m walk-jog between], Thu easy 60km",),
        ("Tue relaxed_reps 8km [12 x 200 m fast, 200 m walk-jog between], Thu easy 60km",),
        says="2.6 km fast on Tue: up to 2.5 km in one session.",
        frame={"phase": "potency"},
    ),
    "V10 twice as much rest as work": Row(
        "v10.rest",
        SOFT,
        ("Tue relaxed_reps 6km [8 x 30 s fast, 59 s walk between], Thu easy 24km",),
        ("Tue relaxed_reps 6km [8 x 30 s fast, 60 s walk between], Thu easy 24km",),
        says="Rest of 59 s after 30 s of fast running on Tue: at least 60 s.",
        frame={"phase": "potency"},
    ),
    "V10 relaxed, up to RPE 7": Row(
        "v10.effort",
        SOFT,
        ("Tue relaxed_reps 6km rpe 8",),
        ("Tue relaxed_reps 6km rpe 7",),
        says="Fast running at effort 8 on Tue: up to 7, relaxed.",
        frame={"phase": "potency"},
    ),
    "V11 60 jumps at first": Row(
        "v11.jumps",
        SOFT,
        ("Wed strength [Pogo jumps 3 x 15 contacts; Box jumps 4 x 4 contacts]",),
        ("Wed strength [Pogo jumps 3 x 15 contacts; Box jumps 3 x 5 contacts]",),
        says="61 jumps on Wed: up to 60.",
    ),
    "V11 no jumps on an amber or red day": Row(
        "v11.low_day",
        SOFT,
        ("Wed strength [Pogo jumps 1 x 15 contacts]",),
        ("Wed strength [Pogo jumps 1 x 15 contacts]",),
        says="Jumps on Wed, an amber or red day: strength without jumps.",
        known={"low_days": frozenset({WEDNESDAY})},
        known_quiet={"low_days": frozenset({WEDNESDAY - timedelta(days=1)})},
    ),
    "V11 strength without jumps fits an amber day": Row(
        "v11.low_day",
        SOFT,
        ("Wed strength [Pogo jumps 1 x 15 contacts]",),
        ("Wed strength [Goblet squat 2 x 10], Fri strength [Pogo jumps 1 x 15 contacts]",),
        says="Jumps on Wed, an amber or red day: strength without jumps.",
        known={"low_days": frozenset({WEDNESDAY})},
    ),
    "V11 jumps that were done are done": Row(
        "v11.low_day",
        SOFT,
        ("Wed strength [Pogo jumps 1 x 15 contacts]",),
        ("Wed strength [Pogo jumps 1 x 15 contacts] done",),
        says="Jumps on Wed, an amber or red day: strength without jumps.",
        known={"low_days": frozenset({WEDNESDAY})},
    ),
    "V11 100 jumps later": Row(
        "v11.jumps",
        SOFT,
        (*["Wed strength [Pogo jumps 2 x 15 contacts]"] * 2, "Wed strength [Pogo jumps 1 x 101 contacts]"),
        (*["Wed strength [Pogo jumps 2 x 15 contacts]"] * 2, "Wed strength [Pogo jumps 5 x 20 contacts]"),
        says="101 jumps on Wed: up to 100.",
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_limit_fires_and_is_quiet_one_step_below(row: Row) -> None:
    row.holds()
