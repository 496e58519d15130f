"""When a talk with a physician is suggested, and how calmly."""

import pytest

from readiness.engine.cues import Cue, persistent_cues, referral_rules
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.referral import NOTES, referral_note, reported_signs
from readiness.engine.status import assess
from readiness.engine.vocabulary import Status
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, counted_day, day_log, mark

ALL = {cue: Cue(cue, "any", 3) for cue in ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8")}


@pytest.mark.parametrize(
    ("cues", "days", "rules"),
    [
        (["P3"], 14, ("P3",)),
        (["P3"], 13, ()),
        (["P1"], 30, ()),
        (["P1", "P2"], 22, ("pair",)),
        (["P1", "P2"], 21, ()),
        (["P1", "P8"], 30, ()),
        (["P3", "P4"], 22, ("P3", "pair")),
        (["P5"], 30, ()),
    ],
    ids=[
        "mood 14 days",
        "mood 13 days",
        "soreness 30 days",
        "pair 22 days",
        "pair 21 days",
        "soreness and stress 30 days",
        "pair with mood",
        "appetite alone",
    ],
)
def test_when_to_suggest_a_professional(cues, days, rules):
    by_day = {ago(n): tuple(ALL[cue] for cue in cues) for n in range(days)}
    assert referral_rules(by_day, DAY) == rules


def test_a_day_between_without_the_cue_begins_the_count_again():
    by_day = {ago(n): () if n == 7 else (ALL["P3"], ALL["P4"]) for n in range(40)}
    assert referral_rules(by_day, DAY) == ()


@pytest.mark.parametrize("sign", ["missed_periods", "lost_weight"])
@pytest.mark.parametrize(
    ("cues", "rules"), [(["P5"], ("P5",)), (["P4"], ()), ([], ())], ids=["low appetite", "fatigue", "no cue"]
)
def test_a_sign_is_referred_beside_low_appetite_only(sign, cues, rules):
    assert referral_rules({DAY: [ALL[cue] for cue in cues]}, DAY, signs=(sign,)) == rules


def test_the_sign_comes_first_of_several_reasons():
    by_day = {ago(n): (ALL["P3"], ALL["P5"]) for n in range(30)}
    assert referral_rules(by_day, DAY, signs=("lost_weight",)) == ("P5", "P3", "pair")


@pytest.mark.parametrize(("days_ago", "known"), [(0, True), (27, True), (28, False), (-1, False)])
def test_a_sign_is_remembered_for_28_days(days_ago, known):
    told = {ago(days_ago): counted_day(days_ago, signs=("missed_periods",))}
    assert reported_signs(told, DAY) == (("missed_periods",) if known else ())


def test_from_logs_to_the_note():
    """Appetite 2 on three days, weight loss ticked once, three weeks ago, in a log of nothing else."""
    logs = calm_history(35) | {ago(n): day_log(n, **CALM, appetite=2) for n in range(3)}
    logs[ago(21)] = day_log(21, lost_weight=True)
    assessments = {ago(n): assess(ago(n), logs) for n in range(30)}
    cues = persistent_cues(assessments, DAY)
    signs = reported_signs(assessments, DAY)
    assert [cue.id for cue in cues] == ["P5"]
    assert (assessments[ago(21)].status, signs) == (Status.UNKNOWN, ("lost_weight",))
    note = referral_note(referral_rules({DAY: cues}, DAY, signs=signs), under_18=False)
    assert note is not None
    assert note.say() == (
        "Appetite has been low, and missed periods or weight loss was reported. This is worth a talk with a physician."
    )


def test_signs_are_never_scored():
    plain = assess(DAY, {**calm_history(), DAY: day_log(**CALM)})
    ticked = assess(DAY, {**calm_history(), DAY: day_log(**CALM, missed_periods=True, lost_weight=True)})
    assert ticked.signs == ("missed_periods", "lost_weight")
    assert {**ticked.to_json(), "signs": None} == {**plain.to_json(), "signs": None}


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (["P5", "P3", "pair"], "Appetite has been low, and missed periods or weight loss was reported."),
        (["P3"], "Mood has stayed low for 14 days."),
        (["pair"], "Signs of lasting fatigue have been there for more than 21 days."),
    ],
    ids=["appetite and a sign", "mood", "pair"],
)
def test_the_coach_is_told_one_thing_and_the_guardian_is_named_for_a_minor(rules, sentence):
    adult, minor = (referral_note(rules, under_18=young) for young in (False, True))
    assert adult is not None
    assert minor is not None
    assert adult.say() == f"{sentence} This is worth a talk with a physician."
    assert minor.say() == f"{adult.say()} The athlete is under 18: please speak with the guardian first."


def test_without_a_reason_there_is_no_note():
    assert referral_note((), under_18=True) is None


def test_a_note_tells_the_days_of_the_team():
    note = referral_note(["P3"], under_18=False, policy=ReadinessPolicy(referral_mood_days=10))
    assert note is not None
    assert "for 10 days" in note.say()


def test_every_rule_has_its_note():
    by_day = {ago(n): (ALL["P3"], ALL["P5"]) for n in range(30)}
    assert set(referral_rules(by_day, DAY, signs=("lost_weight",))) == set(NOTES)


def test_a_day_that_shows_low_appetite_alone_is_no_reason():
    week = {ago(n): counted_day(n, *([mark("P5", "appetite", 2)] if n < 2 else [])) for n in range(7)}
    assert referral_rules({DAY: persistent_cues(week, DAY)}, DAY, signs=("lost_weight",)) == ()
