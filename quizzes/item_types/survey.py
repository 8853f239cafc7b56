"""Survey items: asked, counted, never scored. 5段階, 0〜10, 自由記述."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.item_types.body import (
    Body,
    Choice,
    Given,
    Interaction,
    Kind,
    Layout,
    one,
)
from quizzes.item_types.document import NOTHING, Document, common_fields
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, ReviewedAnswer

LONGEST_ANSWER = 2000
USUAL_LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDocument(Document):
    """What survey items share: they earn nothing and have no right answer."""

    points: Decimal = Decimal(0)
    scored: ClassVar[bool] = False

    def share(self, given: Given) -> Fraction:
        """Nothing is earned."""
        return Fraction(0)

    def right_answer(self) -> dict[str, list[str]]:
        """There is none."""
        return {}

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return what was answered."""
        text = one(self.variables[0], given)
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            scored=False,
            right=False,
            answered=bool(text),
            explanation=self.explanation,
            answers=(ReviewedAnswer("", text, "", right=False),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDocument(SurveyDocument):
    """A scale from ``low`` to ``high``; subclasses say which numbers."""

    low: str
    high: str

    steps: ClassVar[range]

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read the words at the ends."""
        return cls(
            low=reader.text("low", "低い方の語", longest=60),
            high=reader.text("high", "高い方の語", longest=60),
            **common_fields(reader, scored=False),
        )

    def fields_to_json(self) -> dict[str, Any]:
        """Return the words at the ends."""
        return {"low": self.low, "high": self.high}

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return a radio for each step."""
        step = one("chosen", given)
        interaction = Interaction(
            name=f"{prefix}chosen",
            kind=Kind.RADIO,
            choices=tuple(Choice(str(n), str(n), str(n) == step) for n in self.steps),
        )
        return Body(
            layout=Layout.SCALE,
            stem=self.stem,
            is_html=self.is_html,
            interactions=(interaction,),
            low=self.low,
            high=self.high,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Likert(ScaleDocument):
    """Five steps, 1 to 5."""

    steps: ClassVar[range] = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(ScaleDocument):
    """Eleven steps, 0 to 10."""

    steps: ClassVar[range] = range(11)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText(SurveyDocument):
    """A text of the candidate's own."""

    longest: int = USUAL_LONGEST

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read how long the text may be."""
        longest = reader.raw.get("longest", USUAL_LONGEST)
        if not isinstance(longest, int) or not 1 <= longest <= LONGEST_ANSWER:
            reader.fault(
                "longest", f"字数は1から{LONGEST_ANSWER}までの整数にしてください。"
            )
            longest = USUAL_LONGEST
        return cls(longest=longest, **common_fields(reader, scored=False))

    def fields_to_json(self) -> dict[str, Any]:
        """Return how long the text may be."""
        return {"longest": self.longest}

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return a text area."""
        field = Interaction(
            name=f"{prefix}text",
            kind=Kind.PARAGRAPH,
            value=one("text", given),
            longest=self.longest,
        )
        return Body(
            layout=Layout.FIELD,
            stem=self.stem,
            is_html=self.is_html,
            interactions=(field,),
        )

    @property
    def variables(self) -> tuple[str, ...]:
        """One field."""
        return ("text",)
