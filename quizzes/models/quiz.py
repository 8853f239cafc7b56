"""Quizzes: what is drawn from the bank and what passing means."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.objectives.codes import validate_code
from learning.objectives.models import Objective

SHARE = [MinValueValidator(0), MaxValueValidator(1)]


class Quiz(models.Model):
    """テスト: sections, marks and limits. Knows nothing of courses or literacies."""

    class Feedback(models.TextChoices):
        AFTER_SUBMIT = "after_submit", _("提出したら解説を見せる")
        AFTER_PASS = "after_pass", _("合格したら解説を見せる")
        SCORE_ONLY = "score_only", _("点だけを見せる")

    class Wording(models.TextChoices):
        TEST = "test", _("テスト・受験")
        CHECK = "check", _("理解度確認テスト・受ける")
        EXAM = "exam", _("模擬試験・受験")

    code = models.CharField(
        _("コード"), max_length=60, unique=True, validators=[validate_code]
    )
    title = models.CharField(_("テストの名前"), max_length=120)
    wording = models.CharField(
        _("画面の語"), max_length=8, choices=Wording, default=Wording.TEST
    )
    time_limit_minutes = models.PositiveIntegerField(
        _("制限時間（分）"), null=True, blank=True
    )
    attempts_allowed = models.PositiveIntegerField(
        _("受けられる回数"), null=True, blank=True
    )
    pass_mark = models.DecimalField(
        _("合格に必要な割合"), max_digits=4, decimal_places=3, validators=SHARE
    )
    shuffle_options = models.BooleanField(_("選択肢の順を変える"), default=True)
    asks_confidence = models.BooleanField(
        _("自信をたずねる"),
        default=True,
        help_text=_("答えと一緒に記録します。点数には影響しません。"),
    )
    feedback = models.CharField(
        _("結果の見せ方"),
        max_length=12,
        choices=Feedback,
        default=Feedback.AFTER_SUBMIT,
    )
    retired_on = models.DateField(_("使用をやめた日"), null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("テスト")
        verbose_name_plural = _("テスト")

    def __str__(self) -> str:
        return self.title


class QuizSection(models.Model):
    """One part of a quiz: how many items of which objectives, and its floor."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=60, validators=[validate_code])
    title = models.CharField(_("区分の名前"), max_length=120)
    order = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(_("出す問題の数"))
    floor = models.DecimalField(
        _("この区分で必要な割合"),
        max_digits=4,
        decimal_places=3,
        default=0,
        validators=SHARE,
    )
    objectives = models.ManyToManyField(Objective, related_name="quiz_sections")

    class Meta:
        ordering = ["quiz_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "code"], name="quiz_section_code"),
            models.CheckConstraint(
                condition=models.Q(count__gt=0), name="quiz_section_count"
            ),
        ]

    def __str__(self) -> str:
        return self.title
