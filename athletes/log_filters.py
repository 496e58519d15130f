"""Keep out of the logs what opens a door."""

from __future__ import annotations

import logging
import re

_CODE = re.compile(r"(/invitations/)[^/\s?#\"']+")


class NoInvitationCodes(logging.Filter):
    """Writes `/invitations/…` where a path carries an invitation's code; on a handler it meets every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        without = _CODE.sub(r"\1…", line)
        if without != line:
            record.msg, record.args = without, ()
        return True
