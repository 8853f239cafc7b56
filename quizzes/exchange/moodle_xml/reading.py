"""Reads a Moodle XML file, question by question; each kind has its own reader."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from quizzes.exchange import tags as own_tags
from quizzes.exchange.gathering import Gathering, Refused
from quizzes.exchange.moodle_xml import choices, gaps, texts
from quizzes.exchange.moodle_xml.question import Question
from quizzes.exchange.parcel import MOST_ITEMS, ExchangedItem, FileBroken
from quizzes.exchange.xml_tree import attribute, child, name_of, parsed, text_of

# A reader gives the type and the document; a refusal is raised.
Kind = Callable[[Question], tuple[str, dict[str, Any]]]
KINDS: Mapping[str, Kind] = {
    "multichoice": choices.multichoice,
    "multichoiceset": choices.all_or_nothing,
    "truefalse": choices.true_false,
    "matching": choices.matching,
    "match": choices.matching,
    "ordering": choices.ordering,
    "shortanswer": texts.short_answer,
    "numerical": texts.numerical,
    "essay": texts.essay,
    "cloze": gaps.cloze,
    "multianswer": gaps.cloze,
    "gapselect": gaps.select_missing_words,
    "ddwtos": gaps.select_missing_words,
}
UNKNOWN: Mapping[str, str] = {
    "description": "説明の文だけで、答える問題ではありません。",
    "calculated": "値が毎回変わる計算問題は扱えません。",
    "calculatedsimple": "値が毎回変わる計算問題は扱えません。",
    "calculatedmulti": "値が毎回変わる計算問題は扱えません。",
    "stack": "数式処理で採点する問題（STACK）は扱えません。",
    "formulas": "数式で採点する問題（Formulas）は扱えません。",
    "coderunner": "プログラムを実行して採点する問題（CodeRunner）は扱えません。",
    "ddimageortext": "図の上に置く問題は扱えません。",
    "ddmarker": "図の上に印を置く問題は扱えません。",
    "random": "問題そのものではなく、無作為に選ぶ指定です。",
    "randomsamatch": "ほかの問題から無作為に作る組み合わせは扱えません。",
    "pmatch": "文の型で採点する問題（Pattern match）は扱えません。",
    "regexp": "正規表現で採点する問題は扱えません。",
    "missingtype": "Moodle でも形式が分からなかった問題です。",
}


def read(data: bytes, filename: str) -> list[ExchangedItem]:
    """Read the questions of a file; what can't be taken is refused with the reason.

    Raises
    ------
    FileBroken
        If it is no XML, no Moodle XML, or holds too many questions.
    """
    root = parsed(data, filename)
    if name_of(root) != "quiz":
        raise FileBroken(
            filename,
            f"Moodle XML ではありません（最初の要素が「{name_of(root)[:40]}」です）。",
            "Moodle の問題バンクから「Moodle XML」で書き出してください。",
        )
    questions = [each for each in root if name_of(each) == "question"]
    asked = [each for each in questions if attribute(each, "type") != "category"]
    if len(asked) > MOST_ITEMS:
        raise FileBroken(
            filename,
            f"問題が{MOST_ITEMS:,}問を超えています。",
            "ファイルを分けて取り込んでください。",
        )
    items: list[ExchangedItem] = []
    category: tuple[str, ...] = ()
    number = 0
    for element in questions:
        if attribute(element, "type") == "category":
            category = category_path(text_of(child(element, "category")))
            continue
        number += 1
        items.append(_item(element, f"{number}問目", category))
    return items


def category_path(text: str) -> tuple[str, ...]:
    """Return a category's names, outermost first.

    ``$course$/top/A/B`` is (A, B); a slash in a name is written twice.
    """
    names = [
        name.strip().replace("\x00", "/")
        for name in text.replace("//", "\x00").split("/")
    ]
    if names and names[0].startswith("$") and names[0].endswith("$"):
        names = names[1:]
    if names and names[0] == "top":
        names = names[1:]
    return tuple(name for name in names if name)


def _item(element: Element, place: str, category: tuple[str, ...]) -> ExchangedItem:
    kind = attribute(element, "type").lower()
    gathering = Gathering()
    question = Question(element, gathering)
    item_type, refused = "", ""
    document: dict[str, Any] = {}
    try:
        if kind not in KINDS:
            unknown = f"形式「{kind or '（なし）'}」は扱えません。"
            raise Refused(UNKNOWN.get(kind, unknown))
        question.note_what_is_left_out()
        item_type, document = KINDS[kind](question)
    except Refused as refusal:
        item_type, document, refused = "", {}, str(refusal)
    return ExchangedItem(
        place=place,
        title=question.title,
        type=item_type,
        document=document,
        category=category,
        code=text_of(child(element, "idnumber")),
        notes=() if refused else tuple(gathering.notes),
        refused=refused,
        images={} if refused else _used(gathering.images, document),
        **own_tags.item_fields(question.own),
    )


def _used(images: dict[str, bytes], document: dict[str, Any]) -> dict[str, bytes]:
    stem = document.get("stem", "")
    return {name: data for name, data in images.items() if f"image:{name}" in stem}
