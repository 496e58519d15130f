"""The record is written once: a trigger refuses edits. Only the person in a row may fade, when they are erased."""

from django.db import migrations

MAKE = """
CREATE FUNCTION athletes_record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'actor_id' - 'person_id') IS DISTINCT FROM (to_jsonb(OLD) - 'actor_id' - 'person_id')
       OR coalesce(NEW.actor_id, OLD.actor_id, 0) <> coalesce(OLD.actor_id, 0)
       OR coalesce(NEW.person_id, OLD.person_id, 0) <> coalesce(OLD.person_id, 0)
    THEN
        RAISE EXCEPTION 'A record is written once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_stays BEFORE UPDATE ON athletes_record
    FOR EACH ROW EXECUTE FUNCTION athletes_record_stays();
"""
DROP = """
DROP TRIGGER record_stays ON athletes_record;
DROP FUNCTION athletes_record_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("athletes", "0004_unique_keys")]

    operations = [migrations.RunSQL(MAKE, DROP)]
