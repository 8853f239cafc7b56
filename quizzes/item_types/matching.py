"""組み合わせ: each source on the left goes with one target on the right."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.item_types.body import Body, Choice, Given, Interaction, Kind, Layout, one
from quizzes.item_types.document import (
    NOTHING,
    SCORINGS,
    Document,
    Shuffling,
    common_fields,
    share_of_parts,
)
from quizzes.item_types.reading import Reader
from quizzes.item_types.review import Review, ReviewedAnswer

MOST_SOURCES = 10
MOST_TARGETS = 12


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a text: a target, an entry, a choice."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to match; ``target`` is the id of what it goes with."""

    id: str
    text: str
    target: str
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Document):
    """Sources with their targets; targets that no source has are distractors."""

    sources: tuple[Source, ...]
    targets: tuple[Named, ...]
    scoring: str = "all"

    shuffling: ClassVar[Shuffling] = Shuffling.WHERE_ASKED

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read sources and targets; each source's target must exist."""
        fields = common_fields(reader)
        targets = read_named(reader, "targets", "相手", least=2, most=MOST_TARGETS)
        known = {target.id for target in targets}
        sources = []
        rows = reader.rows("sources", "組", least=2, most=MOST_SOURCES)
        for place, row in enumerate(rows):
            source = Source(
                id=row.identity(place),
                text=row.text("text", "の文"),
                target=row.text("target", "の相手"),
                explanation=row.text("explanation", "の解説", needed=False),
            )
            if source.target and source.target not in known:
                row.fault(
                    "target", f"{row.label}の相手「{source.target}」がありません。"
                )
            sources.append(source)
        reader.same_twice("sources", "記号の組", (each.id for each in sources))
        reader.same_twice("sources", "文の組", (each.text for each in sources))
        scoring = reader.one_of("scoring", "採点", SCORINGS)
        return cls(sources=tuple(sources), targets=targets, scoring=scoring, **fields)

    def fields_to_json(self) -> dict[str, Any]:
        """Return sources, targets and scoring."""
        return {
            "sources": [
                without_empty(
                    id=each.id,
                    text=each.text,
                    target=each.target,
                    explanation=each.explanation,
                )
                for each in self.sources
            ],
            "targets": named_to_json(self.targets),
            "scoring": self.scoring,
        }

    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return one select of all targets for each source."""
        return Body(
            layout=Layout.ROWS,
            stem=self.stem,
            is_html=self.is_html,
            interactions=tuple(
                Interaction(
                    name=f"{prefix}{source.id}",
                    kind=Kind.SELECT,
                    label=source.text,
                    choices=choices_of(self.targets, one(source.id, given)),
                )
                for source in self.in_order(self.sources, order)
            ),
        )

    def share(self, given: Given) -> Fraction:
        """The sources whose target was chosen."""
        right = [one(each.id, given) == each.target for each in self.sources]
        return share_of_parts(right, self.scoring)

    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return each source with the chosen and the right target."""
        texts = {target.id: target.text for target in self.targets}
        return Review(
            stem=self.stem,
            is_html=self.is_html,
            right=self.is_right(given),
            answered=any(given.get(each.id) for each in self.sources),
            explanation=self.explanation,
            answers=tuple(
                ReviewedAnswer(
                    label=each.text,
                    given=texts.get(one(each.id, given), ""),
                    key=texts[each.target],
                    right=one(each.id, given) == each.target,
                    explanation=each.explanation,
                )
                for each in self.in_order(self.sources, order)
            ),
        )

    def unexplained(self) -> list[tuple[str, str]]:
        """Either the whole or every row is explained."""
        if all(each.explanation for each in self.sources):
            return []
        return Document.unexplained(self)

    def right_answer(self) -> dict[str, list[str]]:
        """Return each source's target."""
        return {each.id: [each.target] for each in self.sources}

    @property
    def order_length(self) -> int:
        """Every source has a place; targets keep the document's order."""
        return len(self.sources)

    @property
    def variables(self) -> tuple[str, ...]:
        """A variable for each source."""
        return tuple(source.id for source in self.sources)


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


def choices_of(named: tuple[Named, ...], given: str) -> tuple[Choice, ...]:
    """Return things to choose from, marking the one that is given."""
    return tuple(Choice(each.id, each.text, each.id == given) for each in named)


def without_empty(**fields: str) -> dict[str, str]:
    """Return the fields that are written."""
    return {name: value for name, value in fields.items() if value}
