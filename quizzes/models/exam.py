"""Mock examinations: a quiz drawn by the blueprint of one scheme version, and its scale."""

from django.db import models

from learning.objectives.models import Scheme
from quizzes.models.quiz import Quiz


class MockExam(models.Model):
    """模擬試験: says that a quiz is drawn by a blueprint instead of by its sections.

    ``blueprint`` is the code of a file in ``quizzes/exams``. The quiz has a section for
    each field (分野), for floors and titles.
    """

    quiz = models.OneToOneField(
        Quiz, on_delete=models.PROTECT, related_name="mock_exam"
    )
    blueprint = models.CharField(max_length=60)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.blueprint


class ExamScale(models.Model):
    """What a calibration estimated; results are shown on the latest. Never changed.

    Rasch: P(right) = 1 / (1 + exp(-(theta + d))), theta ~ N(0, sd²). ``intercepts`` maps
    item version ids (as text) to d.
    """

    exam = models.ForeignKey(MockExam, on_delete=models.CASCADE, related_name="scales")
    made_at = models.DateTimeField()
    person_count = models.PositiveIntegerField()
    sd = models.FloatField()
    intercepts = models.JSONField()

    class Meta:
        ordering = ["exam_id", "-made_at"]

    def __str__(self) -> str:
        return f"{self.exam} {self.made_at:%Y-%m-%d}"
