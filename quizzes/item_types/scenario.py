"""場面問題: one scene and several questions about it, each of another type.

The parts' types come from the register in ``quizzes.item_types``; it gives them here
when it is made, so that this module needs to know none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.item_types.body import Body, Given, Layout
from quizzes.item_types.document import NOTHING, Document, Shuffling
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review

MOST_PARTS = 10


@dataclass(frozen=True, slots=True)
class ScenarioPart:
    """One question about the scene."""

    id: str
    type: str
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Document):
    """A scene (the stem) with its questions; its points are theirs."""

    parts: tuple[ScenarioPart, ...]

    shuffling: ClassVar[Shuffling] = Shuffling.ALWAYS
    part_types: ClassVar[Mapping[str, type[Document]]] = {}

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read the scene and each part by its own type."""
        stem, text_format = reader.stem()
        rows = reader.rows("parts", "設問", least=2, most=MOST_PARTS)
        parts = tuple(
            part
            for place, row in enumerate(rows)
            if (part := cls._read_part(row, place)) is not None
        )
        reader.same_twice("parts", "記号の設問", (part.id for part in parts))
        return cls(
            stem=stem,
            format=text_format,
            explanation=reader.text("explanation", "解説", needed=False),
            parts=parts,
            points=sum((part.document.points for part in parts), Decimal(0)),
        )

    @classmethod
    def _read_part(cls, row: Reader, place: int) -> ScenarioPart | None:
        item_type = row.raw.get("type")
        if not isinstance(item_type, str) or item_type not in cls.part_types:
            row.fault(
                "type", f"{row.label}の形式「{item_type}」は場面問題に使えません。"
            )
            return None
        inner = Reader(
            row.raw.get("document"),
            place=f"{row.place}.document",
            label=row.label,
            problems=row.problems,
        )
        document = cls.part_types[item_type].read(inner)
        return ScenarioPart(row.identity(place), item_type, document)

    def fields_to_json(self) -> dict[str, Any]:
        """Return the parts with their documents."""
        return {
            "parts": [
                {"id": part.id, "type": part.type, "document": part.document.to_json()}
                for part in self.parts
            ]
        }

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return the parts' forms, one below the other."""
        orders = self._orders(order)
        bodies = tuple(
            part.document.body(
                orders[part.id], self.given_of(part, given), f"{prefix}{part.id}."
            )
            for part in self.parts
        )
        return Body(
            layout=Layout.PARTS,
            stem=self.stem,
            is_html=self.is_html,
            parts=bodies,
            interactions=tuple(i for body in bodies for i in body.interactions),
        )

    def share(self, given: Given) -> Fraction:
        """The points of all parts, of the points that they have."""
        earned = sum(
            (
                part.document.points_for(self.given_of(part, given))
                for part in self.parts
            ),
            Decimal(0),
        )
        return Fraction(earned) / Fraction(self.points)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return the scene with each part's review."""
        orders = self._orders(order)
        parts = tuple(
            part.document.review(self.given_of(part, given), orders[part.id])
            for part in self.parts
        )
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=any(part.answered for part in parts),
            explanation=self.explanation,
            parts=parts,
        )

    def unexplained(self) -> list[tuple[str, str]]:
        """Each part by its own rule."""
        return [
            (f"parts.{place}.document.{field}", f"設問{place + 1}の{label}")
            for place, part in enumerate(self.parts)
            for field, label in part.document.unexplained()
        ]

    def right_answer(self) -> dict[str, list[str]]:
        """Return every part's right answer."""
        return {
            f"{part.id}.{name}": texts
            for part in self.parts
            for name, texts in part.document.right_answer().items()
        }

    def given_of(self, part: ScenarioPart, given: Given) -> Given:
        """Return what was given for one part, by the part's own names."""
        start = f"{part.id}."
        return {
            name.removeprefix(start): texts
            for name, texts in given.items()
            if name.startswith(start)
        }

    @property
    def order_length(self) -> int:
        """The parts' lengths, one after the other."""
        return sum(part.document.order_length for part in self.parts)

    @property
    def variables(self) -> tuple[str, ...]:
        """Every part's variables, named ``part.variable``."""
        return tuple(
            f"{p.id}.{name}" for p in self.parts for name in p.document.variables
        )

    def _orders(self, order: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
        """Cut one drawn order of everything into the parts' own."""
        orders, start = {}, 0
        for part in self.parts:
            end = start + part.document.order_length
            own = tuple(index - start for index in order if start <= index < end)
            orders[part.id] = own
            start = end
        return orders
