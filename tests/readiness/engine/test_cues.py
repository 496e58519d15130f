"""Every row of rules, section 4: the week that reaches it, and the week one day short of it."""

import pytest

from readiness.engine.cues import Cue, has_pair, persistent_cues
from readiness.engine.policy import ReadinessPolicy
from tests.readiness.engine.builders import DAY, ago, counted_day, diary, mark

SORE = [mark("P1", "soreness")]
BAD_NIGHT = [mark("P2", "sleep_quality")]
SHORT_NIGHT = [mark("P2", "sleep_h")]
LOW_MOOD = [mark("P3", "mood")]
TIRED = [mark("P4", "fatigue")]
NO_APPETITE = [mark("P5", "appetite")]
FAST_HEART = [mark("P6", "resting_hr_bpm")]
LOW_HRV = [mark("P6", "ln_rmssd")]
STRESSED = [mark("P8", "stress")]
CLEAR: list[str] = []
NO_LOG = None

WEEKS = [
    ("P1 3 days", [CLEAR, SORE, CLEAR, SORE, CLEAR, CLEAR, SORE], [Cue("P1", "soreness", 3)]),
    ("P1 2 days", [CLEAR, CLEAR, CLEAR, SORE, CLEAR, CLEAR, SORE], []),
    ("P1 3 days of 8", [SORE, CLEAR, CLEAR, SORE, CLEAR, CLEAR, CLEAR, SORE], []),
    ("P1 3 days of 8, one not logged", [SORE, NO_LOG, CLEAR, SORE, CLEAR, CLEAR, CLEAR, SORE], []),
    ("P1 3 days of 4 logs", [NO_LOG, NO_LOG, NO_LOG, CLEAR, SORE, SORE, SORE], [Cue("P1", "soreness", 3)]),
    ("P1 3 days of 3 logs", [NO_LOG, NO_LOG, NO_LOG, NO_LOG, SORE, SORE, SORE], []),
    ("P2 quality 3", [CLEAR] * 4 + [BAD_NIGHT] * 3, [Cue("P2", "sleep_quality", 3)]),
    ("P2 quality 2", [CLEAR] * 5 + [BAD_NIGHT] * 2, []),
    ("P2 hours 4", [CLEAR] * 3 + [SHORT_NIGHT] * 4, [Cue("P2", "sleep_h", 4)]),
    ("P2 hours 3", [CLEAR] * 4 + [SHORT_NIGHT] * 3, []),
    ("P2 quality 2 and hours 3 are not added up", [CLEAR] * 2 + [BAD_NIGHT] * 2 + [SHORT_NIGHT] * 3, []),
    ("P3 3 days", [CLEAR] * 4 + [LOW_MOOD] * 3, [Cue("P3", "mood", 3)]),
    ("P3 2 days", [CLEAR] * 5 + [LOW_MOOD] * 2, []),
    ("P4 3 days", [CLEAR] * 4 + [TIRED] * 3, [Cue("P4", "fatigue", 3)]),
    ("P4 2 days", [CLEAR] * 5 + [TIRED] * 2, []),
    ("P5 3 days", [CLEAR] * 4 + [NO_APPETITE] * 3, [Cue("P5", "appetite", 3)]),
    ("P5 2 days", [CLEAR] * 5 + [NO_APPETITE] * 2, []),
    ("P6 alone", [CLEAR] * 2 + [FAST_HEART] * 5, []),
    ("P6 beside P8", [CLEAR] * 2 + [FAST_HEART + STRESSED] * 5, [Cue("P8", "stress", 5)]),
    (
        "P6 beside P1",
        [CLEAR] * 4 + [SORE + FAST_HEART] * 3,
        [Cue("P1", "soreness", 3), Cue("P6", "resting_hr_bpm", 3)],
    ),
    (
        "P6 rate and HRV on 3 days together",
        [CLEAR] * 4 + [SORE + FAST_HEART] * 2 + [SORE + LOW_HRV],
        [Cue("P1", "soreness", 3), Cue("P6", "ln_rmssd", 3)],
    ),
    ("P6 2 days beside P1", [CLEAR] * 4 + [SORE] + [SORE + FAST_HEART] * 2, [Cue("P1", "soreness", 3)]),
    ("P8 4 days", [CLEAR] * 3 + [STRESSED] * 4, [Cue("P8", "stress", 4)]),
    ("P8 3 days", [CLEAR] * 4 + [STRESSED] * 3, []),
]


@pytest.mark.parametrize(("days", "cues"), [week[1:] for week in WEEKS], ids=[week[0] for week in WEEKS])
def test_week(days, cues):
    assert persistent_cues(diary(*days), DAY) == tuple(cues)


PAINS = [
    ("same place on 3 days", [(3, "calf"), (0, ""), (3, "calf"), (3, "calf")], 3),
    ("same place on 2 days", [(3, "calf"), (0, ""), (0, ""), (3, "calf")], 0),
    ("3 days in different places", [(3, "calf"), (0, ""), (3, "knee"), (3, "calf")], 0),
    ("3 days, place not named", [(3, ""), (0, ""), (3, ""), (3, "")], 3),
    ("pain 2 on 4 days", [(2, "calf")] * 4, 0),
    ("pain 4 twice", [(0, ""), (0, ""), (4, "calf"), (4, "knee")], 2),
    ("pain 4 once", [(0, ""), (0, ""), (3, "calf"), (4, "calf")], 0),
]


@pytest.mark.parametrize(("pains", "days"), [case[1:] for case in PAINS], ids=[case[0] for case in PAINS])
def test_pain(pains, days):
    week = {}
    for days_ago, (pain, place) in enumerate(reversed(pains)):
        marks = [mark("P7", "pain", pain)] if pain >= 3 else []
        week[ago(days_ago)] = counted_day(days_ago, *marks, pain=pain, pain_place=place)
    assert persistent_cues(week, DAY) == ((Cue("P7", "pain", days),) if days else ())


OFF = [
    ("2 logs clear", [SORE, SORE, SORE, CLEAR, CLEAR], True),
    ("3 logs clear", [SORE, SORE, SORE, CLEAR, CLEAR, CLEAR], False),
    ("3 days, but 2 logs clear", [CLEAR, SORE, SORE, SORE, CLEAR, NO_LOG, CLEAR], True),
    ("a low day starts the count again", [SORE, SORE, SORE, CLEAR, CLEAR, SORE, CLEAR, CLEAR], True),
    ("stays on below its days", [SORE, SORE, SORE, CLEAR, NO_LOG, CLEAR, SORE, CLEAR, CLEAR], True),
    ("low days in a week of 3 logs begin nothing", [SORE] * 3 + [NO_LOG] * 4 + [CLEAR, CLEAR, SORE, CLEAR], False),
    ("never came on", [SORE, CLEAR, CLEAR, SORE, CLEAR, CLEAR], False),
    ("off, and a single low day since", [SORE, SORE, SORE, *[CLEAR] * 5, SORE], False),
    ("off, and reached again", [SORE, SORE, SORE, *[CLEAR] * 4, SORE], True),
    ("too few logs to claim anything", [SORE, SORE, SORE, SORE] + [NO_LOG] * 4 + [SORE], False),
]


@pytest.mark.parametrize(("days", "is_on"), [case[1:] for case in OFF], ids=[case[0] for case in OFF])
def test_a_cue_goes_off_after_3_clear_logs(days, is_on):
    assert [cue.id for cue in persistent_cues(diary(*days), DAY)] == (["P1"] if is_on else [])


def test_days_that_do_not_count_are_as_good_as_absent():
    week = diary(CLEAR, *[SORE] * 3)
    assert persistent_cues(week, DAY)
    partial = counted_day(1, *SORE).__class__(ago(1), week[DAY].status, "S0", cues_today=tuple(SORE))
    assert not persistent_cues({**week, ago(1): partial}, DAY)


ALL = {cue: Cue(cue, "any", 3) for cue in ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8")}


@pytest.mark.parametrize(
    ("cues", "pair"),
    [
        (["P1"], False),
        (["P1", "P2"], True),
        (["P1", "P6"], True),
        (["P5", "P7"], True),
        (["P1", "P8"], False),
        (["P1", "P3", "P8"], True),
        ([], False),
    ],
    ids=lambda cues: "+".join(cues) or "none" if isinstance(cues, list) else None,
)
def test_two_cues_are_a_pair_and_stress_is_half_a_cue(cues, pair):
    assert has_pair([ALL[cue] for cue in cues]) is pair


def test_with_a_lower_bar_stress_completes_a_pair():
    policy = ReadinessPolicy(cue_pair_weight=1.5)
    assert has_pair([ALL["P1"], ALL["P8"]], policy)
    assert not has_pair([ALL["P1"]], policy)


def test_what_began_more_than_28_days_ago_is_forgotten():
    """Two sore days a week keep an old cue on, but do not reach it themselves."""
    smouldering = [SORE] * 4 + [NO_LOG, CLEAR, CLEAR, SORE] * 6
    assert persistent_cues(diary(*smouldering), DAY) == (Cue("P1", "soreness", 2),)
    assert persistent_cues(diary(*smouldering, NO_LOG, CLEAR, CLEAR), DAY) == ()


def test_a_team_may_ask_for_more_days():
    week = diary(*[CLEAR] * 4, *[SORE] * 3)
    assert persistent_cues(week, DAY, ReadinessPolicy(cue_days=4)) == ()
