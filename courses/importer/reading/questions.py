"""Reads items.toml and quiz.toml."""

from typing import Any

from courses.importer.reading.fields import Fields
from courses.importer.reading.records import (
    ItemRecord,
    Place,
    QuizRecord,
    SectionRecord,
)
from courses.importer.reading.sources import TomlFile
from quizzes.item_types import TYPES, DocumentInvalid, complete_document

# What an item says beside its document; for all but the choice types the rest of the
# table is the document, in the words of docs/item-types.md.
BESIDE = {
    "code",
    "type",
    "objective",
    "source",
    "review_on",
    "law_effective_on",
}
OPTION_COUNTS = {
    "single_choice": (3, 5),
    "multiple_response": (3, 6),
    "true_false": (2, 2),
}
FEEDBACK = ("after_submit", "after_pass", "score_only")
LETTERS = "abcdefgh"


def read_items(file: TomlFile, *, responsible: str) -> tuple[ItemRecord, ...]:
    """Return the items of a course; the course's section is responsible for them."""
    heads = file.heads("item")
    return tuple(
        _item(fields, Place(file.name, head + 1), responsible)
        for fields, head in zip(file.tables("item"), heads, strict=False)
    )


def _item(fields: Fields, place: Place, responsible: str) -> ItemRecord:
    kind = fields.choice("type", tuple(TYPES))
    is_choice = kind in OPTION_COUNTS
    document = _choices(fields, kind) if is_choice else _typed(fields)
    return ItemRecord(
        place=place,
        code=fields.code("code"),
        type=kind,
        objective=fields.code("objective"),
        document=_checked(fields, kind, document),
        source=fields.text("source", required=False, longest=300),
        responsible=responsible,
        review_on=fields.day("review_on"),
        law_effective_on=fields.day("law_effective_on", required=False),
    )


def _choices(fields: Fields, kind: str) -> dict[str, Any]:
    return {
        "stem": fields.text("stem"),
        "options": _options(fields, kind),
        "points": fields.whole("points", least=1, most=10, default=1),
    }


def _typed(fields: Fields) -> dict[str, Any]:
    """Return the document of any other type as it stands in the table."""
    fields.text("stem")
    return {name: each for name, each in fields.values.items() if name not in BESIDE}


def _options(fields: Fields, kind: str) -> list[dict[str, Any]]:
    found = fields.values.get("options", [])
    if not isinstance(found, list) or not all(isinstance(o, dict) for o in found):
        found = []
    options = [
        {
            "id": LETTERS[n % len(LETTERS)],
            "text": str(option.get("text", "")).strip(),
            "key": option.get("key") is True,
            "explanation": str(option.get("explanation", "")).strip(),
        }
        for n, option in enumerate(found)
    ]
    for wrong in _wrong_options(options, kind):
        fields.wrong("stem", *wrong)
    return options


def _checked(fields: Fields, kind: str, document: dict[str, Any]) -> dict[str, Any]:
    """Return the document as it will be stored; note what its type says against it."""
    if kind not in TYPES:
        return document
    try:
        return complete_document(kind, document).to_json()
    except DocumentInvalid as error:
        for problem in error.problems:
            fields.wrong("stem", problem.message, "問題の書き方を直してください")
    return document


def _wrong_options(options: list[dict[str, Any]], kind: str) -> list[tuple[str, str]]:
    wrong = []
    least, most = OPTION_COUNTS[kind]
    if not least <= len(options) <= most:
        wrong.append(
            (
                f"選択肢が {len(options)} 個です",
                f"{least} 個から {most} 個にしてください",
            )
        )
    keys = sum(option["key"] for option in options)
    if kind == "multiple_response":
        if not 2 <= keys < len(options):
            wrong.append(
                (
                    f"正答が {keys} 個です",
                    "key = true を二つ以上、key = false を一つ以上にしてください",
                )
            )
    elif keys != 1:
        wrong.append((f"正答が {keys} 個です", "key = true を一つだけにしてください"))
    for n, option in enumerate(options, 1):
        if not option["text"] or not option["explanation"]:
            wrong.append(
                (
                    f"{n} 番目の選択肢に文か解説がありません",
                    "text と explanation を書いてください",
                )
            )
    return wrong


def read_quiz(file: TomlFile) -> QuizRecord:
    """Return the quiz of a course."""
    top = file.top()
    sections = tuple(_section(fields) for fields in file.tables("sections"))
    if not sections:
        top.wrong("code", "区分がありません", "[[sections]] を一つ以上書いてください")
    return QuizRecord(
        place=Place(file.name, 1),
        code=top.code("code"),
        title=top.text("title", longest=120),
        time_limit_minutes=top.whole("time_limit_minutes", least=0, most=600, default=0)
        or None,
        attempts_allowed=top.whole("attempts_allowed", least=0, most=100, default=0)
        or None,
        pass_mark=top.share("pass_mark"),
        shuffle_options=top.flag("shuffle_options", default=True),
        feedback=top.choice("feedback", FEEDBACK, default="after_submit"),
        wording=top.choice(
            "wording",
            ("test", "check"),
            default="check" if "理解度確認" in top.text("title") else "test",
        ),
        sections=sections,
    )


def _section(fields: Fields) -> SectionRecord:
    return SectionRecord(
        code=fields.code("code"),
        title=fields.text("title", longest=120),
        floor=fields.share("floor", default=0),
        count=fields.whole("count", least=1, most=200),
        objectives=fields.codes("objectives"),
    )
