"""What holds for every athlete and every history, however odd."""

import json
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from readiness.engine.assessment import DayAssessment, Finding
from readiness.engine.cues import has_pair, persistent_cues
from readiness.engine.display import shown_status
from readiness.engine.logs import DayLog
from readiness.engine.ranges import normal_ranges
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
def test_the_same_logs_in_any_order_are_the_same_bytes(logs, chance):
    shuffled = list(logs.items())
    chance.shuffle(shuffled)

    def told(arrived):
        every = assessed(arrived)
        stored = [json.dumps(each.to_json()) for each in every.values()]
        return stored, repr(persistent_cues(every, DAY)), shown_status(every, DAY), repr(normal_ranges(DAY, arrived))

    assert told(dict(shuffled)) == told(logs)


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


def steady_with_an_outlier(usual, sleep_h, outlier, when):
    """60 days of the same log, and one that is anything."""
    steady = {
        **dict(zip(WELLNESS_ITEMS, usual, strict=True)),
        "sleep_h": sleep_h,
        "resting_hr_bpm": 50.0,
        "hrv_rmssd_ms": 60.0,
        "appetite": 3,
    }
    days = [steady] * 60
    return dated(days), dated([*days[: 59 - when], outlier, *days[60 - when :]])


outliers = st.builds(
    steady_with_an_outlier,
    usual=st.tuples(*[st.integers(2, 5)] * 5),
    sleep_h=st.sampled_from([6.0, 7.5, 9.0]),
    outlier=a_day,
    when=st.integers(0, 29),
)


@given(outliers)
def test_one_outlier_day_never_makes_a_pair_of_cues(athlete):
    _, with_outlier = athlete
    every = assessed(with_outlier, days=30)
    assert not any(has_pair(persistent_cues(every, ago(n))) for n in range(30))


@given(outliers)
def test_one_outlier_day_changes_the_status_of_no_other_day(athlete):
    steady, with_outlier = athlete
    usual = assess(DAY, steady).status
    others = [day for day in map(ago, range(30)) if with_outlier[day] == steady[day]]
    assert len(others) >= 29
    assert {assess(day, with_outlier).status for day in others} == {usual}


GOOD: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    **dict.fromkeys(WELLNESS_ITEMS, st.integers(4, 5)),
    sleep_h=st.none() | st.sampled_from([8.0, 9.0]),
    appetite=st.none() | st.integers(3, 5),
)
"""A log in which nothing is low."""

WORST_FIRST = [Status.RED, Status.AMBER, Status.GREEN]


def is_better(status, than):
    known = Status.UNKNOWN not in (status, than)
    return known and WORST_FIRST.index(status) > WORST_FIRST.index(than)


@given(histories, GOOD, st.integers(0, 12))
def test_deleting_a_good_log_never_betters_a_day_while_learning(logs, good, days_ago):
    """Only absolute rules speak then. Later, a normal without its good days is a lower one: no such law holds."""
    recent = {day: log for day, log in logs.items() if day > ago(13)}
    with_good = {**recent, ago(days_ago): DayLog(ago(days_ago), **good)}
    without = {day: log for day, log in with_good.items() if day != ago(days_ago)}
    before, after = assess(DAY, with_good), assess(DAY, without)
    assert set(before.item_z) == {None}
    assert not is_better(after.status, before.status)


letters = st.lists(st.sampled_from(["green", "amber", "red", "unknown"]), min_size=1, max_size=28)


@given(letters, st.data())
def test_deleting_a_good_day_never_betters_the_status_shown(story, data):
    days = {ago(n): DayAssessment(ago(n), Status(each), "-") for n, each in enumerate(reversed(story))}
    good = [day for day, each in days.items() if each.status is Status.GREEN]
    assume(good)
    gone = data.draw(st.sampled_from(good))
    without = {day: each for day, each in days.items() if day != gone}
    assert not is_better(shown_status(without, DAY), shown_status(days, DAY))


CUE_ITEMS = {"P1": "soreness", "P2": "sleep_quality", "P3": "mood", "P4": "fatigue", "P5": "appetite", "P8": "stress"}
a_counted_day = st.frozensets(st.sampled_from(sorted(CUE_ITEMS)), max_size=3)


@given(st.lists(a_counted_day, min_size=8, max_size=28), st.data())
def test_deleting_a_clear_day_turns_no_cue_off(story, data):
    """Every day is logged, so that each week still holds its 4 logs: nothing is claimed with fewer."""
    days = {}
    for n, cues in enumerate(reversed(story)):
        marks = tuple(Finding(cue, CUE_ITEMS[cue], 2, 4.0, 0.5, -1.0) for cue in sorted(cues))
        days[ago(n)] = DayAssessment(ago(n), Status.GREEN, "S8", logged=True, cues_today=marks)
    clear = [day for day, each in days.items() if not each.cues_today]
    assume(clear)
    gone = data.draw(st.sampled_from(clear))
    on = {cue.id for cue in persistent_cues(days, DAY)}
    assert on <= {cue.id for cue in persistent_cues({d: a for d, a in days.items() if d != gone}, DAY)}


@given(histories)
def test_a_day_without_a_counted_log_adds_to_no_cue(logs):
    every = assessed(logs)
    counted = {day: each for day, each in every.items() if each.logged}
    assert persistent_cues(every, DAY) == persistent_cues(counted, DAY)
    assert not any(each.cues_today for each in every.values() if not each.logged)


@given(histories)
def test_a_day_has_at_most_three_drivers_and_a_flagged_day_has_one(logs):
    every = assessed(logs)
    cues = persistent_cues(every, DAY)
    reasons = drivers(every[DAY], cues)
    assert len(reasons) <= MAX_DRIVERS
    assert reasons or (every[DAY].status is Status.GREEN and not cues)
    assert all(reason.say() for reason in reasons)
    assert all(cue.days >= 1 for cue in cues)
