"""Every limit fires where it should and keeps quiet one step below; each row is a week a coach could write."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from plans.engine.limits import LIMITS, SENTENCES, History, Severity, check_plan, check_week
from plans.engine.policy import PlanPolicy
from tests.plans.engine.written_plans import MONDAY, written

SOFT, HARD = Severity.SOFT, Severity.HARD
LONG_RUNS = ("Sat long 10km",) * 5
SIX_DAYS = "Mon easy 5km, Tue easy 5km, Wed easy 5km, Thu easy 5km, Fri easy 5km, Sat easy 5km"
SEVEN_DAYS = f"{SIX_DAYS}, Sun easy 5km"
FIVE_DAYS = "Mon easy 5km, Tue easy 5km, Wed easy 5km, Thu easy 5km, Fri easy 5km"


class Row(NamedTuple):
    """`fires` goes past the limit with this message; `quiet` stands one step below. Weeks, oldest first."""

    message: str
    severity: Severity
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    frame: dict[str, Any] = {}
    longest_run_km: float | None = None


ROWS = {
    "V1 a fifth more": Row("v1.step", SOFT, ("Tue easy 25km", "Tue easy 30.1km"), ("Tue easy 25km", "Tue easy 30km")),
    "V1 a tenth more near the baseline": Row(
        "v1.step", SOFT, ("Tue easy 40km", "Tue easy 44.1km"), ("Tue easy 40km", "Tue easy 44km")
    ),
    "V1 near begins at 0.7 of the baseline": Row(
        "v1.step", SOFT, ("Tue easy 35km", "Tue easy 39km"), ("Tue easy 34.9km", "Tue easy 39km")
    ),
    "V1 3 km more are always allowed": Row(
        "v1.step", SOFT, ("Tue easy 12km", "Tue easy 15.1km"), ("Tue easy 12km", "Tue easy 15km")
    ),
    "V1 30 % more is never allowed": Row(
        "v1.step", HARD, ("Tue easy 25km", "Tue easy 32.6km"), ("Tue easy 25km", "Tue easy 32.5km")
    ),
    "V1 the best of three weeks counts": Row(
        "v1.step",
        SOFT,
        ("Tue easy 24km", "Tue easy 20km", "Tue easy 20km", "Tue easy 20km", "Tue easy 24.1km"),
        ("Tue easy 20km", "Tue easy 24km", "Tue easy 20km", "Tue easy 20km", "Tue easy 24.1km"),
    ),
    "V1 three weeks of rest are known to be rest": Row(
        "v1.step", HARD, ("", "", "", "Tue easy 10km"), ("", "", "", "Tue easy 3km")
    ),
    "V1 a first week of rest says nothing of the weeks before": Row(
        "v1.first", SOFT, ("", "Tue easy 50.1km"), ("", "Tue easy 10km")
    ),
    "V1 the first week stays at the baseline": Row("v1.first", SOFT, ("Tue easy 50.1km",), ("Tue easy 50km",)),
    "V1 the first week never 30 % above it": Row("v1.first", HARD, ("Tue easy 65.1km",), ("Tue easy 65km",)),
    "V2 a tenth longer": Row("v2.longest", SOFT, (*LONG_RUNS, "Sat long 11.1km"), (*LONG_RUNS, "Sat long 11km")),
    "V2 30 % longer is never allowed": Row(
        "v2.longest", HARD, (*LONG_RUNS, "Sat long 13.1km"), (*LONG_RUNS, "Sat long 13km")
    ),
    "V2 1 km more while runs are short": Row(
        "v2.longest",
        SOFT,
        (*["Sat long 8km"] * 5, "Sat long 9.1km"),
        (*["Sat long 8km"] * 5, "Sat long 9km"),
    ),
    "V2 any run counts": Row("v2.longest", SOFT, (*LONG_RUNS, "Tue easy 11.1km"), (*LONG_RUNS, "Tue easy 11km")),
    "V2 30 days count, the 31st does not": Row(
        "v2.longest",
        SOFT,
        ("Thu long 10.5km", "Thu easy 9km", "Thu easy 9km", "Thu easy 9km", "Sun long 10.5km"),
        ("Thu long 10.5km", "Thu easy 9km", "Thu easy 9km", "Thu easy 9km", "Sat long 10.5km"),
    ),
    "V2 the run before the plan counts in its first days": Row(
        "v2.longest", SOFT, ("Sat long 11.1km",), ("Sat long 11km",), longest_run_km=10
    ),
    "V2 30 min after a month without": Row(
        "v2.first", SOFT, ("Sat easy 31min",), ("Sat easy 30min",), longest_run_km=0
    ),
    "V2 never above 39 min after a month without": Row(
        "v2.first", HARD, ("Sat easy 40min",), ("Sat easy 39min",), longest_run_km=0
    ),
    "V3 40 % of 3 runs": Row(
        "v3.share",
        SOFT,
        ("Tue easy 6km, Thu easy 6km, Sat long 8.1km",),
        ("Tue easy 6km, Thu easy 6km, Sat long 8km",),
    ),
    "V3 35 % of 4 runs": Row(
        "v3.share",
        SOFT,
        ("Tue easy 6.5km, Wed easy 6.5km, Thu easy 6.5km, Sat long 10.6km",),
        ("Tue easy 6.5km, Wed easy 6.5km, Thu easy 6.5km, Sat long 10.5km",),
    ),
    "V3 33 % of 5 runs": Row(
        "v3.share",
        SOFT,
        ("Mon easy 6.7km, Tue easy 6.7km, Wed easy 6.7km, Thu easy 6.7km, Sat long 13.3km",),
        ("Mon easy 6.7km, Tue easy 6.7km, Wed easy 6.7km, Thu easy 6.7km, Sat long 13.2km",),
    ),
    "V3 30 % of 6 runs": Row(
        "v3.share",
        SOFT,
        ("Mon easy 7km, Tue easy 7km, Wed easy 7km, Thu easy 7km, Fri easy 7km, Sat long 15.1km",),
        ("Mon easy 7km, Tue easy 7km, Wed easy 7km, Thu easy 7km, Fri easy 7km, Sat long 15km",),
    ),
    "V3 75 min for a beginner": Row(
        "v3.minutes", SOFT, ("Sat long 76min",), ("Sat long 75min",), {"level": "beginner"}
    ),
    "V3 100 min for an intermediate": Row("v3.minutes", SOFT, ("Sat long 101min",), ("Sat long 100min",)),
    "V3 120 min for an advanced": Row(
        "v3.minutes", SOFT, ("Sat long 121min",), ("Sat long 120min",), {"level": "advanced"}
    ),
    "V4 two hard sessions on one day": Row(
        "v4.same_day", HARD, ("Tue tempo 6km, Tue tempo 6km",), ("Tue tempo 6km, Tue easy 6km",)
    ),
    "V4 hard days in a row": Row(
        "v4.hard_days", HARD, ("Tue tempo 6km, Wed tempo 6km",), ("Tue tempo 6km, Thu tempo 6km",)
    ),
    "V4 hard days in a row across the weekend": Row(
        "v4.hard_days", HARD, ("Sun tempo 6km", "Mon tempo 6km"), ("Sun tempo 6km", "Tue tempo 6km")
    ),
    "V4 RPE 5 is not hard": Row(
        "v4.hard_days",
        HARD,
        ("Tue tempo 6km, Wed steady 6km rpe 6",),
        ("Tue tempo 6km, Wed steady 6km rpe 5",),
    ),
    "V4 72 h for a beginner": Row(
        "v4.hard_days",
        SOFT,
        ("Tue tempo 6km, Thu tempo 6km",),
        ("Tue tempo 6km, Fri tempo 6km",),
        {"level": "beginner"},
    ),
    "V4 72 h from 50 on": Row(
        "v4.hard_days",
        SOFT,
        ("Tue tempo 6km, Thu tempo 6km",),
        ("Tue tempo 6km, Fri tempo 6km",),
        {"over_50": True},
    ),
    "V4 a long run over 75 min is spaced like hard": Row(
        "v4.with_long", HARD, ("Fri tempo 6km, Sat long 76min",), ("Fri tempo 6km, Sat long 75min",)
    ),
    "V4 nothing hard in maintenance": Row("v4.hard_count", SOFT, ("Tue tempo 6km rpe 6",), ("Tue tempo 6km rpe 5",)),
    "V4 two hard sessions in potency": Row(
        "v4.hard_count",
        SOFT,
        ("Mon tempo 6km, Wed tempo 6km, Fri tempo 6km",),
        ("Mon tempo 6km, Wed tempo 6km, Fri easy 6km",),
        {"phase": "potency"},
    ),
    "V4 one hard session for a beginner": Row(
        "v4.hard_count",
        SOFT,
        ("Mon tempo 6km, Fri tempo 6km",),
        ("Mon tempo 6km, Fri easy 6km",),
        {"phase": "reintegration", "level": "beginner"},
    ),
    "V4 one moderate day in maintenance": Row(
        "v4.moderate_count",
        SOFT,
        ("Tue steady 6km, Thu steady 6km",),
        ("Tue steady 6km, Thu easy 6km",),
    ),
    "V4 no moderate day in foundation": Row(
        "v4.moderate_count",
        SOFT,
        ("Tue easy 6km rpe 5",),
        ("Tue easy 6km rpe 4",),
        {"phase": "foundation"},
    ),
    "V5 48 h between strength": Row(
        "v5.spacing", SOFT, ("Wed strength, Thu strength",), ("Wed strength, Fri strength",)
    ),
    "V5 48 h between strength across the weekend": Row(
        "v5.spacing", SOFT, ("Sun strength", "Mon strength"), ("Sun strength", "Tue strength")
    ),
    "V5 not on the day before a hard run": Row(
        "v5.before_key", SOFT, ("Mon strength, Tue tempo 6km",), ("Mon strength, Tue easy 6km",)
    ),
    "V5 not on the day before a long run": Row(
        "v5.before_key", SOFT, ("Fri strength, Sat long 8km",), ("Thu strength, Sat long 8km",)
    ),
    "V5 not on the Sunday before a hard Monday": Row(
        "v5.before_key", SOFT, ("Sun strength", "Mon tempo 6km"), ("Sun strength", "Tue tempo 6km")
    ),
    "V5 the run comes first": Row(
        "v5.before_run", SOFT, ("Wed strength, Wed easy 6km",), ("Wed easy 6km, Wed strength",)
    ),
    "V5 gently in the first two weeks": Row(
        "v5.first_weeks", SOFT, ("Wed strength", "Wed strength rpe 7"), ("Wed strength", "Wed strength rpe 6")
    ),
    "V5 the third week may be stronger": Row(
        "v5.first_weeks", SOFT, ("", "Wed strength rpe 7"), ("", "", "Wed strength rpe 7")
    ),
    "V6 one rest day": Row("v6.rest_days", SOFT, (SEVEN_DAYS,), (SIX_DAYS,)),
    "V6 two rest days for a beginner": Row("v6.rest_days", SOFT, (SIX_DAYS,), (FIVE_DAYS,), {"level": "beginner"}),
    "V6 strength is no rest, cross-training is": Row(
        "v6.rest_days", SOFT, (f"{SIX_DAYS}, Sun strength",), (f"{SIX_DAYS}, Sun cross_training",)
    ),
    "V6 never 11 days without rest": Row(
        "v6.streak",
        HARD,
        (SEVEN_DAYS, "Mon easy 5km, Tue easy 5km, Wed easy 5km, Thu easy 5km"),
        (SEVEN_DAYS, "Mon easy 5km, Tue easy 5km, Wed easy 5km"),
    ),
    "V7 an easier week after three rising ones": Row(
        "v7.rising",
        SOFT,
        ("Tue easy 26km", "Tue easy 27km", "Tue easy 28km", "Tue easy 29km"),
        ("Tue easy 26km", "Tue easy 27km", "Tue easy 28km", "Tue easy 28km"),
    ),
    "V7 counting begins anew after an easier week": Row(
        "v7.rising",
        SOFT,
        ("Tue easy 26km", "Tue easy 27km", "Tue easy 28km", "Tue easy 23.9km", "Tue easy 29km"),
        ("Tue easy 26km", "Tue easy 27km", "Tue easy 28km", "Tue easy 23.8km", "Tue easy 29km"),
        {"baseline": 47},
    ),
    "V7 weeks up to half the baseline do not count": Row(
        "v7.rising",
        SOFT,
        ("Tue easy 25.1km", "Tue easy 27km", "Tue easy 28km", "Tue easy 29km"),
        ("Tue easy 25km", "Tue easy 27km", "Tue easy 28km", "Tue easy 29km"),
    ),
    "V7 an easier week is at most 0.85": Row(
        "v7.deload", SOFT, ("Tue easy 40km", "Tue easy 34.1km"), ("Tue easy 40km", "Tue easy 34km"), {"deload": True}
    ),
    "V7 an easier week has nothing hard": Row(
        "v7.hard", SOFT, ("Tue tempo 6km rpe 6",), ("Tue tempo 6km rpe 5",), {"deload": True}
    ),
    "V8 kilometres and hard running rise together": Row(
        "v8.together",
        SOFT,
        ("Tue easy 40km", "Tue tempo 6km, Thu easy 36.1km"),
        ("Tue easy 40km", "Tue tempo 6km, Thu easy 36km"),
        {"phase": "reintegration"},
    ),
    "V8 a higher effort is a rise": Row(
        "v8.together",
        SOFT,
        ("Tue tempo 6km, Thu easy 34km", "Tue tempo 6km rpe 7, Thu easy 38km"),
        ("Tue tempo 6km, Thu easy 34km", "Tue tempo 6km rpe 6, Thu easy 38km"),
        {"phase": "reintegration"},
    ),
    "V9 90 % easy in foundation": Row(
        "v9.easy",
        SOFT,
        ("Tue steady 10km [25 min steady], Thu easy 30km",),
        ("Tue steady 10km [24 min steady], Thu easy 30km",),
        {"phase": "foundation"},
    ),
    "V9 88 % easy in maintenance": Row(
        "v9.easy",
        SOFT,
        ("Tue steady 10km [19 min steady], Thu easy 15km",),
        ("Tue steady 10km [18 min steady], Thu easy 15km",),
    ),
    "V9 85 % easy in potency": Row(
        "v9.easy",
        SOFT,
        ("Tue tempo 10km [37 min at tempo], Thu easy 30km",),
        ("Tue tempo 10km [36 min at tempo], Thu easy 30km",),
        {"phase": "potency"},
    ),
    "V9 80 % easy in reintegration": Row(
        "v9.easy",
        SOFT,
        ("Tue tempo 10km [7 x 7 min at tempo, 3 min easy between], Thu easy 30km",),
        ("Tue tempo 10km [6 x 8 min at tempo, 3 min easy between], Thu easy 30km",),
        {"phase": "reintegration"},
    ),
    "V9 without steps all of it counts": Row(
        "v9.easy", SOFT, ("Tue steady 5km, Thu easy 36km",), ("Tue steady 5km, Thu easy 37km",)
    ),
    "V10 6 % of the week fast": Row(
        "v10.share",
        SOFT,
        ("Tue relaxed_reps 6km [10 x 200 m fast, 200 m walk-jog between], Thu easy 24km",),
        ("Tue relaxed_reps 6km [9 x 200 m fast, 200 m walk-jog between], Thu easy 24km",),
        {"phase": "potency"},
    ),
    "V10 strides are not fast running": Row(
        "v10.share",
        SOFT,
        ("Tue tempo 6km [16 min at tempo], Thu easy 24km",),
        ("Tue easy 6km [Strides 8 x 20 s, 60 s walk between], Thu easy 24km",),
        {"phase": "potency"},
    ),
    "V10 2.5 km fast in a session": Row(
        "v10.session",
        SOFT,
        ("Tue relaxed_reps 8km [13 x 200 m fast, 200 m walk-jog between], Thu easy 60km",),
        ("Tue relaxed_reps 8km [12 x 200 m fast, 200 m walk-jog between], Thu easy 60km",),
        {"phase": "potency"},
    ),
    "V10 twice as much rest as work": Row(
        "v10.rest",
        SOFT,
        ("Tue relaxed_reps 6km [8 x 30 s fast, 59 s walk between], Thu easy 24km",),
        ("Tue relaxed_reps 6km [8 x 30 s fast, 60 s walk between], Thu easy 24km",),
        {"phase": "potency"},
    ),
    "V10 relaxed, up to RPE 7": Row(
        "v10.effort", SOFT, ("Tue relaxed_reps 6km rpe 8",), ("Tue relaxed_reps 6km rpe 7",), {"phase": "potency"}
    ),
    "V11 60 jumps at first": Row(
        "v11.jumps",
        SOFT,
        ("Wed strength [Pogo jumps 3 x 15 contacts; Box jumps 4 x 4 contacts]",),
        ("Wed strength [Pogo jumps 3 x 15 contacts; Box jumps 3 x 5 contacts]",),
    ),
    "V11 100 jumps later": Row(
        "v11.jumps",
        SOFT,
        (*["Wed strength [Pogo jumps 2 x 15 contacts]"] * 2, "Wed strength [Pogo jumps 1 x 101 contacts]"),
        (*["Wed strength [Pogo jumps 2 x 15 contacts]"] * 2, "Wed strength [Pogo jumps 5 x 20 contacts]"),
    ),
    "V13 0.30 of the baseline": Row(
        "v13.volume", SOFT, ("Tue easy 7.5km, Sat easy 7.4km",), ("Tue easy 7.5km, Sat easy 7.5km",)
    ),
    "V13 two runs": Row("v13.runs", SOFT, ("Sat easy 15km",), ("Tue easy 7.5km, Sat easy 7.5km",)),
    "V15 two rest days under 18": Row("v15.rest_days", HARD, (SIX_DAYS,), (FIVE_DAYS,), {"under_18": True}),
    "A1 a day that is not the athlete's": Row(
        "a1.day", SOFT, ("Sat easy 6km",), ("Fri easy 6km",), {"available": (0, 1, 2, 3, 4)}
    ),
}


def said(row: Row, weeks: tuple[str, ...]) -> set[tuple[str, Severity]]:
    plan = written(*weeks, **row.frame)
    history = History(plan.baseline_km_per_week, longest_run_km=row.longest_run_km)
    return {(breach.message, breach.severity) for breach in check_plan(plan, history)}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_limit_fires(row: Row) -> None:
    assert (row.message, row.severity) in said(row, row.fires)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_limit_is_quiet_one_step_below(row: Row) -> None:
    assert (row.message, row.severity) not in said(row, row.quiet)


def test_every_sentence_has_a_row() -> None:
    assert {row.message for row in ROWS.values()} == set(SENTENCES)


def test_every_limit_has_a_row() -> None:
    assert {message.split(".")[0].upper() for message in SENTENCES} == {limit for limit, _ in LIMITS}


@pytest.mark.parametrize(
    ("weeks", "frame", "sentence"),
    [
        (
            ("Tue tempo 6km, Wed tempo 6km",),
            {"phase": "potency"},
            "Hard on Tue and Wed: at least 48 hours between hard days.",
        ),
        (
            ("Tue easy 25km", "Tue easy 33km"),
            {},
            "33 km after at most 25 km in the last 3 weeks: up to 30 km is a step.",
        ),
        (
            (*LONG_RUNS, "Sat long 11.5km"),
            {},
            "11.5 km on Sat, the longest of 30 days was 10 km: up to 11 km.",
        ),
        (("Sun easy 6km",), {"available": (0, 1)}, "Sun is not among the available days."),
        (
            ("Mon tempo 6km, Wed tempo 6km, Fri tempo 6km",),
            {"phase": "reintegration"},
            "3 hard sessions this week: up to 2 in this phase at this level.",
        ),
    ],
)
def test_sentence(weeks: tuple[str, ...], frame: dict[str, Any], sentence: str) -> None:
    plan = written(*weeks, **frame)
    assert sentence in [b.sentence for b in check_plan(plan, History(plan.baseline_km_per_week))]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_sentence_can_be_said(row: Row) -> None:
    plan = written(*row.fires, **row.frame)
    history = History(plan.baseline_km_per_week, longest_run_km=row.longest_run_km)
    for breach in check_plan(plan, history):
        assert breach.sentence.endswith(".")
        assert "{" not in breach.sentence


def test_limits_for_some_leave_others_alone() -> None:
    adult = {b.message for b in check_plan(written(SEVEN_DAYS), History(50))}
    tempo = written("Tue tempo 6km [16 min at tempo], Thu easy 24km", phase="reintegration")
    assert "v15.rest_days" not in adult
    assert not [b for b in check_plan(tempo, History(50)) if b.limit == "V10"]


def test_unknown_runs_before_the_plan_are_not_made_up() -> None:
    weeks = ("Sat long 10km", "Sat long 10km", "Sat long 20km")
    assert "v2.longest" not in {b.message for b in check_plan(written(*weeks), History(50))}


def test_done_kilometres_count_instead_of_planned_ones() -> None:
    plan = written("Tue easy 20km", "Tue easy 24km")
    done = History(50, done_km={MONDAY: 12.0})
    assert "v1.step" not in {b.message for b in check_plan(plan, History(50))}
    assert ("v1.step", HARD) in {(b.message, b.severity) for b in check_plan(plan, done)}


def test_kilometres_done_before_the_plan_count() -> None:
    before = History(50, done_km={MONDAY - timedelta(weeks=2): 20.0})
    assert "v1.step" in {b.message for b in check_plan(written("Tue easy 26km"), before)}


def test_a_coach_may_give_minutes_only() -> None:
    plan = written("Tue easy 60min, Thu easy 60min, Sat long 90min")
    sessions = tuple(replace(s, distance_km=None) for s in plan.weeks[0].sessions)
    minutes_only = replace(plan, weeks=(replace(plan.weeks[0], sessions=sessions),))
    assert "v3.share" in {b.message for b in check_plan(minutes_only, History(50))}


def test_week_hears_of_the_days_it_shares_with_its_neighbours() -> None:
    plan = written("Sun tempo 6km", "Mon tempo 6km", "Wed easy 6km", phase="potency")
    rows = [check_week(plan, week.monday, History(50)) for week in plan.weeks]
    assert [any(b.message == "v4.hard_days" for b in row) for row in rows] == [True, True, False]


def test_plan_tells_each_breach_once() -> None:
    plan = written(SEVEN_DAYS, SEVEN_DAYS, SEVEN_DAYS)
    breaches = check_plan(plan, History(50))
    assert len(breaches) == len(set(breaches))
    assert [b.message for b in breaches].count("v6.streak") == 2


def test_week_that_is_not_in_the_plan() -> None:
    with pytest.raises(ValueError, match="not in list"):
        check_week(written("Tue easy 6km"), MONDAY - timedelta(weeks=1), History(50))


def test_an_empty_week_can_be_checked() -> None:
    messages = {b.message for b in check_plan(written(""), History(50))}
    assert messages == {"v13.volume", "v13.runs"}


def test_a_team_may_set_a_threshold() -> None:
    plan = written("Sat long 110min")
    patient = PlanPolicy(longest_min_intermediate=110)
    assert "v3.minutes" not in {b.message for b in check_plan(plan, History(50), patient)}


def test_a_threshold_has_a_range() -> None:
    with pytest.raises(ValueError, match=r"week_step_never_ratio is 2\.0 ratio; allowed are 1\.2 to 1\.5"):
        PlanPolicy(week_step_never_ratio=2.0)
