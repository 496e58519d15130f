"""What is read in a process of its own: its answer, its refusals, and the limits that end it."""

from __future__ import annotations

import logging
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from athletes import bounded
from athletes.bounded import MAX_ANSWER_MB, TooMuch, Unreadable, read_bounded

pytestmark = pytest.mark.slow

READERS = "tests.athletes.bad_readers"


def read(function: str, content: bytes = b"seed", **options: Any) -> Any:
    return read_bounded(f"{READERS}:{function}", content, **options)


def test_the_answer_of_the_reader_comes_back() -> None:
    assert read("count", times=3) == {"bytes": 12}


def test_a_refusal_is_told_in_the_reader_s_words() -> None:
    with pytest.raises(Unreadable, match=r"^This file has only 4 bytes\.$"):
        read("refuse")


@pytest.mark.parametrize("function", ["stumble", "nest", "endless_number"])
def test_who_stumbles_is_told_without_the_words_of_the_file(function: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(Unreadable, match="damaged") as caught:
        read(function)
    assert not isinstance(caught.value, TooMuch)
    assert "the word of a file" not in caplog.text
    assert function in caplog.text


@pytest.mark.parametrize("function", ["hoard", "hoard_slowly", "chatter"])
def test_memory_and_the_answer_are_bounded(function: str) -> None:
    with pytest.raises(TooMuch, match="more in this file"):
        read(function)


def test_a_reader_cannot_fill_the_disk(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read("fill_the_disk", path=str(tmp_path / "full"))
    assert (tmp_path / "full").stat().st_size <= MAX_ANSWER_MB * 1024 * 1024


def test_the_processor_is_bounded() -> None:
    used_s = children_s()
    with pytest.raises(TooMuch):
        read("spin")
    assert children_s() - used_s < 2


def children_s() -> float:
    """Of the processor: the clock on the wall also counts what else a busy machine does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_who_only_waits_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_WALL_S", 0.5)
    with pytest.raises(TooMuch):
        read("wait")


def test_the_process_sees_neither_our_secrets_nor_django() -> None:
    assert read("surroundings") == {"environment": ["LC_CTYPE"], "django": False}


def test_a_reader_that_is_not_there_is_our_mistake_and_nobody_s_file() -> None:
    with pytest.raises(Exception, match="exit status 1"):
        read("forgotten")


def test_threads_read_beside_each_other() -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda size: read("count", bytes(size)), range(8)))
    assert answers == [{"bytes": size} for size in range(8)]
