"""Browsers of coaches: of the whole team, and of one of its squads."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.athletes.squads import a_squad, limit
from tests.cast import Cast


@pytest.fixture
def coach(client: Client, cast: Cast) -> Client:
    client.force_login(cast.coach)
    return client


@pytest.fixture
def squad_coach(client: Client, cast: Cast) -> Client:
    """The assistant looks after the squad, in which Ana is and Ben is not."""
    a_squad(cast.team, "Secret group", cast.ben)
    limit(cast.assistant, cast.team, a_squad(cast.team, "Squad", cast.ana))
    client.force_login(cast.assistant)
    return client
