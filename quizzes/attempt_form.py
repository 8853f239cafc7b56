"""The compact document of what one attempt drew. Knows no database and no rules.

Stored in ``Attempt.form``: ``{"v": 1, "items": [{"v": item version id, "s": section
code, "o": order of options as document indices}, …]}``; positions count from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORM_VERSION = 1


@dataclass(frozen=True, slots=True)
class FormItem:
    """One drawn item: its version, its section, the order its options are shown in."""

    version_id: int
    section: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttemptForm:
    """All drawn items in the order of their positions."""

    items: tuple[FormItem, ...]

    def __len__(self) -> int:
        return len(self.items)

    def to_json(self) -> dict[str, Any]:
        """Return the document to store."""
        return {
            "v": FORM_VERSION,
            "items": [
                {"v": item.version_id, "s": item.section, "o": list(item.order)}
                for item in self.items
            ],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "AttemptForm":
        """Read a stored document."""
        return cls(
            items=tuple(
                FormItem(
                    version_id=item["v"], section=item["s"], order=tuple(item["o"])
                )
                for item in document["items"]
            )
        )
