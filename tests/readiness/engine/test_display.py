import pytest

from readiness.engine.assessment import DayAssessment
from readiness.engine.display import shown_status
from readiness.engine.vocabulary import Status
from tests.readiness.engine.builders import DAY, ago

STATUS = {"g": Status.GREEN, "a": Status.AMBER, "r": Status.RED, "u": Status.UNKNOWN}


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [
        ("g", "g"),
        ("ga", "a"),
        ("gr", "r"),
        ("gar", "r"),
        ("ag", "a"),
        ("agg", "g"),
        ("agagg", "g"),
        ("agag", "a"),
        ("rg", "r"),
        ("rgg", "a"),
        ("rggg", "a"),
        ("rgggg", "g"),
        ("raa", "a"),
        ("ra", "r"),
        ("rrg", "r"),
        ("u", "u"),
        ("au", "u"),
        ("gu", "u"),
        ("ru", "u"),
        ("agug", "g"),
        ("aug", "a"),
        ("auug", "a"),
        ("rggag", "a"),
        ("rggagg", "g"),
        ("a" + "u" * 26 + "g", "a"),
        ("a" + "u" * 27 + "g", "g"),
    ],
)
def test_it_worsens_at_once_and_improves_slowly(statuses, shown):
    days = reversed(list(enumerate(reversed(statuses))))
    assessments = {ago(n): DayAssessment(ago(n), STATUS[letter], "-") for n, letter in days}
    assert shown_status(assessments, DAY) is STATUS[shown]


def test_a_day_without_an_assessment_is_unknown():
    assert shown_status({ago(1): DayAssessment(ago(1), Status.GREEN, "S8")}, DAY) is Status.UNKNOWN
