"""Every id that people and programs send is tried with somebody else's: refused, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from athletes.models import Athlete
from tests.isolation.actors import COACH, GROUP_COACH, WRITE_TOKEN
from tests.isolation.asking import client_of, send
from tests.isolation.foreign_keys import NO_ROW, Names, fields_that_name_a_row, is_row_id
from tests.isolation.routes import NAMES_A_ROW, ROUTES, WAYS
from tests.isolation.rules import WELL
from tests.isolation.test_matrix import LOOKS
from tests.isolation.world import World
from tests.season import stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_field_that_names_a_row_has_a_case() -> None:
    found, known = fields_that_name_a_row(), NAMES_A_ROW.keys() | NO_ROW.keys()
    assert (sorted(found - known), sorted(known - found)) == ([], []), "without a case, without a field"


def ask(world: World, case: Names, field: str, value: Any) -> Any:
    route, method, _ = WAYS[case.way]
    sent = {**case.sent(world), field: [value] if case.many else value}
    return send(client_of(world, case.actor), method, route.url(world), sent)


@pytest.mark.parametrize("name", NAMES_A_ROW, ids=".".join)
def test_ones_own_row_is_taken(world: World, name: tuple[str, str]) -> None:
    case = NAMES_A_ROW[name]
    before = stored(*LOOKS)
    answer = ask(world, case, name[1], case.own(world))
    assert answer.status_code in WELL
    assert (stored(*LOOKS) != before) is case.writes


@pytest.mark.parametrize("name", NAMES_A_ROW, ids=".".join)
def test_somebody_elses_row_is_refused(world: World, name: tuple[str, str]) -> None:
    case = NAMES_A_ROW[name]
    before = stored(*LOOKS)
    for whose, row in case.foreign(world).items():
        answer = ask(world, case, name[1], row)
        assert answer.status_code in case.refused, whose
        assert stored(*LOOKS) == before, whose


TWO_ROWS = [name for name in WAYS if name.count("<int:") + name.count("<uuid:") > 1]


@pytest.mark.parametrize("actor", [COACH, GROUP_COACH, WRITE_TOKEN])
@pytest.mark.parametrize("name", TWO_ROWS)
def test_the_rows_of_one_address_belong_together(world: World, name: str, actor: str) -> None:
    """Nobody reaches another athlete's row by the address of one whom they may see."""
    route, method, way = WAYS[name]
    if way.expected[actor] not in WELL:
        return
    before = stored()
    parts = route.url(world).split("/")
    first = next(n for n, part in enumerate(parts) if is_row_id(part))
    others = Athlete.objects.across_teams().exclude(pk=parts[first]).values_list("pk", flat=True)
    for other in others:
        crossed = "/".join([*parts[:first], str(other), *parts[first + 1 :]])
        assert send(client_of(world, actor), method, crossed, way.sent(world)).status_code == 404, crossed
    assert stored() == before


def test_two_rows_in_one_address_are_there_to_be_tried() -> None:
    assert TWO_ROWS
    assert {name.split(" ", 1)[1].removeprefix("/") for name in TWO_ROWS} <= ROUTES.keys()
