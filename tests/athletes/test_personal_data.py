"""Every column with people's data has a label, and every table a way to its person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from athletes.models import Athlete, ConsentKind, User
from athletes.personal import Category, Kept, impersonal, kept
from readiness.consented import KIND_OF
from readiness.models import DayValues


def faults(models: Iterable[type[Model]], described: Iterable[Kept], without_people: Mapping[str, str]) -> list[str]:
    """What nobody described, in words that say what to do."""
    by_model = {each.model: each for each in described}
    found = []
    for model in models:
        name = model._meta.label
        if name in without_people:
            if name in by_model:
                found.append(f"{name} is listed as impersonal, and described")
            continue
        if name not in by_model:
            found.append(f"{name}: describe it in personal_data.py, or say why it holds nothing of people")
            continue
        each, columns = by_model[name], {column.name for column in by_model[name].columns}
        labelled = [field for fields in each.fields.values() for field in fields.split()]
        found += [f"{name}.{field} has no label" for field in sorted(columns - set(labelled))]
        found += [f"{name}.{field} is no column" for field in sorted(set(labelled) - columns)]
        found += [f"{name}.{field} has two labels" for field in sorted(set(labelled)) if labelled.count(field) > 1]
        if not (each.athlete or each.person or each.by_hand):
            found.append(f"{name} has no path to its athlete or person")
        found += [f"{name}: {fault}" for fault in _paths(each)]
    return found


def _paths(each: Kept) -> list[str]:
    found = []
    for path, target in ((each.athlete, Athlete), (each.person, User)):
        model: type[Model] = each.model_class
        try:
            for part in path.split("__") if path not in ("", "pk") else ():
                model = model._meta.get_field(part).related_model  # type: ignore[assignment]
        except FieldDoesNotExist as error:
            found.append(str(error))
        else:
            if path and model is not target:
                found.append(f"{path} leads to {model.__name__}")
    return found


def test_every_table_and_column_is_described() -> None:
    assert faults(apps.get_models(include_auto_created=True), kept(), impersonal()) == []


@pytest.mark.parametrize(
    ("described", "fault"),
    [
        pytest.param(None, "readiness.DailyLog: describe it in personal_data.py", id="a model that nobody described"),
        pytest.param(
            Kept("readiness.DailyLog", "Logs", athlete="athlete", fields={Category.WELLNESS: "mood"}),
            "readiness.DailyLog.note has no label",
            id="a field without a label",
        ),
        pytest.param(Kept("readiness.DailyLog", "Logs"), "has no path", id="no way to the athlete"),
        pytest.param(
            Kept("readiness.DailyLog", "Logs", athlete="team"), "team leads to Team", id="a way to somebody else"
        ),
        pytest.param(
            Kept("readiness.DailyLog", "Logs", athlete="athlete", fields={Category.WELLNESS: "shoe"}),
            "readiness.DailyLog.shoe is no column",
            id="a label without a field",
        ),
    ],
)
def test_what_is_missing_is_found(described: Kept | None, fault: str) -> None:
    found = faults([apps.get_model("readiness.DailyLog")], [described] if described else [], {})
    assert any(fault in each for each in found), found


def test_every_label_has_words() -> None:
    for each in kept():
        assert str(each.words)
        for column in each.columns:
            assert each.label(column.name).strip(), f"{each.model}.{column.name}"


def test_every_field_of_a_log_belongs_to_one_kind_of_health_data() -> None:
    assert set(KIND_OF) == set(DayValues.FIELDS)
    assert {name for name, kind in KIND_OF.items() if kind is ConsentKind.HEART} == {"resting_hr_bpm", "hrv_rmssd_ms"}
    assert {name for name, kind in KIND_OF.items() if kind is ConsentKind.CYCLE} == {"missed_periods"}
    assert {name for name, kind in KIND_OF.items() if kind is ConsentKind.ILLNESS} == {
        "illness", "pain", "pain_place", "pain_changes_stride", "alarm_sign", "lost_weight",
    }  # fmt: skip


def test_secrets_open_accounts_and_are_nothing_else() -> None:
    secrets = {f"{each.model}.{name}" for each in kept() for name, of in each.categories.items() if of == "secret"}
    assert {"athletes.User.password", "athletes.ApiToken.digest", "sessions.Session.session_data"} <= secrets
    assert not any(name.startswith(("readiness.", "plans.")) for name in secrets)
