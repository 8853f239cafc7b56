"""What a store of one kind of record can do."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from courses.importer.reading.records import Place
from learning.people.models import User


class Record(Protocol):
    """Anything the files give."""

    @property
    def code(self) -> str: ...
    @property
    def place(self) -> Place: ...


class Store(Protocol):
    """Reads and writes the records of one kind."""

    @property
    def kind(self) -> str: ...
    @property
    def records(self) -> Sequence[Any]: ...

    def given(self, record: Any) -> Any:
        """Return what the file says of a record, as JSON."""
        ...

    def leans_on(self, record: Any) -> list[tuple[str, str]]:
        """Return kind and code of the records that must be there before this one."""
        ...

    def taken(self, codes: Collection[str]) -> set[str]:
        """Return the codes whose address something else in the site has."""
        ...

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        """Return the digest of what stands in the site, of all codes or of these."""
        ...

    def write(self, record: Any, *, by: User | None, at: datetime) -> None:
        """Make the site say what the file says."""
        ...
