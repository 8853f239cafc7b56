"""What all choice items share: options with keys and explanations."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.item_types.body import (
    Body,
    Choice,
    Given,
    Interaction,
    Kind,
    Layout,
    chosen,
)
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    Shuffling,
    common_fields,
    share_of_marks,
)
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, reviewed_options

MOST_OPTIONS = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One option; ``key`` says that it belongs to the right answer."""

    id: str
    text: str
    key: bool
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceDocument(Document):
    """A stem with options. Subclasses say how many options and keys are right."""

    options: tuple[Option, ...]
    scoring: str = "all"

    # Whether a candidate may choose more than one option.
    several: ClassVar[bool] = False
    shuffling: ClassVar[Shuffling] = Shuffling.WHERE_ASKED

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read stem, options and points."""
        fields = common_fields(reader)
        options = read_options(reader)
        scoring = reader.one_of(
            "scoring", "採点", SCORINGS if cls.several else ("all",)
        )
        document = cls(options=options, scoring=scoring, **fields)
        document.check(reader)
        return document

    def check(self, reader: Reader) -> None:
        """Note the faults that only this type knows; subclasses override."""
        raise NotImplementedError

    def fields_to_json(self) -> dict[str, Any]:
        """Return options, and the scoring where it isn't all or nothing."""
        stored: dict[str, Any] = {"options": [option_to_json(o) for o in self.options]}
        if self.scoring != "all":
            stored["scoring"] = self.scoring
        return stored

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return radios or checkboxes in the drawn order."""
        marked = chosen("chosen", given)
        interaction = Interaction(
            name=f"{prefix}chosen",
            kind=Kind.CHECKBOX if self.several else Kind.RADIO,
            choices=tuple(
                Choice(option.id, option.text, option.id in marked)
                for option in self.in_order(self.options, order)
            ),
        )
        return Body(
            layout=Layout.OPTIONS,
            stem=self.stem,
            is_html=self.is_html,
            several=self.several,
            interactions=(interaction,),
        )

    def share(self, given: Given) -> Fraction:
        """All for exactly the keys (QTI's match_correct), or right minus wrong."""
        return share_of_marks(chosen("chosen", given), self.keys, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return each option with what was chosen, the key and why."""
        marked = chosen("chosen", given)
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=bool(marked),
            explanation=self.explanation,
            options=reviewed_options(self.in_order(self.options, order), marked),
        )

    def unexplained(self) -> list[tuple[str, str]]:
        """Every option is explained: why it is right, why not."""
        return [
            (f"options.{place}.explanation", f"選択肢{place + 1}の解説")
            for place, option in enumerate(self.options)
            if not option.explanation
        ]

    def right_answer(self) -> dict[str, list[str]]:
        """Return the keys."""
        return {"chosen": sorted(self.keys)}

    @property
    def order_length(self) -> int:
        """Every option has a place."""
        return len(self.options)

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the options that make up the right answer."""
        return frozenset(option.id for option in self.options if option.key)


def read_options(reader: Reader) -> tuple[Option, ...]:
    """Read the options with their explanations; ids and texts must be unique."""
    rows = reader.rows("options", "選択肢", most=MOST_OPTIONS)
    options = tuple(
        Option(
            id=row.identity(place),
            text=row.text("text", "の文"),
            key=row.flag("key", "正答"),
            explanation=row.text("explanation", "の解説", needed=False),
        )
        for place, row in enumerate(rows)
    )
    reader.same_twice("options", "記号の選択肢", (option.id for option in options))
    reader.same_twice("options", "文の選択肢", (option.text for option in options))
    return options


def option_to_json(option: Option) -> dict[str, Any]:
    """Return one option as it is stored."""
    return {
        "id": option.id,
        "text": option.text,
        "key": option.key,
        "explanation": option.explanation,
    }


def check_count(
    reader: Reader, options: Sequence[Option], *, least: int, most: int, keys: str
) -> None:
    """Check the number of options; ``keys`` is the fault of the keys, or empty."""
    if not least <= len(options) <= most:
        wanted = f"{least}個" if least == most else f"{least}〜{most}個"
        reader.fault(
            "options", f"選択肢は{wanted}にしてください（今は{len(options)}個です）。"
        )
    if keys:
        reader.fault("options", keys)
