"""表で答える: the same choices for each of several statements, in a table."""

from dataclasses import dataclass
from typing import ClassVar

from quizzes.item_types.body import Kind, Layout
from quizzes.item_types.pairing import PairingDocument, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(PairingDocument):
    """Statements, each with one right choice out of the table's columns."""

    words: ClassVar[Words] = Words(
        "statements", "行", "choice", "正答", "choices", "列"
    )
    most_rows: ClassVar[int] = 12
    most_answers: ClassVar[int] = 6
    kind: ClassVar[Kind] = Kind.RADIO
    layout: ClassVar[Layout] = Layout.MATRIX
