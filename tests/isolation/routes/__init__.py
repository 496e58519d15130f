"""The rules of all areas, one module each. Modules are found by themselves; two rules for one route are an error."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way
from tests.isolation.world import Maker, World

AREAS = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]

ROUTES: dict[str, Route] = {}
MAKERS: list[Maker] = []
SEEN: list[tuple[str, Callable[[World], str], tuple[str, ...]]] = []
"""Pages on which the words that are hidden elsewhere are found: who asks, where, and for what."""
NAMES_A_ROW: dict[tuple[str, str], Names] = {}
"""By form, serializer or view, and field."""
for _area in AREAS:
    twice = ROUTES.keys() & _area.ROUTES.keys()
    assert not twice, f"{twice} in {_area.__name__} and before"
    ROUTES |= _area.ROUTES
    MAKERS += [_area.make] if hasattr(_area, "make") else []
    NAMES_A_ROW |= getattr(_area, "NAMES_A_ROW", {})
    SEEN += getattr(_area, "SEEN", [])

WAYS: dict[str, tuple[Route, str, Way]] = {
    f"{method.upper()} /{path}": (route, method, way)
    for path, route in ROUTES.items()
    for method, way in route.ways.items()
}
