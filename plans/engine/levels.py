"""Values that a template gives for each level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from plans.engine.vocabulary import Level

Words = tuple[str, ...]
Value = TypeVar("Value")


def by_level(stored: Mapping[str, Any], read: Callable[[Any], Value]) -> Mapping[Level, Value]:
    """The values of a document by level, each as `read` makes it."""
    return MappingProxyType({Level(level): read(value) for level, value in stored.items()})
