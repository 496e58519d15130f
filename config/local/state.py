"""The folder that holds a local instance: data, logs, sockets, and the lock that lets one instance use it."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
THROW_AWAY_PREFIX = "fallow-tests-"
PATIENCE_S = 15
"""How long a start waits for the last processes of an instance that was killed."""
LEFTOVER_AFTER_S = 60


class Trouble(Exception):
    """Something the person at the terminal can put right; the text is the whole message."""


@dataclass(frozen=True, slots=True)
class State:
    """`root` belongs to one user; `lock` is a descriptor that children inherit: held while one lives."""

    root: Path
    lock: int

    @property
    def sockets(self) -> Path:
        """A folder with a short path without blanks, since a socket's path may have about 100 bytes."""
        return _socket_folder(self.root)

    @property
    def logs(self) -> Path:
        return self.root / "log"

    @property
    def environment(self) -> Path:
        """Written while an instance runs, so that other commands can find its servers."""
        return self.root / "environment.json"


def root_from_environment() -> Path:
    return Path(os.environ.get("FALLOW_STATE_DIR") or CHECKOUT / ".local").resolve()


@contextlib.contextmanager
def opened(root: Path) -> Iterator[State]:
    """Hold `root` for this process and its children. Raises Trouble when another instance holds it."""
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        state = State(root, _lock(root))
    except PermissionError as error:
        raise Trouble(f"{error.filename} belongs to another user; run as that user, or remove {root}.") from None
    try:
        state.logs.mkdir(exist_ok=True)
        shutil.rmtree(state.sockets, ignore_errors=True)
        try:
            state.sockets.mkdir(mode=0o700)
        except FileExistsError:
            raise Trouble(f"{state.sockets} belongs to another user, who must remove it first.") from None
        yield state
    finally:
        state.environment.unlink(missing_ok=True)
        shutil.rmtree(state.sockets, ignore_errors=True)
        os.close(state.lock)


@contextlib.contextmanager
def thrown_away() -> Iterator[State]:
    """A folder of its own that is gone afterwards; what killed runs left behind is removed first."""
    for leftover in Path(tempfile.gettempdir()).glob(f"{THROW_AWAY_PREFIX}*"):
        _remove_if_unused(leftover)
    root = Path(tempfile.mkdtemp(prefix=THROW_AWAY_PREFIX)).resolve()
    try:
        with opened(root) as state:
            yield state
    finally:
        shutil.rmtree(root)


@contextlib.contextmanager
def of_test_runs() -> Iterator[State]:
    """The folder that test runs take one after the other: the next finds the database that the last one migrated.
    While somebody runs tests in it, a folder of its own that is gone afterwards."""
    with contextlib.ExitStack() as stack:
        try:
            state = stack.enter_context(opened(root_from_environment() / "tests"))
        except Trouble:
            state = stack.enter_context(thrown_away())
        yield state


def environment_of_running_instance(root: Path) -> dict[str, str] | None:
    """The variables of the instance that uses `root` now, None when none does."""
    if not (root / "lock").exists():
        return None
    try:
        os.close(_try_lock(root))
    except BlockingIOError:
        announced = root / "environment.json"
        if not announced.exists():
            raise Trouble(f"Fallow is just starting or stopping on {root}; try again in a moment.") from None
        environment: dict[str, str] = json.loads(announced.read_text())
        return environment
    return None


def _lock(root: Path) -> int:
    """A process that was killed leaves children that end by themselves; only they are waited for."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        try:
            lock = _try_lock(root)
        except BlockingIOError:
            holder = (root / "lock").read_text()
            if _lives(holder) or time.monotonic() > give_up:
                raise Trouble(
                    f"Fallow already runs on {root} (process {holder}); stop it first, "
                    "or name another folder in FALLOW_STATE_DIR."
                ) from None
            time.sleep(0.1)
        else:
            os.truncate(lock, 0)
            os.write(lock, str(os.getpid()).encode())
            return lock


def _try_lock(root: Path) -> int:
    """A descriptor that holds the lock. Raises BlockingIOError when another one does."""
    lock = os.open(root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise
    return lock


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _remove_if_unused(root: Path) -> None:
    try:
        if time.time() - root.stat().st_mtime < LEFTOVER_AFTER_S:  # it may be about to take its lock
            return
        os.close(_try_lock(root))
    except OSError:  # in use, another user's, or gone in the meantime
        return
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(_socket_folder(root), ignore_errors=True)


def _socket_folder(root: Path) -> Path:
    base = tempfile.gettempdir()
    if len(base) > 60 or any(character.isspace() for character in base):
        base = "/tmp"  # noqa: S108 - the folder in it is private, and its name belongs to one root
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:10]
    return Path(base) / f"fallow-{os.getuid()}-{digest}"
