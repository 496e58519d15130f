"""What must not be in an XML file that somebody sent."""

from __future__ import annotations

import re

from defusedxml.common import DTDForbidden, EntitiesForbidden
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from athletes.bounded import Unreadable
from athletes.bounded import gettext_noop as _

REFUSED = _("This file defines words of its own (a DTD), which training files never do.")
_PIECE = 64 * 1024
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class _Nothing:
    """Builds no tree, and counts how deep it goes."""

    MAX_DEPTH = 100

    def __init__(self) -> None:
        self.depth = 0

    def start(self, tag: str, attributes: object) -> None:
        self.depth += 1
        if self.depth > self.MAX_DEPTH:
            raise Unreadable(_("This file is nested more deeply than any training file."))

    def end(self, tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        return None


def safe_text(content: bytes) -> str:
    """The text of an XML file: no DTD, no entities of its own, well-formed, not nested beyond reason.

    A byte-order mark says the encoding, else it is UTF-8. Raises `Unreadable`.
    """
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("This file is not written in UTF-8.")) from error
    # Decoded by now: what the declaration says of an encoding would mislead the parser.
    text = _DECLARATION.sub("", text, count=1)
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        for begin in range(0, len(text), _PIECE):
            parser.feed(text[begin : begin + _PIECE])
        parser.close()
    except (DTDForbidden, EntitiesForbidden) as error:
        raise Unreadable(REFUSED) from error
    except ParseError as error:
        raise Unreadable(_("This file is damaged: it is no well-formed XML.")) from error
    return text
