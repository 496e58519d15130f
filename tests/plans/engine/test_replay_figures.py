"""What replayed nights come to, and how it is printed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from plans.engine.replay import ChangeKind, Night
from plans.engine.replay_figures import Figures
from plans.engine.replay_tables import figures_json, side_by_side, table
from plans.engine.vocabulary import Verdict
from readiness.engine.vocabulary import Status
from tests.plans.engine.replays_made import MONDAY, a_change, a_night, a_runner, calm, days, nights_of

EASE, REST, HOLD, ADVANCE = ChangeKind.EASIER_WEEK, ChangeKind.REST_DAY, ChangeKind.HOLD, ChangeKind.ADVANCE


def test_figures_refuse_a_green_night_without_a_log() -> None:
    with pytest.raises(AssertionError):
        Figures.of([a_night(status=Status.GREEN, logged=False)])


@pytest.mark.parametrize(
    ("changes", "reversals"),
    [
        pytest.param([(0, EASE), (7, ADVANCE)], 1, id="advance after ease, 7 days"),
        pytest.param([(0, EASE), (8, ADVANCE)], 0, id="advance after ease, 8 days"),
        pytest.param([(0, REST), (1, ADVANCE)], 1, id="advance after rest"),
        pytest.param([(0, HOLD), (7, ADVANCE)], 1, id="advance after hold"),
        pytest.param([(0, ADVANCE), (3, REST)], 1, id="rest after advance"),
        pytest.param([(0, ADVANCE), (7, EASE)], 1, id="ease after advance"),
        pytest.param([(0, ADVANCE), (7, HOLD)], 0, id="hold after advance"),
        pytest.param([(0, EASE), (7, EASE)], 0, id="the same again"),
        pytest.param([(0, EASE), (7, ADVANCE), (14, EASE)], 2, id="there and back"),
        pytest.param([(0, EASE), (2, REST), (8, ADVANCE)], 1, id="the previous change counts"),
    ],
)
def test_a_reversal(changes: list[tuple[int, ChangeKind]], reversals: int) -> None:
    nights = [a_change(MONDAY + timedelta(days=n), change) for n, change in changes]
    assert Figures.of(nights).reversals == reversals


def test_a_proposal_that_changed_nothing_is_no_change_and_no_reversal() -> None:
    nights = [a_change(MONDAY, EASE), a_night(MONDAY + timedelta(days=7), verdict=Verdict.ADVANCE, rule="D7")]
    assert Figures.of(nights).changes_by_rule == {"D3": 1}
    assert Figures.of(nights).reversals == 0


@pytest.mark.parametrize(
    ("change", "of_sessions"),
    [
        pytest.param(ChangeKind.REST_DAY, True, id="a rest day"),
        pytest.param(ChangeKind.EASIER_WEEK, True, id="an easier week"),
        pytest.param(ChangeKind.BACK, True, id="back a phase"),
        pytest.param(ChangeKind.HOLD, False, id="a week once more"),
        pytest.param(ChangeKind.ADVANCE, False, id="the next phase"),
    ],
)
def test_changes_of_sessions_and_phase_decisions_make_up_all_changes(change: ChangeKind, of_sessions: bool) -> None:
    figures = Figures.of([a_change(MONDAY, change)])
    assert (figures.session_changes, figures.phase_decisions) == ((1, 0) if of_sessions else (0, 1))
    assert figures.changes == 1


def test_figures_of_two_weeks() -> None:
    colours = [Status.GREEN] * 6 + [Status.AMBER] * 3 + [Status.RED] + [Status.UNKNOWN] * 4
    nights = [a_night(day, c, logged=c is not Status.UNKNOWN) for day, c in zip(days(14), colours, strict=True)]
    figures = Figures.of(nights)

    assert (figures.weeks, figures.logged_days, figures.alerts) == (2, 10, 4)
    assert figures.unknown_share == pytest.approx(4 / 14)
    assert [figures.share(s) for s in (Status.GREEN, Status.AMBER, Status.RED)] == [0.6, 0.3, 0.1]
    assert figures.per_week(figures.alerts) == 2


def test_lift_compares_what_followed_alerts_with_what_followed_green_days() -> None:
    after_alerts = [a_night(status=Status.AMBER, bad_next_day=bad) for bad in (True, True, False, None)]
    after_green = [a_night(bad_next_day=bad) for bad in (True, False, False, False, None)]
    unknown = [a_night(status=Status.UNKNOWN, logged=False, bad_next_day=True)] * 5

    assert Figures.of([*after_alerts, *after_green, *unknown]).lift == pytest.approx((2 / 3) / (1 / 4))


@pytest.mark.parametrize("nights", [[], [a_night(bad_next_day=False)], [a_night(status=Status.RED, bad_next_day=True)]])
def test_without_days_to_compare_there_is_no_lift(nights: list[Night]) -> None:
    assert Figures.of(nights).lift is None


def test_the_total_is_the_sum_of_the_athletes() -> None:
    parts = [Figures.of(nights_of(a_runner(calm(count)), count)) for count in (10, 25, 40)]
    total = Figures.total(parts)
    assert total.days == 75
    assert total.by_status == {Status.GREEN: 75}
    assert total.changes == sum(part.changes for part in parts) > 0
    assert total.changes == total.changes_by_rule.total()


# The tables.

ONE_WEEK = [a_night(day) for day in days(6)] + [a_change(days(7)[6], HOLD, rule="D8")]


def test_a_table_has_a_line_for_each_athlete_and_the_rules_below() -> None:
    figures = Figures.of(ONE_WEEK)
    head, ana, together, _, _, *rules = table([("Ana R.", figures), ("together", figures)])

    cells = dict(zip(head.split()[1:], ana.split()[2:], strict=True))
    assert ana.startswith("Ana R.")
    assert together.split()[1:] == ana.split()[2:]
    assert cells["weeks"] == "1.0"
    assert (cells["sessions/w"], cells["phases/w"], cells["changes/w"]) == ("0.00", "1.00", "1.00")
    assert cells["lift"] == "–"
    assert [rule.split()[-2:] for rule in rules] == [["D8", "1.00"]] * 2


def test_two_replays_stand_side_by_side() -> None:
    calm_week = Figures.of([a_night(day) for day in days(7)])
    head, ana = side_by_side([("Ana R.", calm_week)], [("Ana R.", Figures.of(ONE_WEEK))])

    pairs = [f"{before} {arrow} {after}" for before, arrow, after in zip(*[iter(ana.split()[2:])] * 3, strict=True)]
    cells = dict(zip(head.split()[1:], pairs, strict=True))
    assert cells["phases/w"] == "0.00 → 1.00"
    assert cells["sessions/w"] == "0.00 → 0.00"


def test_the_columns_of_a_table_line_up() -> None:
    lines = table([("Ana R.", Figures.of(ONE_WEEK)), ("A very long name of an athlete", Figures())])[:3]
    assert all(len(a) == len(b) for a, b in pairwise(lines))


def test_json_says_both_kinds_and_their_sum() -> None:
    figures = figures_json(Figures.of(ONE_WEEK))
    names = ("session_changes_per_week", "phase_decisions_per_week", "changes_per_week", "changes_per_week_by_rule")
    assert [figures[name] for name in names] == [0, 1, 1, {"D8": 1}]
    assert figures["day_ahead_lift"] is None
