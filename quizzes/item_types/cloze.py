"""穴埋め: gaps in a running text, each a choice or a word."""

import re
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
    Piece,
    one,
)
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    common_fields,
    share_of_parts,
)
from quizzes.item_types.reading import LONGEST_STEM, Reader
from quizzes.item_types.review import Review, ReviewedAnswer
from quizzes.item_types.short_text import AcceptedTexts

MOST_GAPS = 10
MOST_GAP_OPTIONS = 10
GAP = re.compile(r"\[\[([a-z0-9]{1,8})\]\]")


@dataclass(frozen=True, slots=True)
class GapOption:
    """One choice of a gap."""

    id: str
    text: str
    key: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: either options with one key, or accepted texts."""

    id: str
    options: tuple[GapOption, ...] = ()
    accepted: AcceptedTexts | None = None

    def is_right(self, text: str) -> bool:
        """Whether what was given is right."""
        if self.accepted is not None:
            return self.accepted.accepts(text)
        return text != "" and text == self.key

    @property
    def key(self) -> str:
        """What is right, as a form would send it."""
        if self.accepted is not None:
            return self.accepted.texts[0] if self.accepted.texts else ""
        return next((option.id for option in self.options if option.key), "")

    @property
    def key_text(self) -> str:
        """What is right, in words."""
        if self.accepted is not None:
            return "／".join(self.accepted.texts)
        return self.words(self.key)

    def words(self, given: str) -> str:
        """Return what was given in words."""
        if self.accepted is not None:
            return given
        return next((each.text for each in self.options if each.id == given), "")

    def interaction(self, number: int, given: str, prefix: str) -> Interaction:
        """Return the select or the field of this gap."""
        label = f"空欄{number}"
        if self.accepted is not None:
            return Interaction(f"{prefix}{self.id}", Kind.TEXT, label, value=given)
        return Interaction(
            name=f"{prefix}{self.id}",
            kind=Kind.SELECT,
            label=label,
            choices=tuple(Choice(o.id, o.text, o.id == given) for o in self.options),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the gap as it is stored."""
        if self.accepted is not None:
            return {"id": self.id, **self.accepted.to_json()}
        options = [{"id": o.id, "text": o.text, "key": o.key} for o in self.options]
        return {"id": self.id, "options": options}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Document):
    """A text with ``[[id]]`` where each gap stands, every gap exactly once."""

    text: str
    gaps: tuple[Gap, ...]
    scoring: str = "all"

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read text and gaps; each gap must stand in the text once."""
        fields = common_fields(reader)
        text = reader.text("text", "穴埋めの文", longest=LONGEST_STEM)
        rows = reader.rows("gaps", "空欄", least=1, most=MOST_GAPS)
        gaps = tuple(_read_gap(row, place) for place, row in enumerate(rows))
        if sorted(GAP.findall(text)) != sorted(gap.id for gap in gaps):
            names = "、".join(f"[[{gap.id}]]" for gap in gaps)
            reader.fault("text", f"文の中に空欄の印 {names} を一度ずつ置いてください。")
        scoring = reader.one_of("scoring", "採点", SCORINGS)
        return cls(text=text, gaps=gaps, scoring=scoring, **fields)

    def fields_to_json(self) -> dict[str, Any]:
        """Return text, gaps and scoring."""
        return {
            "text": self.text,
            "gaps": [gap.to_json() for gap in self.gaps],
            "scoring": self.scoring,
        }

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return the running text with its selects and fields."""
        by_id = {gap.id: gap for gap in self.gaps}
        pieces = []
        # Splitting at a pattern with a group gives text, id, text, id … text.
        for place, part in enumerate(GAP.split(self.text)):
            if place % 2 == 0:
                pieces.append(Piece(text=part))
                continue
            shown = by_id[part].interaction(place // 2 + 1, one(part, given), prefix)
            pieces.append(Piece(interaction=shown))
        return Body(
            layout=Layout.INLINE,
            stem=self.stem,
            is_html=self.is_html,
            pieces=tuple(pieces),
            interactions=tuple(p.interaction for p in pieces if p.interaction),
        )

    def share(self, given: Given) -> Fraction:
        """The gaps that are filled rightly."""
        right = [gap.is_right(one(gap.id, given)) for gap in self.gaps]
        return share_of_parts(right, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return the gaps as they stand in the text."""
        by_id = {gap.id: gap for gap in self.gaps}
        return Review(
            stem=f"{self.stem}\n{self.text_with_numbers}"
            if not self.is_html
            else self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=any(given.get(gap.id) for gap in self.gaps),
            explanation=self.explanation,
            answers=tuple(
                ReviewedAnswer(
                    label=f"空欄{number}",
                    given=by_id[name].words(one(name, given)),
                    key=by_id[name].key_text,
                    right=by_id[name].is_right(one(name, given)),
                )
                for number, name in enumerate(GAP.findall(self.text), start=1)
            ),
        )

    @property
    def text_with_numbers(self) -> str:
        """The text with 【1】 where the first gap stands."""
        numbers = {name: n for n, name in enumerate(GAP.findall(self.text), start=1)}
        return GAP.sub(lambda found: f"【{numbers[found[1]]}】", self.text)

    def right_answer(self) -> dict[str, list[str]]:
        """Return each gap's key."""
        return {gap.id: [gap.key] for gap in self.gaps}

    @property
    def variables(self) -> tuple[str, ...]:
        """A variable for each gap."""
        return tuple(gap.id for gap in self.gaps)


def _read_gap(row: Reader, place: int) -> Gap:
    identity = row.identity(place)
    if "options" not in row.raw:
        return Gap(identity, accepted=AcceptedTexts.read(row))
    rows = row.rows("options", "選択肢", least=2, most=MOST_GAP_OPTIONS)
    options = tuple(
        GapOption(each.identity(n), each.text("text", "の文"), each.flag("key", "正答"))
        for n, each in enumerate(rows)
    )
    row.same_twice("options", "記号の選択肢", (option.id for option in options))
    row.same_twice("options", "文の選択肢", (option.text for option in options))
    keys = sum(option.key for option in options)
    if keys != 1:
        row.fault(
            "options", f"{row.label}の正答を一つにしてください（今は{keys}個です）。"
        )
    return Gap(identity, options=options)
