"""The lock files must install the same everywhere: exact, hashed, without addresses, fit for pyproject."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.local.state import CHECKOUT


def complaints(checkout: Path) -> list[str]:
    """One sentence for each thing that is wrong with the lock files in `checkout`."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    groups = project["dependency-groups"]
    wanted = {
        "requirements.lock": run,
        "requirements-dev.lock": [*run, *groups["local"], *groups["dev"]],
    }
    found: list[str] = []
    for name, requirements in wanted.items():
        text = (checkout / name).read_text()
        found += [f"{name} names an address: {line}" for line in text.splitlines() if "://" in line]
        entries = re.split(r"\n(?=[a-z0-9])", text)
        found += [f"{name} has no hash for {entry.splitlines()[0]}" for entry in entries if "--hash=" not in entry]
        pins = {canonicalize_name(pin): version for pin, version in re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", text)}
        for requirement in map(Requirement, requirements):
            version = pins.get(canonicalize_name(requirement.name))
            if version is None or version not in requirement.specifier:
                found.append(f"{name} does not fit pyproject.toml: {requirement}; run `make lock`")
    return found


if __name__ == "__main__":
    told = complaints(CHECKOUT)
    print("\n".join(told) or "exact, hashed, without addresses, fit for pyproject.toml")
    sys.exit(bool(told))
