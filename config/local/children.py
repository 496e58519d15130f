"""Child processes that do not outlive the process that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.local.state import State, Trouble

PR_SET_PDEATHSIG = 1
TAIL_LINES = 25


@dataclass(frozen=True, slots=True)
class Child:
    """A process with its output in a file; `stop_signal` asks it to end in order, within `patience_s`."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals
    patience_s: float

    def require_alive(self) -> None:
        """Raises Trouble with the end of its output when it has ended."""
        code = self.process.poll()
        if code is not None:
            how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
            raise Trouble(f"{self.name} {how}. The end of {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(self.patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        # A worker that was killed leaves its clock behind, and the next start would run two.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def start(
    state: State,
    name: str,
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user_id: int | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    patience_s: float = 10,
) -> Child:
    """Start `command`. Call it from the main thread: Linux ends a child with the thread that started it.

    The child is its own session, so that Ctrl-C reaches the parent only, which stops its children in order.
    It inherits the lock of `state`.
    """
    log = state.logs / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=cwd,
            user=user_id,
            group=user_id,
            extra_groups=None if user_id is None else [],
            start_new_session=True,
            pass_fds=[state.lock],
            preexec_fn=_end_with_parent(stop_signal),
        )
    return Child(name, process, log, stop_signal, patience_s)


def tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join(f"  {line}" for line in lines) or "  (no output)"


def _end_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """Only Linux tells a child that its parent was killed; elsewhere kill -9 leaves the children behind."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return ask_kernel
