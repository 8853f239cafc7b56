"""Makes documents of ours from the answers of a GIFT question, a function per kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.exchange.gathering import Gathering, Refused
from quizzes.exchange.gift.answers import (
    Given,
    Interval,
    read_interval,
    split_answers,
    split_true_false,
)
from quizzes.exchange.gift.splitting import show
from quizzes.exchange.gift.texts import as_plain, as_told, split_format
from quizzes.item_types.reading import stored_number

FULL = Decimal(100)
# Moodle writes a third as 33.33333.
NEAR = Decimal("0.5")
ONE_POINT_SHARES = "each"
IDS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one question with what is needed to read them."""

    body: str
    form: str
    gathering: Gathering
    tags: Mapping[str, str]

    def plain(self, text: str, label: str) -> str:
        """Return a text of ours."""
        return as_plain(self.gathering, text, self.form, label)

    def told(self, text: str) -> str:
        """Return a feedback of ours."""
        return as_told(self.gathering, text, self.form)

    def word(self, text: str) -> str:
        """Return an answer to be typed; it has no markup, whatever it looks like."""
        return show(split_format(text, self.form)[1])

    def given(self) -> list[Given]:
        """Return the answers."""
        return split_answers(self.body)


def choice(answers: Answers) -> tuple[str, dict[str, Any]]:
    """One right answer with ``=``, or several with their weights."""
    given = answers.given()
    if any(each.sign == "=" for each in given):
        keys = [each.sign == "=" or each.weight == FULL for each in given]
        kind, fields = _one_right(answers, given, keys)
    else:
        keys = [each.weight is not None and each.weight > 0 for each in given]
        kind, fields = "multiple_response", _several_right(answers, given, keys)
    if not any(keys):
        raise Refused("正答がありません。「=」か「~%100%」で示してください。")
    options = [
        {
            "text": answers.plain(each.text, "選択肢"),
            "key": key,
            "explanation": answers.told(each.feedback),
        }
        for each, key in zip(given, keys, strict=True)
    ]
    return kind, {"options": options, **fields}


def true_false(answers: Answers) -> tuple[str, dict[str, Any]]:
    """The two fixed options; a feedback belongs to the option it is shown for."""
    is_true, wrong, right = split_true_false(answers.body)
    told = {is_true: right, not is_true: wrong}
    return "true_false", {
        "options": [
            {
                "text": text,
                "key": is_true is value,
                "explanation": answers.told(told[value]),
            }
            for text, value in (("正しい", True), ("誤り", False))
        ]
    }


def matching(answers: Answers) -> tuple[str, dict[str, Any]]:
    """Pairs; one without a left side is a distractor."""
    sources, targets = [], []
    for each in answers.given():
        left, arrow, right = each.text.partition("->")
        if not arrow:
            raise Refused(f"「{show(each.text)}」に「->」がありません。")
        target = show(right)
        if target not in targets:
            targets.append(target)
        if left.strip():
            text = answers.plain(left.strip(), "組")
            sources.append({"text": text, "target": _id(targets.index(target))})
    return "matching", {
        "sources": sources,
        "targets": [{"id": _id(n), "text": text} for n, text in enumerate(targets)],
        "scoring": answers.tags.get("scoring", ONE_POINT_SHARES),
    }


def short_text(answers: Answers) -> tuple[str, dict[str, Any]]:
    """Accepted texts; what earns a part of the points is not accepted."""
    given = answers.given()
    accepted = []
    for each in given:
        text = answers.word(each.text)
        if each.weight is not None and each.weight < FULL:
            _note_partial(answers.gathering, text, each.weight)
        elif text := _without_wildcards(answers.gathering, text):
            accepted.append(text)
    if not accepted:
        raise Refused("満点になる答えがありません。")
    fields: dict[str, Any] = {"accepted": list(dict.fromkeys(accepted))}
    if answers.tags.get("fold") == "no":
        fields["fold"] = False
    return "short_text", fields | _told(answers, given)


def numeric(answers: Answers) -> tuple[str, dict[str, Any]]:
    """The number or the range that earns all points."""
    given = split_answers(answers.body[1:])
    right: list[Interval] = []
    for each in given:
        if each.sign == "~" or each.text == "*":
            continue
        interval = read_interval(each.text)
        if interval is None:
            raise Refused(f"「{show(each.text)}」を数として読めません。")
        if each.weight is not None and each.weight < FULL:
            _note_partial(answers.gathering, show(each.text), each.weight)
        elif interval not in right:
            right.append(interval)
    if not right:
        raise Refused("満点になる数がありません。")
    if len(right) > 1:
        answers.gathering.note("正答の数が二つ以上あるので、初めの一つだけにしました。")
    fields = {
        "value": str(stored_number(right[0].value)),
        "tolerance": str(stored_number(right[0].tolerance)),
        "unit": answers.tags.get("unit", ""),
        "accepted_units": [u for u in answers.tags.get("units", "").split("\n") if u],
    }
    return "numeric", fields | _told(answers, given)


def free_text(answers: Answers) -> tuple[str, dict[str, Any]]:
    """An essay becomes a text without points."""
    longest = answers.tags.get("longest", "")
    if not longest:
        answers.gathering.note("論述の問題を、採点しない自由記述にしました。")
    return "free_text", {"longest": int(longest)} if longest.isdecimal() else {}


def _one_right(
    answers: Answers, given: Sequence[Given], keys: Sequence[bool]
) -> tuple[str, dict[str, Any]]:
    lost = [
        each for each, key in zip(given, keys, strict=True) if each.weight and not key
    ]
    if lost:
        answers.gathering.note("誤りの選択肢の部分点（%の重み）をなくしました。")
    if sum(keys) < 2:
        return "single_choice", {}
    answers.gathering.note(
        "正答が二つ以上ある一つ選ぶ問題なので、すべて選ぶ問題にしました。"
    )
    return "multiple_response", {}


def _several_right(
    answers: Answers, given: Sequence[Given], keys: Sequence[bool]
) -> dict[str, Any]:
    if answers.tags.get("scoring") == "all":
        return {}
    count = max(1, sum(keys))
    share = FULL / count
    even = all(
        abs((each.weight or 0) - (share if key else -share)) < NEAR
        for each, key in zip(given, keys, strict=True)
    )
    if not even:
        answers.gathering.note(
            "選択肢の重み（%）を、正答は同じ点ずつ、誤りを選ぶと同じだけ引く採点に"
            "しました。"
        )
    return {"scoring": "each"}


def _without_wildcards(gathering: Gathering, text: str) -> str:
    literal = text.replace("\\*", "\ufdda")
    if "*" in literal.strip("* "):
        gathering.note(f"途中に「*」のある答え「{text}」は、正答に入れていません。")
        return ""
    if "*" in literal:
        gathering.note(f"どんな文字にも合う印「*」を、答え「{text}」から除きました。")
    return literal.replace("*", "").replace("\ufdda", "*").strip()


def _note_partial(gathering: Gathering, text: str, weight: Decimal) -> None:
    if weight > 0 and text != "*":
        gathering.note(f"部分点（{weight}%）の答え「{text}」は、正答に入れていません。")


def _told(answers: Answers, given: Sequence[Given]) -> dict[str, str]:
    """Return the feedback of single answers as one explanation."""
    lines = [
        f"{_said(answers, each)}：{answers.told(each.feedback)}"
        for each in given
        if each.feedback
    ]
    if lines:
        answers.gathering.note("答えごとの解説を、一つの解説にまとめました。")
    return {"explanation": "\n".join(lines)} if lines else {}


def _said(answers: Answers, each: Given) -> str:
    text = answers.word(each.text)
    return f"「{text}」" if text and text != "*" and each.sign != "~" else "ほかの答え"


def _id(place: int) -> str:
    return IDS[place] if place < len(IDS) else f"t{place}"
