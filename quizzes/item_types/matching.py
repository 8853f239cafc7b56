"""組み合わせ: each source on the left goes with one target on the right."""

from dataclasses import dataclass
from typing import ClassVar

from quizzes.item_types.body import Kind, Layout
from quizzes.item_types.document import Shuffling
from quizzes.item_types.pairing import PairingDocument, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(PairingDocument):
    """Sources with their targets, a select for each; several may share a target."""

    shuffling: ClassVar[Shuffling] = Shuffling.WHERE_ASKED
    words: ClassVar[Words] = Words("sources", "組", "target", "相手", "targets", "相手")
    most_rows: ClassVar[int] = 10
    most_answers: ClassVar[int] = 12
    kind: ClassVar[Kind] = Kind.SELECT
    layout: ClassVar[Layout] = Layout.ROWS

    @property
    def order_length(self) -> int:
        """Every source has a place; targets keep the document's order."""
        return len(self.rows)
