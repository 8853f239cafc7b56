"""Writing many rows in little time, so that an import does not hold the database.

Knows tables and columns, nothing of what stands in them. For rows whose keys nobody
asks for; the database chooses them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

BATCH = 1000


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows given as values of the named fields (attnames) in that order.

    Fields that are not named get their defaults. Constraints and triggers hold as for
    any row. No signal is sent, as by ``bulk_create``.
    """
    database = connections[DEFAULT_DB_ALIAS]
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name.pop(name) for name in names]
    others = [field for field in by_name.values() if not field.primary_key]
    rest = [field.get_db_prep_save(field.get_default(), database) for field in others]
    quote = database.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in (*fields, *others))
    marks = ", ".join(["%s"] * (len(fields) + len(others)))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    days: dict[Any, Any] = {}  # few days are told apart in many rows
    source = iter(rows)
    with database.cursor() as cursor:
        while part := list(islice(source, BATCH)):
            ready = [
                [
                    _day(days, field, value, database)
                    if isinstance(value, date)
                    else value
                    for field, value in zip(fields, row, strict=True)
                ]
                + rest
                for row in part
            ]
            cursor.executemany(statement, ready)


def set_one(
    model: type[models.Model], name: str, values: Iterable[tuple[int, str]]
) -> None:
    """Set one text field of rows by key: (key, value)."""
    database = connections[DEFAULT_DB_ALIAS]
    quote = database.ops.quote_name
    table, column = quote(model._meta.db_table), quote(name)
    statement = f"UPDATE {table} SET {column} = %s WHERE id = %s"  # noqa: S608
    with database.cursor() as cursor:
        ready = [(value, key) for key, value in values]
        for start in range(0, len(ready), BATCH):
            cursor.executemany(statement, ready[start : start + BATCH])


def _day(days: dict[Any, Any], field: Any, value: date, database: Any) -> Any:
    """A day or an instant as the database wants it."""
    if value not in days:
        days[value] = field.get_db_prep_save(value, database)
    return days[value]
