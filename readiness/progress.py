"""Tell how far a long piece of work has come: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from tqdm import tqdm

SECONDS_BETWEEN_LINES = 10

Advance = Callable[[int], object]
"""Called with how many units were done since the last call."""

Progress = Callable[[str, int, str], AbstractContextManager[Advance]]
"""`with progress(title, total, unit) as advance:`, once for each part of the work."""


@contextmanager
def silent(title: str, total: int, unit: str) -> Iterator[Advance]:
    """Progress that nobody watches."""
    yield lambda units: None


def shown_on(stream: Any) -> Progress:
    """Progress on a text stream; parts that are over within seconds write no lines."""
    return partial(_bar if stream.isatty() else _lines, stream)


@contextmanager
def _bar(stream: Any, title: str, total: int, unit: str) -> Iterator[Advance]:
    with tqdm(total=total, desc=title, unit=unit, unit_scale=unit == "B", file=stream) as bar:
        yield bar.update


@contextmanager
def _lines(stream: Any, title: str, total: int, unit: str) -> Iterator[Advance]:
    done, due = 0, time.monotonic() + SECONDS_BETWEEN_LINES

    def advance(units: int) -> None:
        nonlocal done, due
        done += units
        if time.monotonic() >= due:
            stream.write(f"{title}: {done / total:.0%}\n")
            due = time.monotonic() + SECONDS_BETWEEN_LINES

    yield advance
