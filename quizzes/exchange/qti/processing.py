"""Understands how an item is scored, as far as our scoring can follow.

Templates and the usual rules are recognised; anything more (partial credit by special
cases, thresholds) is told apart, so that the report can say that it was not taken.
"""

from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.exchange.qti.declarations import default_of, most_of, number, outcomes
from quizzes.exchange.xml_tree import attribute, child, children, descendants, text_of

MATCH, MAP, UNKNOWN, NONE = "match", "map", "unknown", "none"
TEMPLATES = {
    "match_correct": MATCH,
    "map_response": MAP,
    "cc2_match": MATCH,
    "cc2_match_basic": MATCH,
    "cc2_map_response": MAP,
}
BRANCHES = ("responseIf", "responseElseIf")
COMPARISONS = (
    *("match", "equal", "equalRounded", "stringMatch", "substring", "patternMatch"),
    *("gte", "lte", "gt", "lt", "member", "contains", "durationLT", "durationGTE"),
)
RANGES = ("gte", "lte", "gt", "lt")
COMPUTED = ("customOperator", "random", "randomInteger", "mapResponsePoint", "inside")


class Processing:
    """The response processing and the outcomes of one item."""

    def __init__(self, item: Element) -> None:
        self.element = child(item, "responseProcessing")
        self.outcomes = outcomes(item)
        self.template = self._template()

    def rule(self, identifier: str) -> str:
        """Return how a response is scored: match, map, unknown, or none at all."""
        if self.template:
            return TEMPLATES.get(self.template, UNKNOWN)
        if self.element is None or not len(self.element):
            return NONE
        if self._uses("mapResponse", identifier):
            return MAP
        if self._uses("correct", identifier) or self.comparison(identifier) is not None:
            return MATCH
        return UNKNOWN

    def comparison(self, identifier: str, *names: str) -> Element | None:
        """Return the first comparison of a response, of the named kinds."""
        return next(iter(self._comparisons(identifier, names or COMPARISONS)), None)

    def comparisons(self, identifier: str, *names: str) -> list[Element]:
        """Return all comparisons of a response that decide about points."""
        return list(self._comparisons(identifier, names))

    def has_special_cases(self, identifier: str) -> bool:
        """Whether values beside the right response earn points of their own."""
        if any(True for _ in descendants(self.element, *COMPUTED)):
            return True
        for comparison in self._comparisons(identifier, COMPARISONS):
            names = {each.tag for each in comparison.iter()}
            if comparison.tag in (*RANGES, "equal") and "variable" in names:
                continue
            if "correct" not in names:
                return True
        return False

    def is_all_together(self, identifiers: list[str]) -> bool:
        """Whether points come only if all of these responses are right."""
        wanted = set(identifiers)
        for condition in descendants(self.element, "and"):
            used = {
                attribute(each, "identifier")
                for each in descendants(condition, "variable", "mapResponse")
            }
            if wanted <= used:
                return True
        return False

    def is_by_place(self, identifier: str) -> bool:
        """Whether an order is scored place by place."""
        return any(
            True
            for index in descendants(self.element, "index")
            for each in descendants(index, "variable")
            if attribute(each, "identifier") == identifier
        )

    def whole_points(self) -> Decimal | None:
        """Return the points of the whole item, where it says so."""
        stated = default_of(self.outcomes.get("MAXSCORE"))
        if stated is not None and stated > 0:
            return stated
        return most_of(self.outcomes.get("SCORE")) or self._most_given("SCORE")

    def part_points(self, identifiers: list[str]) -> Decimal | None:
        """Return the points of responses whose score has an outcome of its own.

        ``RESPONSE_a`` and ``RESPONSE_a_1`` are scored in ``SCORE_a``.
        """
        shortest = min(identifiers, key=len)
        ends = [shortest.replace("RESPONSE", "", 1)]
        if len(identifiers) > 1 or ends[0].count("_") > 1:
            ends.append(ends[0].rpartition("_")[0])
        for end in ends:
            name = f"SCORE{end}"
            if end and name in self.outcomes:
                return most_of(self.outcomes[name]) or self._most_given(name)
        return None

    def sets_from_response(self, outcome: str) -> bool:
        """Whether an outcome simply takes what was chosen (feedback per option)."""
        return any(
            attribute(each, "identifier") == outcome
            and len(each) == 1
            and each[0].tag == "variable"
            for each in descendants(self.element, "setOutcomeValue")
        )

    def _template(self) -> str:
        if self.element is None:
            return ""
        address = attribute(self.element, "template") or attribute(
            self.element, "templateLocation"
        )
        name = address.rstrip("/").rpartition("/")[2].lower()
        return name.removesuffix(".xml").replace("-", "_")

    def _uses(self, name: str, identifier: str) -> bool:
        return any(
            attribute(each, "identifier") == identifier
            for each in descendants(self.element, name)
        )

    def _comparisons(
        self, identifier: str, names: tuple[str, ...]
    ) -> Iterator[Element]:
        for branch in descendants(self.element, *BRANCHES):
            if not self._gives_points(branch):
                continue
            for comparison in descendants(branch[0], *names):
                variables = descendants(comparison, "variable")
                if identifier in {attribute(each, "identifier") for each in variables}:
                    yield comparison

    def _gives_points(self, branch: Element) -> bool:
        if not len(branch):
            return False
        for each in children(branch, "setOutcomeValue"):
            outcome = self.outcomes.get(attribute(each, "identifier"))
            kind = "" if outcome is None else attribute(outcome, "baseType")
            value = child(each, "baseValue")
            if kind in ("identifier", "string", "boolean"):
                continue
            if value is None or (number(text_of(value)) or 0) > 0:
                return True
        return False

    def _most_given(self, outcome: str) -> Decimal | None:
        """Return the most that any rule gives in plain numbers."""
        given = [
            number(text_of(child(each, "baseValue")))
            for each in descendants(self.element, "setOutcomeValue")
            if attribute(each, "identifier") == outcome
            and len(each) == 1
            and child(each, "baseValue") is not None
        ]
        most = max((value for value in given if value is not None), default=None)
        return most if most and most > 0 else None
