"""`make check`: every check of the repository, with the name of each that failed at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config.local import servers, state
from config.local.state import CHECKOUT, Trouble

BIN = Path(sys.executable).parent
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "only-in-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "fallow.example",
}


def steps() -> dict[str, Sequence[str | Path]]:
    """The name of each step and its command. The longest first: the others are done beside it."""
    manage = (sys.executable, "manage.py")
    return {
        "types": (BIN / "mypy", "."),
        "lint": (BIN / "ruff", "check", "."),
        "format": (BIN / "ruff", "format", "--check", "."),
        "lock files": (sys.executable, "-m", "config.local.lock_files"),
        "compose file": (
            BIN / "check-jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            "docker-compose.yml",
        ),
        "templates": (
            BIN / "djade",
            "--check",
            "--target-version",
            "5.2",
            *sorted(CHECKOUT.glob("templates/**/*.html")),
        ),
        "imports": (BIN / "lint-imports",),
        "migrations": (*manage, "makemigrations", "--check", "--dry-run"),
        "deployment": (*manage, "check", "--deploy", "--fail-level", "WARNING"),
    }


def main() -> int:
    try:
        with state.thrown_away() as here, servers.running(here, os.environ, durable=False) as own:
            environment = {**os.environ, **PRODUCTION, **own.variables}
            failed = _failing(environment)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    # The README's test command as it stands there: it brings its own servers, or uses the given ones.
    if not _passes("tests", ("make", "--no-print-directory", "test"), os.environ):
        failed.append("tests")
    print(f"\nmake check: FAILED: {', '.join(failed)}" if failed else "\nmake check: all passed")
    return int(bool(failed))


def _failing(environment: Mapping[str, str]) -> list[str]:
    """The names of the steps that fail. What one says is printed when it is done, so that no two mix."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = {
            name: pool.submit(
                subprocess.run,
                command,
                cwd=CHECKOUT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            for name, command in steps().items()
        }
        for name, step in reversed(done.items()):
            said = step.result()
            print(f"\n=== {name}: {'FAILED' if said.returncode else 'passed'}\n{said.stdout}", end="", flush=True)
    return [name for name, step in done.items() if step.result().returncode]


def _passes(name: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> bool:
    print(f"\n=== {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.call(command, cwd=CHECKOUT, env=environment) == 0
    print(f"=== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return passed


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
