"""Gives everybody who is known already a random key of their own."""

from django.db import migrations
from django.db.migrations import RunSQL


class Migration(migrations.Migration):
    dependencies = [("athletes", "0002_teams_rights_and_looking_back")]

    operations = [
        RunSQL("UPDATE athletes_athlete SET key = gen_random_uuid() WHERE key IS NULL", RunSQL.noop),
        RunSQL("UPDATE athletes_user SET key = gen_random_uuid() WHERE key IS NULL", RunSQL.noop),
    ]
