"""What the result page shows: total, floors, and by objective the weakest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learning.composed import composed
from learning.objectives.models import Objective
from quizzes.actions.attempts import floors_of
from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import Answer, Document, read_document
from quizzes.item_types.review import Review
from quizzes.lesson_links import LessonLink, links_by_objective
from quizzes.models import Attempt, Quiz, QuizSection, Response
from quizzes.scoring import Part, maximum_of, summarise
from quizzes.versions import versions_of


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question afterwards."""

    number: int
    review: Review
    points: Decimal
    trial: bool
    confidence: str

    @property
    def right(self) -> bool:
        """Whether it earned all points."""
        return self.review.right

    @property
    def verdict(self) -> str:
        """How it was answered, in a word."""
        if not self.review.scored:
            return _("採点なし")
        if self.right:
            return _("正解")
        if self.points:
            return _("一部正解")
        return _("不正解") if self.review.answered else _("無解答")


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """How the questions of one objective went, and which lessons teach it."""

    title: str
    raw: Decimal
    maximum: Decimal
    answers: tuple[ShownAnswer, ...]
    lessons: tuple[LessonLink, ...] = ()

    @property
    def share(self) -> Decimal:
        """Share of this objective's points, in [0, 1]; 1 if nothing is scored."""
        return self.raw / self.maximum if self.maximum else Decimal(1)


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section's title beside its points."""

    title: str
    part: Part


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole result; objectives are empty where the feedback policy says so."""

    total: Part
    sections: tuple[SectionResult, ...]
    objectives: tuple[ObjectiveResult, ...]

    @property
    def sure_but_wrong(self) -> list[int]:
        """The numbers of the questions answered wrongly with high confidence."""
        return sorted(
            answer.number
            for objective in self.objectives
            for answer in objective.answers
            if answer.confidence == "high" and answer.review.scored and not answer.right
        )


def may_see_answers(attempt: Attempt) -> bool:
    """Whether the quiz's feedback policy shows questions and explanations now."""
    policy = attempt.quiz.feedback
    if policy == Quiz.Feedback.AFTER_PASS:
        return bool(attempt.passed)
    return policy == Quiz.Feedback.AFTER_SUBMIT


def outcome_of(attempt: Attempt) -> Outcome:
    """Return the result of a finished attempt. At most five queries.

    Points are those stored when it was scored; keys and texts those of the versions
    that were shown then.
    """
    form = AttemptForm.from_json(attempt.form)
    versions = versions_of(form)
    documents = [
        read_document(versions[i.version_id].type, versions[i.version_id].document)
        for i in form.items
    ]
    points = [Decimal(each) for each in attempt.points or []]
    score = summarise(
        form=form,
        points=points,
        maxima=[maximum_of(i, d) for i, d in zip(form.items, documents, strict=True)],
        pass_mark=attempt.pass_mark,
        floors=floors_of(attempt),
    )
    objectives: tuple[ObjectiveResult, ...] = ()
    if may_see_answers(attempt):
        codes = [versions[item.version_id].objective_code for item in form.items]
        objectives = _by_objective(attempt, form, documents, codes, points)
    return Outcome(
        total=score.total,
        sections=_sections(attempt.quiz, score.sections),
        objectives=objectives,
    )


@composed(int)
def _section_titles(quiz_id: int) -> QuerySet:
    return QuizSection.objects.filter(quiz_id=quiz_id).values_list("code", "title")


@composed(int)
def _values(attempt_id: int) -> QuerySet:
    rows = Response.objects.filter(attempt_id=attempt_id)
    return rows.values_list("position", "value")


@composed(list[str])
def _objective_titles(codes: list[str]) -> QuerySet:
    return Objective.objects.filter(code__in=codes).values_list("code", "title")


def _sections(quiz: Quiz, parts: Iterable[Part]) -> tuple[SectionResult, ...]:
    titles = dict(_section_titles(quiz.pk))
    return tuple(SectionResult(titles.get(part.code, ""), part) for part in parts)


def _by_objective(
    attempt: Attempt,
    form: AttemptForm,
    documents: list[Document],
    codes: list[str],
    points: list[Decimal],
) -> tuple[ObjectiveResult, ...]:
    stored = dict(_values(attempt.pk))
    titles = dict(_objective_titles(sorted(set(codes))))
    lessons = links_by_objective(set(codes))
    maxima = [maximum_of(i, d) for i, d in zip(form.items, documents, strict=True)]
    results = []
    for code in dict.fromkeys(codes):
        positions = [place for place, each in enumerate(codes) if each == code]
        results.append(
            ObjectiveResult(
                title=titles.get(code, code),
                raw=sum((points[p] for p in positions if maxima[p]), Decimal(0)),
                maximum=sum((maxima[p] for p in positions), Decimal(0)),
                answers=tuple(
                    _shown(p, form.items[p], documents[p], points[p], stored.get(p, {}))
                    for p in positions
                ),
                lessons=lessons.get(code, ()),
            )
        )
    return tuple(sorted(results, key=lambda result: result.share))


def _shown(
    position: int,
    item: FormItem,
    document: Document,
    points: Decimal,
    value: dict[str, object],
) -> ShownAnswer:
    answer = Answer.from_json(value)
    return ShownAnswer(
        number=position + 1,
        review=document.review(answer.given, item.order),
        points=points,
        trial=item.trial,
        confidence=answer.confidence,
    )
