"""What holds for every athlete and every history, however odd."""

import json

from hypothesis import given
from hypothesis import strategies as st

from readiness.engine.assessment import DayAssessment
from readiness.engine.cues import has_pair, persistent_cues
from readiness.engine.display import shown_status
from readiness.engine.logs import DayLog
from readiness.engine.status import assess
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness, Status
from readiness.engine.words import MAX_DRIVERS, drivers
from tests.readiness.engine.builders import DAY, ago

answers = st.none() | st.integers(1, 5)
a_day = st.fixed_dictionaries(
    {
        **dict.fromkeys(WELLNESS_ITEMS, answers),
        "sleep_h": st.none() | st.integers(1, 64).map(lambda quarters: quarters / 4),
        "appetite": answers,
        "resting_hr_bpm": st.none() | st.floats(30, 110),
        "hrv_rmssd_ms": st.none() | st.floats(5, 250),
        "illness": st.sampled_from(Illness),
        "pain": st.integers(0, 10),
        "pain_place": st.sampled_from(["", "calf", "knee"]),
        "pain_changes_stride": st.booleans(),
        "alarm_sign": st.booleans(),
    }
)


def dated(days):
    """Logs by date, the last of `days` on DAY; None is a day without a log."""
    last = len(days) - 1
    return {
        ago(last - index): DayLog(day=ago(last - index), **values)
        for index, values in enumerate(days)
        if values is not None
    }


@st.composite
def real_histories(draw):
    """Up to 70 days from a few different ones, so that long histories stay cheap to draw."""
    kinds = draw(st.lists(st.none() | a_day, min_size=1, max_size=6))
    days = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=70))
    return dated(days)


histories = real_histories()


def assessed(logs, days=30):
    return {ago(n): assess(ago(n), logs) for n in range(days)}


@given(histories)
def test_unknown_is_never_green_and_a_small_log_is_unknown_or_a_danger(logs):
    assessment = assess(DAY, logs)
    log = logs.get(DAY)
    if log is None:
        assert assessment.status is Status.UNKNOWN
    elif sum(answer is not None for answer in log.items()) < 3:
        assert not assessment.logged
        assert (assessment.status, assessment.rule) in {(Status.UNKNOWN, "S0"), (Status.RED, "S1")}
    else:
        assert assessment.logged
        assert assessment.status is not Status.UNKNOWN
    assert shown_status(assessed(logs), DAY) is not Status.GREEN or assessment.status is Status.GREEN


@given(histories, st.integers(0, 20))
def test_later_days_never_change_an_assessment(logs, days_ago):
    day = ago(days_ago)
    until = {each: log for each, log in logs.items() if each <= day}
    assert assess(day, logs) == assess(day, until)
    every = assessed(logs)
    known_then = {each: found for each, found in every.items() if each <= day}
    assert persistent_cues(every, day) == persistent_cues(known_then, day)
    assert shown_status(every, day) is shown_status(known_then, day)


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_logs_arrive_does_not_matter(logs, chance):
    shuffled = list(logs.items())
    chance.shuffle(shuffled)
    assert assess(DAY, dict(shuffled)).to_json() == assess(DAY, logs).to_json()


@given(histories)
def test_json_gives_back_exactly_what_it_was_given(logs):
    for day in (DAY, ago(1)):
        assessment = assess(day, logs)
        text = json.dumps(assessment.to_json())
        again = DayAssessment.from_json(json.loads(text))
        assert again == assessment
        assert json.dumps(again.to_json()) == text


@given(histories)
def test_logs_older_than_the_history_never_matter(logs):
    recent = {day: log for day, log in logs.items() if day > ago(67)}
    assert assess(DAY, recent | {ago(67): DayLog(ago(67), hrv_rmssd_ms=20.0)}) == assess(DAY, recent)


@given(
    usual=st.tuples(*[st.integers(2, 5)] * 5),
    sleep_h=st.sampled_from([6.0, 7.5, 9.0]),
    outlier=a_day,
    when=st.integers(0, 29),
)
def test_one_outlier_day_never_makes_a_pair_of_cues(usual, sleep_h, outlier, when):
    steady = {
        **dict(zip(WELLNESS_ITEMS, usual, strict=True)),
        "sleep_h": sleep_h,
        "resting_hr_bpm": 50.0,
        "hrv_rmssd_ms": 60.0,
        "appetite": 3,
    }
    days = [steady] * 60
    days[59 - when] = outlier
    every = assessed(dated(days), days=30)
    assert not any(has_pair(persistent_cues(every, ago(n))) for n in range(30))


@given(histories)
def test_a_day_has_at_most_three_drivers_and_a_flagged_day_has_one(logs):
    every = assessed(logs)
    cues = persistent_cues(every, DAY)
    reasons = drivers(every[DAY], cues)
    assert len(reasons) <= MAX_DRIVERS
    assert reasons or (every[DAY].status is Status.GREEN and not cues)
    assert all(reason.say() for reason in reasons)
    assert all(cue.days >= 1 for cue in cues)
