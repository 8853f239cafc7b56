"""The columns of the table of items, and what else people call them."""

import re
from collections.abc import Sequence

from learning.japanese.width import fold

ROW_NUMBER = "行の番号"
CODE, TYPE, OBJECTIVE, STEM = "コード", "形式", "学習目標", "問題文"
FORMAT, POINTS, SCORING = "書式", "配点", "採点"
TEXT, OPTION, TARGET, KEY = "本文", "選択肢", "相手", "正答"
TOLERANCE, UNIT, UNITS, FOLD = "許す差", "単位", "ほかの単位", "表記の違い"
LOW, HIGH, LONGEST, MEDIUM = "低い方の語", "高い方の語", "字数", "種類"
EXPLANATION = "解説"
SOURCE, RESPONSIBLE, REVIEW_ON, LAW_ON = "根拠", "所管", "見直し期限", "施行日"

MOST_OPTIONS, MOST_EXPLANATIONS = 12, 20
BEFORE = (CODE, TYPE, OBJECTIVE, STEM, FORMAT, TEXT)
AFTER = (
    *(TOLERANCE, UNIT, UNITS, FOLD, LOW, HIGH, LONGEST, MEDIUM, POINTS, SCORING),
    EXPLANATION,
)
LAST = (SOURCE, RESPONSIBLE, REVIEW_ON, LAW_ON)
NUMBERED = (OPTION, TARGET, EXPLANATION)
# Of a written table: kept even where no item fills them.
ALWAYS = {CODE, TYPE, OBJECTIVE, STEM, KEY, POINTS, EXPLANATION}

OTHER_WORDS = {
    CODE: ("code", "id", "番号", "問題番号", "問題コード", "no"),
    TYPE: ("type", "kind", "問題形式", "出題形式", "question type"),
    OBJECTIVE: ("objective", "category", "分類", "カテゴリ", "カテゴリー", "分野"),
    STEM: ("stem", "question", "question text", "問題", "設問", "質問"),
    FORMAT: ("format",),
    POINTS: ("points", "score", "点数", "点"),
    SCORING: ("scoring", "採点方法"),
    TEXT: ("text", "穴埋めの文"),
    KEY: (
        *("key", "answer", "answer key", "correct", "correct answer", "correctanswer"),
        *("correct answers", "correct option", "right answer"),
        *("正解", "正解番号", "正答番号", "正解の番号", "正答の番号", "答え", "解答"),
    ),
    TOLERANCE: ("tolerance", "許容誤差", "誤差"),
    UNIT: ("unit",),
    UNITS: ("accepted units",),
    FOLD: ("fold",),
    LOW: ("low",),
    HIGH: ("high",),
    LONGEST: ("longest", "最大文字数"),
    MEDIUM: ("medium",),
    EXPLANATION: (
        *("explanation", "answer explanation", "feedback", "general feedback"),
        *("説明", "解答解説"),
    ),
    OPTION: ("option", "choice", "選択枝", "選択"),
    TARGET: ("target", "match", "対応"),
    SOURCE: ("source", "出典", "参考"),
    RESPONSIBLE: ("responsible", "担当", "所管課"),
    REVIEW_ON: ("review on", "review date", "見直し日"),
    LAW_ON: ("law effective on", "effective date"),
}
# A column of running numbers (問1, 2, Q3) is no column of codes, unless it says so.
RUNNING_HEADINGS = {"番号", "問題番号", "no", "id", "#"}
RUNNING = re.compile(r"(?:問題?|第|q|no\.?)?\s*\d{1,4}\s*問?")
KNOWN = {
    fold(word): name for name, words in OTHER_WORDS.items() for word in (name, *words)
}
WITH_NUMBER = re.compile(r"(.*?)[ _-]*(\d{1,2}|[a-lア-コ])")
# What some say behind a heading: 「Question - max 120 characters」「選択肢1（必須）」.
REMARK = re.compile(r"(?<=.)(?:\s+-\s.*|\s*\(.*\)?)$")
# 「Answer 1」 is an option where another column says which answer is right.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ANSWERS = re.compile(r"(?:answer|解答|回答)\s*(\d{1,2}|[a-lア-コ])")
MARKS = ("abcdefghij", "アイウエオカキクケコ")


def column_of(heading: str) -> str:
    """Return our name of a column (「選択肢3」), or nothing where it is none of ours."""
    key = fold(heading).replace("_", " ").strip(" .")
    return _named(key) or _named(REMARK.sub("", key).strip())


def _named(key: str) -> str:
    if key in KNOWN:
        return KNOWN[key]
    found = WITH_NUMBER.fullmatch(key)
    name = KNOWN.get(found[1].strip(), "") if found else ""
    if not found or name not in NUMBERED:
        return ""
    return f"{name}{_number(found[2])}"


def columns_of(header: Sequence[str]) -> list[str]:
    """Return our names of all columns of a table, empty for what is none of ours.

    Where no column is an option by its name, bare marks (ア, イ, ウ or A, B, C) are, or
    numbered answers beside a column for the right one.
    """
    columns = [column_of(heading) for heading in header]
    if any(name.startswith(OPTION) for name in columns):
        return columns
    keys = [REMARK.sub("", fold(heading)).strip(" .") for heading in header]
    for marks in MARKS:
        if marks[0] in keys and marks[1] in keys:
            return [
                f"{OPTION}{marks.index(key) + 1}" if key and key in marks else column
                for key, column in zip(keys, columns, strict=True)
            ]
    if KEY in columns:
        found = [ANSWERS.fullmatch(key) for key in keys]
        return [
            f"{OPTION}{_number(match[1])}" if match else column
            for match, column in zip(found, columns, strict=True)
        ]
    return columns


def _number(mark: str) -> int:
    if mark.isdigit():
        return int(mark)
    return next(marks.find(mark) + 1 for marks in (LETTERS, MARKS[1]) if mark in marks)


def written_columns(rows: Sequence[dict[str, str]]) -> list[str]:
    """Return the columns that a table of these rows has, in order."""
    columns = [
        *BEFORE,
        *(f"{OPTION}{n}" for n in range(1, MOST_OPTIONS + 1)),
        *(f"{TARGET}{n}" for n in range(1, MOST_OPTIONS + 1)),
        KEY,
        *AFTER,
        *(f"{EXPLANATION}{n}" for n in range(1, MOST_EXPLANATIONS + 1)),
        *LAST,
    ]
    used = {name for row in rows for name, value in row.items() if value}
    return [name for name in columns if name in used or name in ALWAYS]


def is_running(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column only counts the rows: such numbers are alike in every file."""
    if fold(heading).strip(" .") not in RUNNING_HEADINGS:
        return False
    return all(RUNNING.fullmatch(fold(cell)) for cell in cells if cell.strip())
