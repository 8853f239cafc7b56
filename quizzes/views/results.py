"""Results per person and question as files, for those who may see scores; logged."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from learning.people.models import Posting, User
from learning.people.permissions import Permission, needs, scope_of
from learning.people.today import today
from learning.people.visitors import signed_in_user
from quizzes.actions.results import record_export
from quizzes.models import Attempt, Quiz

FORMATS = {"xlsx": "Excel", "csv": "CSV"}


@require_safe
@needs(Permission.SEE_SCORES)
def results(request: HttpRequest) -> HttpResponse:
    """List the quizzes that were taken, with the files of each."""
    finished = Q(attempts__state=Attempt.State.FINISHED)
    people = people_shown_to(signed_in_user(request), today())
    if people is not None:
        finished &= Q(attempts__employee_id__in=people)
    quizzes = Quiz.objects.annotate(taken=Count("attempts", filter=finished))
    context = {"quizzes": quizzes.filter(taken__gt=0), "formats": FORMATS}
    return render(request, "quizzes/results.html", context)


@require_safe
@needs(Permission.SEE_SCORES)
@cache_control(private=True, no_store=True)
def results_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Send one quiz's results of the people that the reader may see."""
    if form not in FORMATS:
        raise Http404
    # here: no start has to wait for numpy
    from quizzes.item_analysis import results_file as files
    from quizzes.item_analysis.results import results_table

    user, day = signed_in_user(request), today()
    quiz = get_object_or_404(Quiz, code=code)
    table = results_table(quiz, today=day, people=people_shown_to(user, day))
    file = files.results_file(table, code=code, form=files.ResultsFormat(form))
    record_export(
        quiz=quiz, file=file.name, rows=len(table.rows), by=user, at=timezone.now()
    )
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def people_shown_to(user: User, day: date) -> QuerySet | None:
    """Return keys of the employees whose scores ``user`` may see; None: all."""
    scope = scope_of(user, Permission.SEE_SCORES, today=day)
    if scope.is_whole_city:
        return None
    posts = Posting.objects.on(day).filter(kind=Posting.Kind.MAIN)
    return posts.filter(scope.condition("department__")).values("employee_id")
