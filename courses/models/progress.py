"""How far a person has come in lessons and courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from learning.people.models import Employee


class LessonProgress(models.Model):
    """Where a person stands in a lesson: place to resume, checks answered so far.

    ``checks`` maps a check block's id to ``{"chosen": [indices], "right": bool,
    "of": digest}``; the digest is that of the choices then, so that an answer to
    choices that changed since is not taken for one to those of today.
    """

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="lesson_progress"
    )
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.PROTECT, related_name="progress"
    )
    checks = models.JSONField(default=dict)
    place = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "lesson"], name="lesson_progress_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} in {self.lesson_id}"


class LessonCompletion(models.Model):
    """A lesson read to its end with its checks answered, in the revision then live.

    ``edition`` is the lesson's edition then: it counts as done until a major change.
    """

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="lesson_completions"
    )
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.PROTECT, related_name="completions"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edition = models.PositiveIntegerField(_("版"), default=1)
    completed_at = models.DateTimeField(_("終えた日時"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "lesson", "revision"],
                name="lesson_completion_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} finished {self.lesson_id}"


class CourseCompletion(models.Model):
    """修了: all live lessons of a course done in their editions of the day.

    ``version`` is the digest of the lessons' codes and editions
    (``courses.editions.course_version``): a minor change leaves it as it is, a major
    one makes another, for which the course can be completed anew.
    """

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="course_completions"
    )
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="completions"
    )
    version = models.CharField(max_length=64)
    completed_at = models.DateTimeField(_("修了した日時"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "course", "version"],
                name="course_completion_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} finished {self.course_id}"
