"""What a learner sends: answers to checks, the end of a lesson, the place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.actions.progress import answer_check, finish_lesson, keep_place
from courses.checks import check_blocks
from courses.contexts import employee_of
from courses.errors import CheckNotFound, ChecksOpen, NothingChosen
from courses.lesson_body import check_state, words_of_check
from courses.models import CataloguePage, CoursePage, LessonPage
from courses.standing import course_of, course_progress
from learning.city.current import city
from learning.composed import composed
from learning.people.models import Employee


def learner(request: HttpRequest) -> Employee:
    """Return the signed-in person; 403 for accounts that belong to no employee."""
    employee = employee_of(request)
    if employee is None:
        raise PermissionDenied
    return employee


def live_lesson(code: str) -> LessonPage:
    """Return the published lesson or answer 404."""
    for lesson in _live_lessons(code):
        return lesson
    raise Http404


@composed(str)
def _live_lessons(code: str) -> QuerySet:
    return LessonPage.objects.live().filter(code=code)


@require_POST
@login_required
def answer(request: HttpRequest, code: str, check_id: str) -> HttpResponse:
    """Record the answer to a check; show the feedback in place or on the page."""
    lesson = live_lesson(code)
    chosen = [int(at) for at in request.POST.getlist("choice") if at.isdecimal()]
    try:
        given = answer_check(
            employee=learner(request),
            lesson=lesson,
            check_id=check_id,
            chosen=chosen,
            at=timezone.now(),
        )
    except CheckNotFound:
        messages.warning(
            request, _("レッスンの内容が新しくなりました。もう一度お読みください。")
        )
        return redirect(lesson.address)
    except NothingChosen:
        messages.warning(request, _("選択肢を選んでから「答える」を押してください。"))
        return redirect(f"{lesson.address}#check-{check_id}")
    if request.headers.get("X-Requested-With") != "fetch":
        return redirect(f"{lesson.address}#check-{check_id}")
    question = check_blocks(lesson)[check_id]
    state = check_state(lesson, check_id, question, {check_id: given.as_json()})
    context = {
        "check": state,
        "value": question,
        "words": words_of_check(lesson.body, check_id, city()),
    }
    return render(request, "courses/blocks/check.html", context)


@require_POST
@login_required
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Finish the lesson and go on to the next one, or back to the course."""
    lesson = live_lesson(code)
    employee = learner(request)
    try:
        finish_lesson(employee=employee, lesson=lesson, at=timezone.now())
    except ChecksOpen as error:
        messages.warning(
            request,
            _("まだ答えていない確認が %(count)s つあります。答えてから押してください。")
            % {"count": len(error.check_ids)},
        )
        return redirect(f"{lesson.address}#check-{error.check_ids[0]}")
    course = course_of(lesson)
    progress = course_progress(course.path, employee)
    if progress.is_done:
        messages.success(request, _("コースのレッスンがすべて済みました。"))
        return redirect(course.address)
    messages.success(
        request, _("「%(title)s」が済みました。") % {"title": lesson.title}
    )
    later = [at for at in progress.lessons if at.path > lesson.path and not at.is_done]
    return redirect(later[0].address if later else course.address)


@require_POST
@login_required
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the place in a lesson; answers nothing."""
    keep_place(
        employee=learner(request),
        lesson=live_lesson(code),
        place=request.POST.get("place", ""),
        at=timezone.now(),
    )
    return HttpResponse(status=204)


@require_safe
@login_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """Go to the catalogue's page, wherever in the tree it is."""
    page = CataloguePage.objects.live().first()
    if page is None:
        raise Http404(_("コースはまだありません。教材担当に知らせてください。"))
    return redirect(page.address)


@require_safe
@login_required
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Go to where the person was in a course; to the course when all is done."""
    course = get_object_or_404(CoursePage.objects.live(), code=code)
    following = course_progress(course.path, employee_of(request)).next
    return redirect(following.resume_address if following else course.address)
