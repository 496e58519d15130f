"""Readers that behave as no reader should, and one that does; they run in the process of `read_bounded`."""

from __future__ import annotations

import os
import threading
from typing import Any

from athletes.bounded import Unreadable


def count(content: bytes, *, times: int = 1) -> dict[str, int]:
    return {"bytes": len(content) * times}


def refuse(content: bytes) -> None:
    raise Unreadable(f"This file has only {len(content)} bytes.")


def stumble(content: bytes) -> None:
    raise KeyError("the word of a file")


def spin(content: bytes) -> None:
    while True:
        pass


def hoard(content: bytes) -> int:
    return len(bytearray(1024 * 1024 * 1024))


def hoard_slowly(content: bytes) -> None:
    kept = []
    while True:
        kept.append(bytearray(1024 * 1024))


def chatter(content: bytes) -> str:
    return "x" * 9 * 1024 * 1024


def fill_the_disk(content: bytes, *, path: str) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 nothing else is needed here
        while True:
            file.write(bytes(1024 * 1024))


def nest(content: bytes) -> list[Any]:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    return nested


def endless_number(content: bytes) -> float:
    return float("inf")


def wait(content: bytes) -> None:
    threading.Event().wait(60)


def surroundings(content: bytes) -> dict[str, Any]:
    import sys

    return {"environment": sorted(os.environ), "django": "django" in sys.modules}
