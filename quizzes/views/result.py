"""After an attempt: the result, and why."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.composed import composed
from quizzes import attempt_life
from quizzes.exam_result import exam_result_of
from quizzes.models import Attempt
from quizzes.outcome import may_see_answers, outcome_of
from quizzes.own_regrades import regrades_of
from quizzes.views.own import learner_page, own_attempt
from quizzes.words import words_of


@composed(int, int)
def _used(employee_id: int, quiz_id: int) -> QuerySet:
    own = Attempt.objects.finished().filter(employee_id=employee_id, quiz_id=quiz_id)
    return own.values_list("pk")


@learner_page
@require_safe
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the result of the person's own finished attempt."""
    attempt = own_attempt(request, public_id, at=timezone.now())
    if attempt.state != Attempt.State.FINISHED:
        return redirect("quizzes:review", public_id=public_id)
    quiz = attempt.quiz
    used = _used(attempt.employee_id, quiz.pk)
    context = {
        "attempt": attempt,
        "words": words_of(quiz),
        "outcome": outcome_of(attempt),
        "exam": exam_result_of(attempt),
        "regrades": regrades_of(attempt),
        "shows_answers": may_see_answers(attempt),
        "may_retry": quiz.retired_on is None
        and attempt_life.may_start_another(len(used), quiz.attempts_allowed),
    }
    return render(request, "quizzes/result.html", context)
