"""Hypothesis strategies for raw documents of every item type, ids by their places.

Texts hold what formats use as marks of their own, so that a writer that forgets to
escape one is found.
"""

import html
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quizzes.item_types import rich_text

IDS = "abcdefghijkl"
SIGNS = "あ漢カー、。Az09 　<>&\"'{}~#=*\\%[]:|/-+@$→①𠮷"


def _line(text: str) -> str:
    return rich_text.plain(html.escape(text.strip()))


# One line, as an option or a label has it.
lines = st.text(SIGNS, min_size=1, max_size=20).map(_line).filter(bool)
many_lines = st.lists(lines, min_size=1, max_size=3).map("\n".join)
explanations = st.one_of(st.just(""), many_lines)
points = st.sampled_from([1, 2, 3, "0.5", "1.25", "33.33", 100])
scorings = st.sampled_from(["all", "each"])


@st.composite
def html_stems(draw: st.DrawFn) -> dict[str, str]:
    """Stems with markup that is worth keeping."""
    text, strong = html.escape(draw(lines)), html.escape(draw(lines))
    row = f"<table><tbody><tr><td>{text}</td></tr></tbody></table>"
    marked = f"<p>{text}<strong>{strong}</strong></p>"
    shape = draw(
        st.sampled_from([marked, marked + row, f"<div>{row}</div>", marked * 2])
    )
    return {"stem": rich_text.clean(shape), "format": "html"}


stems = st.one_of(many_lines.map(lambda text: {"stem": text}), html_stems())


@st.composite
def commons(draw: st.DrawFn, *, scored: bool = True) -> dict[str, Any]:
    """Stem, explanation and, where scored, points."""
    document: dict[str, Any] = dict(draw(stems))
    if scored:
        document["points"] = draw(points)
    explanation = draw(explanations)
    return document | ({"explanation": explanation} if explanation else {})


@st.composite
def rows(draw: st.DrawFn, least: int, most: int) -> list[dict[str, str]]:
    """Rows with id and text, no text twice."""
    texts = draw(st.lists(lines, min_size=least, max_size=most, unique=True))
    return [{"id": IDS[n], "text": text} for n, text in enumerate(texts)]


@st.composite
def choices(draw: st.DrawFn, *, several: bool) -> dict[str, Any]:
    """Single choice or multiple response."""
    options = draw(rows(2, 6))
    places = st.integers(0, len(options) - 1)
    keys = draw(st.sets(places, min_size=1)) if several else {draw(places)}
    document = draw(commons())
    document["options"] = [
        {**row, "key": place in keys, "explanation": draw(explanations)}
        for place, row in enumerate(options)
    ]
    if several and draw(st.booleans()):
        document["scoring"] = "each"
    return document


@st.composite
def true_false(draw: st.DrawFn) -> dict[str, Any]:
    """A statement to judge."""
    right = draw(st.booleans())
    document = draw(commons())
    document["options"] = [
        {"id": i, "text": t, "key": k, "explanation": draw(explanations)}
        for i, t, k in (("a", "正しい", right), ("b", "誤り", not right))
    ]
    return document


@st.composite
def matching(draw: st.DrawFn) -> dict[str, Any]:
    """Sources with their targets, some of which nobody has."""
    return _rows_with_columns(draw, "sources", "target", "targets")


@st.composite
def matrix(draw: st.DrawFn) -> dict[str, Any]:
    """Statements with their columns."""
    return _rows_with_columns(draw, "statements", "choice", "choices")


def _rows_with_columns(
    draw: st.DrawFn, left: str, key: str, right: str
) -> dict[str, Any]:
    """Return a document of rows that each go with one of some columns."""
    columns = draw(rows(2, 5))
    document = draw(commons())
    document[left] = []
    for row in draw(rows(2, 5)):
        partner = draw(st.sampled_from(columns))["id"]
        told = draw(explanations)
        more = {"explanation": told} if told else {}
        document[left].append({**row, key: partner, **more})
    document[right] = columns
    document["scoring"] = draw(scorings)
    return document


@st.composite
def ordering(draw: st.DrawFn) -> dict[str, Any]:
    """Entries in their right order."""
    document = draw(commons())
    return document | {"entries": draw(rows(2, 6)), "scoring": draw(scorings)}


@st.composite
def numeric(draw: st.DrawFn) -> dict[str, Any]:
    """A number with tolerance and units."""
    numbers = st.decimals(-(10**9), 10**9, places=3)
    units = draw(st.lists(lines.map(lambda x: x[:8].strip() or "m"), max_size=3))
    unique = list(dict.fromkeys(units))
    return draw(commons()) | {
        "value": str(draw(numbers)),
        "tolerance": str(abs(draw(numbers)) % Decimal(10)),
        "unit": unique[0] if unique else "",
        "accepted_units": unique[1:],
    }


accepted = st.lists(lines, min_size=1, max_size=4, unique=True)


@st.composite
def short_text(draw: st.DrawFn) -> dict[str, Any]:
    """A word with its variants."""
    more: dict[str, Any] = {} if draw(st.booleans()) else {"fold": False}
    return draw(commons()) | {"accepted": draw(accepted)} | more


@st.composite
def cloze(draw: st.DrawFn) -> dict[str, Any]:
    """A text with two to four gaps of both kinds."""
    gaps: list[dict[str, Any]] = []
    text = ""
    for place in range(draw(st.integers(2, 4))):
        text += draw(lines).replace("[", "(") + f"[[{IDS[place]}]]"
        gaps.append({"id": IDS[place], **draw(st.one_of(_choice_gaps(), _text_gaps()))})
    text += draw(st.one_of(st.just(""), st.just("\n次の行")))
    document = draw(commons())
    return document | {"text": text, "gaps": gaps, "scoring": draw(scorings)}


@st.composite
def _choice_gaps(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(rows(2, 4))
    key = draw(st.integers(0, len(options) - 1))
    return {"options": [{**o, "key": n == key} for n, o in enumerate(options)]}


@st.composite
def _text_gaps(draw: st.DrawFn) -> dict[str, Any]:
    fold = {} if draw(st.booleans()) else {"fold": False}
    return {"accepted": draw(accepted), **fold}


@st.composite
def hottext(draw: st.DrawFn) -> dict[str, Any]:
    """Lines with at least one part to mark and one that is all right."""
    marks = iter(IDS)
    read = []
    for number in range(draw(st.integers(2, 4))):
        mark = {
            "id": next(marks),
            "text": draw(lines),
            "key": number == 0 or (number > 1 and draw(st.booleans())),
            "explanation": draw(explanations),
        }
        segments: list[dict[str, Any]] = [mark]
        if draw(st.booleans()):
            segments.insert(0, {"text": draw(lines)})
        if draw(st.booleans()):
            segments.append({"text": f" {draw(lines)}"})
        read.append(
            {"label": draw(st.sampled_from(["", "差出人"])), "segments": segments}
        )
    medium = draw(st.sampled_from(["mail", "page"]))
    scoring = draw(scorings)
    return draw(commons()) | {"medium": medium, "lines": read, "scoring": scoring}


@st.composite
def scales(draw: st.DrawFn) -> dict[str, Any]:
    """Likert and rating: the words at the ends."""
    document = draw(commons(scored=False))
    return document | {"low": f"低{draw(lines)}", "high": f"高{draw(lines)}"}


@st.composite
def free_text(draw: st.DrawFn) -> dict[str, Any]:
    """A text of one's own."""
    return draw(commons(scored=False)) | {"longest": draw(st.integers(1, 2000))}


PARTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "single_choice": choices(several=False),
    "multiple_response": choices(several=True),
    "true_false": true_false(),
    "matching": matching(),
    "ordering": ordering(),
    "numeric": numeric(),
    "short_text": short_text(),
    "cloze": cloze(),
    "matrix": matrix(),
    "hottext": hottext(),
}


@st.composite
def scenario(draw: st.DrawFn) -> dict[str, Any]:
    """A scene with two or three parts of any scored type."""
    document = draw(commons(scored=False))
    kinds = draw(st.lists(st.sampled_from(sorted(PARTS)), min_size=2, max_size=3))
    document["parts"] = [
        {"id": IDS[n], "type": kind, "document": draw(PARTS[kind])}
        for n, kind in enumerate(kinds)
    ]
    return document


DOCUMENTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    **PARTS,
    "scenario": scenario(),
    "likert": scales(),
    "rating": scales(),
    "free_text": free_text(),
}
