"""One migrated database that every process of a test run copies: migrating takes a process of its own most of a
minute, copying less than a second.

The template is named by the migrations that made it. A server that stays keeps it for the next run; other migrations
make another one and drop it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

CHECKOUT = Path(__file__).resolve().parent.parent
_IMPORT = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)


def template() -> str:
    """The name of the migrated database, made first where it is not there. One process makes it, others wait."""
    settings = connection.settings_dict
    own_name = settings["NAME"]
    family = f"template_{own_name}_"[:40]
    name = family + _migrations()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [family])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            unfinished = f"{name}_new"
            cursor.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE template0')
            settings["NAME"] = unfinished
            connection.close()
            try:
                call_command("migrate", verbosity=0)
            finally:
                connection.close()
                settings["NAME"] = own_name
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [family])
    return name


def _migrations() -> str:
    """Twelve characters for the names of all migrations, the text of our own, and of what those import of us."""
    digest = hashlib.sha256(repr(sorted(MigrationLoader(None).disk_migrations or ())).encode())
    imported: set[Path] = set()
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.is_relative_to(CHECKOUT) and ".venv" not in folder.parts:
            for file in sorted((folder / "migrations").glob("*.py")):
                text = file.read_text()
                digest.update(text.encode())
                imported |= {CHECKOUT / f"{name.replace('.', '/')}.py" for name in _IMPORT.findall(text)}
    for file in sorted(imported):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
