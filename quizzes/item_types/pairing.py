"""Rows that each go with one of the same answers: what matching and matrix share."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, Self

from quizzes.item_types.body import (
    Body,
    Choice,
    Given,
    Interaction,
    Kind,
    Layout,
    one,
)
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    common_fields,
    share_of_parts,
)
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, ReviewedAnswer


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a text: a target, an entry, a column."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to decide about; ``key`` is the id of its right answer."""

    id: str
    text: str
    key: str
    explanation: str = ""


class Words(NamedTuple):
    """How a type stores its rows, their keys and the answers, and calls them."""

    rows: str
    row_label: str
    key: str
    key_label: str
    answers: str
    answer_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingDocument(Document):
    """Rows with their keys; answers that no row has are distractors."""

    rows: tuple[Row, ...]
    answers: tuple[Named, ...]
    scoring: str = "all"

    words: ClassVar[Words]
    most_rows: ClassVar[int]
    most_answers: ClassVar[int]
    kind: ClassVar[Kind]
    layout: ClassVar[Layout]

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read rows and answers; each row's key must exist."""
        words = cls.words
        fields = common_fields(reader)
        answers = read_named(
            reader, words.answers, words.answer_label, least=2, most=cls.most_answers
        )
        known = {answer.id for answer in answers}
        found = reader.rows(words.rows, words.row_label, least=2, most=cls.most_rows)
        rows = tuple(cls._read_row(row, n, known) for n, row in enumerate(found))
        label = words.row_label
        reader.same_twice(words.rows, f"記号の{label}", (each.id for each in rows))
        reader.same_twice(words.rows, f"文の{label}", (each.text for each in rows))
        scoring = reader.one_of("scoring", "採点", SCORINGS)
        return cls(rows=rows, answers=answers, scoring=scoring, **fields)

    @classmethod
    def _read_row(cls, reader: Reader, place: int, known: set[str]) -> Row:
        field, label = cls.words.key, cls.words.key_label
        row = Row(
            id=reader.identity(place),
            text=reader.text("text", "の文"),
            key=reader.text(field, f"の{label}"),
            explanation=reader.text("explanation", "の解説", needed=False),
        )
        if row.key and row.key not in known:
            reader.fault(field, f"{reader.label}の{label}「{row.key}」がありません。")
        return row

    def fields_to_json(self) -> dict[str, Any]:
        """Return rows, answers and scoring."""
        return {
            self.words.rows: [self._row_to_json(row) for row in self.rows],
            self.words.answers: named_to_json(self.answers),
            "scoring": self.scoring,
        }

    def _row_to_json(self, row: Row) -> dict[str, str]:
        stored = {"id": row.id, "text": row.text, self.words.key: row.key}
        return {**stored, "explanation": row.explanation} if row.explanation else stored

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return one interaction with all answers for each row."""
        return Body(
            layout=self.layout,
            stem=self.stem,
            is_html=self.is_html,
            interactions=tuple(
                Interaction(
                    name=f"{prefix}{row.id}",
                    kind=self.kind,
                    label=row.text,
                    choices=tuple(
                        Choice(each.id, each.text, each.id == one(row.id, given))
                        for each in self.answers
                    ),
                )
                for row in self.in_order(self.rows, order)
            ),
        )

    def share(self, given: Given) -> Fraction:
        """The rows whose answer is right."""
        right = [one(row.id, given) == row.key for row in self.rows]
        return share_of_parts(right, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return each row with the given and the right answer."""
        texts = {answer.id: answer.text for answer in self.answers}
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=any(given.get(row.id) for row in self.rows),
            explanation=self.explanation,
            answers=tuple(
                ReviewedAnswer(
                    label=row.text,
                    given=texts.get(one(row.id, given), ""),
                    key=texts[row.key],
                    right=one(row.id, given) == row.key,
                    explanation=row.explanation,
                )
                for row in self.in_order(self.rows, order)
            ),
        )

    def unexplained(self) -> list[tuple[str, str]]:
        """Either the whole or every row is explained."""
        if all(row.explanation for row in self.rows):
            return []
        return Document.unexplained(self)

    def right_answer(self) -> dict[str, list[str]]:
        """Return each row's key."""
        return {row.id: [row.key] for row in self.rows}

    @property
    def variables(self) -> tuple[str, ...]:
        """A variable for each row."""
        return tuple(row.id for row in self.rows)


def read_named(
    reader: Reader, field: str, label: str, *, least: int, most: int
) -> tuple[Named, ...]:
    """Read a list of things with id and text, both unique."""
    rows = reader.rows(field, label, least=least, most=most)
    named = tuple(
        Named(id=row.identity(place), text=row.text("text", "の文"))
        for place, row in enumerate(rows)
    )
    reader.same_twice(field, f"記号の{label}", (each.id for each in named))
    reader.same_twice(field, f"文の{label}", (each.text for each in named))
    return named


def named_to_json(named: tuple[Named, ...]) -> list[dict[str, str]]:
    """Return things with id and text as they are stored."""
    return [{"id": each.id, "text": each.text} for each in named]
