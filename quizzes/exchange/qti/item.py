"""One assessment item while it is read: what its interactions need to know of it."""

import html
import json
import re
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.exchange.gathering import USUAL_SENTENCES, Gathering
from quizzes.exchange.qti.declarations import NOT_DECLARED, Declaration, responses
from quizzes.exchange.qti.processing import MAP, MATCH, NONE, Processing
from quizzes.exchange.tags import item_fields, read_tags
from quizzes.exchange.xml_tree import attribute, child, descendants, inner_html, text_of

FEEDBACK = ("modalFeedback", "feedbackInline", "feedbackBlock")
# Identifiers under which feedback is told to all.
TOLD_TO_ALL = ("explanation", "solution")
UNIT_CLASS = "choudo-unit"
TAGS_CLASS = "choudo-tags"
OWN_STEM = re.compile(
    r'(?s)\s*<div class="choudo-stem">(.*)</div>\s*(?:<p>\s*</p>\s*)?'
)
EMPTY_BLOCK = re.compile(r"<(p|div)>\s*</\1>")
LEFT_OUT = {
    *FEEDBACK,
    *("stylesheet", "templateInline", "templateBlock", "catalogInfo", "cardEntry"),
    *("companionMaterialsInfo", "infoControl", "endAttemptInteraction", "include"),
    *("annotation", "annotation-xml", "portableInfo", "label", "source", "track"),
}
SPECIAL_CASES = "特別な場合の採点の決まりは取り込まず、正答だけを正解にしました。"
NO_RULE = "採点の決まりが書かれていないので、正答と一致したら正解にしました。"


class Item:
    """Declarations, scoring, feedback and notes of one item in the names of 2.x."""

    def __init__(self, root: Element, gathering: Gathering) -> None:
        self.root, self.gathering = root, gathering
        self.title = attribute(root, "title")
        self.declarations = responses(root)
        self.processing = Processing(root)
        self.used_feedback: set[int] = set()

    def file(self, address: str) -> bytes | None:
        """Return a file of the package that the item names."""
        return self.gathering.find_file(address)

    def declaration(self, interaction: Element) -> Declaration:
        """Return what is declared of an interaction's response."""
        identifier = attribute(interaction, "responseIdentifier")
        return self.declarations.get(identifier, NOT_DECLARED)

    def rule(self, declaration: Declaration) -> str:
        """Return how a response is scored, noting what of it can't be taken."""
        rule = self.processing.rule(declaration.identifier)
        if self.processing.has_special_cases(declaration.identifier):
            self.gathering.note(SPECIAL_CASES)
        if rule == MAP and declaration.mapping is None:
            rule = MATCH
        if rule in (MATCH, MAP):
            return rule
        if rule == NONE:
            self.gathering.note(NO_RULE)
        else:
            self.gathering.note(SPECIAL_CASES)
        return MAP if declaration.mapping and not declaration.correct else MATCH

    def html(self, element: Element, interaction: str = "") -> str:
        """Return what is in an element as HTML.

        Parameters
        ----------
        interaction : what stands for an interaction within.
        """

        def replace(each: Element) -> str | None:
            if each.tag in LEFT_OUT or attribute(each, "class") == UNIT_CLASS:
                return ""
            if each.tag.endswith("Interaction"):
                return interaction
            if each.tag == "rubricBlock":
                return self._rubric(each)
            if each.tag == "object":
                return _object(each)
            if each.tag == "hottext":
                return inner_html(each, replace)
            return None

        return inner_html(element, replace)

    def html_with(self, element: Element, marks: dict[int, str]) -> str:
        """Return what is in an element as HTML, with a mark for each gap in it."""

        def replace(each: Element) -> str | None:
            if id(each) in marks:
                return marks[id(each)]
            if each.tag in LEFT_OUT or each.tag.endswith("Interaction"):
                return ""
            if each.tag == "rubricBlock":
                return self._rubric(each)
            return _object(each) if each.tag == "object" else None

        return inner_html(element, replace)

    def plain(self, element: Element, label: str) -> str:
        """Return the text of an element without markup and feedback."""
        return self.gathering.plain(self.html(element), label)

    def stem(self, text: str, fallback: str = "") -> dict[str, str]:
        """Return ``stem`` and ``format``; the title where there is nothing else."""
        own = OWN_STEM.fullmatch(text)
        text = own[1] if own else EMPTY_BLOCK.sub("", text)
        if "<img" in text or self.gathering.plain_or_nothing(text):
            return self.gathering.stem(text)
        return self.gathering.stem(html.escape(fallback or self.title))

    def told(self, identifier: str, within: Element | None = None) -> str:
        """Return the feedback for one choice: within it, or shown under its name."""
        inner = [] if within is None else list(descendants(within, *FEEDBACK))
        shown = [
            each
            for each in descendants(self.root, *FEEDBACK)
            if attribute(each, "identifier") == identifier
            and self.processing.sets_from_response(attribute(each, "outcomeIdentifier"))
        ]
        texts = []
        for each in dict.fromkeys([*inner, *shown]):
            self.used_feedback.add(id(each))
            texts.append(self.plain(each, "解説"))
        return "\n".join(dict.fromkeys(text for text in texts if text))

    def explanation(self, within: Element | None = None) -> str:
        """Return all feedback that belongs to no choice, a line each.

        ``within`` is a part of the item; what is told there is not told again.
        """
        lines = []
        for each in descendants(self.root if within is None else within, *FEEDBACK):
            if id(each) in self.used_feedback:
                continue
            self.used_feedback.add(id(each))
            text = self.plain(each, "解説")
            if not text or USUAL_SENTENCES.fullmatch(text):
                continue
            identifier = attribute(each, "identifier").lower()
            if identifier.startswith(TOLD_TO_ALL):
                lines.append(text)
                continue
            self.gathering.note("場合ごとに出る解説を一つの解説にまとめました。")
            is_hidden = attribute(each, "showHide") == "hide"
            lines.append(text if is_hidden else _when(identifier) + text)
        return "\n".join(dict.fromkeys(lines))

    def own_tags(self) -> dict[str, str]:
        """Return what our own files keep of the item and not of its document."""
        found = [
            text_of(line)
            for rubric in descendants(self.root, "rubricBlock")
            if attribute(rubric, "class") == TAGS_CLASS
            for line in descendants(rubric, "p")
        ]
        return item_fields(read_tags(found))

    def unit_of(self, interaction: Element) -> tuple[str, list[str]]:
        """Return the unit beside a field of our own, and the others it accepts."""
        beside = next((e for e in self.root.iter() if interaction in list(e)), None)
        for each in [] if beside is None else beside:
            if attribute(each, "class") == UNIT_CLASS:
                return text_of(each), _units(attribute(each, "label"))
        return "", []

    def points(self, written: Decimal | None) -> int | str:
        """Return 配点 as a document keeps it."""
        return self.gathering.points(written)

    def _rubric(self, rubric: Element) -> str:
        if attribute(rubric, "class") == TAGS_CLASS:
            return ""
        views = attribute(rubric, "view", "candidate").split()
        if "candidate" not in views:
            self.gathering.note("採点者や作成者向けの説明は取り込みませんでした。")
            return ""
        content = child(rubric, "contentBody")
        return f"<div>{self.html(rubric if content is None else content)}</div>"


def _units(label: str) -> list[str]:
    try:
        units = json.loads(label or "[]")
    except ValueError:
        return []
    units = units if isinstance(units, list) else []
    return [unit for unit in units if isinstance(unit, str) and unit]


def _object(element: Element) -> str | None:
    """Return an image for an object that is one."""
    if not attribute(element, "type").startswith("image/"):
        return None
    source = html.escape(attribute(element, "data"))
    return f'<img src="{source}" alt="{html.escape(text_of(element))}">'


def _when(identifier: str) -> str:
    if "incorrect" in identifier or "wrong" in identifier:
        return "不正解の場合："
    return "正解の場合：" if "correct" in identifier else ""
