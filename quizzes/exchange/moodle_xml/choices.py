"""Reads the kinds whose answers are there to choose: options, pairs, an order."""

from decimal import Decimal
from typing import Any

from quizzes.exchange.gathering import Refused
from quizzes.exchange.moodle_xml.question import Answer, Question
from quizzes.exchange.xml_tree import child, children
from quizzes.item_types.true_false import TEXTS as TRUE_FALSE

IDS = "abcdefghijklmnopqrstuvwxyz"
FULL = Decimal(100)
# Moodle keeps thirds as 33.33333, older files as 33.333.
NEAR = Decimal("0.01")
PENALTY_LOST = "誤りの選択肢の減点は取り込みませんでした。"
PARTIAL_LOST = "部分点の割合は取り込めないので、満点の答えだけを正答にしました。"
UNEVEN = (
    "選択肢ごとの配点の割合は取り込めないので、「正しく選んだ数 − 誤って選んだ数」で"
    "採点する形にしました。"
)
TRUE_WORDS = {"true", "正しい", "正", "○", "はい", "yes"}
FALSE_WORDS = {"false", "誤り", "誤", "×", "いいえ", "no"}


def multichoice(question: Question) -> tuple[str, dict[str, Any]]:
    """Read one or several options to choose."""
    answers = question.answers
    if len(answers) > len(IDS):
        raise Refused("選択肢が多すぎます。")
    if question.field("single") in ("false", "0"):
        keys, scoring = _several_keys(question, answers)
    else:
        keys, scoring = _one_key(question, answers), ""
    document = question.common()
    document["options"] = _options(question, answers, keys)
    if not scoring:
        return "single_choice", document
    if scoring == "each":
        document["scoring"] = scoring
    return "multiple_response", document


def all_or_nothing(question: Question) -> tuple[str, dict[str, Any]]:
    """Read the plug-in kind whose points are all or nothing."""
    answers = question.answers
    keys = {place for place, each in enumerate(answers) if each.fraction > 0}
    if not keys:
        raise Refused("正答の選択肢がありません。")
    document = question.common()
    return "multiple_response", {
        **document,
        "options": _options(question, answers, keys),
    }


def true_false(question: Question) -> tuple[str, dict[str, Any]]:
    """Read a statement to judge."""
    key: bool | None = None
    told = {True: "", False: ""}
    for answer in question.answers:
        word = question.word(answer.element, "選択肢").lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            raise Refused(
                f"正誤の答え「{word[:20]}」は true でも false でもありません。"
            )
        value = word in TRUE_WORDS
        told[value] = question.plain(child(answer.element, "feedback"), "解説")
        if answer.fraction == FULL:
            key = value
    if key is None:
        raise Refused("正しいか誤りかの正答がありません。")
    document = question.common()
    document["options"] = [
        _option(place, text, key is value, told[value])
        for place, (text, value) in enumerate(
            zip(TRUE_FALSE, (True, False), strict=True)
        )
    ]
    return "true_false", document


def matching(question: Question) -> tuple[str, dict[str, Any]]:
    """Read pairs; an answer without a question is a distractor."""
    targets: dict[str, str] = {}
    sources: list[dict[str, str]] = []
    told = question.row_explanations()
    for pair in children(question.element, "subquestion"):
        target = question.word(child(pair, "answer"), "相手")
        if not target:
            continue
        if target not in targets and len(targets) == len(IDS):
            raise Refused("組み合わせの相手が多すぎます。")
        identity = targets.setdefault(target, IDS[min(len(targets), len(IDS) - 1)])
        source = question.plain(pair, "組")
        if source:
            row = {
                "id": IDS[len(sources) % len(IDS)],
                "text": source,
                "target": identity,
            }
            sources.append(row | _explained(told.get(source, "")))
    if len(sources) < 2:
        raise Refused("組み合わせる組が二つ以上ありません。")
    document = question.common()
    document["sources"] = sources
    document["targets"] = [{"id": i, "text": text} for text, i in targets.items()]
    document["scoring"] = "all" if question.is_all_or_nothing else "each"
    return "matching", document


def ordering(question: Question) -> tuple[str, dict[str, Any]]:
    """Read entries to be put in order; their fractions are their places."""
    answers = question.answers
    places = [each.fraction for each in answers]
    if len(set(places)) == len(places):
        answers = sorted(answers, key=lambda each: each.fraction)
    if len(answers) > len(IDS):
        raise Refused("並べ替える項目が多すぎます。")
    grading = question.field("gradingtype")
    if grading in ("all_or_nothing", "-1"):
        scoring = "all"
    else:
        scoring = "each"
        if grading not in ("absolute_position", "0", ""):
            question.gathering.note(
                "並べ替えの採点を「正しい位置にある項目の数」に替えました。"
            )
    if question.field("selecttype") not in ("all", "0", ""):
        question.gathering.note("項目の一部だけを出す指定は取り込みませんでした。")
    if any(question.plain(child(a.element, "feedback"), "解説") for a in answers):
        question.gathering.note("項目ごとの解説は取り込みませんでした。")
    document = question.common()
    document["entries"] = [
        {"id": IDS[place], "text": question.plain(each.element, "項目")}
        for place, each in enumerate(answers)
    ]
    document["scoring"] = scoring
    return "ordering", document


def _one_key(question: Question, answers: list[Answer]) -> set[int]:
    full = [place for place, each in enumerate(answers) if each.fraction == FULL]
    if not full:
        raise Refused("満点（100%）の選択肢がありません。")
    if len(full) > 1:
        raise Refused("一つ選ぶ問題に正答が二つ以上あります。")
    if any(0 < each.fraction < FULL for each in answers):
        question.gathering.note(PARTIAL_LOST)
    if any(each.fraction < 0 for each in answers):
        question.gathering.note(PENALTY_LOST)
    return set(full)


def _several_keys(question: Question, answers: list[Answer]) -> tuple[set[int], str]:
    keys = {place for place, each in enumerate(answers) if each.fraction > 0}
    if not keys:
        raise Refused("正答の選択肢がありません。")
    if question.is_all_or_nothing:
        return keys, "all"
    share = FULL / len(keys)
    fits = all(
        abs(each.fraction - (share if place in keys else -share)) <= NEAR
        for place, each in enumerate(answers)
    )
    if not fits:
        question.gathering.note(UNEVEN)
    return keys, "each"


def _options(
    question: Question, answers: list[Answer], keys: set[int]
) -> list[dict[str, Any]]:
    return [
        _option(
            place,
            question.plain(answer.element, "選択肢"),
            place in keys,
            question.plain(child(answer.element, "feedback"), "解説"),
        )
        for place, answer in enumerate(answers)
    ]


def _option(place: int, text: str, key: bool, explanation: str) -> dict[str, Any]:
    return {"id": IDS[place], "text": text, "key": key, "explanation": explanation}


def _explained(text: str) -> dict[str, str]:
    return {"explanation": text} if text else {}
