"""Decides what happens to each record of the files. Pure.

Three things are compared by digest: what the file says now, what it said when it was
last written, and whether the site still holds what was written then.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What happens to one record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    OVERWRITTEN = "overwritten"
    BLOCKED = "blocked"

    @property
    def writes(self) -> bool:
        """Whether the site is changed."""
        return self in (Outcome.CREATED, Outcome.UPDATED, Outcome.OVERWRITTEN)


@dataclass(frozen=True, slots=True)
class LastWritten:
    """Digests of the last import: what the file gave, what then stood in the site."""

    given: str
    written: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one record before the import; None: there is none."""

    last: LastWritten | None
    standing: str | None


def decide(given: Collection[str], known: Known, *, overwrite: bool) -> Outcome:
    """Return what happens to a record that the file gives with one of these digests.

    An editor's change in the site is a conflict, whether the file changed or not, and
    so are a record that was deleted in the site and one that was first made there.
    """
    last, standing = known.last, known.standing
    if last is None and standing is None:
        return Outcome.CREATED
    if last is not None and standing == last.written:
        return Outcome.UNCHANGED if last.given in given else Outcome.UPDATED
    return Outcome.OVERWRITTEN if overwrite else Outcome.CONFLICT
