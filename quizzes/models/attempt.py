"""Attempts and responses: what a candidate answered, kept for ever as it was."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, StrIndex
from django.utils.translation import gettext_lazy as _

from learning.people.models import Employee, User
from quizzes.models.quiz import Quiz


class AttemptQuerySet(models.QuerySet):
    """Attempts by state."""

    def open(self) -> Self:
        """Attempts that may still take answers (their end may have passed)."""
        return self.filter(state=Attempt.State.IN_PROGRESS)

    def unfinished(self) -> Self:
        """Attempts that are open or prepared; one per employee and quiz at most."""
        return self.filter(
            state__in=[Attempt.State.PREPARED, Attempt.State.IN_PROGRESS]
        )

    def finished(self) -> Self:
        """Attempts that were submitted or closed and scored."""
        return self.filter(state=Attempt.State.FINISHED)

    def past_their_end(self, at: datetime) -> Self:
        """Open attempts whose time was over before ``at``."""
        return self.open().filter(closes_at__lt=at)


class Attempt(models.Model):
    """受験: one sitting of one person.

    ``form`` holds what was drawn: ``{"v": 1, "items": [{"v": item version id,
    "s": section code, "o": drawn order as document indices}, …]}`` (more in
    ``quizzes.attempt_form``); positions are its indices.
    ``points`` holds the points per position after scoring, as decimal text, like the
    shares in ``floors`` and ``section_shares`` by section code. Pass mark and floors
    are copied at the start, so a later change of the quiz touches no attempt.

    The score is the one that counts now. ``corrections`` says on which regrades it
    rests (``{"item version id": regrade id}``); what it was before is in their lines.
    ``regrade_count`` is how often it became another after it was finished.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("準備済み")
        IN_PROGRESS = "in_progress", _("解答中")
        FINISHED = "finished", _("提出済み")
        WITHDRAWN = "withdrawn", _("取消")

    class IdentifiedBy(models.TextChoices):
        SIGN_IN = "sign_in", _("本人ログイン")
        SHARED_DEVICE = "shared_device", _("共用端末")
        ATTENDANCE = "attendance", _("出席簿")
        PROXY = "proxy", _("代理入力")
        IMPORTED = "imported", _("取込")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="attempts"
    )
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    form = models.JSONField()
    state = models.CharField(max_length=12, choices=State, default=State.IN_PROGRESS)
    started_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    pass_mark = models.DecimalField(max_digits=4, decimal_places=3)
    floors = models.JSONField(default=dict)
    points = models.JSONField(null=True, blank=True)
    section_shares = models.JSONField(default=dict)
    raw_score = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    max_score = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    scaled_score = models.DecimalField(
        max_digits=6, decimal_places=5, null=True, blank=True
    )
    passed = models.BooleanField(null=True, blank=True)
    scoring_version = models.PositiveSmallIntegerField(default=1)
    corrections = models.JSONField(default=dict)
    regrade_count = models.PositiveSmallIntegerField(default=0)
    regraded_at = models.DateTimeField(null=True, blank=True)
    identified_by = models.CharField(
        max_length=14, choices=IdentifiedBy, default=IdentifiedBy.SIGN_IN
    )
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "quiz", "number"], name="attempt_number"
            ),
            models.UniqueConstraint(
                fields=["employee", "quiz"],
                condition=Q(state__in=["prepared", "in_progress"]),
                name="attempt_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="finished")
                | Q(submitted_at__isnull=False, passed__isnull=False),
                name="attempt_finished_is_scored",
            ),
        ]
        indexes = [
            models.Index(fields=["quiz", "submitted_at"], name="attempt_by_quiz"),
            models.Index(
                fields=["state", "closes_at"],
                name="attempt_to_close",
                condition=Q(state="in_progress"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} #{self.number}"


class ResponseQuerySet(models.QuerySet):
    """Responses by what is in them."""

    def answered(self) -> Self:
        """Responses in which something is given, not cleared or only marked.

        What is given is a list, and nothing else in a value is one (see Response).
        """
        list_at = StrIndex(Cast("value", models.TextField()), models.Value("["))
        return self.alias(list_at=list_at).filter(list_at__gt=0)


class Response(models.Model):
    """解答: the latest accepted answer at one position. Written by saving.py only.

    ``position`` counts from 0. ``value`` is as ``quizzes.item_types.answer`` says:
    response variables with their texts and two marks,
    ``{"chosen": ["a"], "flagged": true, "confidence": "high"}``, ``{}`` if cleared.
    """

    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, related_name="responses"
    )
    position = models.PositiveSmallIntegerField()
    value = models.JSONField()
    sequence = models.PositiveIntegerField()
    save_id = models.CharField(max_length=36)
    saved_at = models.DateTimeField()

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "position"], name="response_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"
