"""What a stored response means for statistics: answered or not, and which answers.

Pure. Reads documents and responses of every item type as docs/item-types.md says: an
answer is an option id, the chosen id of a variable, or a folded text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from learning.japanese.width import fold

# Keys of a response that are no answer.
_BESIDE = frozenset({"flagged", "confidence"})
UNSCORED = frozenset({"likert", "rating", "free_text"})
_MARKED = ("single_choice", "multiple_response", "true_false", "hottext")
_SCALES = {"likert": (1, 5), "rating": (0, 10)}


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that is asked: its label, and its answers by id; open: any text.

    ``keys`` are ids, or folded texts; ``is_folded``: texts that differ only in width or
    case are counted together.
    """

    label: str
    answers: Mapping[str, str]
    keys: frozenset[str]
    is_open: bool = False
    is_folded: bool = True


def variables(item_type: str, document: Mapping[str, Any]) -> dict[str, Variable]:
    """Return what an item asks for, by response variable.

    Parameters
    ----------
    item_type, document : of a frozen version.
    """
    if item_type == "scenario":
        return {
            f"{part['id']}.{name}": Variable(
                _joined(part["document"].get("stem", ""), each.label),
                each.answers,
                each.keys,
                each.is_open,
            )
            for part in document.get("parts", [])
            for name, each in variables(part["type"], part["document"]).items()
        }
    if item_type in _MARKED:
        return {"chosen": _choice("", _marked(item_type, document))}
    if item_type == "free_text":
        return {"text": Variable("", {}, frozenset(), is_open=True, is_folded=False)}
    if item_type in _SCALES:
        low, high = _SCALES[item_type]
        places = {str(place): str(place) for place in range(low, high + 1)}
        return {"chosen": Variable("", places, frozenset())}
    return dict(_BY_TYPE.get(item_type, _text)(document))


def given(value: str) -> dict[str, tuple[str, ...]]:
    """Return the answers in the JSON text of a response; empty if unanswered.

    Parameters
    ----------
    value : as stored in ``Response.value``.
    """
    stored = json.loads(value)
    return {
        name: tuple(texts)
        for name, texts in stored.items()
        if name not in _BESIDE and texts
    }


def certainty(value: str) -> str:
    """Return how sure somebody felt, from the JSON text of a response; empty: unsaid."""
    return str(json.loads(value).get("confidence", ""))


def answer_of(variable: Variable, text: str) -> str:
    """Return what an answer is counted as: its id, or the folded text."""
    return fold(text) if variable.is_open and variable.is_folded else text


def _matching(document: Mapping[str, Any]) -> Iterator[tuple[str, Variable]]:
    targets = {each["id"]: each["text"] for each in document["targets"]}
    for source in document["sources"]:
        keys = frozenset([source["target"]])
        yield source["id"], Variable(source["text"], targets, keys)


def _matrix(document: Mapping[str, Any]) -> Iterator[tuple[str, Variable]]:
    choices = {each["id"]: each["text"] for each in document["choices"]}
    for statement in document["statements"]:
        keys = frozenset([statement["choice"]])
        yield statement["id"], Variable(statement["text"], choices, keys)


def _ordering(document: Mapping[str, Any]) -> Iterator[tuple[str, Variable]]:
    places = [str(place) for place in range(1, len(document["entries"]) + 1)]
    for place, entry in zip(places, document["entries"], strict=True):
        answers = dict(zip(places, places, strict=True))
        yield entry["id"], Variable(entry["text"], answers, frozenset([place]))


def _cloze(document: Mapping[str, Any]) -> Iterator[tuple[str, Variable]]:
    for number, gap in enumerate(document["gaps"], start=1):
        yield gap["id"], _gap(f"{number}", gap)


def _numeric(document: Mapping[str, Any]) -> Iterator[tuple[str, Variable]]:
    yield "value", _open("", [str(document["value"])])


def _text(document: Mapping[str, Any]) -> Iterator[tuple[str, Variable]]:
    yield "text", _open("", document.get("accepted", []))


_BY_TYPE = {
    "matching": _matching,
    "matrix": _matrix,
    "ordering": _ordering,
    "cloze": _cloze,
    "numeric": _numeric,
}


def _open(label: str, accepted: Iterable[str]) -> Variable:
    return Variable(label, {}, frozenset(map(fold, accepted)), is_open=True)


def _gap(label: str, gap: Mapping[str, Any]) -> Variable:
    if "options" in gap:
        return _choice(label, gap["options"])
    return _open(label, gap.get("accepted", []))


def _choice(label: str, options: Any) -> Variable:
    return Variable(
        label,
        {each["id"]: each["text"] for each in options},
        frozenset(each["id"] for each in options if each.get("key")),
    )


def _marked(item_type: str, document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if item_type != "hottext":
        return list(document["options"])
    return [
        segment
        for line in document["lines"]
        for segment in line["segments"]
        if "id" in segment
    ]


def _joined(stem: str, label: str) -> str:
    return f"{stem} {label}".strip()
