"""Read a file that somebody sent in a process of its own, which can neither run away nor take the server along.

The process begins without our environment and without Django, and bounds itself before it looks at the file:
memory, processor time and the size of its answer. A reader is a function of the file's bytes that returns what JSON
can hold, and raises `Unreadable` with a sentence for people.
"""

from __future__ import annotations

import importlib
import json
import logging
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MAX_MEMORY_MB = 200
MAX_CPU_S = 1.6
MAX_WALL_S = 10
"""For a machine with other things to do; the processor's time is the limit that a hostile file meets."""
MAX_ANSWER_MB = 8

_ROOT = Path(__file__).resolve().parent.parent
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from athletes.bounded import read_here; read_here(*sys.argv[2:])"
_MEGABYTE = 1024 * 1024
_EXIT_TOO_MUCH = 3

logger = logging.getLogger(__name__)


def gettext_noop(text: str) -> str:
    """Marks a sentence for the catalogues; the process that reads a file knows no Django and no language."""
    return text


class Unreadable(Exception):
    """The file cannot be read; the message is a sentence for the person who sent it."""


class TooMuch(Unreadable):
    """Reading the file took more time or memory, or found more, than one file may."""


def read_bounded(reader: str, content: bytes, **options: Any) -> Any:
    """What `reader` ("package.module:function") makes of the content, called as `function(content, **options)`.

    Options and answer pass through JSON. Raises `Unreadable` where the reader refuses the content or stumbles over
    it, `TooMuch` where a limit ended it.
    """
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as answered:
        sent.write(content)
        sent.seek(0)
        command = [sys.executable, "-I", "-X", "utf8", "-c", _CHILD, str(_ROOT), reader, json.dumps(options)]
        try:
            # The command is ours; what was sent is only read from a file.
            ended = subprocess.run(  # noqa: S603
                command, stdin=sent, stdout=answered, stderr=subprocess.DEVNULL, env={}, timeout=MAX_WALL_S, check=False
            )
        except subprocess.TimeoutExpired:
            ended = None
        if ended is None or ended.returncode < 0 or ended.returncode == _EXIT_TOO_MUCH:
            raise TooMuch(gettext_noop("There is more in this file than can be read at once."))
        ended.check_returncode()
        answered.seek(0)
        answer = json.load(answered)
    if "stumbled" in answer:
        # Its kind and nothing else: the words of an error may repeat what the file holds.
        logger.info("%s stumbled: %s", reader, answer["stumbled"])
        raise Unreadable(gettext_noop("This file is damaged, or not what its name says."))
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return answer["value"]


def read_here(reader: str, options: str) -> None:
    """The process of its own: standard input to standard output. A limit ends it without an answer."""
    _bound()
    module, _, function = reader.partition(":")
    read = getattr(importlib.import_module(module), function)
    try:
        answer = json.dumps({"value": read(sys.stdin.buffer.read(), **json.loads(options))}, allow_nan=False)
    except Unreadable as refusal:
        answer = json.dumps({"refused": str(refusal)})
    except MemoryError:
        sys.exit(_EXIT_TOO_MUCH)
    except Exception as error:  # noqa: BLE001 a parser may stumble over a damaged file in any way
        answer = json.dumps({"stumbled": type(error).__name__})
    if len(answer) > MAX_ANSWER_MB * _MEGABYTE:
        sys.exit(_EXIT_TOO_MUCH)
    sys.stdout.write(answer)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_MB * _MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_ANSWER_MB * _MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Finer than RLIMIT_CPU, which counts whole seconds. Nobody handles it, so it ends the process.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, MAX_CPU_S)
