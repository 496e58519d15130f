"""`make test`: every suite in its own process, since a browser's event loop spoils the database; all on one server,
which is migrated once."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from config.local import browser
from config.local.pytest_plugin import own_servers
from config.local.state import CHECKOUT

SUITES: dict[str, Sequence[str]] = {
    "fast": ("-n", "auto"),
    "browser": ("tests/browser", "-n", "2"),
    "faults": ("tests/faults",),
}
"""The name of a suite and what pytest is told; without a folder it leaves out the folders named here."""

PASSING = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
NO_CHROMIUM = """
{rule}
THE BROWSER TESTS DID NOT RUN: no Chromium was found on this machine.
Install one (Debian: apt-get install chromium-headless-shell, or chromium), or name it in CHROMIUM.
{rule}
"""


def main() -> int:
    with own_servers():
        return _run()


def _run() -> int:
    outcomes: dict[str, str] = {}
    failed = False
    for name, arguments in SUITES.items():
        folder = CHECKOUT / "tests" / name
        if arguments[0].startswith("tests/") and not folder.exists():
            outcomes[name] = "no such tests"
        elif name == "browser" and browser.find() is None:
            outcomes[name] = "DID NOT RUN"
            failed |= in_ci()
        else:
            print(f"--- {name} tests", flush=True)
            started = time.monotonic()
            laws = {"LAWS": "default", **os.environ}  # more cases than the tests to run all day
            told = (*arguments, "--durations=25") if in_ci() else arguments
            code = subprocess.call([sys.executable, "-m", "pytest", *told], cwd=CHECKOUT, env=laws)
            outcomes[name] = f"{'passed' if code in PASSING else 'FAILED'} in {time.monotonic() - started:.0f} s"
            failed |= code not in PASSING
    for name, outcome in outcomes.items():
        print(f"{name:>8} tests {outcome}")
    if outcomes["browser"] == "DID NOT RUN":
        print(NO_CHROMIUM.format(rule="!" * 76))
    return int(failed)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("true", "1")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
