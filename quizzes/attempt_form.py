"""The compact document of what one attempt drew. Knows no database and no rules.

Stored in ``Attempt.form``: ``{"v": 1, "items": [{"v": item version id, "s": section
code, "o": drawn order as document indices, "n": response variables (left out if 1),
"t": true for a trial item (left out if not)}, …]}``; positions count from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORM_VERSION = 1


@dataclass(frozen=True, slots=True)
class FormItem:
    """One drawn item: its version, its section, the order its options are shown in.

    ``variables`` is how many response variables it has; a ``trial`` item is asked like
    any other and counts for nothing.
    """

    version_id: int
    section: str
    order: tuple[int, ...]
    variables: int = 1
    trial: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the compact object to store."""
        stored: dict[str, Any] = {
            "v": self.version_id,
            "s": self.section,
            "o": list(self.order),
        }
        if self.variables != 1:
            stored["n"] = self.variables
        if self.trial:
            stored["t"] = True
        return stored


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
            "items": [item.to_json() for item in self.items],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "AttemptForm":
        """Read a stored document."""
        return cls(
            items=tuple(
                FormItem(
                    version_id=item["v"],
                    section=item["s"],
                    order=tuple(item["o"]),
                    variables=item.get("n", 1),
                    trial=item.get("t", False),
                )
                for item in document["items"]
            )
        )


def variables_of(document: Mapping[str, Any]) -> list[int]:
    """How many response variables each position has; reads nothing else."""
    return [item.get("n", 1) for item in document["items"]]
