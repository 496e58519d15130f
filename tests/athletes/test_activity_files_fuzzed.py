"""Files that somebody damaged or made to hurt: each is read or refused, quickly and in little memory.

`make test` damages a few hundred, other ones in every run; `LAWS=thorough` a thousand.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable

import pytest

from athletes.bounded import MAX_MEMORY_MB, TooMuch, Unreadable, read_bounded
from tests.athletes.made_files import a_csv, a_fit, a_gpx, a_tcx, mutated, sealed

READER = "tests.athletes.made_files:weighed"
MAX_S = 2
KINDS: dict[str, tuple[int, Callable[[], bytes]]] = {
    "FIT": (300, lambda: a_fit({"km": 12}, records=300)),
    "GPX": (200, lambda: a_gpx(points=300).encode()),
    "TCX": (200, lambda: a_tcx(laps=((1000, 300),) * 40).encode()),
    "CSV": (300, lambda: a_csv(200).encode()),
}
MB = 1024 * 1024
NESTED = f"<gpx>{'<a>' * 500_000}{'</a>' * 500_000}</gpx>"
HARMFUL = {
    "20 MB of GPX": lambda: a_gpx(points=100_000).encode(),
    "gzip of 1 GB": lambda: gzip.compress(bytes(1024 * MB), 1),
    "gzip of endless rows": lambda: gzip.compress(b"date,km\n" + b"2026-10-04,1\n" * 1_500_000, 1),
    "a million tags deep": NESTED.encode,
    "10 MB of FIT records": lambda: a_fit({}, records=20) * 10_000,
    "10 MB of attributes": lambda: ("<gpx " + " ".join(f"a{n}='1'" for n in range(800_000)) + "/>").encode(),
    "10 MB in one cell": lambda: b'date,km\n"' + b"x" * 10 * MB,
    "10 MB of commas": lambda: b"date,km\n" + b"," * 10 * MB,
    "quadratic blow-up": lambda: f"<!DOCTYPE gpx [<!ENTITY a '{'a' * 50_000}'>]><gpx>{'&a;' * 50_000}</gpx>".encode(),
    "a TCX of one lap for ever": lambda: a_tcx(laps=((1, 1),) * 60_000).encode(),
    "10 MB of namespaces": lambda: ("<gpx " + " ".join(f"xmlns:n{n}='u{n}'" for n in range(400_000)) + "/>").encode(),
}


class Scales:
    """What reading took, over many files."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.slowest_s = self.most_cpu_s = self.most_mb = 0.0

    def read(self, content: bytes) -> str:
        began, cpu_s = time.perf_counter(), _children_s()
        try:
            answer = read_bounded(READER, content)
        except TooMuch:
            outcome = "ended by a limit"
        except Unreadable as refusal:
            outcome = "stumbled" if "not what its name says" in str(refusal) else str(refusal)
        else:
            outcome = "refused in words" if "refused" in answer else "read"
            self.most_mb = max(self.most_mb, answer["peak_mb"])
        self.slowest_s = max(self.slowest_s, time.perf_counter() - began)
        self.most_cpu_s = max(self.most_cpu_s, _children_s() - cpu_s)
        self.outcomes[outcome] += 1
        return outcome

    def __str__(self) -> str:
        return (
            f"{json.dumps(self.outcomes)}, slowest {self.slowest_s * 1000:.0f} ms "
            f"({self.most_cpu_s * 1000:.0f} ms of the processor), most {self.most_mb:.0f} MB"
        )


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_read_or_refused(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    count, make = KINDS[kind]
    content, scales = make(), Scales()
    assert scales.read(content) == "read"
    count = count if os.environ.get("LAWS") == "thorough" else count // 4
    first = random.randrange(1_000_000)  # pytest says how to draw the same ones again
    for seed in range(first, first + count):
        damaged = mutated(content, seed)
        scales.read(sealed(damaged) if kind == "FIT" and seed % 2 else damaged)
    with capsys.disabled():
        sys.stdout.write(f"\n{count} {kind} files: {scales}\n")
    # Of the processor: the clock on the wall also counts what else a busy machine does.
    assert scales.most_cpu_s <= MAX_S
    assert scales.most_mb <= MAX_MEMORY_MB
    assert scales.outcomes["refused in words"] > count / 10, "the mutations do no harm"


@pytest.mark.slow
def test_files_made_to_hurt_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    scales = Scales()
    outcomes = {name: scales.read(make()) for name, make in HARMFUL.items()}
    with capsys.disabled():
        sys.stdout.write(f"\n{len(HARMFUL)} harmful files: {scales}\n{json.dumps(outcomes, indent=1)}\n")
    # Of the processor: the clock on the wall also counts what else a busy machine does.
    assert scales.most_cpu_s <= MAX_S
    assert scales.most_mb <= MAX_MEMORY_MB
    assert set(outcomes.values()) <= {"refused in words", "ended by a limit", "stumbled"}
