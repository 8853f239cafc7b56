"""Strategies for documents of every type, and what makes two of them equal."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quizzes.item_types import read_document

IDS = "abcdefghijklmnopqrstuvwxyz"
SIGNS = "{}=~#:%\\->*[]|;,'\"<>&/@+．：あア漢字𠮷 \n$1a"
_characters = st.one_of(
    st.sampled_from(SIGNS),
    st.characters(
        min_codepoint=0x20,
        max_codepoint=0xFFFD,
        exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp"),
    ),
)
texts = (
    st.text(_characters, min_size=1, max_size=24)
    .map(lambda text: "\n".join(line.strip() for line in text.split("\n")).strip())
    .filter(bool)
)
lines = texts.map(lambda text: " ".join(text.split("\n")).strip()).filter(bool)
maybe = st.one_of(st.just(""), texts)
points = st.sampled_from([1, 2, "0.5", "2.25", 100])
scorings = st.sampled_from(["all", "each"])


def _unique(least: int, most: int, of: Any = texts) -> Any:
    return st.lists(of, min_size=least, max_size=most, unique=True)


@st.composite
def _stem(draw: Any) -> dict[str, Any]:
    if draw(st.booleans()):
        return {"stem": draw(texts)}
    inner = draw(st.text("あa1 &<;#={}~", min_size=1, max_size=8))
    shown = inner.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"stem": f"<p>問<strong>{shown}x</strong></p>", "format": "html"}


@st.composite
def _options(draw: Any, several: bool) -> dict[str, Any]:
    found = draw(_unique(3, 6))
    keys = {draw(st.integers(0, len(found) - 1))}
    if several:
        keys |= draw(st.sets(st.integers(0, len(found) - 1), max_size=3))
    return {
        "options": [
            {"text": text, "key": n in keys, "explanation": draw(maybe)}
            for n, text in enumerate(found)
        ]
    }


@st.composite
def _true_false(draw: Any) -> dict[str, Any]:
    is_true = draw(st.booleans())
    return {
        "options": [
            {"text": "正しい", "key": is_true, "explanation": draw(maybe)},
            {"text": "誤り", "key": not is_true, "explanation": draw(maybe)},
        ]
    }


@st.composite
def _pairs(draw: Any, names: tuple[str, str, str]) -> dict[str, Any]:
    left, right, link = names
    targets = draw(_unique(2, 5))
    return {
        right: [{"id": IDS[n], "text": text} for n, text in enumerate(targets)],
        left: [
            {
                "text": text,
                link: IDS[draw(st.integers(0, len(targets) - 1))],
                "explanation": draw(maybe),
            }
            for text in draw(_unique(2, 5))
        ],
        "scoring": draw(scorings),
    }


_numbers = st.decimals(
    min_value=-1000, max_value=1000, places=3, allow_nan=False, allow_infinity=False
).map(lambda number: str(number + Decimal(0)))


@st.composite
def _numeric(draw: Any) -> dict[str, Any]:
    return {
        "value": draw(_numbers),
        "tolerance": draw(_numbers).lstrip("-"),
        "unit": draw(st.sampled_from(["", "MB", "円"])),
        "accepted_units": draw(st.sampled_from([[], ["メガ"], ["a", "b"]])),
    }


@st.composite
def _accepted(draw: Any) -> dict[str, Any]:
    fold = {} if draw(st.booleans()) else {"fold": False}
    return {"accepted": draw(_unique(1, 4, lines)), **fold}


@st.composite
def _cloze(draw: Any) -> dict[str, Any]:
    count = draw(st.integers(1, 3))
    gaps = []
    for n in range(count):
        if draw(st.booleans()):
            gaps.append({"id": IDS[n], **draw(_accepted())})
            continue
        found = draw(_unique(2, 4))
        key = draw(st.integers(0, len(found) - 1))
        options = [{"text": t, "key": i == key} for i, t in enumerate(found)]
        gaps.append({"id": IDS[n], "options": options})
    words = [draw(texts).replace("[", "(") for _ in range(count)]
    text = "".join(f"{word} [[{IDS[n]}]] " for n, word in enumerate(words))
    return {"text": text, "gaps": gaps, "scoring": draw(scorings)}


@st.composite
def _hottext(draw: Any) -> dict[str, Any]:
    rows = [
        {
            "label": draw(maybe),
            "segments": [
                {"text": draw(lines)},
                {
                    "id": IDS[n],
                    "text": draw(lines),
                    "key": n == 0,
                    "explanation": draw(maybe),
                },
                {"text": draw(lines)},
            ],
        }
        for n in range(draw(st.integers(2, 4)))
    ]
    return {
        "medium": draw(st.sampled_from(["mail", "page"])),
        "lines": rows,
        "scoring": draw(scorings),
    }


FIELDS: dict[str, Any] = {
    "single_choice": _options(several=False),
    "multiple_response": st.tuples(_options(several=True), scorings).map(
        lambda both: {**both[0], "scoring": both[1]}
    ),
    "true_false": _true_false(),
    "matching": _pairs(("sources", "targets", "target")),
    "ordering": st.tuples(_unique(2, 6), scorings).map(
        lambda both: {"entries": [{"text": t} for t in both[0]], "scoring": both[1]}
    ),
    "numeric": _numeric(),
    "short_text": _accepted(),
    "cloze": _cloze(),
    "matrix": _pairs(("statements", "choices", "choice")),
    "hottext": _hottext(),
    "likert": st.fixed_dictionaries({"low": texts, "high": texts}),
    "rating": st.fixed_dictionaries({"low": texts, "high": texts}),
    "free_text": st.fixed_dictionaries({"longest": st.integers(1, 2000)}),
}


@st.composite
def documents(draw: Any, kind: str) -> dict[str, Any]:
    """A document of this type as it is stored."""
    raw = {**draw(_stem()), "explanation": draw(maybe), **draw(FIELDS[kind])}
    if kind not in {"likert", "rating", "free_text"}:
        raw["points"] = draw(points)
    return read_document(kind, raw).to_json()
