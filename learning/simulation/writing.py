"""Writes many rows with known keys, quickly, on either database.

Knows tables and columns, nothing of what stands in them. The keys are chosen before
the rows are written, so rows can point at each other without asking the database.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

BATCH = 2000
PLAIN = (models.CharField, models.IntegerField, models.BooleanField, models.TextField)
Convert = Callable[[Any], Any]


class Table:
    """One table to write to: the next free key, and a statement for all columns."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = model._meta.concrete_fields
        last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
        self._next = (last or 0) + 1
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in self.fields)
        marks = ", ".join(["%s"] * len(self.fields))
        table = quote(model._meta.db_table)
        self._statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        self._converts = [_converter(field) for field in self.fields]
        self._names = [field.attname for field in self.fields]
        self._defaults = [_default_of(field) for field in self.fields]

    def next_key(self) -> int:
        """Take the next free key."""
        key = self._next
        self._next += 1
        return key

    def write(self, rows: Iterable[models.Model]) -> int:
        """Insert unsaved instances that have their key; return how many."""
        names = self._names
        return self._execute([getattr(row, name) for name in names] for row in rows)

    def write_values(self, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert rows given as values of the named fields (attnames) without keys.

        Keys are taken in the order of the rows; other fields get their defaults.
        """
        places = {name: place for place, name in enumerate(names)}
        takes = [places.get(name) for name in self._names]
        key_place = self._names.index(self.model._meta.pk.attname)
        defaults = self._defaults

        def whole() -> Iterator[list[Any]]:
            for row in rows:
                values = [
                    default if place is None else row[place]
                    for place, default in zip(takes, defaults, strict=True)
                ]
                values[key_place] = self.next_key()
                yield values

        return self._execute(whole())

    def _execute(self, rows: Iterable[Sequence[Any]]) -> int:
        converts, count = self._converts, 0
        source = iter(rows)
        with connection.cursor() as cursor:
            while part := list(islice(source, BATCH)):
                cursor.executemany(
                    self._statement,
                    [
                        [
                            value
                            if convert is None or value is None
                            else convert(value)
                            for value, convert in zip(row, converts, strict=True)
                        ]
                        for row in part
                    ],
                )
                count += len(part)
        return count


def mend_sequences(used: Iterable[type[models.Model]]) -> None:
    """Let the database's own key counters go on after the keys that we chose."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(used))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def check_references_at_once() -> None:
    """Have foreign keys checked row by row, so that PostgreSQL keeps no long list."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _converter(field: models.Field) -> Convert | None:
    """What makes a column's value ready for the database; None: it is so already."""
    if field.is_relation or isinstance(field, PLAIN):
        return None
    # The connection itself: the proxy would be asked anew for every value.
    database = connections[DEFAULT_DB_ALIAS]
    return lambda value: field.get_db_prep_save(value, database)


def _default_of(field: models.Field) -> Any:
    return None if field.primary_key else field.get_default()
