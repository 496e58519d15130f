"""`make manage do="…"`: a Django command on the local servers, those that run or some for its duration."""

import os
import subprocess
import sys
from pathlib import Path

from config.local import django_environment, servers, state
from config.local.state import CHECKOUT, Trouble


def main(arguments: list[str]) -> int:
    root = state.root_from_environment()
    try:
        variables = state.environment_of_running_instance(root)
        if variables is not None:
            return _call(root, variables, arguments)
        with state.opened(root) as here, servers.running(here, os.environ, durable=True) as own:
            return _call(root, own.variables, arguments)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _call(root: Path, variables: dict[str, str], arguments: list[str]) -> int:
    environment = django_environment.variables(root, os.environ) | variables
    return subprocess.call([sys.executable, "manage.py", *arguments], cwd=CHECKOUT, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
