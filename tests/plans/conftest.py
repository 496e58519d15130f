"""Fixtures of the season: Wednesday morning of Ana's third week, her plan, and browsers of the cast."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from plans.models import Plan, TemplateVersion
from plans.planning import default_template_version
from plans.templates import duplicate
from tests.cast import Cast
from tests.season import NOW, begin


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(clock: time_machine.Traveller, cast: Cast) -> Plan:
    return begin(cast.ana, cast.coach)


@pytest.fixture
def coach(clock: time_machine.Traveller, cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.coach)
    return client


@pytest.fixture
def ana(clock: time_machine.Traveller, cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ana_user)
    return client


@pytest.fixture
def own(cast: Cast, clock: object) -> TemplateVersion:
    """A template of the team's own."""
    return duplicate(cast.team, default_template_version(), "Short and kind", cast.coach)
