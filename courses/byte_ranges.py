"""Knows which part of a file a request asks for (RFC 9110, 14). Pure."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes ``start`` to ``end``, both included, counted from 0."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Count of bytes."""
        return self.end - self.start + 1


class NotSatisfiable(ValueError):
    """The range lies outside the file: answered by 416."""


def parse_range(header: str, *, size: int) -> ByteRange | None:
    """Return the part that a ``Range`` header asks for.

    Parameters
    ----------
    header : the header's value; empty if there is none.
    size : bytes in the file.

    Returns
    -------
    The part, cut at the end of the file; None if the whole file is to be sent: no
    header, another unit, several ranges, or one that is not understood.

    Raises
    ------
    NotSatisfiable
        If no byte of the file is asked for.

    References
    ----------
    RFC 9110, sections 14.1.2 and 14.2.
    """
    found = _ONE_RANGE.match(header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
        if int(last) == 0:
            raise NotSatisfiable(header)
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < int(first):
            return None
    if start >= size:
        raise NotSatisfiable(header)
    return ByteRange(start, end)
