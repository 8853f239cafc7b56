"""Queries that are composed once and asked many times with other values.

Django composes a query anew each time, which takes ten times as long as a small
database's answer. ``composed`` keeps the SQL that Django made: rules such as
``Posting.objects.on(day)`` are still written in one place, and nothing that was read
is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any, NamedTuple, get_args, get_origin
from uuid import UUID
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
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


LONGEST_KEPT = 50
Place = tuple[int, int]


class Given(Value):
    """The place of a value that is given when the query is asked."""

    def __init__(self, place: Place, kind: type) -> None:
        super().__init__(place, output_field=FIELDS[kind]())
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Leave the place open, and say in the parameters whose it is."""
        return "%s", [self]

    def prepared(self, values: Sequence[Any], connection: Any) -> Any:
        """The value of this place as the database's driver wants it."""
        argument, index = self.place
        value = values[argument] if index < 0 else values[argument][index]
        return self.output_field.get_db_prep_value(value, connection)


class Ready(NamedTuple):
    """What Django composed: the SQL, its parameters, and how to read the rows."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    made: Callable[[Iterable[Any]], list[Any]]


class Composed:
    """One query with open places; call it with their values, None not among them.

    Threads share it: what is kept is written once and only read afterwards, and two
    that come first at once compose the same.
    """

    def __init__(self, compose: Callable[..., QuerySet], kinds: Sequence[Any]) -> None:
        self.compose = compose
        self.kinds = kinds
        self._ready: dict[tuple, Ready | None] = {}
        self.__doc__ = compose.__doc__
        self.__name__ = compose.__name__

    def __call__(self, *values: Any) -> list[Any]:
        """Ask the query in one statement; tuples or objects, as it was composed.

        A list may be given as a query as well; Django composes that one each time.
        """
        if any(isinstance(value, QuerySet) for value in values):
            return list(self.compose(*values))
        connection = connections["default"]
        ready = self._made_for(connection.vendor, values)
        if ready is None:
            return []
        given = [
            at.prepared(values, connection) if isinstance(at, Given) else at
            for at in ready.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, given)
            rows = cursor.fetchall()
        return ready.made(_converted(rows, ready.compiler, connection))

    def _made_for(self, vendor: str, values: Sequence[Any]) -> Ready | None:
        """A query with lists is another one for each length of theirs."""
        lengths = [len(value) for value in values if isinstance(value, list)]
        key = (vendor, *lengths)
        if key in self._ready:
            return self._ready[key]
        ready = self._make(values)
        if max(lengths, default=0) <= LONGEST_KEPT:
            self._ready[key] = ready
        return ready

    def _make(self, values: Sequence[Any]) -> Ready | None:
        asked = self.compose(
            *(
                _places(n, kind, value)
                for n, (kind, value) in enumerate(zip(self.kinds, values, strict=True))
            )
        )
        compiler = asked.query.get_compiler("default")
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        gives_tuples = asked._fields is not None  # type: ignore[attr-defined]
        made = _tuples if gives_tuples else _objects(compiler)
        return Ready(compiler, sql, tuple(parameters), made)


def _places(argument: int, kind: Any, value: Any) -> Given | list[Given]:
    if get_origin(kind) is list:
        (each,) = get_args(kind)
        return [Given((argument, index), each) for index in range(len(value))]
    return Given((argument, -1), kind)


def _converted(rows: list, compiler: SQLCompiler, connection: Any) -> Iterable[Any]:
    """From the database's values to Python's, as ``SQLCompiler.results_iter`` does.

    What is composed is kept for all threads; the converters belong to the connection
    of the one that asks, and are kept with it.
    """
    kept = connection.__dict__.setdefault("composed_converters", WeakKeyDictionary())
    if compiler not in kept:
        own = copy(compiler)
        own.connection = connection
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        kept[compiler] = own, own.get_converters(columns)
    own, converters = kept[compiler]
    return own.apply_converters(rows, converters) if converters else rows


def _tuples(rows: Iterable[Any]) -> list[tuple]:
    return list(map(tuple, rows))


def _objects(compiler: SQLCompiler) -> Callable[[Iterable[Any]], list[models.Model]]:
    """Objects as a QuerySet makes them, with what it selected beside their own."""
    info, select = compiler.klass_info, compiler.select
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    related = get_related_populators(info, select, "default")  # type: ignore[call-arg]
    annotated = list(compiler.annotation_col_map.items())

    def made(rows: Iterable[Any]) -> list[models.Model]:
        found = []
        for row in rows:
            each = info["model"].from_db("default", names, row[first:last])
            for populator in related:
                populator.populate(row, each)
            for name, column in annotated:
                setattr(each, name, row[column])
            found.append(each)
        return found

    return made


def composed(*kinds: Any) -> Callable[[Callable[..., QuerySet]], Composed]:
    """Make a function that composes a query into one that is composed once.

    The query gives objects (``only``, ``defer``, ``annotate`` and ``select_related``
    hold) or, with ``values_list``, tuples; nothing is prefetched.

    ``kinds`` are the types of the function's arguments, of ``FIELDS``, or lists of one
    such as ``list[int]`` (for ``__in`` on a field that is no relation). The function is
    called with open places instead of values, so it must not look at them; and it must
    compose the same query whatever the day, the person or the language.
    """
    return lambda compose: Composed(compose, kinds)
