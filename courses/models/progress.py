"""How far a person has come in lessons and courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from learning.people.models import Employee


class LessonProgress(models.Model):
    """Where a person stands in a lesson: place to resume, checks answered so far.

    ``checks`` maps a check block's id to ``{"chosen": [indices], "right": bool}``.
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
    """A lesson read to its end with its checks answered, in the revision then live."""

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="lesson_completions"
    )
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.PROTECT, related_name="completions"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )
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
    """All lessons of a course done; ``version`` is the digest of their revisions."""

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
