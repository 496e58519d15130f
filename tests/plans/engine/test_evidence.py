"""What a night freezes of the logs that stood out: items with their numbers and days, three at most.

Days are written by how many days ago they were; what is not written is a green day.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from plans.engine.facts import Evidence, NightFacts, from_json, to_json
from plans.engine.history import night_facts
from plans.engine.rulebook import DEFAULT_RULEBOOK
from readiness.engine.assessment import DayAssessment, Finding
from readiness.engine.vocabulary import Illness, Status

SUNDAY, WEDNESDAY = date(2026, 11, 22), date(2026, 11, 18)

WELLNESS = Finding("S3", "wellness", 2.6, 3.5, 0.5, -1.0)
SORE = Finding("S3", "soreness", 2, 3.75, 0.5, -1.0)
SORE_CUE = Finding("P1", "soreness", 2, 3.75, 0.5, -1.0)
MOOD_CUE = Finding("P3", "mood", 2, 3.5, 0.5, -1.0)
TIRED = Finding("S4", "fatigue", 1, threshold=1)
SHORT = Finding("S5", "sleep_h", 4.5, 7.5, 1.0, 1.5)
SHORT_OF_A_LONG_SLEEPER = Finding("S5", "sleep_h", 6.5, 9.5, 1.0, 1.5)
PULSE = Finding("P6", "resting_hr_bpm", 56.0, 51.0, 1.0, 1.0)


def day(night: date, ago: int, *findings: Finding, status: Status = Status.AMBER, **known: object) -> DayAssessment:
    rule = findings[0].rule if findings else "S8"
    return DayAssessment(night - timedelta(days=ago), status, rule, findings, logged=True, **known)  # type: ignore[arg-type]


def facts(night: date, *off: DayAssessment) -> NightFacts:
    calm = [DayAssessment(night - timedelta(days=ago), Status.GREEN, "S8", logged=True) for ago in range(28)]
    assessments = {each.day: each for each in (*calm, *off)}
    return night_facts(night, assessments, night - timedelta(days=60), DEFAULT_RULEBOOK)


CASES = {
    "a calm night": (facts(WEDNESDAY), ()),
    "an amber day in the middle of the week is over": (facts(WEDNESDAY, day(WEDNESDAY, 2, SORE)), ()),
    "a pulse that alone makes no day amber": (
        facts(WEDNESDAY, day(WEDNESDAY, 0, Finding("S6", "resting_hr_bpm", 56.0, 51.0, 2.0, 1.5), status=Status.GREEN)),
        (),
    ),
    "tonight, with the days before it": (
        facts(WEDNESDAY, day(WEDNESDAY, 0, WELLNESS, SORE), day(WEDNESDAY, 3, SORE)),
        (Evidence("S3", "wellness", (0,), 2.6, 3.5, 3.0), Evidence("S3", "soreness", (0, 3), 2, 3.75, 3)),
    ),
    "an item counts once": (
        facts(WEDNESDAY, day(WEDNESDAY, 0, SORE, Finding("S4", "soreness", 1, threshold=1))),
        (Evidence("S3", "soreness", (0,), 2, 3.75, 3),),
    ),
    "the first three": (
        facts(WEDNESDAY, day(WEDNESDAY, 0, WELLNESS, TIRED, SHORT, SORE)),
        (
            Evidence("S3", "wellness", (0,), 2.6, 3.5, 3.0),
            Evidence("S4", "fatigue", (0,), 1, None, 1),
            Evidence("S5", "sleep_h", (0,), 4.5, 7.5, 6.0),
        ),
    ),
    "hours of a long sleeper are low below enough": (
        facts(WEDNESDAY, day(WEDNESDAY, 0, SHORT_OF_A_LONG_SLEEPER)),
        (Evidence("S5", "sleep_h", (0,), 6.5, 9.5, 7.0),),
    ),
    "a persistent cue on a green night": (
        facts(WEDNESDAY, *(day(WEDNESDAY, ago, status=Status.GREEN, cues_today=(SORE_CUE,)) for ago in (1, 2, 4))),
        (Evidence("P1", "soreness", (1, 2, 4), 2, 3.75, 3.25),),
    ),
    "a week's pulse is high by beats where the spread is small": (
        facts(WEDNESDAY, *(
            day(WEDNESDAY, ago, status=Status.GREEN, cues_today=(MOOD_CUE, PULSE)) for ago in (0, 1, 2)
        )),
        (
            Evidence("P3", "mood", (0, 1, 2), 2, 3.5, 3.0),
            Evidence("P6", "resting_hr_bpm", (0, 1, 2), 56.0, 51.0, 54.0),
        ),
    ),
    "on Sunday what the flagged days had in common": (
        facts(SUNDAY, day(SUNDAY, 1, SORE), day(SUNDAY, 3, TIRED), day(SUNDAY, 5, TIRED), day(SUNDAY, 8, SHORT)),
        (Evidence("S4", "fatigue", (3, 5), 1, None, 1), Evidence("S3", "soreness", (1,), 2, 3.75, 3)),
    ),
    "symptoms that nobody has called over": (
        facts(WEDNESDAY, *(
            day(WEDNESDAY, 9, Finding("S1", "illness"), status=Status.RED, illness=Illness.SYSTEMIC),
            *(DayAssessment(WEDNESDAY - timedelta(days=ago), Status.UNKNOWN, "S0") for ago in range(9)),
        )),
        (Evidence("S1", "illness", (9,)),),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("known", "evidence"), CASES.values(), ids=CASES)
def test_what_stood_out(known: NightFacts, evidence: tuple[Evidence, ...]) -> None:
    assert known.evidence == evidence
    assert from_json(json.loads(json.dumps(to_json(known)))) == known


@pytest.mark.parametrize(("known", "evidence"), CASES.values(), ids=CASES)
def test_facts_stay_small(known: NightFacts, evidence: tuple[Evidence, ...]) -> None:
    assert len(json.dumps(to_json(known))) <= 512
