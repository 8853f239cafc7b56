"""What the pages of a running attempt show. Reads; decides and writes nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.composed import composed
from quizzes import attempt_life
from quizzes.attempt_form import AttemptForm
from quizzes.item_types import Answer, read_document
from quizzes.item_types.body import Body
from quizzes.models import Attempt, ItemVersion, Response

EMPTY = Answer()


@dataclass(frozen=True, slots=True)
class Question:
    """One position with what is stored for it."""

    number: int
    body: Body
    scored: bool
    answer: Answer
    sequence: int


@dataclass(frozen=True, slots=True)
class Place:
    """One number of the strip."""

    number: int
    url: str
    answered: bool
    partial: bool
    flagged: bool
    current: bool


@composed(int)
def _stored(attempt_id: int) -> QuerySet:
    rows = Response.objects.filter(attempt_id=attempt_id)
    return rows.values_list("position", "value", "sequence")


@composed(int)
def _versions(version_id: int) -> QuerySet:
    return ItemVersion.objects.filter(pk=version_id)


class Sitting:
    """An attempt with its form and stored answers; one query when it is made."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.form = AttemptForm.from_json(attempt.form)
        self._stored = {
            position: (Answer.from_json(value), sequence)
            for position, value, sequence in _stored(attempt.pk)
        }

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.form)

    @property
    def answered_count(self) -> int:
        """How many questions have an answer on disk."""
        return sum(not answer.is_empty for answer, _seq in self._stored.values())

    def answer(self, position: int) -> Answer:
        """Return the stored answer, empty if there is none."""
        return self._stored.get(position, (EMPTY, 0))[0]

    def sequence(self, position: int) -> int:
        """Return the stored answer's sequence, 0 if there is none."""
        return self._stored.get(position, (EMPTY, 0))[1]

    def is_partial(self, position: int) -> bool:
        """Whether something is given, but not for every response variable."""
        answer = self.answer(position)
        wanted = self.form.items[position].variables
        return not answer.is_empty and not answer.is_complete(wanted)

    def first_unanswered(self) -> int:
        """Return the position to go on at: the first unanswered, else the first."""
        for position in range(self.total):
            if self.answer(position).is_empty:
                return position
        return 0

    def places(self, current: int | None = None) -> list[Place]:
        """Return the strip of numbers; ``current`` is a position."""
        return [
            Place(
                number=position + 1,
                url=take_url(self.attempt.public_id, position),
                answered=not self.answer(position).is_empty,
                partial=self.is_partial(position),
                flagged=self.answer(position).flagged,
                current=position == current,
            )
            for position in range(self.total)
        ]

    def question(self, position: int) -> Question:
        """Return one question, its options in this attempt's order. One query."""
        item = self.form.items[position]
        version = _versions(item.version_id)[0]
        document = read_document(version.type, version.document)
        answer = self.answer(position)
        return Question(
            number=position + 1,
            body=document.body(item.order, answer.given),
            scored=document.scored,
            answer=answer,
            sequence=self.sequence(position),
        )


def take_url(public_id: UUID, position: int) -> str:
    """Return the address of one question; numbers in addresses count from 1."""
    return reverse("quizzes:take", args=[public_id, position + 1])


def remaining_text(attempt: Attempt, at: datetime) -> str:
    """Return the remaining time in words; empty without a time limit."""
    seconds = attempt_life.remaining_seconds(attempt.closes_at, at)
    if seconds is None:
        return ""
    if seconds < 60:
        return ngettext("残り %(n)s 秒", "残り %(n)s 秒", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("残り %(n)s 分", "残り %(n)s 分", minutes) % {"n": minutes}


def saved_text(answered: int, total: int) -> str:
    """Return how many answers are on disk, 「保存済み 7／20」."""
    return _("保存済み %(answered)s／%(total)s") % {
        "answered": answered,
        "total": total,
    }
