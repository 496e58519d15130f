"""What Django is told on one machine: the pages that people see, over plain HTTP, without a build step."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def variables(root: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The environment `given`, with what it leaves out; `root` is the folder of the instance."""
    key = given.get("SECRET_KEY") or _kept_key(root / "secret_key")
    local = {"DEBUG": "false", "HTTPS": "false", "STATIC_FROM_SOURCE": "true", "ERASURES_FILE": str(root / "erasures")}
    return {**local, **given, "SECRET_KEY": key}


def _kept_key(file: Path) -> str:
    """Made once, so that a restart signs nobody out; only its owner may read it."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    return file.read_text()
