"""What people were told about what they have to do."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self

from django.db import models

from learning.campaigns.models.requirement import Assignment
from learning.people.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by what they are about."""

    def unread(self, assignments: Collection[int]) -> Self:
        """Those not read yet about these obligations, the latest first."""
        return self.filter(assignment__id__in=assignments, read_at=None).order_by(
            "-sent_at", "-pk"
        )


class Notice(models.Model):
    """お知らせ: what one person was told about one obligation, by whom and when.

    A fact: text, sender and time are never changed. ``read_at`` is set once, when the
    person says so. A null sender is the system.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="notices"
    )
    text = models.CharField(max_length=400)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["assignment", "-sent_at"], name="notice_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.sent_at:%Y-%m-%d %H:%M}"

    def is_within_a_day_of(self, at: datetime) -> bool:
        """Whether it was sent less than 24 hours before ``at``."""
        return at - self.sent_at < timedelta(days=1)
