"""What a candidate gave at one position, as it is stored in ``Response.value``.

``{"chosen": ["a"], "flagged": true, "confidence": "high"}``: response variables with
their texts, and two marks; what is not so is left out, so a cleared answer is ``{}``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

CONFIDENCES = ("high", "middle", "low")
MARKS = ("flagged", "confidence")
VARIABLE = re.compile(r"[a-z0-9]{1,8}(\.[a-z0-9]{1,8})?")
MOST_TEXTS = 26
LONGEST_TEXT = 2000


class AnswerInvalid(ValueError):
    """A request that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is given per variable, the mark あとで見る, how sure the candidate felt."""

    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flagged: bool = False
    confidence: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is given: unanswered or cleared."""
        return not self.given

    def is_complete(self, variables: int) -> bool:
        """Whether every one of so many response variables is answered."""
        return len(self.given) >= variables

    def to_json(self) -> dict[str, Any]:
        """Return the value to store; empty if nothing is given."""
        value: dict[str, Any] = {
            name: list(texts) for name, texts in self.given.items()
        }
        if self.flagged:
            value["flagged"] = True
        if self.confidence:
            value["confidence"] = self.confidence
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Answer":
        """Read a stored value."""
        return cls(
            given={
                name: tuple(texts) for name, texts in value.items() if name not in MARKS
            },
            flagged=bool(value.get("flagged", False)),
            confidence=value.get("confidence", ""),
        )


def parse_answer(
    *,
    given: Mapping[str, Sequence[str]],
    flagged: bool,
    confidence: str,
    variables: int,
) -> Answer:
    """Check the shape of what a form or script sent.

    Whether names and ids are those of the item is judged when scoring: what the item
    doesn't have earns nothing, so saving needs no look at the item.

    Parameters
    ----------
    given : variable → texts; empty texts clear it. Order and repeats don't matter.
    flagged : the mark あとで見る.
    confidence : one of ``CONFIDENCES`` or empty.
    variables : how many the item has; more than that are refused.

    Raises
    ------
    AnswerInvalid
        For names or texts of another shape, too many of them, or an unknown confidence.
    """
    kept = {
        name: tuple(sorted({text.strip() for text in texts} - {""}))
        for name, texts in given.items()
    }
    kept = {name: texts for name, texts in sorted(kept.items()) if texts}
    if len(kept) > variables:
        raise AnswerInvalid("more variables than the item has")
    for name, texts in kept.items():
        _check(name, texts)
    if confidence and confidence not in CONFIDENCES:
        raise AnswerInvalid("not a confidence")
    return Answer(given=kept, flagged=flagged, confidence=confidence)


def _check(name: str, texts: tuple[str, ...]) -> None:
    if not VARIABLE.fullmatch(name) or name in MARKS:
        raise AnswerInvalid("not a variable")
    if len(texts) > MOST_TEXTS or any(len(text) > LONGEST_TEXT for text in texts):
        raise AnswerInvalid("more than an item asks for")
    if any("\x00" in text for text in texts):
        raise AnswerInvalid("a character that can't be stored")
