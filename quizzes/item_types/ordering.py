"""並べ替え: entries to be put in order, each by choosing its place."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.item_types.body import Body, Choice, Given, Interaction, Kind, Layout, one
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    Shuffling,
    common_fields,
    share_of_parts,
)
from quizzes.item_types.pairing import Named, named_to_json, read_named
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, ReviewedAnswer

MOST_ENTRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Document):
    """Entries in their right order; candidates see them in another."""

    entries: tuple[Named, ...]
    scoring: str = "all"

    shuffling: ClassVar[Shuffling] = Shuffling.ALWAYS

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read the entries, the first one first."""
        fields = common_fields(reader)
        entries = read_named(reader, "entries", "項目", least=2, most=MOST_ENTRIES)
        scoring = reader.one_of("scoring", "採点", SCORINGS)
        return cls(entries=entries, scoring=scoring, **fields)

    def fields_to_json(self) -> dict[str, Any]:
        """Return entries in their right order, and scoring."""
        return {"entries": named_to_json(self.entries), "scoring": self.scoring}

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return a select of the places for each entry."""
        places = [str(place) for place in range(1, len(self.entries) + 1)]
        return Body(
            layout=Layout.ROWS,
            stem=self.stem,
            is_html=self.is_html,
            interactions=tuple(
                Interaction(
                    name=f"{prefix}{entry.id}",
                    kind=Kind.SELECT,
                    label=entry.text,
                    choices=tuple(
                        Choice(place, place, place == one(entry.id, given))
                        for place in places
                    ),
                )
                for entry in self.in_order(self.entries, order)
            ),
        )

    def share(self, given: Given) -> Fraction:
        """The entries that stand at their place."""
        right = [
            one(entry.id, given) == str(place)
            for place, entry in enumerate(self.entries, start=1)
        ]
        return share_of_parts(right, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return the entries in their right order with the place given."""
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=any(given.get(entry.id) for entry in self.entries),
            explanation=self.explanation,
            answers=tuple(
                ReviewedAnswer(
                    label=entry.text,
                    given=one(entry.id, given),
                    key=str(place),
                    right=one(entry.id, given) == str(place),
                )
                for place, entry in enumerate(self.entries, start=1)
            ),
        )

    def right_answer(self) -> dict[str, list[str]]:
        """Return each entry's place."""
        return {e.id: [str(place)] for place, e in enumerate(self.entries, start=1)}

    @property
    def order_length(self) -> int:
        """Every entry has a place."""
        return len(self.entries)

    @property
    def variables(self) -> tuple[str, ...]:
        """A variable for each entry."""
        return tuple(entry.id for entry in self.entries)
