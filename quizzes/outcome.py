"""What the result page shows: total, floors, and by objective the weakest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.composed import composed
from learning.objectives.models import Objective
from quizzes.actions.attempts import floors_of
from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.corrections import corrections_of
from quizzes.item_types import Answer, Document, read_document
from quizzes.item_types.review import Review
from quizzes.lesson_links import LessonLink, links_by_objective
from quizzes.models import Attempt, Quiz, QuizSection, Response
from quizzes.regrading import Correction, Method, maxima_of
from quizzes.scoring import Part, summarise
from quizzes.versions import versions_of

CORRECTED = {
    Method.CORRECTED_KEY: gettext_lazy(
        "正答に誤りがあったため、直した正答で採点しました。"
    ),
    Method.FULL_MARKS: gettext_lazy("問題に誤りがあったため、全員を満点にしました。"),
    Method.DROPPED: gettext_lazy("問題に誤りがあったため、採点から外しました。"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked at one position, what it earned and what it counts for."""

    item: FormItem
    document: Document
    correction: Correction | None
    points: Decimal
    maximum: Decimal

    @property
    def keyed(self) -> Document:
        """The document whose key counts: the corrected one, if there is one."""
        right = self.correction.right if self.correction else None
        return right or self.document


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question afterwards."""

    number: int
    review: Review
    points: Decimal
    trial: bool
    confidence: str
    corrected: Method | None = None

    @property
    def notice(self) -> str:
        """What became of it where its key was found to be wrong; empty elsewhere."""
        return str(CORRECTED[self.corrected]) if self.corrected else ""

    @property
    def right(self) -> bool:
        """Whether it earned all points."""
        return self.review.right

    @property
    def verdict(self) -> str:
        """How it was answered, in a word."""
        if not self.review.scored or self.corrected == Method.DROPPED:
            return _("採点なし")
        if self.corrected == Method.FULL_MARKS:
            return _("満点")
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
    """Return the result of a finished attempt. At most six queries.

    Points are those stored when it was scored; keys and texts those of the versions
    that were shown then, or that were put in their place where a key was wrong.
    """
    form = AttemptForm.from_json(attempt.form)
    versions = versions_of(form)
    shown = {key: read_document(v.type, v.document) for key, v in versions.items()}
    corrected = corrections_of(attempt)
    points = [Decimal(each) for each in attempt.points or []]
    maxima = maxima_of(form, shown, corrected)
    score = summarise(
        form=form,
        points=points,
        maxima=maxima,
        pass_mark=attempt.pass_mark,
        floors=floors_of(attempt),
    )
    objectives: tuple[ObjectiveResult, ...] = ()
    if may_see_answers(attempt):
        codes = [versions[item.version_id].objective_code for item in form.items]
        asked = [
            Asked(item, shown[item.version_id], corrected.get(item.version_id), *earned)
            for item, *earned in zip(form.items, points, maxima, strict=True)
        ]
        objectives = _by_objective(attempt, asked, codes)
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
    attempt: Attempt, asked: list[Asked], codes: list[str]
) -> tuple[ObjectiveResult, ...]:
    stored = dict(_values(attempt.pk))
    titles = dict(_objective_titles(sorted(set(codes))))
    lessons = links_by_objective(set(codes))
    results = []
    for code in dict.fromkeys(codes):
        positions = [place for place, each in enumerate(codes) if each == code]
        mine = [asked[p] for p in positions]
        results.append(
            ObjectiveResult(
                title=titles.get(code, code),
                raw=sum((each.points for each in mine if each.maximum), Decimal(0)),
                maximum=sum((each.maximum for each in mine), Decimal(0)),
                answers=tuple(
                    _shown(p, asked[p], stored.get(p, {})) for p in positions
                ),
                lessons=lessons.get(code, ()),
            )
        )
    return tuple(sorted(results, key=lambda result: result.share))


def _shown(position: int, asked: Asked, value: dict[str, object]) -> ShownAnswer:
    answer = Answer.from_json(value)
    return ShownAnswer(
        number=position + 1,
        review=asked.keyed.review(answer.given, asked.item.order),
        points=asked.points,
        trial=asked.item.trial,
        confidence=answer.confidence,
        corrected=asked.correction.method if asked.correction else None,
    )
