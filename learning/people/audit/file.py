"""The log as a table for a file: a line per entry, the details in one column."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.log.models import Entry
from learning.people.audit.details import Detail
from learning.people.audit.lines import Line, lines_for
from learning.tabular.table import Column, Kind, Table

MOST_LINES = 50_000
"""What one file may hold, so that a slip of the filter doesn't fill the memory."""
BATCH = 500


def log_table(entries: QuerySet[Entry], *, secret: set[str]) -> Table:
    """Entries with their payloads in words, hidden where they tell a secret."""
    columns = (
        Column("entry", _("記録の番号"), Kind.INT),
        Column("at", _("いつ")),
        Column("what", _("だれが、何をしたか")),
        Column("details", _("詳細")),
    )
    return Table(columns, tuple(_rows(entries, secret)), _("証跡"))


def _rows(
    entries: QuerySet[Entry], secret: set[str]
) -> Iterator[tuple[int, str, str, str]]:
    rest = entries.iterator(chunk_size=BATCH)
    while batch := list(islice(rest, BATCH)):
        for line in lines_for(batch, secret=secret):
            yield _row(line)


def _row(line: Line) -> tuple[int, str, str, str]:
    at = timezone.localtime(line.entry.at)
    return (
        line.entry.pk,
        f"{at:%Y-%m-%d %H:%M:%S}",
        line.sentence,
        _joined(line.details),
    )


def _joined(details: tuple[Detail, ...]) -> str:
    return "；".join(f"{d.term}：{d.text}" for d in details if d.key != "entry")
