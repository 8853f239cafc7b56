"""Writes items as Moodle XML, as Moodle's own export writes them.

What Moodle has no place for and our own reading needs (all or nothing, explanations of
rows) goes into tags and lists that Moodle keeps and shows without harm.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from quizzes.exchange.gap_text import parts_in_html
from quizzes.exchange.gathering import IMAGE_TAG
from quizzes.exchange.moodle_xml import gaps
from quizzes.exchange.moodle_xml.question import (
    FILE_ADDRESS,
    to_lines,
)
from quizzes.exchange.moodle_xml.text_element import (
    add_field,
    add_plain,
    add_text,
    in_bytes,
)
from quizzes.exchange.parcel import ExchangedItem, Loss
from quizzes.exchange.tags import tags_of

Document = Mapping[str, Any]
ALL_LOST = "Moodle では部分点が付きます（全部合って正解という採点がありません）。"
FRACTION_STEP = Decimal("0.00001")


def write(items: Sequence[ExchangedItem]) -> tuple[bytes, list[Loss]]:
    """Return the file, and what it doesn't carry."""
    root = Element("quiz")
    losses: list[Loss] = []
    category: tuple[str, ...] = ()
    for item in items:
        if item.type not in WRITERS:
            losses.append(Loss.of(item, "Moodle にこの形式の問題がありません。"))
            continue
        if item.category != category:
            category = item.category
            _add_category(root, category)
        losses += _losses(item)
        _add_question(root, item)
    return in_bytes(root), losses


def _add_category(root: Element, category: tuple[str, ...]) -> None:
    question = SubElement(root, "question", type="category")
    names = [name.replace("/", "//") for name in category]
    add_field(
        SubElement(question, "category"), "text", "/".join(["$course$/top", *names])
    )


def _add_question(root: Element, item: ExchangedItem) -> None:
    kind, add = WRITERS[item.type]
    question = SubElement(root, "question", type=kind)
    document = item.document
    add_field(SubElement(question, "name"), "text", item.title or item.code)
    stem = question_html(item) if item.type == "cloze" else document["stem"]
    is_html = item.type == "cloze" or document.get("format") == "html"
    _add_stem(question, stem, is_html, item.images)
    _add_feedback(question, document)
    points = "0" if item.type == "free_text" else str(document.get("points", 1))
    add_field(question, "defaultgrade", points)
    add_field(question, "penalty", "0")
    add_field(question, "hidden", "0")
    add_field(question, "idnumber", item.code)
    add(question, document)
    tags = _tags(item)
    if tags:
        parent = SubElement(question, "tags")
        for tag in tags:
            add_field(SubElement(parent, "tag"), "text", tag)


def question_html(item: ExchangedItem) -> str:
    """Return a cloze's stem and text as the HTML of one question's text."""
    document = item.document
    is_html = document.get("format") == "html"
    stem = document["stem"] if is_html else to_lines(document["stem"])
    text = to_lines(document["text"])
    for gap in document["gaps"]:
        text = text.replace(f"[[{gap['id']}]]", _gap(gap))
    return parts_in_html(stem, text)


def _gap(gap: Document) -> str:
    if "options" in gap:
        answers = [
            ("=" if option["key"] else "%0%") + gaps.escaped(option["text"])
            for option in gap["options"]
        ]
        return "{1:MULTICHOICE:" + "~".join(answers) + "}"
    kind = "SHORTANSWER" if gap.get("fold", True) else "SHORTANSWER_C"
    answers = ["=" + gaps.escaped(_starred(text)) for text in gap["accepted"]]
    return f"{{1:{kind}:" + "~".join(answers) + "}"


def _add_stem(
    question: Element, stem: str, is_html: bool, images: Mapping[str, bytes]
) -> None:
    if not is_html:
        add_plain(question, "questiontext", stem)
        return
    named = IMAGE_TAG.sub(lambda m: m[0].replace('"image:', f'"{FILE_ADDRESS}'), stem)
    element = add_text(question, "questiontext", named, "html")
    for name, data in images.items():
        if f"image:{name}" in stem:
            file = SubElement(element, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(data).decode("ascii")


def _add_feedback(question: Element, document: Document) -> None:
    rows = [
        (row["text"], row["explanation"])
        for row in (*document.get("sources", ()), *document.get("statements", ()))
        if row.get("explanation")
    ]
    explanation = document.get("explanation", "")
    if not rows:
        add_plain(question, "generalfeedback", explanation)
        return
    told = "".join(
        f"<dt>{to_lines(row)}</dt><dd>{to_lines(text)}</dd>" for row, text in rows
    )
    general = f'<p>{to_lines(explanation)}</p><dl class="choudo">{told}</dl>'
    add_text(question, "generalfeedback", general, "html")


def _add_single(question: Element, document: Document) -> None:
    shares = [Decimal(100) if o["key"] else Decimal(0) for o in document["options"]]
    _add_options(question, document, "true", shares)


def _add_multiple(question: Element, document: Document) -> None:
    keys = sum(option["key"] for option in document["options"])
    share = (Decimal(100) / keys).quantize(FRACTION_STEP)
    is_partial = document.get("scoring", "all") == "each"
    wrong = -share if is_partial else Decimal(-100)
    shares = [share if o["key"] else wrong for o in document["options"]]
    _add_options(question, document, "false", shares)


def _add_options(
    question: Element, document: Document, single: str, shares: list[Decimal]
) -> None:
    add_field(question, "single", single)
    add_field(question, "shuffleanswers", "true")
    add_field(question, "answernumbering", "abc")
    for option, share in zip(document["options"], shares, strict=True):
        _add_answer(question, option["text"], share, option.get("explanation", ""))


def _add_answer(
    question: Element, text: str, share: Decimal, feedback: str = ""
) -> Element:
    answer = SubElement(question, "answer", fraction=f"{share:f}", format="plain_text")
    add_field(answer, "text", text)
    add_plain(answer, "feedback", feedback)
    return answer


def _add_true_false(question: Element, document: Document) -> None:
    for option, word in zip(document["options"], ("true", "false"), strict=True):
        share = Decimal(100 if option["key"] else 0)
        _add_answer(question, word, share, option.get("explanation", ""))


def _add_matching(question: Element, document: Document) -> None:
    texts = {target["id"]: target["text"] for target in document["targets"]}
    rows = [(source["text"], source["target"]) for source in document["sources"]]
    _add_pairs(question, rows, texts)


def _add_matrix(question: Element, document: Document) -> None:
    texts = {choice["id"]: choice["text"] for choice in document["choices"]}
    rows = [(row["text"], row["choice"]) for row in document["statements"]]
    _add_pairs(question, rows, texts)


def _add_pairs(
    question: Element, rows: list[tuple[str, str]], texts: dict[str, str]
) -> None:
    add_field(question, "shuffleanswers", "true")
    # Moodle keeps no list of targets but takes each answer once, where it first stands:
    # pairs without a source bring the targets into their order.
    to_come = list(texts)
    for source, target in rows:
        while target in to_come:
            before = to_come.pop(0)
            if before != target:
                _add_pair(question, "", texts[before])
        _add_pair(question, source, texts[target])
    for target in to_come:
        _add_pair(question, "", texts[target])


def _add_pair(question: Element, source: str, target: str) -> None:
    pair = SubElement(question, "subquestion", format="plain_text")
    add_field(pair, "text", source)
    add_field(SubElement(pair, "answer", format="plain_text"), "text", target)


def _add_ordering(question: Element, document: Document) -> None:
    scoring = document.get("scoring", "all")
    add_field(question, "layouttype", "VERTICAL")
    add_field(question, "selecttype", "ALL")
    add_field(question, "selectcount", "0")
    grading = "ABSOLUTE_POSITION" if scoring == "each" else "ALL_OR_NOTHING"
    add_field(question, "gradingtype", grading)
    add_field(question, "showgrading", "SHOW")
    add_field(question, "numberingstyle", "none")
    for place, entry in enumerate(document["entries"], start=1):
        _add_answer(question, entry["text"], Decimal(place))


def _add_numeric(question: Element, document: Document) -> None:
    answer = _add_answer(question, str(document["value"]), Decimal(100))
    add_field(answer, "tolerance", str(document.get("tolerance", 0)))
    others = list(document.get("accepted_units", ()))
    if document.get("unit") or others:
        units = SubElement(question, "units")
        for name in (document.get("unit", ""), *others):
            unit = SubElement(units, "unit")
            add_field(unit, "multiplier", "1")
            add_field(unit, "unit_name", name)
        add_field(question, "unitgradingtype", "0")
        add_field(question, "unitpenalty", "0")
        add_field(question, "showunits", "0")
        add_field(question, "unitsleft", "0")


def _add_short_text(question: Element, document: Document) -> None:
    add_field(question, "usecase", "0" if document.get("fold", True) else "1")
    for text in document["accepted"]:
        _add_answer(question, _starred(text), Decimal(100))


def _add_essay(question: Element, document: Document) -> None:
    add_field(question, "responseformat", "plain")
    add_field(question, "responserequired", "0")
    add_field(question, "responsefieldlines", "10")
    add_field(question, "attachments", "0")
    add_field(question, "attachmentsrequired", "0")


def _add_nothing(question: Element, document: Document) -> None:
    """A cloze is all in its text."""


WRITERS: Mapping[str, tuple[str, Callable[[Element, Document], None]]] = {
    "single_choice": ("multichoice", _add_single),
    "multiple_response": ("multichoice", _add_multiple),
    "true_false": ("truefalse", _add_true_false),
    "matching": ("matching", _add_matching),
    "matrix": ("matching", _add_matrix),
    "ordering": ("ordering", _add_ordering),
    "numeric": ("numerical", _add_numeric),
    "short_text": ("shortanswer", _add_short_text),
    "cloze": ("cloze", _add_nothing),
    "free_text": ("essay", _add_essay),
}
PARTIAL_IN_MOODLE = {"multiple_response", "matching", "matrix", "cloze"}


def _losses(item: ExchangedItem) -> list[Loss]:
    losses = []
    if item.type == "matrix":
        reason = "表で答える問題は、Moodle では組み合わせの問題になります。"
        losses.append(Loss.of(item, reason, refused=False))
    scoring = item.document.get("scoring", "all")
    if item.type in PARTIAL_IN_MOODLE and scoring == "all":
        losses.append(Loss.of(item, ALL_LOST, refused=False))
    return losses


def _tags(item: ExchangedItem) -> list[str]:
    scoring = item.document.get("scoring", "all")
    all_or_nothing = item.type in PARTIAL_IN_MOODLE and scoring == "all"
    return tags_of(
        item,
        scoring="all" if all_or_nothing else None,
        longest=item.document.get("longest") if item.type == "free_text" else None,
    )


def _starred(text: str) -> str:
    """A star of the text itself, which Moodle would take for anything at all."""
    return text.replace("*", "\\*")
