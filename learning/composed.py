"""Queries that are composed once and asked many times with other values.

Django composes a query anew each time, which takes ten times as long as a small
database's answer. ``composed`` keeps the SQL that Django made: rules such as
``Posting.objects.on(day)`` are still written in one place, and nothing that was read
is kept.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import Field, QuerySet, Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

FIELDS: dict[type, type[Field]] = {
    int: models.BigIntegerField,
    str: models.CharField,
    date: models.DateField,
    datetime: models.DateTimeField,
    UUID: models.UUIDField,
}


class Given(Value):
    """The place of a value that is given when the query is asked."""

    def __init__(self, position: int, kind: type) -> None:
        super().__init__(position, output_field=FIELDS[kind]())
        self.position = position

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Leave the place open, and say in the parameters whose it is."""
        return "%s", [self]

    def prepared(self, value: Any, connection: Any) -> Any:
        """The value as the database's driver wants it."""
        return self.output_field.get_db_prep_value(value, connection)


class Composed:
    """One query with open places; call it with their values, None not among them."""

    def __init__(
        self, compose: Callable[..., QuerySet], kinds: tuple[type, ...]
    ) -> None:
        self.compose = compose
        self.kinds = kinds
        self.gives_tuples = True
        self._ready: dict[str, tuple[SQLCompiler, str, tuple[Any, ...]]] = {}
        self.__doc__ = compose.__doc__
        self.__name__ = compose.__name__

    def __call__(self, *values: Any) -> list[Any]:
        """Ask the query in one statement; tuples or objects, as it was composed."""
        connection = connections["default"]
        compiler, sql, parameters = self._made_for(connection.vendor)
        given = [
            at.prepared(values[at.position], connection)
            if isinstance(at, Given)
            else at
            for at in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows = cursor.fetchall()
        found = compiler.results_iter([rows])
        return list(
            map(tuple, found) if self.gives_tuples else _objects(compiler, found)
        )

    def _made_for(self, vendor: str) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        ready = self._ready.get(vendor)
        if ready is None:
            places = [Given(n, kind) for n, kind in enumerate(self.kinds)]
            asked = self.compose(*places)
            self.gives_tuples = asked._fields is not None  # type: ignore[attr-defined]
            compiler = asked.query.get_compiler("default")
            sql, parameters = compiler.as_sql()
            ready = self._ready[vendor] = (compiler, sql, tuple(parameters))
        return ready


def _objects(compiler: SQLCompiler, rows: Iterable[Any]) -> Iterable[models.Model]:
    """Objects as a QuerySet makes them, with what ``select_related`` named."""
    info, select = compiler.klass_info, compiler.select
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    related = get_related_populators(info, select, "default")  # type: ignore[call-arg]
    for row in rows:
        made = info["model"].from_db("default", names, row[first:last])
        for populator in related:
            populator.populate(row, made)
        yield made


def composed(*kinds: type) -> Callable[[Callable[..., QuerySet]], Composed]:
    """Make a function that composes a query into one that is composed once.

    The query gives objects (``only``, ``defer`` and ``select_related`` hold) or, with
    ``values_list``, tuples; no annotations on objects, nothing prefetched.

    ``kinds`` are the types of the function's arguments, of ``FIELDS``. The function is
    called with open places instead of values, so it must not look at them; and it must
    compose the same query whatever the day, the person or the language.
    """
    return lambda compose: Composed(compose, kinds)
