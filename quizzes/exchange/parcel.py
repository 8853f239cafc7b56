"""What travels between Choudo and other systems: items, and what was lost on the way.

Knows the shape of an item outside the bank (raw JSON documents by docs/item-types.md)
and of a format. Knows no format, no database and no objective.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

MOST_BYTES = 50 * 1024 * 1024
MOST_ITEMS = 2000
NO_IMAGES: Mapping[str, bytes] = MappingProxyType({})


class Status(StrEnum):
    """What became of one item of a file."""

    TAKEN = "taken"
    APPROXIMATED = "approximated"
    REFUSED = "refused"


class FileBroken(ValueError):
    """The file itself can't be read; nothing of it is taken.

    ``str()`` is Japanese and says which file, where, what and how to mend it.
    """

    def __init__(self, file: str, what: str, mend: str, place: str = "") -> None:
        self.file, self.what, self.mend, self.place = file, what, mend, place
        where = f"{place}：" if place else ""
        super().__init__(f"{file or 'ファイル'}：{where}{what}{mend}")


@dataclass(frozen=True, slots=True)
class ExchangedItem:
    """One item of a file.

    Attributes
    ----------
    place : where it stands in the file, 「12行目」「items/q1.xml」.
    title : its name for people; may be empty.
    type : a key of docs/item-types.md; empty where it is refused.
    document : raw JSON by that contract; ids may be left out where the contract lets
        them be. HTML of a stem names images as ``src="image:NAME"``.
    category : the path in the other system, outermost first.
    code : the item's own code, where the file has one.
    objective : a code or title of an objective, where the file names one.
    source, responsible, review_on, law_effective_on : texts as the file writes them.
    notes : what was approximated and how, in Japanese, a sentence each.
    refused : why it can't be taken, in Japanese; empty where it is taken.
    images : name → bytes of the images that the document names.
    """

    place: str
    title: str
    type: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    category: tuple[str, ...] = ()
    code: str = ""
    objective: str = ""
    source: str = ""
    responsible: str = ""
    review_on: str = ""
    law_effective_on: str = ""
    notes: tuple[str, ...] = ()
    refused: str = ""
    images: Mapping[str, bytes] = field(default_factory=lambda: NO_IMAGES)

    @property
    def status(self) -> Status:
        """Refused, or approximated where there are notes, else taken."""
        if self.refused:
            return Status.REFUSED
        return Status.APPROXIMATED if self.notes else Status.TAKEN

    @property
    def reason(self) -> str:
        """Why it was refused, or what was approximated; empty if taken whole."""
        return self.refused or " ".join(self.notes)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a written file does not carry of one item, in Japanese.

    ``refused`` says that the item is not in the file at all; else it is there without
    what ``reason`` says.
    """

    place: str
    title: str
    type: str
    reason: str
    refused: bool = True

    @property
    def status(self) -> Status:
        """Refused or approximated."""
        return Status.REFUSED if self.refused else Status.APPROXIMATED

    @classmethod
    def of(cls, item: ExchangedItem, reason: str, *, refused: bool = True) -> "Loss":
        """Return what is lost of this item."""
        title = item.title or item.code
        return cls(item.place, title, item.type, reason, refused)


@dataclass(frozen=True, slots=True)
class Format:
    """One format that items travel in.

    Attributes
    ----------
    name : for people.
    read : bytes and file name → items in the file's order; raises FileBroken only.
    write : items → the file and what it doesn't carry; never raises for a document
        that follows docs/item-types.md.
    extensions : of file names, with the dot, lower case; the first is given to files.
    sniff : whether bytes with this file name look like the format; never raises. Asked
        in the order of FORMATS, so it must be sure.
    media_type : for the download.
    """

    name: str
    read: Callable[[bytes, str], list[ExchangedItem]]
    write: Callable[[Sequence[ExchangedItem]], tuple[bytes, list[Loss]]]
    extensions: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    media_type: str = "application/octet-stream"
