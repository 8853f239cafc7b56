"""怪しいところを選ぶ: mark the suspicious parts of a mail or a page.

The mail is structured text, so it is read by a screen reader, printed and marked with
the keyboard like any other page. Named after QTI's hottextInteraction.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from quizzes.item_types.body import (
    Body,
    Choice,
    Given,
    Interaction,
    Kind,
    Layout,
    Line,
    Piece,
    chosen,
)
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    common_fields,
    share_of_marks,
)
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, reviewed_options

MEDIA = ("mail", "page")
MOST_LINES = 40
MOST_SEGMENTS = 20
MOST_MARKABLE = 20


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; one with an id may be marked."""

    text: str
    id: str = ""
    key: bool = False
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line with its label (差出人), which may be empty."""

    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hottext(Document):
    """A mail or page with parts that may be marked, some of them rightly."""

    medium: str
    lines: tuple[TextLine, ...]
    scoring: str = "all"

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read the lines; at least one markable part must be a key."""
        fields = common_fields(reader)
        rows = reader.rows("lines", "行", least=1, most=MOST_LINES)
        document = cls(
            medium=reader.one_of("medium", "種類", MEDIA),
            lines=tuple(_read_line(row) for row in rows),
            scoring=reader.one_of("scoring", "採点", SCORINGS),
            **fields,
        )
        marks = document.marks
        reader.same_twice("lines", "記号の部分", (mark.id for mark in marks))
        if len(marks) > MOST_MARKABLE:
            reader.fault("lines", f"選べる部分は{MOST_MARKABLE}個までにしてください。")
        if not document.keys:
            reader.fault("lines", "正答の部分を一つ以上にしてください。")
        if len(marks) == len(document.keys):
            reader.fault("lines", "怪しくない部分も一つ以上選べるようにしてください。")
        return document

    def fields_to_json(self) -> dict[str, Any]:
        """Return the lines with their parts."""
        return {
            "medium": self.medium,
            "lines": [
                {
                    "label": line.label,
                    "segments": [_segment_to_json(each) for each in line.segments],
                }
                for line in self.lines
            ],
            "scoring": self.scoring,
        }

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return the lines with a checkbox before each markable part."""
        marked = chosen("chosen", given)
        lines = tuple(
            Line(line.label, tuple(_piece(each, marked) for each in line.segments))
            for line in self.lines
        )
        interaction = Interaction(
            name=f"{prefix}chosen",
            kind=Kind.CHECKBOX,
            choices=tuple(p.choice for line in lines for p in line.pieces if p.choice),
        )
        return Body(
            layout=Layout.PASSAGE,
            stem=self.stem,
            is_html=self.is_html,
            medium=self.medium,
            lines=lines,
            interactions=(interaction,),
        )

    def share(self, given: Given) -> Fraction:
        """All for exactly the keys, or right minus wrong marks."""
        return share_of_marks(chosen("chosen", given), self.keys, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return each markable part with what was marked, the key and why."""
        marked = chosen("chosen", given)
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=bool(marked),
            explanation=self.explanation,
            options=reviewed_options(self.marks, marked),
        )

    def unexplained(self) -> list[tuple[str, str]]:
        """Every markable part is explained."""
        return [
            ("lines", f"「{mark.text}」の解説")
            for mark in self.marks
            if not mark.explanation
        ]

    def right_answer(self) -> dict[str, list[str]]:
        """Return the suspicious parts."""
        return {"chosen": sorted(self.keys)}

    @property
    def marks(self) -> tuple[Segment, ...]:
        """The parts that may be marked, from the top."""
        return tuple(s for line in self.lines for s in line.segments if s.id)

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the parts that are to be marked."""
        return frozenset(mark.id for mark in self.marks if mark.key)


def _read_line(row: Reader) -> TextLine:
    segments = []
    for part in row.rows("segments", "部分", least=1, most=MOST_SEGMENTS):
        # Spaces between parts belong to the text of a line.
        text = part.raw.get("text")
        part.text("text", "の文")
        segments.append(
            Segment(
                text=text if isinstance(text, str) else "",
                id=part.identity(0) if "id" in part.raw else "",
                key=part.flag("key", "正答"),
                explanation=part.text("explanation", "の解説", needed=False),
            )
        )
    return TextLine(row.text("label", "の見出し", needed=False), tuple(segments))


def _segment_to_json(segment: Segment) -> dict[str, Any]:
    if not segment.id:
        return {"text": segment.text}
    return {
        "id": segment.id,
        "text": segment.text,
        "key": segment.key,
        "explanation": segment.explanation,
    }


def _piece(segment: Segment, marked: frozenset[str]) -> Piece:
    if not segment.id:
        return Piece(text=segment.text)
    return Piece(choice=Choice(segment.id, segment.text, segment.id in marked))
