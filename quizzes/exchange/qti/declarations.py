"""What an item declares of its variables: the right response, mappings, outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from quizzes.exchange.xml_tree import attribute, child, children, text_of


@dataclass(frozen=True, slots=True)
class MapEntry:
    """What one value of a response earns."""

    key: str
    value: Decimal
    case_sensitive: bool


@dataclass(frozen=True, slots=True)
class ValueMapping:
    """A ``<mapping>``: entries, what any other value earns, and the bounds."""

    entries: tuple[MapEntry, ...]
    default: Decimal
    lower: Decimal | None
    upper: Decimal | None

    @property
    def best(self) -> list[MapEntry]:
        """The entries that earn something."""
        return [entry for entry in self.entries if entry.value > 0]


@dataclass(frozen=True, slots=True)
class Declaration:
    """One ``<responseDeclaration>``."""

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    mapping: ValueMapping | None

    @property
    def is_single(self) -> bool:
        """Whether one value is asked for."""
        return self.cardinality in ("single", "")


NOT_DECLARED = Declaration("", "", "", (), None)


def responses(item: Element) -> Mapping[str, Declaration]:
    """Return the declarations of responses by their identifiers."""
    return {
        attribute(each, "identifier"): _declaration(each)
        for each in children(item, "responseDeclaration")
    }


def outcomes(item: Element) -> Mapping[str, Element]:
    """Return the declarations of outcomes by their identifiers."""
    return {
        attribute(each, "identifier"): each
        for each in children(item, "outcomeDeclaration")
    }


def most_of(outcome: Element | None) -> Decimal | None:
    """Return an outcome's stated maximum, if it says one above 0."""
    if outcome is None:
        return None
    most = number(attribute(outcome, "normalMaximum"))
    return most if most and most > 0 else None


def default_of(outcome: Element | None) -> Decimal | None:
    """Return the number that an outcome begins with."""
    return number(text_of(child(child(outcome, "defaultValue"), "value")))


def number(text: str) -> Decimal | None:
    """Return a finite number of a sensible size, or None."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    fits = value.is_finite() and abs(value.adjusted()) < 25
    return value if fits and len(value.as_tuple().digits) <= 28 else None


def _declaration(element: Element) -> Declaration:
    values = children(child(element, "correctResponse"), "value")
    return Declaration(
        identifier=attribute(element, "identifier"),
        cardinality=attribute(element, "cardinality"),
        base_type=attribute(element, "baseType"),
        correct=tuple(text for each in values if (text := _normal(text_of(each)))),
        mapping=_mapping(child(element, "mapping")),
    )


def _mapping(element: Element | None) -> ValueMapping | None:
    if element is None:
        return None
    entries = (
        MapEntry(
            key=_normal(attribute(each, "mapKey")),
            value=number(attribute(each, "mappedValue")) or Decimal(0),
            case_sensitive=attribute(each, "caseSensitive", "true") != "false",
        )
        for each in children(element, "mapEntry")
    )
    return ValueMapping(
        entries=tuple(entries),
        default=number(attribute(element, "defaultValue")) or Decimal(0),
        lower=number(attribute(element, "lowerBound")),
        upper=number(attribute(element, "upperBound")),
    )


def _normal(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text.strip()
