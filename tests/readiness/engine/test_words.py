import re

import pytest

from readiness.engine import advice, referral, words
from readiness.engine.advice import after_check_in, session_advice
from readiness.engine.assessment import Finding
from readiness.engine.cues import Cue
from readiness.engine.sentences import number
from readiness.engine.status import assess
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness
from readiness.engine.words import cue_reason, drivers, finding_reason
from tests.readiness.engine.builders import CALM, DAY, calm_history, counted_day, items, mark, with_today

KNOWN = calm_history(sleep_h=8.0, resting_hr_bpm=50.0)
AMBER_ADVICE = "Make today easy: effort 4 of 10 at most, 20 to 30 percent shorter, or cross-training instead."
RED_ADVICE = "Rest today, or walk for 20 to 30 minutes."

FINDINGS = [
    (Finding("S0", "items", threshold=3), "No log"),
    (Finding("S0", "items", 2, threshold=3), "Only 2 of 5 items answered"),
    (Finding("S1", "illness"), "Reports fever, chest, gut or aches"),
    (Finding("S1", "pain", 7, threshold=5), "Pain 7 of 10"),
    (Finding("S1", "stride"), "Pain changes the stride"),
    (Finding("S1", "alarm_sign"), "Reports fainting or chest pain"),
    (Finding("S2", "wellness", 2.2, 3.84, 0.4, -2.0), "Wellness mean 2.2 against a normal of 3.8"),
    (Finding("S2", "mood", 1, threshold=1), "Mood 1 of 5"),
    (Finding("S3", "soreness", 2, 3.81, 0.6, -1.0), "Soreness 2 against a normal of 3.8"),
    (Finding("S4", "stress", 2, threshold=2), "Stress 2 of 5"),
    (Finding("S5", "sleep_h", 5.5, 7.42, 0.6, 1.5), "Sleep 5.5 h against a normal of 7.4 h"),
    (Finding("S5", "sleep_h", 5.5, threshold=6.0), "Sleep under 6 h on the last 2 nights logged"),
    (
        Finding("S6", "resting_hr_bpm", 58, 52.04, 2.0, 1.5),
        "Resting heart rate 58 bpm against a normal of 52 bpm",
    ),
    (Finding("S6", "ln_rmssd", 3.81, 4.12, 0.1, -1.0), "Weekly mean HRV 45.2 ms against a normal of 61.6 ms"),
    (Finding("S7", "pain", 4, threshold=4), "Pain 4 of 10"),
    (Finding("S7", "illness"), "Reports a cold, above the neck"),
]


@pytest.mark.parametrize(("finding", "sentence"), FINDINGS, ids=[case[1] for case in FINDINGS])
def test_a_finding_in_words(finding, sentence):
    assert finding_reason(finding).say() == sentence


CUES = [
    (
        Cue("P1", "soreness", 3),
        mark("P1", "soreness", 2, 3.81),
        "Soreness 2 against a normal of 3.8, low on 3",
    ),
    (Cue("P1", "soreness", 3), None, "Soreness low on 3"),
    (
        Cue("P2", "sleep_h", 4),
        mark("P2", "sleep_h", 6.25, 7.5),
        "Sleep 6.2 h against a normal of 7.5 h, low on 4",
    ),
    (Cue("P5", "appetite", 3), Finding("P5", "appetite", 2, threshold=2), "Appetite 2 of 5, low on 3"),
    (Cue("P5", "appetite", 3), None, "Appetite low on 3"),
    (
        Cue("P6", "resting_hr_bpm", 3),
        mark("P6", "resting_hr_bpm", 55.5, 51.0),
        "Weekly mean resting heart rate 55.5 bpm against a normal of 51 bpm, away from it on 3",
    ),
    (Cue("P6", "ln_rmssd", 3), None, "Weekly mean HRV away from normal on 3"),
    (Cue("P7", "pain", 3), Finding("P7", "pain", 4, threshold=3), "Pain 4 of 10, at 3 or more on 3"),
    (Cue("P7", "pain", 3), None, "Pain at 3 of 10 or more on 3"),
]


@pytest.mark.parametrize(("cue", "today", "sentence"), CUES, ids=[case[2] for case in CUES])
def test_a_cue_in_words(cue, today, sentence):
    day = counted_day(0, today) if today else counted_day(0)
    assert cue_reason(cue, day).say() == f"{sentence} of the last 7 days"


def said(assessment, *cues):
    return [sentence.say() for sentence in drivers(assessment, cues)]


def test_at_most_three_drivers_and_each_item_once():
    bad_day = assess(DAY, with_today(KNOWN, **items(1, 1, 2, 2, 2), sleep_h=5.0))
    assert said(bad_day, Cue("P1", "soreness", 3)) == [
        "Wellness mean 1.6 against a normal of 4",
        "Fatigue 1 of 5",
        "Soreness 1 against a normal of 4, low on 3 of the last 7 days",
    ]


def test_a_green_day_speaks_of_its_cues_only():
    green = assess(DAY, with_today(KNOWN, **CALM, resting_hr_bpm=60.0))
    assert said(green) == []
    assert said(green, Cue("P1", "soreness", 3)) == ["Soreness low on 3 of the last 7 days"]


CHECK_INS = [
    ("unknown", {"fatigue": 4}, "at least 3 of sleep, soreness, fatigue, mood and stress", None),
    ("green", CALM, "within your normal", None),
    ("amber", items(3, 4, 4, 4, None), "Keep today easy", AMBER_ADVICE),
    ("red by wellness", items(2, 2, 2, 3, 3), "A good day to rest", RED_ADVICE),
    ("red by illness", {**CALM, "illness": Illness.SYSTEMIC}, "let this settle", RED_ADVICE),
    ("red by pain", {**CALM, "pain": 7}, "let this settle", RED_ADVICE),
    ("alarm sign", {**CALM, "alarm_sign": True}, "seek medical care", advice.TODAY_RED_ALARM),
]


@pytest.mark.parametrize(
    ("today", "part", "session"), [case[1:] for case in CHECK_INS], ids=[case[0] for case in CHECK_INS]
)
def test_a_check_in_is_answered_in_one_go(today, part, session):
    assessment = assess(DAY, with_today(KNOWN, **today))
    answer = after_check_in(assessment).say()
    assert answer.startswith("Logged. ")
    assert part in answer
    advised = session_advice(assessment)
    assert (advised and advised.say()) == session


def test_while_learning_nothing_is_claimed():
    learning = assess(DAY, with_today({}, **CALM))
    assert "still being learned" in after_check_in(learning).say()


def test_sentences_are_translated_whole_and_inside():
    german = {
        words.AGAINST_NORMAL: "{item}: {value}, sonst {normal}",
        "Sleep": "Schlaf",
        "{number} h": "{number} Std.",
    }
    finding = Finding("S5", "sleep_h", 5.5, 7.5, 0.6, 1.5)
    assert finding_reason(finding).say(lambda text: german.get(text, text)) == "Schlaf: 5.5 Std., sonst 7.5 Std."


@pytest.mark.parametrize(("value", "shown"), [(2, "2"), (2.0, "2"), (3.84, "3.8"), (7.25, "7.2"), (110.0, "110")])
def test_numbers_are_short(value, shown):
    assert number(value) == shown


def all_texts():
    texts = [value for module in (advice, referral, words) for name, value in vars(module).items() if name.isupper()]
    for text in texts:
        if isinstance(text, str):
            yield text
        elif isinstance(text, dict):
            yield from (value for value in text.values() if isinstance(value, str))


def test_nothing_scolds_or_foretells():
    listed = list(all_texts())
    assert len(listed) > 30
    unwanted = re.compile(r"injur|predict|risk|fail|must|should|bad|poor|warning|danger|!", re.IGNORECASE)
    assert [text for text in listed if unwanted.search(text)] == []


def test_every_wellness_item_has_a_name():
    assert set(WELLNESS_ITEMS) < set(words.ITEM_NAMES)
