"""Charts: where a value stands on the sheet, where a line breaks, and what is not drawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from athletes.consents import ALL_KINDS
from athletes.models import ConsentKind
from plans.engine.week_loads import Amount, WeekLoad
from plans.views.readiness_charts import draw, readiness_charts
from plans.views.week_chart import load_chart, volume_chart
from readiness.engine.logs import DayLog
from readiness.engine.ranges import Range
from tests.cast import Cast
from tests.plans.logs_written import write
from tests.season import MONDAY, WEDNESDAY

DAYS = [MONDAY + timedelta(days=n) for n in range(4)]
NORMAL = Range(3, 2.5, 3.5)


class TestAnItem:
    def test_a_day_without_a_value_leaves_a_gap(self) -> None:
        chart = draw("mood", DAYS, [5, 1, None, 3], [None] * 4)
        assert chart.line == "M12.5 6.0 L37.5 94.0 M87.5 50.0"
        assert [(point.x, point.y) for point in chart.points] == [
            ("12.50%", "6.00%"), ("37.50%", "94.00%"), ("87.50%", "50.00%"),
        ]  # fmt: skip
        assert (chart.band, chart.mean, chart.normal) == ("", "", "no normal yet")

    def test_the_band_is_there_where_a_normal_is(self) -> None:
        chart = draw("mood", DAYS, [5, None, None, 3], [None, NORMAL, NORMAL, None])
        assert chart.mean == "M25.0 50.0 L50.0 50.0 L50.0 50.0 L75.0 50.0"
        assert chart.band.startswith("M25.0 39.0 L50.0 39.0")
        assert chart.band.endswith("L25.0 61.0Z")

    def test_it_says_in_a_sentence_what_it_draws(self) -> None:
        chart = draw("mood", DAYS, [5, None, None, 3], [None, None, None, NORMAL])
        assert chart.summary == "Mood on 2 of 4 days, 3 on Thu 19; normal 2.5 to 3.5."

    @pytest.mark.parametrize("values", [[50.0, 50.0, None, None], [44.0, 61.5, 50.0, 52.0]], ids=["flat", "moving"])
    def test_a_pulse_fills_the_height_that_there_is(self, values: list[float | None]) -> None:
        heights = [float(point.y[:-1]) for point in draw("resting_hr_bpm", DAYS, values, [None] * 4).points]
        assert 0 < min(heights) <= max(heights) < 100


def log(day: date, **values: Any) -> DayLog:
    return DayLog(day, fatigue=4, soreness=4, sleep_quality=4, mood=4, stress=4, **values)


class TestAnAthlete:
    @pytest.fixture
    def logged(self, cast: Cast) -> Cast:
        write(cast.ana, {day: log(day) for n in range(30) if (day := WEDNESDAY - timedelta(days=n))}, resting_hr_bpm=50)
        return cast

    def test_all_that_was_said_and_what_was_not(self, logged: Cast, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(5):
            charts = readiness_charts(logged.ana, ALL_KINDS, WEDNESDAY)
        assert [item.name for item in charts.items][-2:] == ["Stress", "Resting pulse"]
        assert charts.silent == ("Hours slept", "HRV")
        assert charts.withheld == ()
        assert (len(charts.rows), charts.rows[0]) == (30, (WEDNESDAY, ("4",) * 5 + ("50",)))
        assert "normal 3." in charts.items[0].summary

    def test_without_a_consent_it_is_named_and_not_drawn(self, logged: Cast) -> None:
        charts = readiness_charts(logged.ana, ALL_KINDS - {ConsentKind.HEART}, WEDNESDAY)
        assert charts.withheld == ("Resting pulse", "HRV")
        assert "Resting pulse" not in [*charts.columns, *(item.name for item in charts.items)]
        assert readiness_charts(logged.ana, (), WEDNESDAY).items == ()

    def test_nobody_checked_in(self, cast: Cast) -> None:
        charts = readiness_charts(cast.ben, ALL_KINDS, WEDNESDAY)
        assert (charts.items, charts.rows) == ((), ())


class TestWeeks:
    WEEKS = (
        WeekLoad(MONDAY - timedelta(weeks=1), Amount(40, 30, 6), Amount(1200, 900, 100)),
        WeekLoad(MONDAY, Amount(20, 25, 0), Amount(800, 0, 0)),
        WeekLoad(MONDAY + timedelta(weeks=1), Amount(32, 0, 0), Amount(1000, 0, 0)),
    )

    def test_bars_stand_on_the_ground_and_unreported_on_reported(self) -> None:
        chart = volume_chart(self.WEEKS, WEDNESDAY)
        first, second, third = chart.bars
        assert first.planned.y == "6.00%"
        assert (first.reported.y, first.unreported.y, first.unreported.height) == ("26.00%", "14.00%", "12.00%")
        assert float(second.reported.y[:-1]) < float(second.planned.y[:-1]), "more than planned"
        assert [bar.is_now for bar in chart.bars] == [False, True, False]
        assert third.title == "Week 3, from 23 Nov: 32 km planned"
        assert first.title == "Week 1, from 9 Nov: 30 of 40 km reported, 6 not reported"
        assert [label for _, label in chart.grid] == ["0", "10", "20", "30", "40"]

    def test_the_load_says_it_in_points(self) -> None:
        assert "900 of 1200 points reported" in load_chart(self.WEEKS, WEDNESDAY).bars[0].title

    def test_a_plan_that_has_not_begun(self) -> None:
        chart = volume_chart(self.WEEKS, MONDAY - timedelta(weeks=2))
        assert chart.summary == "Kilometres per week: 3 weeks planned, 0 begun. "
