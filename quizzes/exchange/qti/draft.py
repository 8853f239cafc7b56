"""One assessment item while it is written, in the names of 2.x.

Holds declarations, body, scoring and feedback apart until `finished` puts them into the
order that the schema wants.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from quizzes.exchange.gathering import IMAGE_TAG
from quizzes.exchange.html_tree import add_html, add_lines
from quizzes.exchange.xml_tree import writable

STEM_CLASS = "choudo-stem"
FEEDBACK = "FEEDBACK"
STEP = Decimal("0.000001")


class Draft:
    """Gathers the pieces of one item."""

    def __init__(self, points: Decimal | None) -> None:
        self.points = points
        self.declarations: list[Element] = []
        self.outcomes: list[Element] = []
        self.body = Element("itemBody")
        self.rules: list[Element] = []
        self.told: list[str] = []
        self.explanation = ""

    def add_stem(self, parent: Element, document: Mapping[str, Any]) -> None:
        """Add the stem as a block of its own."""
        holder = SubElement(parent, "div", {"class": STEM_CLASS})
        if document.get("format") == "html":
            add_html(holder, in_package(document["stem"]))
        else:
            add_lines(SubElement(holder, "p"), writable(document["stem"]))

    def declare(self, name: str, cardinality: str, kind: str) -> Element:
        """Add the declaration of a response."""
        attributes = {"identifier": name, "cardinality": cardinality, "baseType": kind}
        element = Element("responseDeclaration", attributes)
        self.declarations.append(element)
        return element

    def declare_score(self, name: str, points: Decimal) -> None:
        """Add an outcome that goes from 0 to these points."""
        attributes = {
            "identifier": name,
            "cardinality": "single",
            "baseType": "float",
            "normalMaximum": digits(points),
        }
        element = Element("outcomeDeclaration", attributes)
        add_value(SubElement(element, "defaultValue"), "0")
        self.outcomes.append(element)

    def tell(self, parent: Element, identifier: str, text: str, name: str) -> None:
        """Add feedback of an element that is shown when all is answered."""
        if not text:
            return
        attributes = {
            "outcomeIdentifier": FEEDBACK,
            "identifier": identifier,
            "showHide": "show",
        }
        element = SubElement(parent, name, attributes)
        holder = SubElement(element, "p") if name == "feedbackBlock" else element
        add_lines(holder, writable(text))
        self.told.append(identifier)

    def finished(self, identifier: str, title: str, code: str) -> Element:
        """Return the item with everything at its place."""
        attributes = {
            "identifier": identifier,
            "title": writable(title) or identifier,
            "label": writable(code),
            "adaptive": "false",
            "timeDependent": "false",
            "toolName": "Choudo",
            "toolVersion": "1",
        }
        item = Element("assessmentItem", {k: v for k, v in attributes.items() if v})
        item.extend(self.declarations)
        item.extend(self._outcomes())
        item.append(self.body)
        if self.explanation:
            self.told.append("explanation")
        if self.rules or self.told:
            processing = SubElement(item, "responseProcessing")
            processing.extend(self.rules)
            if self.told:
                processing.append(self._telling())
        if self.explanation:
            self.tell(item, "explanation", self.explanation, "modalFeedback")
        return item

    def _outcomes(self) -> Iterable[Element]:
        yield from self.outcomes
        if self.points is not None:
            most = Element(
                "outcomeDeclaration",
                {
                    "identifier": "MAXSCORE",
                    "cardinality": "single",
                    "baseType": "float",
                },
            )
            add_value(SubElement(most, "defaultValue"), digits(self.points))
            yield most
        if self.told or self.explanation:
            yield Element(
                "outcomeDeclaration",
                {
                    "identifier": FEEDBACK,
                    "cardinality": "multiple",
                    "baseType": "identifier",
                },
            )

    def _telling(self) -> Element:
        rule = Element("setOutcomeValue", {"identifier": FEEDBACK})
        several = SubElement(rule, "multiple")
        for identifier in dict.fromkeys(self.told):
            add_base_value(several, "identifier", identifier)
        return rule


def add_value(parent: Element, text: str) -> None:
    """Add ``<value>``."""
    SubElement(parent, "value").text = writable(text)


def add_base_value(parent: Element, kind: str, text: str) -> None:
    """Add ``<baseValue>``."""
    SubElement(parent, "baseValue", {"baseType": kind}).text = text


def add_correct(declaration: Element, values: Iterable[str]) -> None:
    """Add the right response."""
    correct = SubElement(declaration, "correctResponse")
    for value in values:
        add_value(correct, value)


def add_mapping(
    declaration: Element,
    values: Mapping[str, Decimal],
    most: Decimal,
    **attributes: str,
) -> None:
    """Add what each value earns; nothing is ever below 0."""
    mapping = SubElement(
        declaration,
        "mapping",
        {"lowerBound": "0", "upperBound": digits(most), "defaultValue": "0"},
    )
    for key, value in values.items():
        entry = {"mapKey": writable(key), "mappedValue": digits(value)}
        SubElement(mapping, "mapEntry", entry | attributes)


def named(identity: str) -> str:
    """Return an id of a document as an identifier, which begins with a letter."""
    return identity if identity[:1].isalpha() else f"_{identity}"


def share_of(points: Decimal, parts: int) -> Decimal:
    """Return the part of the points that one of some equal parts earns."""
    return (points / parts).quantize(STEP)


def digits(number: Decimal) -> str:
    """Return a number without an exponent."""
    return f"{number.normalize():f}"


def in_package(html: str) -> str:
    """Return HTML whose images lie in the package beside the items."""
    return IMAGE_TAG.sub(lambda m: m[0].replace('"image:', '"../images/'), html)
