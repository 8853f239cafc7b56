"""Changes a person's progress: opening, answering checks, finishing.

These happen at every click of every learner. The rows are themselves the record of
who did what when, so no log entry is written beside them.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from courses.checks import CheckAnswer, check_blocks, digest_of_choices, open_checks
from courses.editions import course_version
from courses.errors import CheckNotFound, ChecksOpen, NothingChosen
from courses.models import (
    CourseCompletion,
    CoursePage,
    LessonCompletion,
    LessonPage,
    LessonProgress,
)
from courses.signals import course_completed
from courses.standing import (
    course_of,
    current_edition,
    editions_done,
    live_lessons,
)
from learning.composed import composed
from learning.people.models import Employee

# Opening a page again within this time writes nothing.
SAME_VISIT = timedelta(minutes=1)


@composed(int, int)
def _progress(employee_id: int, lesson_id: int) -> QuerySet:
    return LessonProgress.objects.filter(employee_id=employee_id, lesson_id=lesson_id)


def open_lesson(
    *, employee: Employee, lesson: LessonPage, at: datetime
) -> LessonProgress:
    """Note that a person opened a lesson, so that the course resumes there.

    Not one transaction: it is one statement or two, each complete by itself, and a
    page that is only read must not wait for the database's writer.
    """
    opened = _progress(employee.pk, lesson.pk)
    progress, made = (
        (opened[0], False)
        if opened
        else LessonProgress.objects.get_or_create(
            employee=employee,
            lesson=lesson,
            defaults={"opened_at": at, "changed_at": at},
        )
    )
    if not made and at - progress.changed_at > SAME_VISIT:
        progress.changed_at = at
        LessonProgress.objects.filter(pk=progress.pk).update(changed_at=at)
    return progress


def keep_place(
    *, employee: Employee, lesson: LessonPage, place: str, at: datetime
) -> None:
    """Note where in an opened lesson a person is: the id of an element of the page."""
    LessonProgress.objects.filter(employee=employee, lesson=lesson).update(
        place=place[:60], changed_at=at
    )


def answer_check(
    *,
    employee: Employee,
    lesson: LessonPage,
    check_id: str,
    chosen: Collection[int],
    at: datetime,
) -> CheckAnswer:
    """Record the answer to one check; a later answer replaces it.

    The lesson is read before the transaction begins: nobody waits for that.

    Raises
    ------
    CheckNotFound
        If the live lesson has no such check.
    NothingChosen
        If nothing was chosen, or a position that the check does not have.
    """
    question = check_blocks(lesson).get(check_id)
    if question is None:
        raise CheckNotFound(check_id)
    if not chosen or not set(chosen) <= set(range(len(question["choices"]))):
        raise NothingChosen(check_id)
    answer = CheckAnswer(
        chosen=tuple(sorted(set(chosen))),
        right=question.is_right(chosen),
        of=digest_of_choices(question),
    )
    progress = open_lesson(employee=employee, lesson=lesson, at=at)
    _keep_answer(progress.pk, check_id, answer, at)
    return answer


@transaction.atomic
def _keep_answer(
    progress_id: int, check_id: str, answer: CheckAnswer, at: datetime
) -> None:
    """Set one answer among those of other checks, given elsewhere meanwhile."""
    ((kept,),) = _locked_checks(progress_id)
    LessonProgress.objects.filter(pk=progress_id).update(
        checks={**kept, check_id: answer.as_json()},
        place=f"check-{check_id}",
        changed_at=at,
    )


@composed(int)
def _locked_checks(progress_id: int) -> QuerySet:
    rows = LessonProgress.objects.select_for_update().filter(pk=progress_id)
    return rows.values_list("checks")


def finish_lesson(
    *, employee: Employee, lesson: LessonPage, at: datetime
) -> LessonCompletion:
    """Record that a lesson was read to its end; complete the course with the last one.

    Finishing the same edition again changes nothing. The completion of a course is
    recorded once per version and ``course_completed`` sent in the same transaction,
    which begins after the lesson has been read: nobody waits for that.

    Raises
    ------
    ChecksOpen
        If a check of the live lesson is unanswered.
    """
    progress = open_lesson(employee=employee, lesson=lesson, at=at)
    still_open = open_checks(lesson, progress)
    if still_open:
        raise ChecksOpen(still_open)
    return _finish(employee=employee, lesson=lesson, progress=progress, at=at)


@transaction.atomic
def _finish(
    *, employee: Employee, lesson: LessonPage, progress: LessonProgress, at: datetime
) -> LessonCompletion:
    _lock_person(employee.pk)
    edition = current_edition(lesson)
    completion = next(iter(_completions(employee.pk, lesson.pk, edition)), None)
    if completion is None:
        completion = LessonCompletion.objects.create(
            employee=employee,
            lesson=lesson,
            revision_id=lesson.live_revision_id,
            edition=edition,
            completed_at=at,
        )
        LessonProgress.objects.filter(pk=progress.pk).update(place="", changed_at=at)
    _complete_course(employee=employee, course=course_of(lesson), at=at)
    return completion


@composed(int)
def _lock_person(employee_id: int) -> QuerySet:
    """Two last lessons finished at once must see each other."""
    return Employee.objects.select_for_update().filter(pk=employee_id).values_list("pk")


@composed(int, int, int)
def _completions(employee_id: int, lesson_id: int, edition: int) -> QuerySet:
    return LessonCompletion.objects.filter(
        employee_id=employee_id, lesson_id=lesson_id, edition=edition
    )


def _complete_course(
    *, employee: Employee, course: CoursePage, at: datetime
) -> CourseCompletion | None:
    """Record the course's completion if every live lesson is done as it is now."""
    lessons = live_lessons(course.path)
    done = set(editions_done(employee.pk))
    if not lessons or any((at_.pk, at_.edition) not in done for at_ in lessons):
        return None
    version = course_version((lesson.code, lesson.edition) for lesson in lessons)
    completion, made = CourseCompletion.objects.get_or_create(
        employee=employee,
        course=course,
        version=version,
        defaults={"completed_at": at},
    )
    if made:
        course_completed.send(sender=CourseCompletion, completion=completion)
    return completion
