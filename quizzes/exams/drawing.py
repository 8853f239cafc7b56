"""Draws one form of a mock examination: a pure function of seed, blueprint and bank."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.exams.blueprint import Blueprint, ExamField
from quizzes.selection import BankItem, SectionRule, draw_form, rank


@dataclass(frozen=True, slots=True)
class Lack:
    """A heading of which the bank has too few items."""

    heading: str
    needed: int
    available: int

    @property
    def missing(self) -> int:
        """How many items are still to be written; above 0."""
        return self.needed - self.available


class ExamShortage(ValueError):
    """The bank can't fill the blueprint; ``lacks`` says where."""

    def __init__(self, lacking: Sequence[Lack]) -> None:
        self.lacks = tuple(lacking)
        super().__init__(
            "、".join(f"{each.heading}：あと{each.missing}問" for each in lacking)
        )


def lacks(
    blueprint: Blueprint, bank: Sequence[BankItem], headings: Mapping[str, str]
) -> list[Lack]:
    """Return the headings that can't be filled, in the blueprint's order.

    Parameters
    ----------
    bank : items of the blueprint's types and number of options.
    headings : objective code → the one heading that its items count for.
    """
    there = Counter(headings.get(item.objective, "") for item in bank)
    return [
        Lack(heading, needed, there[heading])
        for field in blueprint.fields
        for heading, needed in field.headings
        if there[heading] < needed
    ]


def draw_exam(
    *,
    seed: int,
    blueprint: Blueprint,
    bank: Sequence[BankItem],
    headings: Mapping[str, str],
    shuffle: bool,
) -> AttemptForm:
    """Draw one form: field by field, heading by heading; some items on trial.

    Parameters
    ----------
    seed, bank, shuffle : as in ``draw_form``; items of the blueprint's types only.
    headings : objective code → the one heading that its items count for.

    Returns
    -------
    A form whose sections are the fields. Of each field ``trials`` items are marked as
    trial, by the seed; no heading is left without a scored item while another has two.

    Raises
    ------
    ExamShortage
        If a heading can't be filled. Nothing is drawn then.
    """
    lacking = lacks(blueprint, bank, headings)
    if lacking:
        raise ExamShortage(lacking)
    drawn: list[FormItem] = []
    for field in blueprint.fields:
        form = draw_form(
            seed=seed, sections=_rules(field, headings), bank=bank, shuffle=shuffle
        )
        on_trial = _trials(seed, field, form)
        drawn += [
            replace(item, section=field.code, trial=place in on_trial)
            for place, item in enumerate(form.items)
        ]
    return AttemptForm(items=tuple(drawn))


def _rules(field: ExamField, headings: Mapping[str, str]) -> list[SectionRule]:
    return [
        SectionRule(
            code=heading,
            title=heading,
            count=count,
            objectives=frozenset(
                objective for objective, of in headings.items() if of == heading
            ),
        )
        for heading, count in field.headings
    ]


def _trials(seed: int, field: ExamField, form: AttemptForm) -> set[int]:
    """Return the places of the field's trial items."""
    purpose = f"trial/{field.code}"
    places = sorted(
        range(len(form)),
        key=lambda place: rank(seed, purpose, str(form.items[place].version_id)),
    )
    scored = Counter(item.section for item in form.items)
    chosen: set[int] = set()
    for spare in (2, 1):
        for place in places:
            heading = form.items[place].section
            if (
                len(chosen) < field.trials
                and place not in chosen
                and scored[heading] >= spare
            ):
                scored[heading] -= 1
                chosen.add(place)
    return chosen
