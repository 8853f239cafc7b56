"""表で答える: the same choices for each of several statements, in a table."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from quizzes.item_types.body import Body, Given, Interaction, Kind, Layout, one
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    common_fields,
    share_of_parts,
)
from quizzes.item_types.matching import (
    Named,
    choices_of,
    named_to_json,
    read_named,
    without_empty,
)
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, ReviewedAnswer

MOST_STATEMENTS = 12
MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of the table; ``choice`` is the id of the right column."""

    id: str
    text: str
    choice: str
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Document):
    """Statements, each with one right choice out of the table's columns."""

    choices: tuple[Named, ...]
    statements: tuple[Statement, ...]
    scoring: str = "all"

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read columns and rows; each row's choice must exist."""
        fields = common_fields(reader)
        choices = read_named(reader, "choices", "列", least=2, most=MOST_CHOICES)
        known = {choice.id for choice in choices}
        statements = []
        rows = reader.rows("statements", "行", least=2, most=MOST_STATEMENTS)
        for place, row in enumerate(rows):
            statement = Statement(
                id=row.identity(place),
                text=row.text("text", "の文"),
                choice=row.text("choice", "の正答"),
                explanation=row.text("explanation", "の解説", needed=False),
            )
            if statement.choice and statement.choice not in known:
                row.fault(
                    "choice", f"{row.label}の正答「{statement.choice}」がありません。"
                )
            statements.append(statement)
        reader.same_twice("statements", "記号の行", (each.id for each in statements))
        reader.same_twice("statements", "文の行", (each.text for each in statements))
        scoring = reader.one_of("scoring", "採点", SCORINGS)
        return cls(
            choices=choices, statements=tuple(statements), scoring=scoring, **fields
        )

    def fields_to_json(self) -> dict[str, Any]:
        """Return columns, rows and scoring."""
        return {
            "choices": named_to_json(self.choices),
            "statements": [
                without_empty(
                    id=each.id,
                    text=each.text,
                    choice=each.choice,
                    explanation=each.explanation,
                )
                for each in self.statements
            ],
            "scoring": self.scoring,
        }

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return radios for each statement."""
        return Body(
            layout=Layout.MATRIX,
            stem=self.stem,
            is_html=self.is_html,
            interactions=tuple(
                Interaction(
                    name=f"{prefix}{each.id}",
                    kind=Kind.RADIO,
                    label=each.text,
                    choices=choices_of(self.choices, one(each.id, given)),
                )
                for each in self.statements
            ),
        )

    def share(self, given: Given) -> Fraction:
        """The statements whose choice is right."""
        right = [one(each.id, given) == each.choice for each in self.statements]
        return share_of_parts(right, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return each statement with the chosen and the right column."""
        texts = {choice.id: choice.text for choice in self.choices}
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=any(given.get(each.id) for each in self.statements),
            explanation=self.explanation,
            answers=tuple(
                ReviewedAnswer(
                    label=each.text,
                    given=texts.get(one(each.id, given), ""),
                    key=texts[each.choice],
                    right=one(each.id, given) == each.choice,
                    explanation=each.explanation,
                )
                for each in self.statements
            ),
        )

    def unexplained(self) -> list[tuple[str, str]]:
        """Either the whole or every row is explained."""
        if all(each.explanation for each in self.statements):
            return []
        return Document.unexplained(self)

    def right_answer(self) -> dict[str, list[str]]:
        """Return each statement's choice."""
        return {each.id: [each.choice] for each in self.statements}

    @property
    def variables(self) -> tuple[str, ...]:
        """A variable for each statement."""
        return tuple(each.id for each in self.statements)
