"""What a quiz would draw now: one form for its author to read, stored nowhere."""

from dataclasses import dataclass

from quizzes.actions.starting import draw, source_of
from quizzes.bank import section_rules
from quizzes.errors import QuizNotReady
from quizzes.models import ItemVersion, Quiz


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
        form = draw(quiz, source_of(quiz), seed)
    except QuizNotReady:
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
