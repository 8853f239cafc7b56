"""What a candidate gave at one position, as it is stored in ``Response.value``.

``{"chosen": ["a"], "flagged": true, "confidence": "high"}``; what is not so is left
out, so a cleared answer is ``{}``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.item_types.choice import OPTION_ID_PATTERN

CONFIDENCES = ("high", "middle", "low")


class AnswerInvalid(ValueError):
    """A request that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Chosen option ids, the mark あとで見る, and how sure the candidate felt."""

    chosen: tuple[str, ...] = ()
    flagged: bool = False
    confidence: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no option is chosen: unanswered or cleared."""
        return not self.chosen

    def to_json(self) -> dict[str, Any]:
        """Return the value to store; empty if nothing is given."""
        value: dict[str, Any] = {}
        if self.chosen:
            value["chosen"] = list(self.chosen)
        if self.flagged:
            value["flagged"] = True
        if self.confidence:
            value["confidence"] = self.confidence
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Answer":
        """Read a stored value."""
        return cls(
            chosen=tuple(value.get("chosen", ())),
            flagged=bool(value.get("flagged", False)),
            confidence=value.get("confidence", ""),
        )


def parse_answer(
    *, chosen: Sequence[str], flagged: bool, confidence: str, option_count: int
) -> Answer:
    """Check the shape of what a form or script sent.

    Whether the ids are options of the item is judged when scoring: an unknown id is
    simply not the key, so saving needs no look at the item.

    Parameters
    ----------
    chosen : option ids; empty clears the answer. Order and repeats don't matter.
    flagged : the mark あとで見る.
    confidence : one of ``CONFIDENCES`` or empty.
    option_count : options of the item; more ids than that are refused.

    Raises
    ------
    AnswerInvalid
        For ids of another shape, too many of them, or an unknown confidence.
    """
    ids = tuple(sorted(set(chosen)))
    if len(ids) > option_count:
        raise AnswerInvalid("more options than the item has")
    if not all(OPTION_ID_PATTERN.fullmatch(each) for each in ids):
        raise AnswerInvalid("not an option id")
    if confidence and confidence not in CONFIDENCES:
        raise AnswerInvalid("not a confidence")
    return Answer(chosen=ids, flagged=flagged, confidence=confidence)
