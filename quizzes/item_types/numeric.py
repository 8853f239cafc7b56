"""数値: a number within a tolerance, with or without its unit."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from learning.japanese.width import fold
from quizzes.item_types.body import Body, Given, Interaction, Kind, Layout, one
from quizzes.item_types.document import NOTHING, Document, common_fields
from quizzes.item_types.reading import Reader, decimal_of, stored_number
from quizzes.item_types.review import Review, ReviewedAnswer

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Document):
    """A question whose answer is a number; ``tolerance`` is absolute."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    accepted_units: tuple[str, ...] = ()

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read the number, its tolerance and its unit."""
        fields = common_fields(reader)
        units: tuple[str, ...] = ()
        if "accepted_units" in reader.raw:
            units = reader.texts("accepted_units", "ほかの単位", least=0, most=10)
        tolerance = Decimal(0)
        if "tolerance" in reader.raw:
            tolerance = reader.number("tolerance", "許す差", least=Decimal(0))
        return cls(
            value=reader.number("value", "正答の数"),
            tolerance=tolerance,
            unit=reader.text("unit", "単位", needed=False, longest=20),
            accepted_units=units,
            **fields,
        )

    def fields_to_json(self) -> dict[str, Any]:
        """Return number, tolerance and units."""
        return {
            "value": stored_number(self.value),
            "tolerance": stored_number(self.tolerance),
            "unit": self.unit,
            "accepted_units": list(self.accepted_units),
        }

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return one field with the unit beside it."""
        field = Interaction(
            name=f"{prefix}value",
            kind=Kind.NUMBER,
            value=one("value", given),
            unit=self.unit,
            longest=LONGEST,
        )
        return Body(
            layout=Layout.FIELD,
            stem=self.stem,
            is_html=self.is_html,
            interactions=(field,),
        )

    def share(self, given: Given) -> Fraction:
        """All if the number is near enough, else nothing."""
        number = self.number_of(one("value", given))
        near = number is not None and abs(number - self.value) <= self.tolerance
        return Fraction(int(near))

    def number_of(self, text: str) -> Decimal | None:
        """Return the number that was written, or None if it is none.

        Width is folded, thousands separators (``1,234``) and a unit of this item are
        left out; ``０．５ MB`` and ``.5MB`` are both 0.5.
        """
        folded = fold(text).replace(" ", "")
        for unit in sorted((self.unit, *self.accepted_units), key=len, reverse=True):
            key = fold(unit).replace(" ", "")
            if key and folded.endswith(key):
                folded = folded.removesuffix(key)
                break
        return decimal_of(folded.replace(",", "").replace("、", ""))

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return the text given beside the number."""
        text = one("value", given)
        right = self.is_right(given)
        answer = ReviewedAnswer("", text, self.key_text, right)
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=right,
            answered=bool(text),
            explanation=self.explanation,
            answers=(answer,),
        )

    @property
    def key_text(self) -> str:
        """The right number with its unit and tolerance, 「12.5 MB（±0.5）」."""
        text = f"{stored_number(self.value)} {self.unit}".strip()
        return f"{text}（±{stored_number(self.tolerance)}）" if self.tolerance else text

    def right_answer(self) -> dict[str, list[str]]:
        """Return the number itself."""
        return {"value": [str(stored_number(self.value))]}

    @property
    def variables(self) -> tuple[str, ...]:
        """One field."""
        return ("value",)
