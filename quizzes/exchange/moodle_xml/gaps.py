"""Reads running texts with gaps: Cloze (``{1:SHORTANSWER:=…}``) and missing words."""

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.exchange.gap_text import MOST_GAPS, PLACE, stem_and_text, unbracketed
from quizzes.exchange.gathering import Refused
from quizzes.exchange.moodle_xml.choices import FULL, IDS, PARTIAL_LOST
from quizzes.exchange.moodle_xml.question import Question, number
from quizzes.exchange.moodle_xml.texts import without_wildcards
from quizzes.exchange.xml_tree import attribute, child, children, text_of
from quizzes.item_types import rich_text

TEXT_KINDS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
EXACT_KINDS = {"SHORTANSWER_C", "SAC", "MWC"}
NUMBER_KINDS = {"NUMERICAL", "NM"}
CHOICE_KINDS = {
    f"{long}{end}"
    for long, end in [
        *(("MULTICHOICE", end) for end in ("", "_V", "_H", "_S", "_VS", "_HS")),
        *(("MC", end) for end in ("", "V", "H", "S", "VS", "HS")),
    ]
}
OPENING = re.compile(r"\{\s*(\d*)\s*:\s*([A-Z_]+)\s*:")
SHARE = re.compile(r"\s*(?:=|%(-?\d+(?:[.,]\d*)?)%)")
MISSING_WORD = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One answer within a gap, as it is written."""

    text: str
    fraction: Decimal
    feedback: str


@dataclass(frozen=True, slots=True)
class WrittenGap:
    """One ``{weight:KIND:answers}`` of a text."""

    weight: int
    kind: str
    alternatives: tuple[Alternative, ...]


def cloze(question: Question) -> tuple[str, dict[str, Any]]:
    """Read a text with embedded answers; one single number becomes 数値."""
    text = question.html_of(child(question.element, "questiontext"))
    pieces = split_gaps(text)
    written = [piece for piece in pieces if isinstance(piece, WrittenGap)]
    if not written:
        raise Refused("穴埋めの空欄が一つもありません。")
    if len(written) > MOST_GAPS:
        raise Refused(f"空欄が{MOST_GAPS}個を超えています。")
    if len(written) == 1 and written[0].kind in NUMBER_KINDS:
        return _one_number(question, pieces, written[0])
    if len({each.weight for each in written}) > 1:
        question.gathering.note("空欄ごとの配点の重みは取り込まず、等しくしました。")
    gaps = [_gap(question, each, IDS[n]) for n, each in enumerate(written)]
    places = iter(IDS)
    marked = "".join(
        f"[[{next(places)}]]" if isinstance(piece, WrittenGap) else unbracketed(piece)
        for piece in pieces
    )
    document = _document(question, marked, gaps, _feedback(question, written))
    # Moodle's own files leave the grade to the weights of the gaps.
    document["points"] = question.points(sum(each.weight for each in written))
    return "cloze", document


def select_missing_words(question: Question) -> tuple[str, dict[str, Any]]:
    """Read a text with ``[[1]]``, each filled from the words of the same group."""
    words, boxes = [], children(question.element, "selectoption", "dragbox")
    for box in boxes:
        group = text_of(child(box, "group")) or "1"
        text = question.gathering.plain(question.html_of(box), "選択肢")
        words.append((group, text))
    gaps: list[dict[str, Any]] = []

    def gap(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if not 0 <= place < len(words) or len(gaps) == MOST_GAPS:
            raise Refused(f"空欄{match[0]}の正答がないか、空欄が多すぎます。")
        group, right = words[place]
        choices = dict.fromkeys(text for other, text in words if other == group)
        if len(choices) > len(IDS):
            raise Refused("空欄の選択肢が多すぎます。")
        options = [
            {"id": IDS[n], "text": text, "key": text == right}
            for n, text in enumerate(choices)
        ]
        gaps.append({"id": IDS[len(gaps)], "options": options})
        return f"[[{IDS[len(gaps) - 1]}]]"

    text = question.html_of(child(question.element, "questiontext"))
    marked = MISSING_WORD.sub(gap, text)
    if not gaps:
        raise Refused("穴埋めの空欄が一つもありません。")
    if attribute(question.element, "type") == "ddwtos":
        question.gathering.note("語を動かす穴埋めを、選ぶ穴埋めにしました。")
    return "cloze", _document(question, marked, gaps, "")


def split_gaps(text: str) -> list[str | WrittenGap]:
    """Cut a text at its gaps; a brace that opens no gap of a known kind is text."""
    pieces: list[str | WrittenGap] = []
    start = searched = 0
    while opening := OPENING.search(text, searched):
        kind, end = opening[2], _closing(text, opening.end())
        if end < 0:
            break
        if not _is_known(kind):
            searched = opening.end()
            continue
        pieces.append(text[start : opening.start()])
        alternatives = _alternatives(text[opening.end() : end])
        weight = int(opening[1][:6] or 1)
        pieces.append(WrittenGap(weight, kind, tuple(alternatives)))
        start = searched = end + 1
    return [*pieces, text[start:]]


def _is_known(kind: str) -> bool:
    if kind.startswith(("MULTIRESPONSE", "MR")):
        raise Refused("空欄の中で二つ以上を選ぶ穴埋めは扱えません。")
    if kind.startswith(("REGEXP", "RX")):
        raise Refused("正規表現で採点する空欄は扱えません。")
    return kind in TEXT_KINDS | NUMBER_KINDS | CHOICE_KINDS


def _closing(text: str, start: int) -> int:
    for place in range(start, len(text)):
        if text[place] == "}" and text[place - 1] != "\\":
            return place
    return -1


def _alternatives(text: str) -> list[Alternative]:
    found = []
    for part in re.split(r"(?<!\\)~", text):
        if not part.strip():
            continue
        share = SHARE.match(part)
        body = part[share.end() :] if share else part
        fraction = Decimal(0)
        if share:
            fraction = FULL if share[1] is None else number(share[1]) or Decimal(0)
        answer, _, feedback = _cut_at_feedback(body)
        found.append(Alternative(_unescaped(answer), fraction, _unescaped(feedback)))
    return found


def _cut_at_feedback(body: str) -> tuple[str, str, str]:
    # «&#39;» is a character, not an answer with feedback.
    cut = re.search(r"(?<!\\)(?<!&)#", body)
    return (body[: cut.start()], "#", body[cut.end() :]) if cut else (body, "", "")


def _unescaped(text: str) -> str:
    return re.sub(r"\\([}~#/\"\\])", r"\1", text).strip()


def _gap(question: Question, written: WrittenGap, identity: str) -> dict[str, Any]:
    if any(0 < each.fraction < FULL for each in written.alternatives):
        question.gathering.note(PARTIAL_LOST)
    if any(each.fraction < 0 for each in written.alternatives):
        question.gathering.note("空欄の減点は取り込みませんでした。")
    full = [each for each in written.alternatives if each.fraction == FULL]
    if not full:
        raise Refused("正答のない空欄があります。")
    if written.kind in CHOICE_KINDS:
        if len(full) > 1:
            raise Refused("選ぶ空欄に正答が二つ以上あります。")
        return {"id": identity, "options": _gap_options(question, written)}
    texts = [question.gathering.plain(each.text, "空欄の語") for each in full]
    if written.kind in NUMBER_KINDS:
        texts = [_only_value(question, text) for text in texts]
    else:
        texts = [without_wildcards(question, text) for text in texts]
    accepted = [text for text in dict.fromkeys(texts) if text]
    if not accepted:
        raise Refused("何を書いても正答になる空欄があります。")
    gap = {"id": identity, "accepted": accepted}
    return gap | ({"fold": False} if written.kind in EXACT_KINDS else {})


def _gap_options(question: Question, written: WrittenGap) -> list[dict[str, Any]]:
    if len(written.alternatives) > len(IDS):
        raise Refused("空欄の選択肢が多すぎます。")
    return [
        {
            "id": IDS[place],
            "text": question.gathering.plain(each.text, "空欄の選択肢"),
            "key": each.fraction == FULL,
        }
        for place, each in enumerate(written.alternatives)
    ]


def _only_value(question: Question, text: str) -> str:
    value, _, tolerance = text.partition(":")
    if (number(tolerance) or 0) != 0:
        question.gathering.note(
            f"空欄の数「{value.strip()}」に許す差（±{tolerance.strip()}）は取り込めない"
            "ので、その数だけを正答にしました。"
        )
    return value.strip()


def _one_number(
    question: Question, pieces: list[str | WrittenGap], gap: WrittenGap
) -> tuple[str, dict[str, Any]]:
    full = [each for each in gap.alternatives if each.fraction == FULL]
    written = {each.text for each in full}
    value, _, tolerance = (full[0].text if full else "").partition(":")
    if len(written) != 1 or number(value) is None:
        raise Refused("空欄の正答の数がないか、二つ以上あります。")
    if len(full) < len([each for each in gap.alternatives if each.fraction > 0]):
        question.gathering.note(PARTIAL_LOST)
    question.gathering.note("数の空欄が一つだけの穴埋めを、数値の問題にしました。")
    text = "".join(PLACE if isinstance(p, WrittenGap) else p for p in pieces)
    document: dict[str, Any] = {
        **question.gathering.stem(text),
        "points": question.points(gap.weight),
        "value": value.strip().replace(",", "."),
        "tolerance": tolerance.strip().replace(",", ".") or "0",
        "unit": "",
        "accepted_units": [],
    }
    told = "\n".join(
        x for x in (question.explanation(), _feedback(question, [gap])) if x
    )
    return "numeric", document | ({"explanation": told} if told else {})


def _feedback(question: Question, written: list[WrittenGap]) -> str:
    lines = []
    for place, gap in enumerate(written, start=1):
        for each in gap.alternatives:
            told = question.gathering.plain(each.feedback, "解説")
            if told:
                answer = rich_text.plain(each.text)
                answer = "ほかの答え" if answer == "*" else f"「{answer}」"
                lines.append(f"空欄{place}が{answer}の場合：{told}")
    if lines:
        question.gathering.note("空欄の答えごとの解説を一つの解説にまとめました。")
    return "\n".join(lines)


def _document(
    question: Question, marked: str, gaps: list[dict[str, Any]], more: str
) -> dict[str, Any]:
    stem, text = stem_and_text(question.gathering, marked)
    document: dict[str, Any] = {
        **stem,
        "points": question.points(),
        "text": text,
        "gaps": gaps,
        "scoring": "all" if question.is_all_or_nothing else "each",
    }
    told = "\n".join(x for x in (question.explanation(), more) if x)
    return document | ({"explanation": told} if told else {})


def escaped(text: str) -> str:
    """Return an answer as it is written into a gap."""
    safe = html.escape(text, quote=False).replace("\\", "&#92;")
    return re.sub(r"([}~#])", r"\\\1", safe.replace("&\\#92;", "&#92;"))
