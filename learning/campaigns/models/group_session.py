"""Sessions that were held for a group, and who attended."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.campaigns.models.requirement import Requirement
from learning.literacy.models import Evidence
from learning.people.models import User


class GroupSession(models.Model):
    """集合研修: what a requirement asks for, held for several people on one day.

    A fact; who was entered by mistake is taken back by withdrawing the evidence.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="sessions"
    )
    title = models.CharField(_("研修の名前"), max_length=120)
    held_on = models.DateField(_("行った日"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.title} {self.held_on}"


class Attendance(models.Model):
    """出席: one person attended a session, which is the evidence. Never a flag."""

    session = models.ForeignKey(
        GroupSession, on_delete=models.PROTECT, related_name="attendances"
    )
    evidence = models.OneToOneField(
        Evidence, on_delete=models.PROTECT, related_name="attendance"
    )

    def __str__(self) -> str:
        return f"{self.session_id} {self.evidence_id}"
