"""Turns a document of any item type into the questions that the rules look at.

One item is one question, a scenario one for each part, a cloze one for each gap that
offers options. Reads documents as JSON, half-written drafts too: what is missing or of
another shape is empty, never an error.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any, Literal

Kind = Literal["choice", "judged", "set", "open", "survey"]

# Types whose options stand beside a key, each true or false of the stem.
CHOICES = {"single_choice", "multiple_response"}
SURVEYS = {"likert", "rating", "free_text"}
# Where a type keeps texts that stand side by side and are no options with a key.
SETS = {
    "matching": ("sources", "targets"),
    "ordering": ("entries",),
    "matrix": ("choices", "statements"),
}
EMPHASIS = {"strong", "em", "b", "u", "mark"}
EMPHASISED = re.compile(r"【(.+?)】|［(.+?)］|《(.+?)》|「(.+?)」|\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class SeenOption:
    """One option: what it says and whether it is a key."""

    text: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a candidate reads and answers at once, as plain text.

    ``kind``: ``choice`` has options with keys, ``judged`` is a statement to judge, ``set``
    has texts side by side without a key, ``open`` is answered in writing, ``survey`` isn't
    scored. ``scene`` is what a scenario tells before its parts. ``unexplained`` names what
    has no explanation; ``pictures`` holds the alternative text of each image of the stem.
    """

    kind: Kind
    stem: str
    options: tuple[SeenOption, ...] = ()
    several: bool = False
    gap: bool = False
    place: str = ""
    scene: str = ""
    emphasised: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The texts of the right options."""
        return tuple(option.text for option in self.options if option.key)

    @property
    def distractors(self) -> tuple[str, ...]:
        """The texts of the other options."""
        return tuple(option.text for option in self.options if not option.key)

    @property
    def has_distractors(self) -> bool:
        """Whether keys can be told from distractors at all."""
        return self.kind == "choice" and bool(self.keys and self.distractors)


def questions_of(item_type: str, document: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return what the rules look at.

    Parameters
    ----------
    item_type : any type of docs/item-types.md; another one is read as an open question.
    document : its JSON object as far as it is written.

    Returns
    -------
    At least one question; ``place`` is empty, or says which part of the item it is.
    """
    if item_type == "scenario":
        return tuple(_parts(document))
    if item_type == "cloze":
        return tuple(_gaps(document))
    stem, emphasised, pictures = _read_text(document, "stem")
    shared = Question("open", stem, emphasised=emphasised, pictures=pictures)
    if item_type in SURVEYS:
        return (replace(shared, kind="survey"),)
    if item_type in CHOICES or item_type == "true_false":
        return (_choice(item_type, document, shared),)
    if item_type == "hottext":
        return (replace(shared, unexplained=_unexplained_marks(document)),)
    if item_type in SETS:
        return tuple(_sets(document, shared, SETS[item_type]))
    return (replace(shared, unexplained=_unexplained_whole(document)),)


def _choice(item_type: str, document: Mapping, shared: Question) -> Question:
    options = _rows(document, "options")
    unexplained = tuple(
        f"選択肢{number}"
        for number, option in enumerate(options, 1)
        if not _plain(option, "explanation")
    )
    return replace(
        shared,
        kind="judged" if item_type == "true_false" else "choice",
        options=_options(options),
        several=item_type == "multiple_response",
        unexplained=unexplained,
    )


def _sets(
    document: Mapping, shared: Question, names: tuple[str, ...]
) -> Iterator[Question]:
    each_explained = bool(_rows(document, names[-1])) and any(
        all(_plain(row, "explanation") for row in _rows(document, name))
        for name in names
        if _rows(document, name)
    )
    unexplained = () if each_explained else _unexplained_whole(document)
    whole = replace(shared, unexplained=unexplained)
    for place, name in enumerate(names):
        base = whole if place == 0 else Question("set", "")
        yield replace(base, kind="set", options=_options(_rows(document, name)))


def _gaps(document: Mapping) -> Iterator[Question]:
    stem, emphasised, pictures = _read_text(document, "stem")
    text = _read_text(document, "text")[0]
    yield Question(
        "open",
        stem,
        emphasised=emphasised,
        pictures=pictures,
        scene=text,
        unexplained=_unexplained_whole(document),
    )
    for number, gap in enumerate(_rows(document, "gaps"), 1):
        options = _options(_rows(gap, "options"))
        if options:
            yield Question(
                "choice", "", options, gap=True, place=f"空欄{number}", scene=text
            )


def _parts(document: Mapping) -> Iterator[Question]:
    scene, _marked, pictures = _read_text(document, "stem")
    yield Question("open", "", scene=scene, pictures=pictures)
    for number, part in enumerate(_rows(document, "parts"), 1):
        inner = part.get("document")
        item_type = str(part.get("type", ""))
        if not isinstance(inner, Mapping) or item_type == "scenario":
            continue
        for question in questions_of(item_type, inner):
            place = f"設問{number} {question.place}".strip()
            yield replace(question, place=place)


def _options(rows: list[Mapping]) -> tuple[SeenOption, ...]:
    read = ((_plain(row, "text"), row.get("key") is True) for row in rows)
    return tuple(SeenOption(text, key) for text, key in read if text)


def _unexplained_whole(document: Mapping) -> tuple[str, ...]:
    return () if _plain(document, "explanation") else ("問題",)


def _unexplained_marks(document: Mapping) -> tuple[str, ...]:
    if _plain(document, "explanation"):
        return ()
    marks = [
        segment
        for line in _rows(document, "lines")
        for segment in _rows(line, "segments")
        if "id" in segment
    ]
    return tuple(
        f"「{_plain(mark, 'text')[:12]}」"
        for mark in marks
        if not _plain(mark, "explanation")
    )


def _rows(document: Mapping, name: str) -> list[Mapping]:
    rows = document.get(name)
    found = rows if isinstance(rows, list) else []
    return [row for row in found if isinstance(row, Mapping)]


def _plain(row: Mapping, name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""


def _read_text(
    document: Mapping, name: str
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    text = _plain(document, name)
    if document.get("format") == "html":
        reader = _Reader()
        reader.feed(text)
        reader.close()
        plain = " ".join("".join(reader.texts).split())
        return plain, tuple(reader.emphasised), tuple(reader.pictures)
    marks = tuple(
        next(group for group in found.groups() if group)
        for found in EMPHASISED.finditer(text)
    )
    return text, marks, ()


class _Reader(HTMLParser):
    """Collects the text, the emphasised texts and the images' alternative texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.emphasised: list[str] = []
        self.pictures: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPHASIS:
            self._depth += 1
        elif tag == "img":
            self.pictures.append((dict(attrs).get("alt") or "").strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPHASIS and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._depth:
            self.emphasised.append(data)
