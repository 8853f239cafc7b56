"""What a quiz would draw now: one form for its author to read, stored nowhere."""

from dataclasses import dataclass

from quizzes.bank import items_for, section_rules
from quizzes.models import ItemVersion, Quiz
from quizzes.selection import NotEnoughItems, draw_form


@dataclass(frozen=True, slots=True)
class SampleSection:
    """One section with the versions that were drawn for it."""

    title: str
    versions: tuple[ItemVersion, ...]


def sample_of(quiz: Quiz, *, seed: int) -> list[SampleSection]:
    """Draw as an attempt would, in the sections' order; empty if the bank is too small.

    Parameters
    ----------
    seed : any integer; another one draws another form.
    """
    rules = section_rules(quiz)
    try:
        form = draw_form(
            seed=seed,
            sections=rules,
            bank=items_for(rules),
            shuffle=quiz.shuffle_options,
        )
    except NotEnoughItems:
        return []
    drawn = ItemVersion.objects.select_related("item").in_bulk(
        [each.version_id for each in form.items]
    )
    return [
        SampleSection(
            rule.title,
            tuple(
                drawn[each.version_id]
                for each in form.items
                if each.section == rule.code
            ),
        )
        for rule in rules
    ]
