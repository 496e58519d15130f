"""The shipped template fits its schema, says what the rules say, and a wrong file is refused."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import jsonschema
import pytest

from plans.engine.doses import Dose, jump_contacts, work_of
from plans.engine.policy import DEFAULT_POLICY
from plans.engine.template import Template
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from tests.plans.engine.shipped import document, schema, template

PHASES = [
    (PhaseKind.FOUNDATION, 2, 3, 4),
    (PhaseKind.MAINTENANCE, 3, 4, 6),
    (PhaseKind.POTENCY, 2, 3, 4),
    (PhaseKind.REINTEGRATION, 3, 4, 4),
]
FRACTIONS = [0.40, 0.45, 0.50, 0.58, 0.65, 0.55, 0.70, 0.72, 0.75, 0.63, 0.78, 0.85, 0.70, 0.92]


def check(stored: dict[str, Any]) -> None:
    jsonschema.validate(stored, schema(), cls=jsonschema.Draft202012Validator)


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_shipped_template_fits() -> None:
    check(document())


WRONG: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a key nobody knows": lambda d: d.update(color="red"),
    "a misspelt key deep inside": lambda d: d["weeks"][0]["long_run"].update(mark=["no_watch"]),
    "no slug": lambda d: d.pop("slug"),
    "a slug that is no slug": lambda d: d.update(slug="Off Season"),
    "version 0": lambda d: d.update(version=0),
    "more than the baseline": lambda d: d["weeks"][3].update(fraction=1.2),
    "a dose in hours": lambda d: d["weeks"][10]["keys"][0]["dose"].update(beginner="1 h"),
    "a key that is no key work": lambda d: d["weeks"][10]["keys"][0].update(session="easy"),
    "a mark nobody knows": lambda d: d["weeks"][0]["easy_runs"][1].update(marks=["barefoot"]),
    "an attribute nobody knows": lambda d: d["library"]["easy"].update(protects=["mind"]),
    "effort 11": lambda d: d["library"]["easy"].update(rpe=11),
    "key work without work": lambda d: d["library"]["tempo"].pop("work"),
    "a kind left out of the library": lambda d: d["library"].pop("walk"),
    "a level left out": lambda d: d["weeks"][0]["published"].pop("advanced"),
    "a phase nobody knows": lambda d: d["weeks"][0].update(phase="peak"),
    "a weekday left out": lambda d: d["rhythms"]["one_key"]["long"].pop(),
    "a goal left empty": lambda d: d["weeks"][0].update(goals=[]),
    "goals left out for the second time": lambda d: d["weeks"][3].pop("goals_again"),
    "a length that is no number": lambda d: d["phases"][0]["lengths"].update(short=[1, 3]),
    "play without a cue": lambda d: d["playful"]["play"][0].pop("cue"),
    "protecting something else": lambda d: d["variants"].update(grace=d["variants"]["speed"]),
    "a shift nobody knows": lambda d: d["variants"]["speed"]["phases"]["potency"].update(altitude=3),
    "a stand-in for nothing": lambda d: d["contingencies"]["no_time"][0].update(instead_of=[]),
    "a stand-in with minutes and a share": lambda d: d["contingencies"]["no_time"][0].update(share=0.5),
    "a stand-in without its effort": lambda d: d["contingencies"]["no_time"][0].pop("rpe"),
    "a situation left out": lambda d: d["contingencies"].pop("travelling"),
    "a flexible kind nobody knows": lambda d: d["flexible_slot"].append("dance"),
    "three rhythms": lambda d: d["rhythms"].update(three_keys=d["rhythms"]["two_keys"]),
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_wrong_template_is_refused(spoil: Callable[[dict[str, Any]], Any]) -> None:
    stored = document()
    spoil(stored)
    with pytest.raises(jsonschema.ValidationError):
        check(stored)


def test_every_field_is_described() -> None:
    """What a coach reads in an editor while writing a template: every field says what it is."""
    definitions = schema()["$defs"]

    def undescribed(part: Any, path: str) -> list[str]:
        if isinstance(part, list):
            return [each for n, one in enumerate(part) for each in undescribed(one, f"{path}/{n}")]
        if not isinstance(part, dict):
            return []
        fields = part.get("properties", {})
        silent = [
            f"{path}/{name}"
            for name, field in fields.items()
            if not (field.get("description") or definitions[field["$ref"].split("/")[-1]].get("description"))
        ]
        return [*silent, *(each for name, one in part.items() for each in undescribed(one, f"{path}/{name}"))]

    assert undescribed(schema(), "") == []
    assert [name for name, each in definitions.items() if not each.get("description")] == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda d: d["phases"][0]["lengths"].pop("4"), "names its weeks for each length from 2 to 4"),
        (lambda d: d["phases"][0]["lengths"].update({"4": [1, 2, 3]}), "names its weeks for each length"),
        (lambda d: d["phases"][0]["lengths"].update({"3": [1, 3, 3]}), "its default length names others"),
        (lambda d: d["phases"][0]["lengths"].update({"2": [1, 4]}), "with weeks of its own"),
    ],
    ids=["one left out", "a week short", "another default", "a week of another phase"],
)
def test_lengths_that_do_not_fit_are_refused(spoil: Callable[[dict[str, Any]], Any], why: str) -> None:
    stored = document()
    spoil(stored)
    with pytest.raises(ValueError, match=why):
        Template.from_document(stored)


def test_unreadable_dose_is_named() -> None:
    stored = document()
    stored["weeks"][10]["keys"][0]["dose"]["beginner"] = "a while"
    with pytest.raises(ValueError, match="'a while' is no dose"):
        Template.from_document(stored)


def test_phases_and_their_weeks() -> None:
    assert [(p.kind, p.min_weeks, p.default_weeks, p.max_weeks) for p in template().phases] == PHASES
    planned = [week.phase for week in template().weeks]
    assert planned == [kind for kind, _, default, _ in PHASES for _ in range(default)]


def test_weeks_are_those_of_the_rules() -> None:
    assert [week.number for week in template().weeks] == list(range(1, 15))
    assert [week.fraction for week in template().weeks] == FRACTIONS
    assert [week.number for week in template().weeks if week.deload] == [6, 10, 13]


@pytest.mark.parametrize("level", Level)
def test_published_kilometres_are_the_fraction_of_the_reference(level: Level) -> None:
    reference = template().levels[level].reference_km_per_week
    for week in template().weeks:
        assert week.published[level].km == pytest.approx(week.fraction * reference, abs=0.6)


def test_library_knows_every_kind() -> None:
    assert set(template().library) == set(SessionKind)
    assert all(each.cue and each.title and each.protects for each in template().library.values())


@pytest.mark.parametrize("level", Level)
def test_library_minutes_hold_their_work(level: Level) -> None:
    for each in template().library.values():
        least, most = each.minutes[level]
        assert least <= most
        if each.work:
            assert each.work.warm_up_min + each.work.dose[level].minutes(7) + each.work.cool_down_min <= most


def test_foundation_has_no_key_work_and_ends_easy_runs_with_strides() -> None:
    foundation = [week for week in template().weeks if week.phase is PhaseKind.FOUNDATION]
    assert not any(week.keys for week in foundation)
    assert any("Strides" in step for week in foundation for run in week.easy_runs for step in run.steps)


def test_deload_weeks_have_no_key_work() -> None:
    assert not any(week.keys for week in template().weeks if week.deload)


def test_no_two_weeks_in_a_row_play_the_same() -> None:
    for before, after in pairwise(template().weeks):
        assert before.goals != after.goals
        assert (before.easy_runs, before.long_run) != (after.easy_runs, after.long_run) or before.keys != after.keys


def test_stimulus_comes_back_in_steps() -> None:
    """Cadence, then gentle hills, then fartlek, then speed, then tempo (S14)."""
    kinds = [
        kind
        for week in template().weeks
        for kind in [*(key.session for key in week.keys), *(run.session for run in week.easy_runs)]
    ]
    steps = [
        SessionKind.CADENCE,
        SessionKind.HILL_STROLLS,
        SessionKind.FARTLEK,
        SessionKind.RELAXED_REPS,
        SessionKind.TEMPO,
    ]
    assert [kinds.index(step) for step in steps] == sorted(kinds.index(step) for step in steps)


def test_strength_differs_by_phase_and_starts_gently() -> None:
    lifts = [phase.strength.main_lifts for phase in template().phases]
    assert len(set(lifts)) == 4
    assert template().phases[0].strength.rpe <= DEFAULT_POLICY.first_strength_max_rpe


def test_jumps_stay_inside_their_limits() -> None:
    for phase in template().phases:
        for few, most in ((True, DEFAULT_POLICY.first_jump_contacts), (False, DEFAULT_POLICY.jump_contacts)):
            assert jump_contacts(tuple(jump.step(few=few) for jump in phase.strength.jumps)) <= most


def test_every_phase_moves_joints_and_says_how_to_recover() -> None:
    for phase in template().phases:
        assert 8 <= phase.mobility.minutes_per_day <= 10
        assert phase.mobility.exercises
        assert all((phase.notes.recovery, phase.notes.rituals, phase.notes.food, phase.notes.sleep))


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("8 x 200 m, 200 m walk-jog between", Dose(8, 200, "m")),
        ("2 x 6 min at tempo", Dose(2, 6, "min")),
        ("20 min steady", Dose(1, 20, "min")),
        ("6 x 30 s", Dose(6, 30, "s")),
        ("Strides 4 x 15 s", None),
        ("Warm-up 10 min easy", None),
        ("8 x 200 metres", None),
    ],
)
def test_doses_are_read(text: str, dose: Dose | None) -> None:
    assert Dose.read(text) == dose


@pytest.mark.parametrize(
    ("dose", "smaller"),
    [
        (Dose(8, 200, "m"), ["8 x 200 m", "7 x 200 m", "6 x 200 m", "5 x 200 m", "4 x 200 m"]),
        (Dose(3, 8, "min"), ["3 x 8 min", "2 x 8 min"]),
        (Dose(2, 6, "min"), ["2 x 6 min", "6 min"]),
        (Dose(1, 4, "min"), ["4 min", "3 min", "2 min"]),
    ],
)
def test_doses_shrink_to_half(dose: Dose, smaller: list[str]) -> None:
    assert [str(each) for each in dose.smaller()] == smaller


def test_work_and_rest_of_a_session() -> None:
    steps = ("Warm-up 12 min easy", "8 x 30 s relaxed and fast, 90 s walk between", "Cool-down 10 min easy")
    assert work_of(steps) == ((Dose(8, 30, "s"), Dose(1, 90, "s")),)
