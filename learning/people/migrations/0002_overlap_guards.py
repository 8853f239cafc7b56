"""Known intervals of one key never overlap (PostgreSQL; SQLite has triggers)."""

from django.db import migrations

from learning.people.models.overlap_guards import GUARDS


def add_constraints(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for guard in GUARDS:
        schema_editor.execute(guard.postgresql)


def drop_constraints(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for guard in GUARDS:
        schema_editor.execute(f"ALTER TABLE {guard.table} DROP CONSTRAINT {guard.name}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(add_constraints, drop_constraints)]
