"""Turns one row of the table into a document and back, a pair of functions per type."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from learning.japanese.width import fold
from quizzes.exchange.gathering import Refused
from quizzes.exchange.table import headings, marks
from quizzes.exchange.table.guessing import Row, numbered, options_of
from quizzes.exchange.table.headings import EXPLANATION, OPTION, TARGET

GAP = re.compile(r"\[\[([a-z0-9]{1,8})\]\]")
TRUE_FALSE = ("正しい", "誤り")
TRUE_WORDS = {
    "正しい",
    "○",
    "〇",
    "o",
    "true",
    "t",
    "正",
    "1",
    "はい",
    "yes",
    "a",
    "真",
}
FALSE_WORDS = {
    *("誤り", "×", "x", "✕", "false", "f", "誤", "0", "いいえ", "no", "2", "b", "偽"),
    "正しくない",
}
EACH_WORDS = {"each", "部分", "部分点", "部分点あり"}
EACH = "部分点"
EXACT = "区別する"
EXACT_WORDS = {EXACT, "no", "false", "exact"}
PAGE_WORDS = {"page", "ページ", "画面", "webページ"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How one type stands in a row."""

    name: str
    words: tuple[str, ...]
    read: Callable[[Row], dict[str, Any]]
    write: Callable[[dict[str, Any]], dict[str, str]]


def _spread(name: str, texts: Sequence[str]) -> dict[str, str]:
    return {f"{name}{n}": text for n, text in enumerate(texts, start=1)}


def _told(things: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return _spread(EXPLANATION, [thing.get("explanation", "") for thing in things])


def _explanation(row: Row, place: int) -> str:
    return row.get(f"{EXPLANATION}{place + 1}", "")


def _scoring(row: Row) -> dict[str, str]:
    return (
        {"scoring": "each"} if fold(row.get(headings.SCORING, "")) in EACH_WORDS else {}
    )


def _scored(document: Mapping[str, Any]) -> dict[str, str]:
    is_each = document.get("scoring") == "each"
    return {headings.SCORING: EACH} if is_each else {}


def _read_choice(row: Row) -> dict[str, Any]:
    texts = options_of(row)
    answer = row.get(headings.KEY, "")
    keys = _keys(answer, texts)
    if not keys:
        raise Refused("正答が空です。選択肢の番号を書いてください。")
    return {
        "options": [
            {"text": text, "key": n in keys, "explanation": _explanation(row, n)}
            for n, text in enumerate(texts)
        ],
        **_scoring(row),
    }


def _keys(answer: str, texts: Sequence[str]) -> list[int]:
    """Return the right options: by number or letter, else by their whole text."""
    try:
        return marks.places(answer, len(texts))
    except Refused:
        if answer.strip() in texts:
            return [list(texts).index(answer.strip())]
        raise


def _write_choice(document: dict[str, Any]) -> dict[str, str]:
    options = document["options"]
    keys = [str(n) for n, option in enumerate(options, start=1) if option["key"]]
    return {
        **_spread(OPTION, [option["text"] for option in options]),
        **_told(options),
        headings.KEY: ", ".join(keys),
        **_scored(document),
    }


def _read_single(row: Row) -> dict[str, Any]:
    fields = _read_choice(row)
    fields.pop("scoring", None)
    return fields


def _read_true_false(row: Row) -> dict[str, Any]:
    answer = fold(row.get(headings.KEY, ""))
    if answer not in TRUE_WORDS | FALSE_WORDS:
        raise Refused("正答を「正しい」か「誤り」にしてください。")
    return {
        "options": [
            {
                "text": text,
                "key": (answer in TRUE_WORDS) is (n == 0),
                "explanation": _explanation(row, n),
            }
            for n, text in enumerate(TRUE_FALSE)
        ]
    }


def _write_true_false(document: dict[str, Any]) -> dict[str, str]:
    options = document["options"]
    key = next(option["text"] for option in options if option["key"])
    return {headings.KEY: key, **_told(options)}


def _read_pairs(row: Row, names: tuple[str, str, str], count: int) -> dict[str, Any]:
    """Read two numbered columns and the pairs between them."""
    left, right, link = names
    targets = numbered(row, TARGET, headings.MOST_OPTIONS)
    pairs = marks.pairs(row.get(headings.KEY, ""))
    texts = options_of(row)[:count]
    missing = [n for n in range(len(texts)) if pairs.get(n, 99) >= len(targets)]
    if missing:
        raise Refused(f"正答に、{OPTION}{missing[0] + 1}の相手の番号がありません。")
    return {
        left: [
            {
                "text": text,
                link: marks.IDS[pairs[n]],
                "explanation": _explanation(row, n),
            }
            for n, text in enumerate(texts)
        ],
        right: [{"id": marks.IDS[n], "text": text} for n, text in enumerate(targets)],
        **_scoring(row),
    }


def _write_pairs(
    document: dict[str, Any], names: tuple[str, str, str]
) -> dict[str, str]:
    left, right, link = names
    places = {each["id"]: n for n, each in enumerate(document[right], start=1)}
    return {
        **_spread(OPTION, [each["text"] for each in document[left]]),
        **_spread(TARGET, [each["text"] for each in document[right]]),
        **_told(document[left]),
        headings.KEY: ", ".join(
            f"{n}-{places[each[link]]}"
            for n, each in enumerate(document[left], start=1)
        ),
        **_scored(document),
    }


MATCHING = ("sources", "targets", "target")
MATRIX = ("statements", "choices", "choice")


def _read_ordering(row: Row) -> dict[str, Any]:
    return {"entries": [{"text": text} for text in options_of(row)], **_scoring(row)}


def _write_ordering(document: dict[str, Any]) -> dict[str, str]:
    texts = [entry["text"] for entry in document["entries"]]
    return {**_spread(OPTION, texts), **_scored(document)}


def _read_numeric(row: Row) -> dict[str, Any]:
    number = fold(row.get(headings.KEY, "")).replace(",", "")
    tolerance = fold(row.get(headings.TOLERANCE, "")).replace(",", "").lstrip("±")
    return {
        "value": number,
        "tolerance": tolerance or "0",
        "unit": row.get(headings.UNIT, ""),
        "accepted_units": marks.lines(row.get(headings.UNITS, "")),
    }


def _write_numeric(document: dict[str, Any]) -> dict[str, str]:
    tolerance = str(document.get("tolerance", 0))
    return {
        headings.KEY: str(document["value"]),
        headings.TOLERANCE: "" if tolerance == "0" else tolerance,
        headings.UNIT: document.get("unit", ""),
        headings.UNITS: "\n".join(document.get("accepted_units", [])),
    }


def _read_short_text(row: Row) -> dict[str, Any]:
    accepted = marks.lines(row.get(headings.KEY, "")) + options_of(row)
    exact = fold(row.get(headings.FOLD, "")) in EXACT_WORDS
    return {"accepted": accepted, **({"fold": False} if exact else {})}


def _write_short_text(document: dict[str, Any]) -> dict[str, str]:
    return {
        headings.KEY: "\n".join(_one_line(text) for text in document["accepted"]),
        headings.FOLD: "" if document.get("fold", True) else EXACT,
    }


def _read_cloze(row: Row) -> dict[str, Any]:
    text = row.get(headings.TEXT, "")
    cells = options_of(row)
    names = list(dict.fromkeys(GAP.findall(text)))
    if len(names) != len(cells):
        raise Refused(
            f"本文の空欄（[[a]] など）は{len(names)}個、選択肢の欄は{len(cells)}個です。"
            "同じ数にしてください。"
        )
    return {
        "text": text,
        "gaps": [
            {"id": name, **marks.gap_of_cell(cell)}
            for name, cell in zip(names, cells, strict=True)
        ],
        **_scoring(row),
    }


def _write_cloze(document: dict[str, Any]) -> dict[str, str]:
    gaps = {gap["id"]: gap for gap in document["gaps"]}
    names = GAP.findall(document["text"])
    cells = [marks.gap_to_cell(gaps[name]) for name in names]
    return {
        headings.TEXT: document["text"],
        **_spread(OPTION, cells),
        **_scored(document),
    }


def _read_hottext(row: Row) -> dict[str, Any]:
    rows = marks.passage_of_cell(row.get(headings.TEXT, ""))
    segments = [each for line in rows for each in line["segments"] if "id" in each]
    words = marks.LIST_SIGN.split(row.get(headings.KEY, "").translate(marks.NARROW))
    keys = {word.lower() for word in words if word}
    unknown = keys - {each["id"] for each in segments}
    if unknown:
        shown = "、".join(sorted(unknown))
        raise Refused(f"正答「{shown}」の印（[[{shown}|…]]）が本文にありません。")
    for place, each in enumerate(segments):
        each["key"] = each["id"] in keys
        each["explanation"] = _explanation(row, place)
    is_page = fold(row.get(headings.MEDIUM, "")) in PAGE_WORDS
    return {"medium": "page" if is_page else "mail", "lines": rows, **_scoring(row)}


def _write_hottext(document: dict[str, Any]) -> dict[str, str]:
    segments = [
        s for line in document["lines"] for s in line["segments"] if s.get("id")
    ]
    return {
        headings.TEXT: marks.passage_to_cell(document["lines"]),
        headings.KEY: ", ".join(each["id"] for each in segments if each["key"]),
        headings.MEDIUM: "ページ" if document["medium"] == "page" else "メール",
        **_told(segments),
        **_scored(document),
    }


def _read_scale(row: Row) -> dict[str, Any]:
    return {"low": row.get(headings.LOW, ""), "high": row.get(headings.HIGH, "")}


def _write_scale(document: dict[str, Any]) -> dict[str, str]:
    return {headings.LOW: document["low"], headings.HIGH: document["high"]}


def _read_free_text(row: Row) -> dict[str, Any]:
    longest = fold(row.get(headings.LONGEST, "")).replace(",", "").removesuffix("字")
    if not longest:
        return {}
    if not longest.isdecimal() or len(longest) > 6:
        raise Refused(f"字数「{row[headings.LONGEST]}」を数として読めません。")
    return {"longest": int(longest)}


def _write_free_text(document: dict[str, Any]) -> dict[str, str]:
    return {headings.LONGEST: str(document.get("longest", ""))}


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "single_choice": Kind(
            "一つ選ぶ",
            ("択一", "単一選択", "単数選択", "多肢選択", "四択", "mc", "single"),
            _read_single,
            _write_choice,
        ),
        "multiple_response": Kind(
            "すべて選ぶ",
            (
                *("複数選択", "multiple", "multiple response", "multiple answer", "ma"),
                *("checkbox", "checkboxes", "multiple select"),
            ),
            _read_choice,
            _write_choice,
        ),
        "true_false": Kind(
            "正誤",
            ("○×", "〇×", "マルバツ", "true/false", "tf"),
            _read_true_false,
            _write_true_false,
        ),
        "matching": Kind(
            "組み合わせ",
            ("組合せ", "マッチング", "match"),
            lambda row: _read_pairs(row, MATCHING, 12),
            lambda document: _write_pairs(document, MATCHING),
        ),
        "ordering": Kind(
            "並べ替え",
            ("並べかえ", "並び替え", "order"),
            _read_ordering,
            _write_ordering,
        ),
        "numeric": Kind(
            "数値", ("数値入力", "numerical"), _read_numeric, _write_numeric
        ),
        "short_text": Kind(
            "短答",
            ("記述", "短文", "短い答え", "short answer", "text", "fill-in-the-blank"),
            _read_short_text,
            _write_short_text,
        ),
        "cloze": Kind("穴埋め", ("空欄補充", "fill in"), _read_cloze, _write_cloze),
        "matrix": Kind(
            "表で答える",
            ("マトリックス", "表"),
            lambda row: _read_pairs(row, MATRIX, 12),
            lambda document: _write_pairs(document, MATRIX),
        ),
        "hottext": Kind(
            "怪しいところを選ぶ", ("ホットテキスト",), _read_hottext, _write_hottext
        ),
        "likert": Kind("5段階（採点なし）", ("5段階",), _read_scale, _write_scale),
        "rating": Kind(
            "0〜10（採点なし）", ("0〜10", "11段階"), _read_scale, _write_scale
        ),
        "free_text": Kind(
            "自由記述（採点なし）",
            ("自由記述", "論述", "essay", "open-ended", "paragraph"),
            _read_free_text,
            _write_free_text,
        ),
    }
)
WORDS: Mapping[str, str] = MappingProxyType(
    {
        fold(word): name
        for name, kind in KINDS.items()
        for word in (kind.name, name, name.replace("_", " "), *kind.words)
    }
)
