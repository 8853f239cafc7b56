"""Writes each type's interaction with its declaration and its scoring."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from quizzes.exchange.gap_text import LIKE_A_GAP
from quizzes.exchange.html_tree import add_lines, add_text
from quizzes.exchange.qti.choices import TABLE_CLASS
from quizzes.exchange.qti.draft import (
    Draft,
    add_base_value,
    add_correct,
    add_mapping,
    digits,
    named,
    share_of,
)
from quizzes.exchange.qti.item import UNIT_CLASS
from quizzes.exchange.qti.passage import LABEL_CLASS, MAIL_CLASS
from quizzes.exchange.xml_tree import writable

Document = Mapping[str, Any]
SCALE_STEPS = {"likert": range(1, 6), "rating": range(11)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is written: into which element, under which names."""

    draft: Draft
    parent: Element
    # Empty for a whole item, ``_a`` for a part.
    end: str = ""

    @property
    def response(self) -> str:
        """The name of the response."""
        return f"RESPONSE{self.end}"

    @property
    def score(self) -> str:
        """The name of the outcome with the points."""
        return f"SCORE{self.end}"

    def named(self, identifier: str) -> str:
        """Return an identifier that no other part has."""
        return f"{identifier}{self.end}"

    def interaction(self, name: str, **attributes: str) -> Element:
        """Add an interaction of the response."""
        response = {"responseIdentifier": self.response}
        return SubElement(self.parent, name, response | attributes)


def points_of(document: Document) -> Decimal:
    """Return the points that a document states."""
    return Decimal(str(document.get("points", 1)))


def add_choice(place: Place, document: Document, *, several: bool) -> None:
    """Write options as choiceInteraction."""
    options = document["options"]
    interaction = place.interaction(
        "choiceInteraction", shuffle="false", maxChoices="0" if several else "1"
    )
    for option in options:
        _add_told(place, interaction, "simpleChoice", option)
    keys = [named(option["id"]) for option in options if option["key"]]
    others = [named(option["id"]) for option in options if not option["key"]]
    cardinality = "multiple" if several else "single"
    declaration = place.draft.declare(place.response, cardinality, "identifier")
    _score_marks(place, document, declaration, keys, others)


def add_matching(place: Place, document: Document) -> None:
    """Write sources and targets as matchInteraction."""
    _add_pairs(place, document, ("sources", "target", "targets"))


def add_matrix(place: Place, document: Document) -> None:
    """Write a table as matchInteraction that asks for a table."""
    names = ("statements", "choice", "choices")
    _add_pairs(place, document, names, **{"class": TABLE_CLASS})


def add_ordering(place: Place, document: Document) -> None:
    """Write entries as orderInteraction."""
    interaction = place.interaction("orderInteraction", shuffle="true")
    for entry in document["entries"]:
        _add_told(place, interaction, "simpleChoice", entry)
    declaration = place.draft.declare(place.response, "ordered", "identifier")
    add_correct(declaration, [named(entry["id"]) for entry in document["entries"]])
    if document.get("scoring") != "each":
        _score_match(place, points_of(document))
        return
    count = len(document["entries"])
    share = share_of(points_of(document), count)
    for index in range(1, count + 1):
        test = Element("match")
        for name in ("variable", "correct"):
            element = SubElement(test, "index", {"n": str(index)})
            SubElement(element, name, {"identifier": place.response})
        _add_points_if(place, test, share, sums=True)


def add_numeric(place: Place, document: Document) -> None:
    """Write a number as textEntryInteraction, compared with its tolerance."""
    paragraph = SubElement(place.parent, "p")
    SubElement(
        paragraph, "textEntryInteraction", {"responseIdentifier": place.response}
    )
    units = document.get("accepted_units", ())
    others = json.dumps(list(units), ensure_ascii=False) if units else ""
    if document.get("unit") or others:
        attributes = {"class": UNIT_CLASS, "label": writable(others)}
        unit = SubElement(paragraph, "span", {k: v for k, v in attributes.items() if v})
        unit.text = writable(document.get("unit", ""))
    value = digits(Decimal(str(document["value"])))
    tolerance = digits(Decimal(str(document.get("tolerance", 0))))
    declaration = place.draft.declare(place.response, "single", "float")
    add_correct(declaration, [value])
    test = Element("equal", {"toleranceMode": "absolute"})
    test.set("tolerance", f"{tolerance} {tolerance}")
    SubElement(test, "variable", {"identifier": place.response})
    SubElement(test, "correct", {"identifier": place.response})
    _add_points_if(place, test, points_of(document))


def add_short_text(place: Place, document: Document) -> None:
    """Write a field of text as textEntryInteraction with a mapping."""
    paragraph = SubElement(place.parent, "p")
    SubElement(
        paragraph, "textEntryInteraction", {"responseIdentifier": place.response}
    )
    _declare_texts(place.draft, place.response, document, points_of(document))
    _score_mapping(place)


def add_cloze(place: Place, document: Document) -> None:
    """Write a text with fields and selects in it."""
    paragraph = SubElement(
        SubElement(place.parent, "div", {"class": "choudo-text"}), "p"
    )
    gaps = {gap["id"]: gap for gap in document["gaps"]}
    points = points_of(document)
    tests = []
    for index, piece in enumerate(LIKE_A_GAP.split(document["text"])):
        if index % 2 == 0:
            add_lines(paragraph, writable(piece))
        else:
            tests.append(_add_gap(place, paragraph, gaps[piece]))
    if document.get("scoring", "all") == "each":
        for test in tests:
            _add_points_if(place, test, share_of(points, len(tests)), sums=True)
        return
    together = Element("and")
    together.extend(tests)
    _add_points_if(place, together, points)


def add_hottext(place: Place, document: Document) -> None:
    """Write lines with markable parts as hottextInteraction."""
    interaction = place.interaction("hottextInteraction", maxChoices="0")
    if document.get("medium", "mail") == "mail":
        interaction.set("class", MAIL_CLASS)
    keys: list[str] = []
    others: list[str] = []
    for line in document["lines"]:
        paragraph = SubElement(interaction, "p")
        if line.get("label"):
            label = SubElement(paragraph, "span", {"class": LABEL_CLASS})
            label.text = writable(line["label"])
        for segment in line["segments"]:
            if "id" not in segment:
                add_text(paragraph, writable(segment["text"]))
                continue
            _add_told(place, paragraph, "hottext", segment)
            (keys if segment.get("key") else others).append(named(segment["id"]))
    declaration = place.draft.declare(place.response, "multiple", "identifier")
    _score_marks(place, document, declaration, keys, others)


def add_scale(place: Place, document: Document, steps: Sequence[int]) -> None:
    """Write a scale as choiceInteraction without a right response."""
    interaction = place.interaction(
        "choiceInteraction", shuffle="false", maxChoices="1"
    )
    texts = [str(step) for step in steps]
    texts[0], texts[-1] = document["low"], document["high"]
    for step, text in zip(steps, texts, strict=True):
        choice = SubElement(interaction, "simpleChoice", {"identifier": f"S{step}"})
        choice.text = writable(text)
    place.draft.declare(place.response, "single", "identifier")


def add_free_text(place: Place, document: Document) -> None:
    """Write a long answer as extendedTextInteraction."""
    longest = str(document.get("longest", 1000))
    place.interaction("extendedTextInteraction", expectedLength=longest)
    place.draft.declare(place.response, "single", "string")


ADD: Mapping[str, Callable[[Place, Document], None]] = {
    "single_choice": lambda place, doc: add_choice(place, doc, several=False),
    "multiple_response": lambda place, doc: add_choice(place, doc, several=True),
    "true_false": lambda place, doc: add_choice(place, doc, several=False),
    "matching": add_matching,
    "matrix": add_matrix,
    "ordering": add_ordering,
    "numeric": add_numeric,
    "short_text": add_short_text,
    "cloze": add_cloze,
    "hottext": add_hottext,
    "likert": lambda place, doc: add_scale(place, doc, SCALE_STEPS["likert"]),
    "rating": lambda place, doc: add_scale(place, doc, SCALE_STEPS["rating"]),
    "free_text": add_free_text,
}


def _add_told(place: Place, parent: Element, name: str, row: Document) -> Element:
    """Add a choice with its text and its explanation."""
    element = SubElement(parent, name, {"identifier": named(row["id"])})
    add_lines(element, writable(row["text"]))
    told = place.named(f"told_{row['id']}")
    place.draft.tell(element, told, row.get("explanation", ""), "feedbackInline")
    return element


def _add_pairs(
    place: Place, document: Document, names: tuple[str, str, str], **attributes: str
) -> None:
    rows_name, partner, columns_name = names
    rows, columns = document[rows_name], document[columns_name]
    interaction = place.interaction(
        "matchInteraction",
        shuffle="false",
        maxAssociations=str(len(rows)),
        **attributes,
    )
    # One identifier may not name two things: rows r_a, columns c_a.
    pairs = [f"r_{row['id']} c_{row[partner]}" for row in rows]
    for prefix, things, most in (("r", rows, 1), ("c", columns, len(rows))):
        group = SubElement(interaction, "simpleMatchSet")
        for thing in things:
            row = {**thing, "id": f"{prefix}_{thing['id']}"}
            element = _add_told(place, group, "simpleAssociableChoice", row)
            element.set("matchMax", str(most))
    declaration = place.draft.declare(place.response, "multiple", "directedPair")
    add_correct(declaration, pairs)
    points = points_of(document)
    if document.get("scoring", "all") == "each":
        share = share_of(points, len(rows))
        add_mapping(declaration, dict.fromkeys(pairs, share), points)
        _score_mapping(place)
    else:
        _score_match(place, points)


def _add_gap(place: Place, paragraph: Element, gap: Document) -> Element:
    """Add one gap; return the test of its being right."""
    name = f"{place.response}_{gap['id']}"
    if "options" in gap:
        interaction = SubElement(
            paragraph,
            "inlineChoiceInteraction",
            {"responseIdentifier": name, "shuffle": "false"},
        )
        for option in gap["options"]:
            choice = SubElement(
                interaction, "inlineChoice", {"identifier": named(option["id"])}
            )
            choice.text = writable(option["text"])
        declaration = place.draft.declare(name, "single", "identifier")
        add_correct(declaration, [named(o["id"]) for o in gap["options"] if o["key"]])
        test = Element("match")
        SubElement(test, "variable", {"identifier": name})
        SubElement(test, "correct", {"identifier": name})
        return test
    SubElement(paragraph, "textEntryInteraction", {"responseIdentifier": name})
    _declare_texts(place.draft, name, gap, Decimal(1))
    test = Element("gt")
    SubElement(test, "mapResponse", {"identifier": name})
    add_base_value(test, "float", "0")
    return test


def _declare_texts(
    draft: Draft, name: str, document: Document, points: Decimal
) -> None:
    accepted = document["accepted"]
    declaration = draft.declare(name, "single", "string")
    add_correct(declaration, accepted[:1])
    exact = "false" if document.get("fold", True) else "true"
    values = dict.fromkeys(accepted, points)
    add_mapping(declaration, values, points, caseSensitive=exact)


def _score_marks(
    place: Place,
    document: Document,
    declaration: Element,
    keys: list[str],
    others: list[str],
) -> None:
    add_correct(declaration, keys)
    points = points_of(document)
    if document.get("scoring", "all") == "each":
        share = share_of(points, len(keys))
        values = dict.fromkeys(keys, share) | dict.fromkeys(others, -share)
        add_mapping(declaration, values, points)
        _score_mapping(place)
    else:
        _score_match(place, points)


def _score_match(place: Place, points: Decimal) -> None:
    test = Element("match")
    SubElement(test, "variable", {"identifier": place.response})
    SubElement(test, "correct", {"identifier": place.response})
    _add_points_if(place, test, points)


def _score_mapping(place: Place) -> None:
    rule = Element("setOutcomeValue", {"identifier": place.score})
    SubElement(rule, "mapResponse", {"identifier": place.response})
    place.draft.rules.append(rule)


def _add_points_if(
    place: Place, test: Element, points: Decimal, *, sums: bool = False
) -> None:
    condition = Element("responseCondition")
    branch = SubElement(condition, "responseIf")
    branch.append(test)
    target = SubElement(branch, "setOutcomeValue", {"identifier": place.score})
    if sums:
        target = SubElement(target, "sum")
        SubElement(target, "variable", {"identifier": place.score})
    add_base_value(target, "float", digits(points))
    place.draft.rules.append(condition)
