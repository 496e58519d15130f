import json

from readiness.engine.assessment import DayAssessment, Finding, last_days
from readiness.engine.status import assess
from readiness.engine.vocabulary import Illness, Status
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, counted_day, items, with_today

KNOWN = calm_history(sleep_h=8.0, resting_hr_bpm=50.0)


def as_text(assessment):
    return json.dumps(assessment.to_json(), separators=(",", ":"))


def test_a_plain_green_day_is_short():
    assert as_text(assess(DAY, with_today(KNOWN, **CALM, sleep_h=8.0))) == (
        '{"day":"2026-11-24","status":"green","rule":"S8","logged":true,"wellness":4.0,"item_z":[0.0,0.0,0.0,0.0,0.0]}'
    )


def test_a_missing_day_is_short():
    assert as_text(assess(DAY, KNOWN)) == (
        '{"day":"2026-11-24","status":"unknown","rule":"S0","findings":[["S0","items",null,null,null,3]]}'
    )


def test_everything_survives_the_way_through_json():
    full = DayAssessment(
        day=DAY,
        status=Status.RED,
        rule="S2",
        findings=(Finding("S2", "wellness", 2.2, 4.0, 0.25, -2.0), Finding("S7", "illness")),
        logged=True,
        learning=True,
        wellness=2.2,
        item_z=(-2.0, None, 0.5, 1.0, -0.33),
        cues_today=(Finding("P1", "soreness", 2, 4.0, 0.5, -1.0),),
        pain=4,
        pain_place="left calf",
        illness=Illness.ABOVE_NECK,
        signs=("missed_periods", "lost_weight"),
    )
    again = DayAssessment.from_json(json.loads(as_text(full)))
    assert again == full
    assert as_text(again) == as_text(full)


def test_last_days_are_oldest_first_and_end_on_the_day():
    days = {ago(n): counted_day(n) for n in (-1, 0, 1, 3)}
    assert [each.day for each in last_days(days, DAY, 3)] == [ago(1), DAY]
    assert [each.day for each in last_days(days, DAY, 4)] == [ago(3), ago(1), DAY]


def test_a_bad_day_stays_below_a_kilobyte():
    worst = {
        **items(1, 1, 1, 1, 1),
        "sleep_h": 4.0,
        "pain": 9,
        "illness": Illness.SYSTEMIC,
        "alarm_sign": True,
    }
    assert len(as_text(assess(DAY, with_today(KNOWN, **worst, appetite=1)))) < 1500
