"""Reads interactions within a text or about one: entries, gaps, long answers."""

from typing import Any
from xml.etree.ElementTree import Element

from quizzes.exchange.gap_text import MOST_GAPS, stem_and_text, unbracketed
from quizzes.exchange.gathering import Refused
from quizzes.exchange.qti.choices import (
    IDS,
    Read,
    best_entries,
    pair_scoring,
    right_pairs,
)
from quizzes.exchange.qti.declarations import Declaration, number
from quizzes.exchange.qti.item import Item
from quizzes.exchange.qti.numbers import number_with_tolerance
from quizzes.exchange.qti.processing import MAP
from quizzes.exchange.xml_tree import attribute, children, descendants

NUMBERS = ("float", "integer")
INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
USUAL_LONGEST = 1000
LONGEST_ANSWER = 2000


def text_entry(item: Item, interaction: Element, stem: str) -> Read:
    """Read one field: a number, or a word with its variants."""
    declared = item.declaration(interaction)
    if declared.base_type in NUMBERS:
        value, tolerance = number_with_tolerance(item, declared)
        unit, others = item.unit_of(interaction)
        return "numeric", {
            **item.stem(stem),
            "value": f"{value.normalize():f}",
            "tolerance": f"{tolerance.normalize():f}",
            "unit": unit,
            "accepted_units": others,
        }
    return "short_text", {**item.stem(stem), **accepted_texts(item, declared)}


def accepted_texts(item: Item, declared: Declaration) -> dict[str, Any]:
    """Return ``accepted`` and ``fold`` of a field of text."""
    texts = list(declared.correct)
    exact = True
    mapping = declared.mapping
    if item.rule(declared) == MAP and mapping is not None:
        best = best_entries(item, mapping)
        keys = [entry.key for entry in best]
        texts = [text for text in texts if text in keys] + keys
        exact = all(entry.case_sensitive for entry in best)
    comparison = item.processing.comparison(declared.identifier, "stringMatch")
    if comparison is not None:
        exact = attribute(comparison, "caseSensitive", "true") != "false"
        if attribute(comparison, "substring") == "true":
            item.gathering.note("語を含むだけで正解とする採点は取り込みませんでした。")
    kept = [text for text in dict.fromkeys(texts) if text]
    if not kept:
        raise Refused("正答の語が書かれていません。")
    return {"accepted": kept, "fold": not exact}


def cloze(
    item: Item, container: Element, interactions: list[Element], before: str = ""
) -> Read:
    """Read a text with fields and selects in it; ``before`` is HTML before it."""
    if len(interactions) > MOST_GAPS:
        raise Refused(f"空欄が{MOST_GAPS}個を超えています。")
    gaps = [_gap(item, each, IDS[n]) for n, each in enumerate(interactions)]
    marks = {id(each): f"[[{IDS[n]}]]" for n, each in enumerate(interactions)}
    names = [attribute(each, "responseIdentifier") for each in interactions]
    together = len(names) == 1 or item.processing.is_all_together(names)
    scoring = "all" if together else "each"
    document = _running(item, container, marks, before=before)
    return "cloze", {**document, "gaps": gaps, "scoring": scoring}


def gap_match(item: Item, interaction: Element, stem: str) -> Read:
    """Read a text into whose gaps words are moved; with us they are chosen."""
    if any(True for _ in descendants(interaction, "gapImg")):
        raise Refused("画像を空欄に置く問題は扱えません。")
    words = {
        attribute(each, "identifier"): item.plain(each, "選択肢")
        for each in children(interaction, "gapText")
    }
    declared = item.declaration(interaction)
    places = list(descendants(interaction, "gap"))
    if not places or len(places) > MOST_GAPS or len(words) > len(IDS):
        raise Refused("空欄がないか、空欄か選択肢が多すぎます。")
    right = _words_of_gaps(item, declared, words)
    gaps, marks = [], {}
    for n, place in enumerate(places):
        key = right.get(attribute(place, "identifier"))
        if key is None:
            raise Refused("正答のない空欄があります。")
        texts = dict.fromkeys(words.values())
        options = [
            {"id": IDS[m], "text": text, "key": text == words[key]}
            for m, text in enumerate(texts)
        ]
        gaps.append({"id": IDS[n], "options": options})
        marks[id(place)] = f"[[{IDS[n]}]]"
    body = Element("div")
    body.extend(e for e in interaction if e.tag not in ("prompt", "gapText"))
    scoring = pair_scoring(item, declared)
    document = _running(item, body, marks, stem=stem)
    return "cloze", {**document, "gaps": gaps, "scoring": scoring}


def extended_text(item: Item, interaction: Element, stem: str) -> Read:
    """Read a long answer: free text of a survey, not scored."""
    if (
        item.processing.element is not None
        and (item.processing.whole_points() or 0) > 0
    ):
        item.gathering.note("人が採点する記述を、採点しない自由記述にしました。")
    if item.declaration(interaction).correct:
        item.gathering.note("記述の解答例は取り込みませんでした。")
    longest = number(attribute(interaction, "expectedLength"))
    fits = longest is not None and 1 <= longest <= LONGEST_ANSWER
    return "free_text", {
        **item.stem(stem),
        "longest": int(longest) if fits and longest is not None else USUAL_LONGEST,
    }


def _gap(item: Item, interaction: Element, identity: str) -> dict[str, Any]:
    declared = item.declaration(interaction)
    if interaction.tag == "inlineChoiceInteraction":
        return {"id": identity, "options": _inline_options(item, interaction, declared)}
    if declared.base_type in NUMBERS:
        value, tolerance = number_with_tolerance(item, declared)
        text = f"{value.normalize():f}"
        if tolerance:
            item.gathering.note(
                f"空欄の数「{text}」に許す差（±{tolerance.normalize():f}）は取り込めない"
                "ので、その数だけを正答にしました。"
            )
        return {"id": identity, "accepted": [text]}
    accepted = accepted_texts(item, declared)
    if accepted["fold"]:
        del accepted["fold"]
    return {"id": identity, **accepted}


def _inline_options(
    item: Item, interaction: Element, declared: Declaration
) -> list[dict[str, Any]]:
    options = children(interaction, "inlineChoice")
    if item.rule(declared) == MAP and declared.mapping is not None:
        keys = {entry.key for entry in best_entries(item, declared.mapping)}
    else:
        keys = set(declared.correct)
    found = [each for each in options if attribute(each, "identifier") in keys]
    if len(found) != 1 or len(options) > len(IDS):
        raise Refused("空欄の正答が一つではないか、選択肢が多すぎます。")
    return [
        {
            "id": IDS[place],
            "text": item.plain(each, "空欄の選択肢"),
            "key": each is found[0],
        }
        for place, each in enumerate(options)
    ]


def _words_of_gaps(
    item: Item, declared: Declaration, words: dict[str, str]
) -> dict[str, str]:
    right: dict[str, str] = {}
    for first, second in right_pairs(item, declared):
        word, gap = (first, second) if first in words else (second, first)
        if word not in words:
            raise Refused("正答に指定された語がありません。")
        if right.setdefault(gap, word) != word:
            raise Refused("正答が二つ以上ある空欄があります。")
    return right


def _running(
    item: Item,
    container: Element,
    marks: dict[int, str],
    *,
    before: str = "",
    stem: str = "",
) -> dict[str, Any]:
    """Return stem and text.

    Parameters
    ----------
    marks : what stands for each gap, by the identity of its element.
    before : HTML that belongs to the text and stands before it.
    stem : HTML of a stem apart from the text; where empty, the text has its own.
    """
    for each in container.iter():
        if id(each) not in marks:
            each.text = unbracketed(each.text or "")
        each.tail = unbracketed(each.tail or "")
    marked = before + item.html_with(container, marks)
    if item.gathering.plain_or_nothing(stem):
        text = item.gathering.plain(marked, "穴埋めの文")
        return {**item.stem(stem), "text": text}
    fields, text = stem_and_text(item.gathering, marked)
    return {**fields, "text": text}
