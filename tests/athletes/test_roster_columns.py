"""Cells as coaches write them: levels, kilometres, minutes, weekdays, dates, zones and headings in four languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athletes.roster_columns import COLUMNS, MINUTES, BadCell, guess, read_groups, write_groups


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("level", "Beginner", "beginner"), ("level", "ANFÄNGERIN", "beginner"), ("level", "Avancé", "advanced"),
        ("level", "intermedio", "intermediate"), ("level", "fortgeschritten", "intermediate"),
        ("age_group", "U18", "under_18"), ("age_group", "18-49", "18_49"), ("age_group", "50+", "50_plus"),
        ("age_group", "ab 50", "50_plus"), ("age_group", "under_18", "under_18"),
        ("baseline_km_per_week", "50", Decimal(50)), ("baseline_km_per_week", "42,5 km", Decimal("42.5")),
        ("baseline_km_per_week", "42.5000000001", Decimal("42.5")),
        ("baseline_km_per_week", "60 km/Woche", Decimal(60)),
        ("min_mon", "90", 90), ("min_mon", "1:30", 90), ("min_mon", "01:30:00", 90), ("min_mon", "45 min", 45),
        ("min_mon", "0", 0), ("min_mon", "1440", 1440),
        ("weekdays", "Mon, Wed; Sat", {0, 2, 5}), ("weekdays", "mo di mi", {0, 1, 2}),
        ("weekdays", "lunes/miércoles", {0, 2}), ("weekdays", "lun. mer. dim.", {0, 2, 6}),
        ("weekdays", "täglich", {0, 1, 2, 3, 4, 5, 6}), ("weekdays", "Every day", {0, 1, 2, 3, 4, 5, 6}),
        ("birth_date", "2008-03-31", date(2008, 3, 31)), ("birth_date", "31.3.2008", date(2008, 3, 31)),
        ("birth_date", "01. 04. 1990", date(1990, 4, 1)),
        ("zone", "europe/berlin", "Europe/Berlin"), ("zone", "America/New York", "America/New_York"),
        ("email", "Ana@Example.org", "Ana@Example.org"), ("name", "李娜", "李娜"), ("number", "17", 17),
        ("groups", "Track; Hills", ("Track", "Hills")), ("groups", '"A; B"; C', ("A; B", "C")),
        ("groups", "Track;;track ;", ("Track", "track")),
    ],
)  # fmt: skip
def test_a_cell_is_understood(name: str, cell: str, value: Any) -> None:
    assert COLUMNS[name].read(cell) == value


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("level", "olympic"), ("age_group", "18"), ("age_group", "old"), ("baseline_km_per_week", "4.9"),
        ("baseline_km_per_week", "200.1"), ("baseline_km_per_week", "a lot"), ("baseline_km_per_week", "1e2"),
        ("baseline_km_per_week", "NaN"), ("baseline_km_per_week", "=50"), ("min_mon", "1441"), ("min_mon", "-5"),
        ("min_mon", "25:00"), ("weekdays", "Caturday"), ("birth_date", "31.2.2008"), ("birth_date", "3/4/2008"),
        ("birth_date", "2008"), ("zone", "Berlin"), ("zone", "CET"), ("email", "ana"), ("email", "a" * 250 + "@b.org"),
        ("name", "x" * 121), ("name", "lost \ufffd sign"), ("name", "nul\0"), ("number", "-1"), ("number", "9" * 30),
        ("number", "1.5"), ("groups", "x" * 61), ("groups", '"open'), ("baseline_km_per_week", "٥٠"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(name: str, cell: str) -> None:
    if cell == '"open':
        assert read_groups(cell) == ("open",)
        return
    with pytest.raises(BadCell, match=r"\w+.*\."):
        COLUMNS[name].read(cell)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Name|E-Mail|Level|Baseline|Groups", "name email level baseline_km_per_week groups"),
        ("Vor- und Nachname|Mailadresse|Leistungsniveau|Wochenkilometer|Trainingsgruppe|Geburtsdatum|Zeitzone",
         "name email level baseline_km_per_week groups birth_date zone"),
        ("Nombre y apellidos|Correo electrónico|Nivel|km por semana|Grupo|Fecha de nacimiento|Zona horaria|Días",
         "name email level baseline_km_per_week groups birth_date zone weekdays"),
        ("Nom et prénom|Courriel|Niveau|Volume hebdomadaire|Groupe|Date de naissance|Fuseau horaire|Jours",
         "name email level baseline_km_per_week groups birth_date zone weekdays"),
        ("|".join(column.heading for column in COLUMNS.values()), " ".join(COLUMNS)),
        ("NAME|name|shoe size|Montag", "name - - min_mon"),
    ],
    ids=["English", "German", "Spanish", "French", "our own", "twice and unknown"],
)  # fmt: skip
def test_headings_are_guessed(header: str, names: str) -> None:
    assert guess(header.split("|")) == tuple("" if name == "-" else name for name in names.split())


@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufffd"), min_size=1, max_size=10)
    )
)
def test_groups_in_one_cell_come_out_again(names: list[str]) -> None:
    kept = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    assert list(read_groups(write_groups(kept))) == kept


def test_minutes_stand_monday_first() -> None:
    assert COLUMNS[MINUTES[0]].heading == "Monday min"
    assert str(COLUMNS["min_sun"].label) == "Sunday, minutes free"
