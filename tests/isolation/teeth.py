"""`make teeth`: take each guard away in a copy of the code, and see that a test notices.

The guards are listed in `guards.py` as exact texts: one that is no longer found, or found twice, stops the run, so that
the list cannot rot. `make teeth only=token` tries those whose name has the word.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.local import servers, state
from tests.isolation.guards import GUARDS, Guard

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "staticfiles", "node_modules")
PASSED, FAILED = 0, 1
"""What pytest ends with; anything else is a run that did not happen."""


def main(wanted: str = "") -> int:
    guards = [guard for guard in GUARDS if wanted in guard.name]
    with copied() as copy, state.thrown_away() as here, servers.running(here, os.environ, durable=False) as own:
        missing = [problem for guard in guards if (problem := cannot_be_removed(copy, guard))]
        if missing:
            print("\n".join(missing))
            return 1
        environment = {**os.environ, **own.variables}
        tests = sorted({test for guard in guards for test in guard.tests})
        whole = run(copy, environment, tests, "--create-db")
        print(f"{'as it is':<60} {'passes' if whole.code == PASSED else 'FAILS'} {whole.seconds:9.1f} s", flush=True)
        if whole.code != PASSED:
            print(whole.said)
            return 1
        caught = [is_caught(copy, environment, guard) for guard in guards]
    print(f"{sum(caught)} of {len(guards)} caught")
    return int(not all(caught))


@contextlib.contextmanager
def copied() -> Iterator[Path]:
    """The working tree without what is no source."""
    with tempfile.TemporaryDirectory(prefix="fallow-teeth-") as folder:
        yield Path(shutil.copytree(state.CHECKOUT, Path(folder) / "fallow", ignore=LEFT_OUT))


def cannot_be_removed(copy: Path, guard: Guard) -> str:
    path = copy / guard.file
    times = path.read_text().count(guard.text) if path.exists() else 0
    return "" if times == 1 else f"{guard.name}: its text is {times} times in {guard.file}"


def is_caught(copy: Path, environment: dict[str, str], guard: Guard) -> bool:
    path = copy / guard.file
    whole = path.read_text()
    path.write_text(whole.replace(guard.text, guard.instead))
    try:
        done = run(copy, environment, guard.tests, "--create-db" if guard.in_the_database else "--reuse-db")
    finally:
        path.write_text(whole)
    if guard.in_the_database:
        run(copy, environment, guard.tests, "--create-db")
    outcome = {FAILED: "caught", PASSED: "NOT CAUGHT"}.get(done.code, f"BROKEN ({done.code})")
    print(f"{guard.name:<60} {outcome:<10} {done.seconds:5.1f} s", flush=True)
    return done.code == FAILED


@dataclass(frozen=True)
class Run:
    code: int
    seconds: float
    said: str


def run(copy: Path, environment: dict[str, str], tests: Sequence[str], database: str) -> Run:
    started = time.monotonic()
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-x",
        "-q",
        "--show-capture=no",
        "-p",
        "no:cacheprovider",
        database,
    ]
    done = subprocess.run([*command, *tests], cwd=copy, env=environment, capture_output=True, text=True)
    return Run(done.returncode, time.monotonic() - started, done.stdout[-3000:] + done.stderr[-1000:])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
