"""Reads a text with parts to be marked (hottext) into lines and their segments."""

from typing import Any
from xml.etree.ElementTree import Element

from quizzes.exchange.gathering import Refused, unfolded
from quizzes.exchange.qti.choices import IDS, Read, marked_keys
from quizzes.exchange.qti.item import Item
from quizzes.exchange.xml_tree import attribute, descendants, text_of

BLOCKS = {"p", "li", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre"}
LEFT_OUT = {"prompt", "feedbackInline", "feedbackBlock"}
LABEL_CLASS = "choudo-label"
MAIL_CLASS = "choudo-mail"
USUAL_STEM = "文中の当てはまる部分を選んでください。"


def hottext(item: Item, interaction: Element, stem: str) -> Read:
    """Read a passage whose suspicious, wrong or right parts are to be marked."""
    declared = item.declaration(interaction)
    marks = list(descendants(interaction, "hottext"))
    if len(marks) > len(IDS):
        raise Refused("選べる部分が多すぎます。")
    if not declared.correct and not declared.mapping:
        raise Refused("正答が書かれていません。")
    keys, scoring = marked_keys(item, declared, item.rule(declared), marks)
    if declared.is_single:
        scoring = "all"
    passage = Passage(item, {id(each): IDS[n] for n, each in enumerate(marks)}, keys)
    medium = "mail" if MAIL_CLASS in attribute(interaction, "class").split() else "page"
    return "hottext", {
        **item.stem(stem, USUAL_STEM),
        "medium": medium,
        "lines": passage.read(interaction),
        "scoring": scoring,
    }


class Passage:
    """Gathers lines while it walks through the text once."""

    def __init__(self, item: Item, ids: dict[int, str], keys: set[str]) -> None:
        self.item, self.ids, self.keys = item, ids, keys
        self.lines: list[dict[str, Any]] = []
        self.label = ""
        self.segments: list[dict[str, Any]] = []

    def read(self, interaction: Element) -> list[dict[str, Any]]:
        """Return the lines that have anything in them."""
        self._text(interaction.text)
        for each in interaction:
            self._element(each)
        self._end_line()
        return self.lines

    def _element(self, element: Element) -> None:
        is_block = element.tag in BLOCKS or element.tag == "br"
        if is_block:
            self._end_line()
        if element.tag == "hottext":
            self.segments.append(self._mark(element))
        elif attribute(element, "class") == LABEL_CLASS:
            self.label = text_of(element)
        elif element.tag not in LEFT_OUT:
            self._text(element.text)
            for each in element:
                self._element(each)
        if is_block:
            self._end_line()
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        plain = unfolded(text or "")
        if not plain:
            return
        if self.segments and "id" not in self.segments[-1]:
            self.segments[-1]["text"] += plain
        else:
            self.segments.append({"text": plain})

    def _end_line(self) -> None:
        segments = _without_blanks(self.segments)
        if segments:
            for first_or_last, cut in ((0, str.lstrip), (-1, str.rstrip)):
                if "id" not in segments[first_or_last]:
                    text = segments[first_or_last]["text"]
                    segments[first_or_last] = {"text": cut(text)}
            self.lines.append({"label": self.label, "segments": segments})
        self.segments, self.label = [], ""

    def _mark(self, element: Element) -> dict[str, Any]:
        identifier = attribute(element, "identifier")
        return {
            "id": self.ids[id(element)],
            "text": self.item.plain(element, "選べる部分"),
            "key": identifier in self.keys,
            "explanation": self.item.told(identifier, element),
        }


def _without_blanks(segments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop texts of spaces alone; between two marks they go to the first."""
    kept: list[dict[str, Any]] = []
    for place, segment in enumerate(segments):
        if "id" in segment or segment["text"].strip():
            kept.append(segment)
        elif kept and place + 1 < len(segments):
            kept[-1]["text"] += " "
    return kept
