"""Reads a GIFT file into items."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from quizzes.exchange import tags as own_tags
from quizzes.exchange.gathering import Gathering, Refused
from quizzes.exchange.gift import documents
from quizzes.exchange.gift.answers import is_answer_block, kind_of, split_general
from quizzes.exchange.gift.documents import Answers
from quizzes.exchange.gift.splitting import (
    Chunk,
    Group,
    chunks,
    groups,
    show,
    split_title,
)
from quizzes.exchange.gift.texts import as_stem, as_told, split_format
from quizzes.exchange.parcel import MOST_ITEMS, ExchangedItem, FileBroken
from quizzes.exchange.text import decode

BLANK = "_____"
DESCRIPTION = (
    "答えの欄「{ }」がないので、問題ではなく説明文です。場面の説明なら、問題の文に"
    "入れてください。"
)
Make = Callable[[Answers], tuple[str, dict[str, Any]]]
MAKERS: Mapping[str, Make] = MappingProxyType(
    {
        "multichoice": documents.choice,
        "truefalse": documents.true_false,
        "match": documents.matching,
        "shortanswer": documents.short_text,
        "numerical": documents.numeric,
        "essay": documents.free_text,
    }
)


def read(data: bytes, filename: str) -> list[ExchangedItem]:
    """Return the questions of a GIFT file in order.

    Raises
    ------
    FileBroken
        If it is no text, holds no question, or a brace is never closed.
    """
    found = chunks(decode(data, filename), filename)
    if not any("{" in chunk.text for chunk in found):
        raise FileBroken(
            filename,
            "GIFT の問題（「{ }」に答えのある文）が一つもありません。",
            "形式が合っているか確かめてください。",
        )
    if len(found) > MOST_ITEMS:
        raise FileBroken(
            filename,
            f"問題が多すぎます（上限 {MOST_ITEMS:,} 問）。",
            "分けて取り込んでください。",
        )
    return [_item(chunk) for chunk in found]


def _item(chunk: Chunk) -> ExchangedItem:
    title, rest = split_title(chunk.text)
    values = own_tags.read_tags(chunk.tags)
    gathering = Gathering()
    foreign = [tag for tag in chunk.tags if not tag.startswith(own_tags.START)]
    if foreign:
        names = "、".join(foreign[:5])
        gathering.note(f"タグ（{names}）は取り込みませんでした。")
    document: dict[str, Any] = {}
    kind = refused = ""
    try:
        kind, document = _document(rest, gathering, values)
    except Refused as reason:
        refused = str(reason)
    return ExchangedItem(
        place=f"{chunk.line}行目",
        title=title or _short(rest),
        type=kind,
        document=document,
        category=chunk.category,
        code=chunk.code,
        notes=tuple(gathering.notes),
        refused=refused,
        images=gathering.images,
        **own_tags.item_fields(values),
    )


def _document(
    text: str, gathering: Gathering, values: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    block = _answer_block(text)
    answers, general = split_general(block.body)
    form, stem = split_format(_stem(text, block), "moodle")
    stem_fields = as_stem(gathering, stem, form)
    kind, fields = MAKERS[kind_of(answers)](Answers(answers, form, gathering, values))
    parts = (fields.pop("explanation", ""), as_told(gathering, general, form))
    explanation = "\n".join(part for part in parts if part)
    points = {"points": values["points"]} if "points" in values else {}
    return kind, {**stem_fields, **fields, "explanation": explanation, **points}


def _answer_block(text: str) -> Group:
    found = groups(text)
    if found is None:
        raise Refused("「}」に対応する「{」がありません。")
    if not found:
        raise Refused(DESCRIPTION)
    blocks = [group for group in found if is_answer_block(group.body)]
    if len(blocks) > 1:
        raise Refused(
            "答えの欄「{ }」が二つ以上あります。GIFT では一つだけです。文字として使う"
            "ときは「\\{」と書いてください。"
        )
    return blocks[0] if blocks else found[-1]


def _stem(text: str, block: Group) -> str:
    """Return the question without its answers; a blank where they stood within it."""
    before, after = text[: block.start], text[block.end :]
    if not after.strip(" \t\n\"';"):
        return before.rstrip()
    return f"{before}{BLANK}{after}"


def _short(text: str) -> str:
    plain = show(split_format(text.partition("{")[0], "")[1])
    return " ".join(plain.split())[:60]
