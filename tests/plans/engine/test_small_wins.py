"""Small wins are said where the figures show them, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from plans.engine.consistency import Kept, weeks_kept
from plans.engine.ledger import Touch
from plans.engine.small_wins import MOST, Facts, small_wins
from plans.engine.vocabulary import SessionKind
from plans.engine.work import Outcome, ReportedSession
from readiness.engine.logs import DayLog
from readiness.engine.wake_times import WakeRhythm

TODAY = date(2026, 11, 23)
"""A Monday."""
NAMES = {"economy": "Running economy", "speed": "Speed", "endurance": "Endurance"}
NOTHING = Facts(TODAY, (), (), (), (), NAMES, {}, frozenset(), None, None)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def run(days_ago: int, km: float = 6, *, planned: float | None = None, rpe: int | None = None,
        outcome: Outcome | None = Outcome.DONE) -> ReportedSession:  # fmt: skip
    return ReportedSession(ago(days_ago), SessionKind.EASY, planned or km, 3, 40, outcome, km, rpe)


def logs(*told: tuple[int, DayLog]) -> dict[date, DayLog]:
    return {ago(days): replace(log, day=ago(days)) for days, log in told}


def wins(**facts: object) -> list[str]:
    return [win.say() for win in small_wins(replace(NOTHING, **facts))]  # type: ignore[arg-type]


def whole_week(*sessions: ReportedSession, ill: int | None = None) -> list[str]:
    left_out = () if ill is None else {ago(ill)}
    return wins(weeks=weeks_kept(sessions, left_out, ago(7), ago(1), TODAY, [ago(7)]))


def test_nothing_told_is_nothing_said() -> None:
    assert wins() == []


def test_a_whole_week_as_planned_rest_included() -> None:
    assert whole_week(run(6), run(4)) == ["Your last full week went as planned on all 7 days, rest days too."]
    assert whole_week(run(6), run(4), ill=2) == ["Your last full week went as planned on all 6 days, rest days too."]
    assert whole_week(run(6), run(4, 9, planned=6)) == []
    assert whole_week(run(6), run(4, outcome=None)) == []


EARLIER = [run(days, 8) for days in (9, 11, 13, 15, 17)]


def test_the_longest_run_where_it_was_planned() -> None:
    said = "The longest run of this offseason so far: 9.7 km, and it was planned so."
    assert wins(sessions=[*EARLIER, run(2, 9.7)]) == [said]
    assert wins(sessions=[*EARLIER, run(2, 8)]) == []
    assert wins(sessions=[*EARLIER[1:], run(2, 9.7)]) == [], "too few runs to compare with"
    assert wins(sessions=[*EARLIER, run(2, 12, planned=6)]) == [], "going further than planned is not celebrated"
    assert wins(sessions=[*EARLIER, run(8, 9.7)]) == [], "a week ago is no news"


def test_easy_runs_that_feel_easier() -> None:
    before = [run(days, rpe=4) for days in (15, 18, 21)]
    assert wins(sessions=[*before, *(run(days, rpe=3) for days in (1, 3, 5))]) == [
        "Easy runs feel easier: effort 3 of 10 lately, 4 in the two weeks before."
    ]
    assert wins(sessions=[*before, *(run(days, rpe=3) for days in (1, 3))]) == []
    assert wins(sessions=[*before, *(run(days, rpe=4) for days in (1, 3, 5))]) == []


def test_mornings_without_pain_after_some_with() -> None:
    calm = [(days, DayLog(TODAY)) for days in range(5)]
    sore = [(days, DayLog(TODAY, pain=2)) for days in (9, 12)]
    assert wins(logs=logs(*calm, *sore)) == ["5 mornings without pain. In the three weeks before there were 2 with."]
    assert wins(logs=logs(*calm[1:], *sore)) == []
    assert wins(logs=logs(*calm, *sore[1:])) == []
    assert wins(logs=logs(*calm, *sore, (5, DayLog(TODAY, pain=1)))) == []


def test_steadier_mornings() -> None:
    now, before = WakeRhythm(time(6, 40), 20, 10), WakeRhythm(time(7), 45, 9)
    assert wins(wakes=now, wakes_before=before) == [
        "Your mornings are steadier: 20 minutes around your usual time, 45 before."
    ]
    assert wins(wakes=before, wakes_before=now) == []
    assert wins(wakes=now) == []


def test_a_better_mood() -> None:
    before = [(days, DayLog(TODAY, mood=3)) for days in range(7, 21)]
    good = [(days, DayLog(TODAY, mood=4)) for days in range(5)]
    assert wins(logs=logs(*good, *before)) == ["Your mood of the last seven days is above that of the month before."]
    assert wins(logs=logs(*good, *before[1:])) == []


def test_what_is_kept_alive() -> None:
    weeks = weeks_kept((), (), ago(28), ago(1), TODAY, [ago(28), ago(21), ago(14), ago(7)])
    assert {day.kept for week in weeks for day in week.days} == {Kept.AS_PLANNED}
    done = [Touch(ago(days), ("economy",), Outcome.DONE) for days in (6, 13, 20)]
    facts = {"weeks": weeks[:3] + weeks[3:], "protects": ("economy", "speed")}
    assert "Running economy: practised in each of the last 3 weeks." in wins(touches=done, **facts)
    rested = [*done[:2], Touch(ago(20), ("economy",), Outcome.RESTED)]
    assert not any("economy" in win for win in wins(touches=rested, **facts))


def test_faithful_check_ins() -> None:
    told = frozenset(ago(days) for days in range(25))
    assert wins(mornings=told) == ["You checked in on 25 of the last 28 mornings. That is what the plan listens to."]
    assert wins(mornings=told - {ago(3)}) == []


@pytest.mark.parametrize("most", [MOST])
def test_never_more_than_a_few(most: int) -> None:
    now, before = WakeRhythm(time(6, 40), 20, 10), WakeRhythm(time(7), 45, 9)
    sessions = [*EARLIER, run(2, 9.7, rpe=2), run(3, rpe=2), run(5, rpe=2), *(run(d, rpe=4) for d in (18, 19, 20))]
    told = frozenset(ago(days) for days in range(28))
    mood = logs(*((d, DayLog(TODAY, mood=5)) for d in range(7)), *((d, DayLog(TODAY, mood=3)) for d in range(7, 30)))
    assert len(wins(sessions=sessions, wakes=now, wakes_before=before, mornings=told, logs=mood)) == most
