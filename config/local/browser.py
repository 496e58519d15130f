"""The Chromium that the browser tests drive."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHELL = "chromium-headless-shell"
"""The same Chromium without windows and messages: a quarter less work."""
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find(*, whole: bool = False) -> Path | None:
    """`CHROMIUM` when it is set, else the first one on the machine; only a `whole` one shows messages. None where there
    is none."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return Path(chosen)
    for name in NAMES if whole else (SHELL, *NAMES):
        found = shutil.which(name)
        if found:
            return Path(found)
    return MAC if MAC.exists() else None
