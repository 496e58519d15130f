"""Fixtures that every test may ask for, and how many cases a law gets."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.cast import Cast, assemble

# A busy machine is no bug: no deadline. `LAWS=thorough` looks much longer, before a release.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("LAWS", "default"))


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()
