"""Which items an attempt gets, and in which order: a pure function of the seed.

The order is that of SHA-256 over ``seed/purpose/name``, not of Python's ``random``,
whose methods may give other numbers in a later Python. So the same seed and bank give
the same form for ever, whatever order the bank is listed in; and one more item in the
bank changes a form only where that item is drawn.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import Shuffling

ALWAYS, WHERE_ASKED = Shuffling.ALWAYS, Shuffling.WHERE_ASKED


@dataclass(frozen=True, slots=True)
class BankItem:
    """One item that may be drawn, in the version now published."""

    version_id: int
    code: str
    objective: str
    order_length: int
    shuffling: Shuffling = Shuffling.WHERE_ASKED
    variables: int = 1


@dataclass(frozen=True, slots=True)
class SectionRule:
    """Draw ``count`` items from those of the section's objectives."""

    code: str
    title: str
    count: int
    objectives: frozenset[str]


class NotEnoughItems(ValueError):
    """A section asks for more items than the bank has for its objectives."""

    def __init__(self, section: SectionRule, available: int) -> None:
        self.section = section
        self.available = available
        super().__init__(
            f"区分「{section.title}」に出す問題が足りません"
            f"（必要 {section.count}、使える問題 {available}）。"
        )


def draw_form(
    *,
    seed: int,
    sections: Sequence[SectionRule],
    bank: Collection[BankItem],
    shuffle: bool,
) -> AttemptForm:
    """Draw one form.

    Parameters
    ----------
    seed : any integer; the same seed with the same bank gives the same form.
    sections : in the order they are shown; counts > 0.
    bank : items with different codes, in any order.
    shuffle : whether options change their order, where the item's type allows.

    Returns
    -------
    The form: section by section; no item twice, even if sections share objectives.

    Raises
    ------
    NotEnoughItems
        If a section can't be filled. Nothing is drawn then.

    References
    ----------
    Ordering by a keyed hash: a uniform random permutation if the hash is; compare
    "sorting by random keys" in Knuth, TAOCP vol. 2, 3.4.2.
    """
    drawn: list[FormItem] = []
    used: set[str] = set()
    for section in sections:
        fitting = [
            item
            for item in bank
            if item.objective in section.objectives and item.code not in used
        ]
        if len(fitting) < section.count:
            raise NotEnoughItems(section, len(fitting))
        ordered = sorted(
            fitting, key=lambda item: rank(seed, f"item/{section.code}", item.code)
        )
        for item in ordered[: section.count]:
            used.add(item.code)
            drawn.append(_form_item(seed, section.code, item, shuffle=shuffle))
    return AttemptForm(items=tuple(drawn))


def _form_item(seed: int, section: str, item: BankItem, *, shuffle: bool) -> FormItem:
    order: Iterable[int] = range(item.order_length)
    if item.shuffling in ({ALWAYS, WHERE_ASKED} if shuffle else {ALWAYS}):
        purpose = f"option/{item.code}"
        order = sorted(order, key=lambda index: rank(seed, purpose, str(index)))
    return FormItem(
        version_id=item.version_id,
        section=section,
        order=tuple(order),
        variables=item.variables,
    )


def rank(seed: int, purpose: str, name: str) -> tuple[bytes, str]:
    """Return the sort key of one name; the name itself decides equal digests."""
    return hashlib.sha256(f"{seed}/{purpose}/{name}".encode()).digest(), name
