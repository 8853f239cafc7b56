"""短答: a few words, compared with the accepted ones."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from learning.japanese.width import fold_kana
from quizzes.item_types.body import Body, Given, Interaction, Kind, Layout, one
from quizzes.item_types.document import NOTHING, Document, common_fields
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, ReviewedAnswer

MOST_ACCEPTED = 20


@dataclass(frozen=True, slots=True)
class AcceptedTexts:
    """Texts that are right, the first one shown as the answer."""

    texts: tuple[str, ...]
    fold: bool = True

    def accepts(self, text: str) -> bool:
        """Whether a text equals one of them.

        With ``fold`` width, case, spaces and the kind of kana don't matter; without,
        only spaces at the ends.
        """
        if not text:
            return False
        return self.key_of(text) in {self.key_of(each) for each in self.texts}

    def key_of(self, text: str) -> str:
        """Return the key under which equal answers are counted as one."""
        return fold_kana(text) if self.fold else text.strip()

    @classmethod
    def read(cls, reader: Reader) -> "AcceptedTexts":
        """Read ``accepted`` and ``fold``."""
        texts = reader.texts("accepted", "正答の語", least=1, most=MOST_ACCEPTED)
        return cls(texts, reader.flag("fold", "表記の違いの扱い", default=True))

    def to_json(self) -> dict[str, Any]:
        """Return the texts as they are stored."""
        stored: dict[str, Any] = {"accepted": list(self.texts)}
        return stored if self.fold else {**stored, "fold": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Document):
    """A question answered with a word or a short phrase."""

    accepted: AcceptedTexts

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read the accepted texts."""
        return cls(accepted=AcceptedTexts.read(reader), **common_fields(reader))

    def fields_to_json(self) -> dict[str, Any]:
        """Return the accepted texts."""
        return self.accepted.to_json()

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return one field."""
        field = Interaction(
            name=f"{prefix}text", kind=Kind.TEXT, value=one("text", given)
        )
        return Body(
            layout=Layout.FIELD,
            stem=self.stem,
            is_html=self.is_html,
            interactions=(field,),
        )

    def share(self, given: Given) -> Fraction:
        """All for an accepted text, else nothing."""
        return Fraction(int(self.accepted.accepts(one("text", given))))

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return the text given beside the accepted ones."""
        text = one("text", given)
        right = self.is_right(given)
        answer = ReviewedAnswer("", text, "／".join(self.accepted.texts), right)
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=right,
            answered=bool(text),
            explanation=self.explanation,
            answers=(answer,),
        )

    def right_answer(self) -> dict[str, list[str]]:
        """Return the first accepted text."""
        return {"text": [self.accepted.texts[0]]}

    @property
    def variables(self) -> tuple[str, ...]:
        """One field."""
        return ("text",)
