"""Says what a regrade would do, before anybody does it. Writes nothing."""

from collections import Counter
from dataclasses import dataclass, field

from quizzes.corrections import correction_of
from quizzes.models import Regrade
from quizzes.regraded_attempts import (
    NewRegrade,
    Worked,
    affected,
    in_batches,
    work_out,
)

MOST_NAMED = 200


@dataclass(slots=True)
class QuizFigures:
    """How the attempts of one quiz fare."""

    title: str
    attempts: int = 0
    rise: int = 0
    fall: int = 0
    gains_pass: int = 0
    loses_pass: int = 0
    is_kept: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """Figures per quiz, and the attempts that pass or fail by it (``MOST_NAMED``)."""

    quizzes: tuple[QuizFigures, ...]
    turned: tuple[Worked, ...] = field(repr=False)

    @property
    def attempts(self) -> int:
        """How many finished attempts drew a wrong version."""
        return sum(each.attempts for each in self.quizzes)

    @property
    def gains_pass(self) -> int:
        """How many are passed by it."""
        return sum(each.gains_pass for each in self.quizzes)

    @property
    def loses_pass(self) -> int:
        """How many passes are lost by it."""
        return sum(each.loses_pass for each in self.quizzes)

    @property
    def is_kept(self) -> int:
        """How many keep pass and score because nobody is to fail by it."""
        return sum(each.is_kept for each in self.quizzes)

    @property
    def changed(self) -> int:
        """How many get another share of the points."""
        return sum(each.rise + each.fall for each in self.quizzes)


def preview(new: NewRegrade) -> Preview:
    """Work everything out as ``actions.regrading.regrade`` would.

    Attempts that rest on the very same correction already are counted again and show no
    change.
    """
    decision = Regrade(item=new.item, method=new.method, right=new.right)
    corrections = dict.fromkeys(
        [each.pk for each in new.wrong], correction_of(decision)
    )
    figures: dict[int, QuizFigures] = {}
    turned: list[Worked] = []
    fields = (
        "quiz",
        "form",
        "points",
        "pass_mark",
        "floors",
        "corrections",
        "employee_id",
    )
    rows = affected(new.wrong).select_related("quiz").only(*fields, "quiz__title")
    for attempts in in_batches(rows):
        for worked in work_out(attempts, corrections, keeps_passes=new.keeps_passes):
            quiz = worked.attempt.quiz
            _count(figures.setdefault(quiz.pk, QuizFigures(quiz.title)), worked)
            if len(turned) < MOST_NAMED and _turns(worked):
                turned.append(worked)
    ordered = sorted(figures.values(), key=lambda each: each.title)
    return Preview(tuple(ordered), tuple(turned))


def _turns(worked: Worked) -> bool:
    change = worked.change
    return change.gains_pass or change.loses_pass or change.is_kept


def _count(figures: QuizFigures, worked: Worked) -> None:
    change = worked.change
    found = Counter(
        attempts=1,
        rise=change.difference > 0,
        fall=change.difference < 0,
        gains_pass=change.gains_pass,
        loses_pass=change.loses_pass,
        is_kept=change.is_kept,
    )
    for name, count in found.items():
        setattr(figures, name, getattr(figures, name) + count)
