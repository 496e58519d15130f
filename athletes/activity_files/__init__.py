"""Files from watches and training logs: FIT, GPX, TCX and CSV, also packed with gzip.

`read` runs in a process of its own (`athletes.bounded`), imports no Django, and takes figures only: when, how far,
how long, which sport. No track, no place and no pulse leaves that process.
"""

from __future__ import annotations

import gzip
import io
from typing import Any

from athletes.activity_files.values import Found, Reading
from athletes.bounded import Unreadable
from athletes.bounded import gettext_noop as _

__all__ = ["Found", "Reading", "read"]

MAX_UNPACKED_MB = 24


def read(content: bytes) -> dict[str, Any]:
    """What the file holds, told by its content and not by its name; the JSON of a `Reading`.

    Raises `Unreadable` with a sentence that says what the file is, or what is wrong with it.
    """
    return _read(_unpacked(content)).as_json()


def _read(content: bytes) -> Reading:
    # Each format brings a parser of its own; only the one that is needed is imported.
    if content[8:12] == b".FIT":
        from athletes.activity_files import fit

        return fit.read(content)
    if content.startswith(b"PK\x03\x04"):
        raise Unreadable(_("This is an archive. Unpack it, and send the files that are in it."))
    beginning = content[:4096].replace(b"\0", b"").lower()
    if b"<gpx" in beginning:
        from athletes.activity_files import gpx

        return gpx.read(content)
    if b"<trainingcenterdatabase" in beginning:
        from athletes.activity_files import tcx

        return tcx.read(content)
    if not content.strip():
        raise Unreadable(_("This file is empty."))
    if beginning.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith((b"<", b"%pdf", b"\x89png", b"\xff\xd8")):
        raise Unreadable(_("This is not a training file: FIT, GPX, TCX and CSV can be read."))
    from athletes.activity_files import training_csv

    return training_csv.read(content)


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    most = MAX_UNPACKED_MB * 1024 * 1024
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(content)).read(most + 1)
    except (OSError, EOFError) as error:
        raise Unreadable(_("This file was packed with gzip, and is damaged.")) from error
    if len(unpacked) > most:
        raise Unreadable(f"Unpacked, this file is larger than {MAX_UNPACKED_MB} MB.")
    return unpacked
