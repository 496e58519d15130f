"""Rules, section 4, row by row: every cue fires at its days, and not one day, one log or one week short of it.

A row is told by the marks that its days leave, whatever their numbers; test_day_cues says which numbers leave one.
"""

from itertools import combinations

import pytest

from readiness.engine.cues import Cue, has_pair, persistent_cues
from tests.readiness.engine.builders import DAY, ago, counted_day, mark

SORE = mark("P1", "soreness")
ROWS = {
    "P1 soreness": (SORE, 3),
    "P2 sleep quality": (mark("P2", "sleep_quality"), 3),
    "P2 hours of sleep": (mark("P2", "sleep_h", 6.5, 8.0), 4),
    "P3 mood": (mark("P3", "mood"), 3),
    "P4 fatigue": (mark("P4", "fatigue"), 3),
    "P5 appetite": (mark("P5", "appetite"), 3),
    "P6 resting heart rate": (mark("P6", "resting_hr_bpm", 54, 50), 3),
    "P6 HRV": (mark("P6", "ln_rmssd", 3.9, 4.1), 3),
    "P7 pain in one place": (mark("P7", "pain", 3), 3),
    "P7 clear pain": (mark("P7", "pain", 4), 2),
    "P8 stress": (mark("P8", "stress"), 4),
}
"""The mark that one day leaves, and on how many of the 7 days it must be."""

rows = pytest.mark.parametrize(("shown", "needed"), ROWS.values(), ids=ROWS)


def story(shown, letters):
    """Days as letters, the last is DAY: x shows the cue, o is a clear log, - is a day without a log.

    The heart counts beside P1 to P5 only, so its days are sore ones too.
    """
    days = {}
    for days_ago, letter in enumerate(reversed(letters)):
        marks = [shown, SORE] if letter == "x" and shown.rule == "P6" else [shown] if letter == "x" else []
        pain = shown.value if letter == "x" and shown.rule == "P7" else 0
        if letter != "-":
            days[ago(days_ago)] = counted_day(days_ago, *marks, pain=pain, pain_place="calf" if pain == 3 else "")
    return days


def is_on(shown, letters):
    return shown.rule in {cue.id for cue in persistent_cues(story(shown, letters), DAY)}


@rows
def test_a_cue_is_on_at_its_days_and_not_one_day_short(shown, needed):
    assert is_on(shown, "o" * (7 - needed) + "x" * needed)
    assert not is_on(shown, "o" * (8 - needed) + "x" * (needed - 1))


@rows
def test_its_days_lie_within_7(shown, needed):
    gap = "o" * (6 - (needed - 1))
    assert is_on(shown, "x" + gap + "x" * (needed - 1))
    assert not is_on(shown, "x" + gap + "o" + "x" * (needed - 1))


@rows
def test_a_week_holds_at_least_4_logs(shown, needed):
    in_4_logs = "x" * needed if needed == 4 else "o" * (4 - needed) + "x" * needed
    assert is_on(shown, "---" + in_4_logs)
    assert not is_on(shown, "----" + in_4_logs[1:])
    assert not is_on(shown, "----xxx")


@rows
def test_it_goes_off_after_3_clear_logs(shown, needed):
    assert is_on(shown, "ooo" + "x" * needed + "oo")
    assert is_on(shown, "ooo" + "x" * needed + "o-o"), "a day without a log clears nothing"
    assert not is_on(shown, "ooo" + "x" * needed + "ooo")


@rows
def test_once_on_single_days_keep_it_on_and_once_off_they_do_not_bring_it_back(shown, needed):
    assert is_on(shown, "ooo" + "x" * needed + "ooxooxoo")
    assert not is_on(shown, "ooo" + "x" * needed + "oooooox")


@pytest.mark.parametrize(
    ("beside", "counts"),
    [("P1", True), ("P2", True), ("P3", True), ("P4", True), ("P5", True), ("P7", False), ("P8", False)],
)
def test_the_heart_counts_beside_what_the_athlete_feels(beside, counts):
    item = {"P2": "sleep_quality", "P7": "pain"}.get(beside, "any")
    heart = mark("P6", "ln_rmssd")
    days = {ago(n): counted_day(n, mark(beside, item), heart, pain=4 if beside == "P7" else 0) for n in range(5)}
    assert [cue.id for cue in persistent_cues(days, DAY)] == sorted([beside, *(["P6"] if counts else [])])


def test_pain_in_a_place_that_is_written_in_other_letters_is_in_one_place():
    places = ["Left calf", "left calf ", "left Calf"]
    days = {ago(n): counted_day(n, mark("P7", "pain", 3), pain=3, pain_place=place) for n, place in enumerate(places)}
    assert persistent_cues({**days, ago(3): counted_day(3)}, DAY) == (Cue("P7", "pain", 3),)


FELT = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]


@pytest.mark.parametrize("pair", list(combinations(FELT, 2)), ids="+".join)
def test_any_two_of_p1_to_p7_are_time_to_act(pair):
    assert has_pair([Cue(each, "any", 3) for each in pair])


@pytest.mark.parametrize("alone", [*FELT, "P8"])
def test_one_cue_is_a_note_and_stress_makes_no_pair_of_it(alone):
    assert not has_pair([Cue(alone, "any", 3)])
    assert not has_pair([Cue(alone, "any", 3), Cue("P8", "stress", 4)])
