"""Reads interactions whose answers are there to choose: options, pairs, an order."""

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from quizzes.exchange.gathering import Refused
from quizzes.exchange.qti.declarations import Declaration, MapEntry, ValueMapping
from quizzes.exchange.qti.item import Item
from quizzes.exchange.qti.processing import MAP
from quizzes.exchange.xml_tree import attribute, children
from quizzes.item_types.true_false import TEXTS as TRUE_FALSE

IDS = "abcdefghijklmnopqrstuvwxyz"
NEAR = Decimal("0.01")
PARTIAL_LOST = "部分点の割合は取り込めないので、最も点の高い答えだけを正答にしました。"
UNEVEN = (
    "選択肢ごとの点は取り込めないので、「正しく選んだ数 − 誤って選んだ数」で採点する形に"
    "しました。"
)
UNEVEN_PAIRS = "組ごとに異なる点や減点は取り込まず、どの組も同じ点にしました。"
TRUE_WORDS = {"true", "正しい", "正", "○", "yes", "はい"}
FALSE_WORDS = {"false", "誤り", "誤", "×", "no", "いいえ"}
SCALES = {5: "likert", 11: "rating"}
TABLE_CLASS = "qti-match-tabular"
Read = tuple[str, dict[str, Any]]


def choice(item: Item, interaction: Element, stem: str) -> Read:
    """Read options to choose; without a right response, a scale of a survey."""
    declared = item.declaration(interaction)
    options = children(interaction, "simpleChoice")
    if len(options) > len(IDS):
        raise Refused("選択肢が多すぎます。")
    if not declared.correct and not (declared.mapping and declared.mapping.best):
        return _scale(item, options, stem)
    rule = item.rule(declared)
    if declared.is_single:
        keys, scoring = {_best_single(item, declared, rule)}, ""
    else:
        keys, scoring = marked_keys(item, declared, rule, options)
    known = {attribute(each, "identifier") for each in options}
    if not keys <= known:
        raise Refused("正答に指定された選択肢がありません。")
    rows = _options(item, options, keys)
    document: dict[str, Any] = {**item.stem(stem), "options": rows}
    if not scoring:
        return _true_false(document) or ("single_choice", document)
    return "multiple_response", document | _partial(scoring)


def marked_keys(
    item: Item, declared: Declaration, rule: str, options: list[Element]
) -> tuple[set[str], str]:
    """Return the keys of several marks, and ``all`` or ``each``."""
    mapping = declared.mapping
    if rule != MAP or mapping is None:
        return set(declared.correct), "all"
    keys = {entry.key for entry in mapping.best}
    if not keys:
        raise Refused("点の付く選択肢がありません。")
    earned = {entry.key: entry.value for entry in mapping.entries}
    right = [earned[key] for key in keys]
    others = [attribute(each, "identifier") for each in options]
    wrong = [earned.get(each, mapping.default) for each in others if each not in keys]
    share = right[0]
    even = all(abs(value - share) <= NEAR for value in right)
    lost = all(abs(value + share) <= NEAR for value in wrong)
    floor = mapping.lower is not None and mapping.lower == 0
    full = mapping.upper is None or mapping.upper >= sum(right) - NEAR
    if not (even and lost and floor and full):
        item.gathering.note(UNEVEN)
    return keys, "each"


def match(item: Item, interaction: Element, stem: str) -> Read:
    """Read pairs of two sets; a table where the item asks for one."""
    sets = children(interaction, "simpleMatchSet")
    if len(sets) != 2:
        raise Refused("組み合わせる二つの組がありません。")
    left, right = (children(each, "simpleAssociableChoice") for each in sets)
    declared = item.declaration(interaction)
    pairs = right_pairs(item, declared)
    partners = _partners(pairs, left, right)
    if partners is None:
        turned = [(second, first) for first, second in pairs]
        partners = _partners(turned, right, left)
        if partners is None:
            raise Refused("一つの項目に正しい相手が二つ以上あります。")
        left, right = right, left
    scoring = pair_scoring(item, declared)
    sources = [each for each in left if attribute(each, "identifier") in partners]
    if len(sources) < len(left):
        item.gathering.note("正しい相手のない項目を省きました。")
    if max(len(sources), len(right)) > len(IDS):
        raise Refused("組み合わせる項目が多すぎます。")
    ids = {attribute(each, "identifier"): IDS[n] for n, each in enumerate(right)}
    is_table = TABLE_CLASS in attribute(interaction, "class").split()
    key = "choice" if is_table else "target"
    rows = [
        _row(item, each, IDS[n], key, ids[partners[attribute(each, "identifier")]])
        for n, each in enumerate(sources)
    ]
    columns = [
        {"id": IDS[n], "text": item.plain(each, "相手")} for n, each in enumerate(right)
    ]
    document: dict[str, Any] = item.stem(stem)
    if is_table:
        document |= {"choices": columns, "statements": rows, "scoring": scoring}
        return "matrix", document
    document |= {"sources": rows, "targets": columns, "scoring": scoring}
    return "matching", document


def right_pairs(item: Item, declared: Declaration) -> list[tuple[str, str]]:
    """Return the right pairs of identifiers."""
    values = declared.correct
    if not values and declared.mapping:
        values = tuple(entry.key for entry in declared.mapping.best)
    pairs = [tuple(value.split()) for value in values]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise Refused("正しい組み合わせが書かれていません。")
    return [(pair[0], pair[1]) for pair in pairs]


def pair_scoring(item: Item, declared: Declaration) -> str:
    """Return ``all`` or ``each``, noting pairs that earn more than others."""
    if item.rule(declared) != MAP or declared.mapping is None:
        return "all"
    mapping = declared.mapping
    values = {entry.value for entry in mapping.best}
    spread = max(values, default=Decimal(0)) - min(values, default=Decimal(0))
    losses = any(e.value < 0 for e in mapping.entries) or mapping.default < 0
    full = sum((e.value for e in mapping.best), Decimal(0))
    capped = mapping.upper is not None and mapping.upper < full - NEAR
    if spread > NEAR or losses or capped:
        item.gathering.note(UNEVEN_PAIRS)
    return "each"


def order(item: Item, interaction: Element, stem: str) -> Read:
    """Read entries in the order of the right response."""
    declared = item.declaration(interaction)
    entries = {
        attribute(each, "identifier"): each
        for each in children(interaction, "simpleChoice")
    }
    if len(declared.correct) > len(IDS):
        raise Refused("並べ替える項目が多すぎます。")
    if set(declared.correct) != set(entries) or len(declared.correct) < len(entries):
        raise Refused("正しい順序が書かれていないか、項目の一部だけを並べる問題です。")
    by_place = item.processing.is_by_place(declared.identifier)
    if not by_place:
        item.rule(declared)
    rows = [
        {"id": IDS[n], "text": item.plain(entries[identifier], "項目")}
        for n, identifier in enumerate(declared.correct)
    ]
    scoring = "each" if by_place else "all"
    return "ordering", {**item.stem(stem), "entries": rows, "scoring": scoring}


def _scale(item: Item, options: list[Element], stem: str) -> Read:
    kind = SCALES.get(len(options))
    if kind is None:
        raise Refused("正答が書かれていません（5段階か11段階の尺度でもありません）。")
    texts = [item.plain(each, "選択肢") for each in options]
    start = 1 if kind == "likert" else 0
    numbers = [str(n) for n in range(start, start + len(texts))]
    if texts[1:-1] != numbers[1:-1]:
        item.gathering.note("尺度の途中の語は取り込まず、両端の語だけにしました。")
    return kind, {**item.stem(stem), "low": texts[0], "high": texts[-1]}


def _best_single(item: Item, declared: Declaration, rule: str) -> str:
    mapping = declared.mapping
    if rule != MAP or mapping is None:
        if len(set(declared.correct)) != 1:
            raise Refused("一つ選ぶ問題の正答が一つではありません。")
        return declared.correct[0]
    best = best_entries(item, mapping)
    if len(best) > 1:
        raise Refused("一つ選ぶ問題に同じ点の正答が二つ以上あります。")
    return best[0].key


def best_entries(item: Item, mapping: ValueMapping) -> list[MapEntry]:
    """Return the entries that earn most, noting those that earn less or take."""
    most = max((entry.value for entry in mapping.entries), default=Decimal(0))
    if most <= 0:
        raise Refused("点の付く答えがありません。")
    if any(0 < entry.value < most for entry in mapping.entries):
        item.gathering.note(PARTIAL_LOST)
    if any(e.value < 0 for e in mapping.entries) or mapping.default < 0:
        item.gathering.note("誤りの答えの減点は取り込みませんでした。")
    return [entry for entry in mapping.entries if entry.value == most]


def _options(
    item: Item, options: list[Element], keys: set[str]
) -> list[dict[str, Any]]:
    rows = []
    for place, option in enumerate(options):
        identifier = attribute(option, "identifier")
        rows.append(
            {
                "id": IDS[place],
                "text": item.plain(option, "選択肢"),
                "key": identifier in keys,
                "explanation": item.told(identifier, option),
            }
        )
    return rows


def _true_false(document: dict[str, Any]) -> Read | None:
    """Return the document as 正誤 where its two options say just that."""
    options = document["options"]
    words = [option["text"].lower() for option in options]
    if len(words) != 2:
        return None
    if words[0] in FALSE_WORDS and words[1] in TRUE_WORDS:
        options = options[::-1]
    elif not (words[0] in TRUE_WORDS and words[1] in FALSE_WORDS):
        return None
    rows = [
        option | {"id": IDS[place], "text": text}
        for place, (option, text) in enumerate(zip(options, TRUE_FALSE, strict=True))
    ]
    return "true_false", document | {"options": rows}


def _partners(
    pairs: list[tuple[str, str]], left: list[Element], right: list[Element]
) -> dict[str, str] | None:
    """Return each left identifier's one partner; None if some have several."""
    names = {attribute(each, "identifier") for each in left}
    others = {attribute(each, "identifier") for each in right}
    partners: dict[str, str] = {}
    for first, second in pairs:
        if first in others and second in names and first not in names:
            first, second = second, first  # written the other way round
        if first not in names or second not in others:
            raise Refused("正しい組み合わせに、どちらの組にもない項目があります。")
        if partners.setdefault(first, second) != second:
            return None
    return partners


def _row(
    item: Item, element: Element, identity: str, key: str, partner: str
) -> dict[str, str]:
    row = {"id": identity, "text": item.plain(element, "項目"), key: partner}
    told = item.told(attribute(element, "identifier"), element)
    return row | ({"explanation": told} if told else {})


def _partial(scoring: str) -> dict[str, str]:
    return {"scoring": "each"} if scoring == "each" else {}
