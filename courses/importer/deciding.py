"""Decides what an import does to each record, before and again while it writes.

Reads the site, writes nothing. What could stop a record half way is found here: a
record whose place is not in the site, or whose address another page has.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from courses.importer.comparing import Known, LastWritten, Outcome, decide
from courses.importer.digest import digest
from courses.importer.reading.lessons import MAJOR
from courses.importer.writing.store import Store
from courses.models import ImportedRecord


@dataclass(frozen=True, slots=True)
class Decision:
    """One record, where it is written, and what happens to it."""

    store: Store
    record: Any
    outcome: Outcome


def decide_all(stores: Iterable[Store], *, overwrite: bool) -> list[Decision]:
    """Return what happens to every record, in the order of writing."""
    there: set[tuple[str, str]] = set()
    decisions = []
    for store in stores:
        standing = store.standing()
        there |= {(store.kind, code) for code in standing}
        for each in _decided(store, store.records, standing, overwrite=overwrite):
            if each.outcome.writes and not there.issuperset(
                store.leans_on(each.record)
            ):
                each = Decision(store, each.record, Outcome.BLOCKED)
            if each.outcome.writes:
                there.add((store.kind, each.record.code))
            decisions.append(each)
    return decisions


def decide_again(decision: Decision, *, overwrite: bool) -> Outcome:
    """Return what happens to a record now: an editor may have saved it meanwhile."""
    store, record = decision.store, decision.record
    standing = store.standing([record.code])
    (now,) = _decided(store, [record], standing, overwrite=overwrite)
    return now.outcome


def _decided(
    store: Store,
    records: Sequence[Any],
    standing: dict[str, str],
    *,
    overwrite: bool,
) -> list[Decision]:
    codes = [record.code for record in records]
    last = _last_written(store.kind, codes)
    taken = store.taken(codes)
    return [
        Decision(
            store,
            record,
            Outcome.BLOCKED
            if record.code in taken
            else decide(
                given_digests(store, record),
                Known(last.get(record.code), standing.get(record.code)),
                overwrite=overwrite,
            ),
        )
        for record in records
    ]


def given_digests(store: Store, record: Any) -> tuple[str, ...]:
    """Return the digest of what a file gives, first, and of what says nothing new.

    That the last change was major says something with that change. A file that no
    longer says so is as it was.
    """
    given = digest(store.given(record))
    if getattr(record, "change", MAJOR) == MAJOR:
        return (given,)
    return (given, digest(store.given(replace(record, change=MAJOR))))


def _last_written(kind: str, codes: Collection[str]) -> dict[str, LastWritten]:
    rows = ImportedRecord.objects.filter(kind=kind, code__in=codes)
    return {row.code: LastWritten(row.given, row.written) for row in rows}
