"""What holds for all limits: their tables are complete, their sentences are exact, and a change is judged by what it
makes worse. The tables are in `test_limits_*.py`, by theme."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.limits import LIMITS, SENTENCES, History, Severity, check_plan, new_breaches
from plans.engine.policy import PlanPolicy
from plans.engine.week import PlanState
from tests.plans.engine import (
    test_limits_comeback,
    test_limits_history,
    test_limits_intensity,
    test_limits_spacing,
    test_limits_volume,
)
from tests.plans.engine.limit_rows import SEVEN_DAYS, Row
from tests.plans.engine.plans_made import plans
from tests.plans.engine.written_plans import MONDAY, written

THEMES = (
    test_limits_volume, test_limits_spacing, test_limits_intensity, test_limits_comeback, test_limits_history,
)  # fmt: skip
ROWS: dict[str, Row] = {name: row for theme in THEMES for name, row in theme.ROWS.items()}


def test_every_sentence_has_a_row() -> None:
    assert {row.message for row in ROWS.values()} == set(SENTENCES)


def test_every_limit_has_a_row() -> None:
    assert {message.split(".")[0].upper() for message in SENTENCES} == {limit for limit, _ in LIMITS}
    assert {limit for limit, _ in LIMITS} == {f"V{n}" for n in range(1, 16)} | {"A1"}


def test_no_row_hides_another() -> None:
    assert len(ROWS) == sum(len(theme.ROWS) for theme in THEMES)


def test_what_is_never_passed() -> None:
    """Whatever else is hard stands in no row; why these are: docs/decisions/0008-which-limits-are-hard.md."""
    hard = {row.message for row in ROWS.values() if row.severity is Severity.HARD and not row.automatic}
    assert hard == {
        "v1.step", "v1.first", "v2.longest", "v2.first", "v4.same_day", "v4.hard_days", "v4.with_long",
        "v6.streak", "v15.rest_days",
    }  # fmt: skip
    alone = {row.message for row in ROWS.values() if row.severity is Severity.HARD and row.automatic}
    assert alone - hard == {"v13.volume", "v13.runs", "v14.step", "v14.phase"}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_sentence_can_be_said(row: Row) -> None:
    for breach in row.above():
        assert breach.sentence.endswith(".")
        assert "{" not in breach.sentence
        assert breach.say(lambda words: f"<{words}>").startswith("<"), "translated as a whole"


def test_limits_for_some_leave_others_alone() -> None:
    adult = {b.message for b in check_plan(written(SEVEN_DAYS), History(50))}
    tempo = written("Tue tempo 6km [16 min at tempo], Thu easy 24km", phase="reintegration")
    assert "v15.rest_days" not in adult
    assert not [b for b in check_plan(tempo, History(50)) if b.limit == "V10"]


def test_a_coach_may_give_minutes_only() -> None:
    plan = written("Tue easy 60min, Thu easy 60min, Sat long 90min")
    sessions = tuple(replace(s, distance_km=None) for s in plan.weeks[0].sessions)
    minutes_only = replace(plan, weeks=(replace(plan.weeks[0], sessions=sessions),))
    assert "v3.share" in {b.message for b in check_plan(minutes_only, History(50))}


def test_a_pair_of_days_belongs_to_the_week_of_the_later_one() -> None:
    plan = written("Sun tempo 6km", "Mon tempo 6km", "Wed easy 6km", phase="potency")
    (pair,) = (b for b in check_plan(plan, History(50)) if b.message == "v4.hard_days")
    assert pair.week == plan.weeks[1].monday


def test_plan_tells_each_breach_once() -> None:
    plan = written(SEVEN_DAYS, SEVEN_DAYS, SEVEN_DAYS)
    breaches = check_plan(plan, History(50))
    assert len(breaches) == len(set(breaches))
    assert [b.message for b in breaches].count("v6.streak") == 2


def test_an_empty_week_can_be_checked() -> None:
    messages = {b.message for b in check_plan(written(""), History(50))}
    assert messages == {"v13.volume", "v13.runs"}


def test_a_team_may_set_a_threshold() -> None:
    plan = written("Sat long 110min")
    patient = PlanPolicy(longest_min_intermediate=110)
    assert "v3.minutes" not in {b.message for b in check_plan(plan, History(50), patient)}


class TestChanges:
    """`new_breaches` blames a change for what it brings and for what it makes worse, and for nothing else."""

    @pytest.mark.parametrize(
        ("before", "after", "new"),
        [
            pytest.param("Tue easy 6km", "Tue easy 9km", {"v1.step"}, id="a leap"),
            pytest.param("Tue easy 9km", "Tue easy 9km, Wed walk", set(), id="it was there before"),
            pytest.param("Tue easy 8km", "Tue easy 9km", {"v1.step"}, id="it was firm before, and is not passed now"),
            pytest.param("Tue easy 9km", "Tue easy 10km", {"v1.step"}, id="it goes further"),
            pytest.param("Tue easy 10km", "Tue easy 9km", set(), id="it goes less far, and still too far"),
            pytest.param("Tue easy 5km", "Tue easy 6km", set(), id="inside the step"),
            pytest.param("Tue easy 9km", "Fri easy 9km", set(), id="the same kilometres on another day"),
        ],
    )
    def test_30_km_are_a_step_from_25_km(self, before: str, after: str, new: set[str]) -> None:
        rest = ", Wed easy 8km, Thu easy 8km, Sat easy 8km"
        was, now = (written("Tue easy 1km" + rest, week + rest) for week in (before, after))
        assert {b.message for b in new_breaches(was, now, History(50))} == new

    @pytest.mark.parametrize(
        ("before", "after", "new"),
        [
            pytest.param("Tue tempo 6km rpe 8", "Tue tempo 6km rpe 9", {"v10.effort"}, id="harder still"),
            pytest.param("Tue tempo 6km rpe 9", "Tue tempo 6km rpe 8", set(), id="less hard"),
            pytest.param("Wed strength rpe 7", "Wed strength rpe 8", {"v5.first_weeks"}, id="heavier still"),
        ],
    )
    def test_an_effort(self, before: str, after: str, new: set[str]) -> None:
        rest = ", Thu easy 30km, Fri easy 30km"
        was, now = (written(week + rest, phase="potency", baseline=100) for week in (before, after))
        assert {b.message for b in new_breaches(was, now, History(100))} == new

    def test_one_breach_does_not_hide_another_on_the_same_day(self) -> None:
        """2.6 km fast on Tuesday was there; that it became too hard is new."""
        fast = "Tue relaxed_reps 8km rpe {} [13 x 200 m fast, 200 m walk-jog between], Thu easy 60km"
        was, now = (written(fast.format(rpe), phase="potency") for rpe in (7, 8))
        assert {b.message for b in new_breaches(was, now, History(50))} == {"v10.effort"}


HISTORIES = st.builds(
    History,
    baseline_km_per_week=st.just(50.0),
    done_km_high=st.dictionaries(st.integers(0, 3).map(lambda n: MONDAY + timedelta(weeks=n)), st.floats(0, 80)),
    done_runs_km=st.dictionaries(
        st.integers(0, 27).map(lambda n: MONDAY + timedelta(days=n)), st.tuples(st.floats(0, 40))
    ),
    today=st.none() | st.integers(0, 27).map(lambda n: MONDAY + timedelta(days=n)),
    longest_run_km=st.none() | st.floats(0, 30),
    days_without_log=st.none() | st.integers(3, 20),
)


@given(plans(), plans(), HISTORIES, st.booleans())
def test_what_passes_every_limit_is_refused_by_no_change(
    before: PlanState, after: PlanState, history: History, automatic: bool
) -> None:
    found = check_plan(after, history, automatic=automatic)
    new = new_breaches(before, after, history, automatic=automatic)
    assert set(new) <= set(found)
    assert new_breaches(after, after, history, automatic=automatic) == ()


@given(plans(), HISTORIES, st.randoms(use_true_random=False))
def test_the_order_of_sessions_says_nothing(plan: PlanState, history: History, chance: Random) -> None:
    weeks = tuple(replace(w, sessions=tuple(chance.sample(w.sessions, len(w.sessions)))) for w in plan.weeks)
    shuffled = replace(plan, weeks=weeks)
    assert set(check_plan(shuffled, history)) == set(check_plan(plan, history))


@given(plans())
def test_silence_about_a_week_is_not_a_week_of_rest(plan: PlanState) -> None:
    """What is no step after weeks that nobody reported on may be one after weeks of rest; never the other way."""
    rest = {MONDAY + timedelta(weeks=n): 0.0 for n in range(-3, 4)}
    silent, rested = History(50), History(50, done_km_low=rest, done_km_high=rest)
    steps = [{b.week for b in check_plan(plan, known) if b.message == "v1.step"} for known in (silent, rested)]
    assert steps[0] <= steps[1]
