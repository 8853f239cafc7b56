"""Before an attempt: what is asked, how it counts, and the button to start."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from learning.composed import composed
from learning.people.visitors import signed_in_user
from quizzes import attempt_life
from quizzes.actions import starting
from quizzes.errors import QuizError
from quizzes.exam_bank import exam_of, lacking_for
from quizzes.models import Attempt, Quiz, QuizSection
from quizzes.sitting import Sitting, take_url
from quizzes.terms import terms_of
from quizzes.views.own import (
    employee_id_of,
    employee_of,
    identified_by,
    learner_page,
)
from quizzes.words import words_of


@composed(str)
def _quizzes(code: str) -> QuerySet:
    return Quiz.objects.filter(code=code)


@composed(int, int)
def _taken(quiz_id: int, employee_id: int) -> QuerySet:
    mine = Attempt.objects.filter(quiz_id=quiz_id, employee_id=employee_id)
    counted = mine.exclude(state=Attempt.State.WITHDRAWN).order_by("number")
    return counted.defer("form", "points")


@composed(int)
def _sections(quiz_id: int) -> QuerySet:
    return QuizSection.objects.filter(quiz_id=quiz_id).order_by("order")


def _quiz(code: str) -> Quiz:
    for quiz in _quizzes(code):
        return quiz
    raise Http404


@learner_page
@require_safe
def intro(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the quiz is, the attempts so far, and 受ける or 続ける."""
    quiz = _quiz(code)
    taken = _taken(quiz.pk, employee_id_of(request))
    finished = [each for each in taken if each.state == Attempt.State.FINISHED]
    open_ones = [each for each in taken if each.state == Attempt.State.IN_PROGRESS]
    sections = _sections(quiz.pk)
    at = timezone.now()
    terms = terms_of(quiz, employee_id_of(request), at)
    may_start = quiz.retired_on is None and attempt_life.may_start_another(
        len(finished), terms.attempts_allowed
    )
    exam = exam_of(quiz)
    lacks = lacking_for(exam) if exam and may_start and not open_ones else []
    context = {
        "quiz": quiz,
        "is_exam": exam is not None,
        "lacks": lacks,
        "words": words_of(quiz),
        "sections": sections,
        "item_count": sum(section.count for section in sections),
        "finished": finished,
        "running": open_ones[0] if open_ones else None,
        "may_start": may_start,
        "terms": terms,
        "has_opened": terms.has_opened(at),
        "has_closed": terms.has_closed(at),
    }
    return render(request, "quizzes/intro.html", context)


@learner_page
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start or resume, and go to the first unanswered question."""
    quiz = _quiz(code)
    try:
        attempt = starting.start(
            quiz=quiz,
            employee=employee_of(request),
            by=signed_in_user(request),
            at=timezone.now(),
            identified_by=identified_by(request),
        )
    except QuizError as refusal:
        messages.warning(request, str(refusal))
        return redirect("quizzes:intro", code=code)
    return redirect(take_url(attempt.public_id, Sitting(attempt).first_unanswered()))
