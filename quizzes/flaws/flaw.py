"""What a flaw is, and what a rule is. Knows no rule and no item."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Severity = Literal["error", "warning", "hint"]

SEVERITIES: dict[Severity, str] = {
    "error": "誤り",
    "warning": "注意",
    "hint": "参考",
}

HALADYNA = "Haladyna ほか（2002）指針"

Looked = TypeVar("Looked")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to mend: by which rule, where, what is so and what to do."""

    rule: str
    severity: Severity
    message: str
    source: str
    place: str = ""

    @property
    def severity_name(self) -> str:
        """The severity as an author reads it."""
        return SEVERITIES[self.severity]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Looked]):
    """One rule of item writing.

    ``find`` gets what is looked at and yields a sentence for each thing it finds, which
    says what was found; ``advice`` says what to do.
    """

    id: str
    name: str
    severity: Severity
    source: str
    advice: str
    find: Callable[[Looked], Iterable[str]]

    def flaws(self, looked: Looked, *, place: str = "") -> list[Flaw]:
        """Return what this rule finds in ``looked``, in the order it is found."""
        return [
            Flaw(self.id, self.severity, found + self.advice, self.source, place)
            for found in self.find(looked)
        ]
