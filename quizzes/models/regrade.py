"""採点し直し: the ledger of scores worked out anew. Rows are added, nothing else."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.models import User
from quizzes.models.attempt import Attempt
from quizzes.models.item import Item, ItemVersion


class Regrade(models.Model):
    """One decision: which versions had a wrong key, and what counts instead.

    Never changed or deleted; a wrong decision is followed by another one. The database
    itself refuses (``quizzes.append_only``).
    """

    class Method(models.TextChoices):
        CORRECTED_KEY = "corrected_key", _("正しい版の正答で採点する")
        FULL_MARKS = "full_marks", _("全員を満点にする")
        DROPPED = "dropped", _("採点から外す")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="regrades")
    method = models.CharField(_("方法"), max_length=14, choices=Method)
    # The version whose key counts; only where the method says so.
    right = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    keeps_passes = models.BooleanField(_("合格した人を不合格にしない"), default=True)
    reason = models.CharField(_("理由"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class RegradedVersion(models.Model):
    """A version whose key was wrong. The last regrade of a version is in force."""

    regrade = models.ForeignKey(
        Regrade, on_delete=models.PROTECT, related_name="wrong_versions"
    )
    version = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, related_name="regrades"
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "version"], name="regraded_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.regrade_id} {self.version_id}"


class RegradeLine(models.Model):
    """What one regrade did to one attempt; also where it changed nothing.

    ``before`` and ``after`` hold the stored score whole: ``{"points": [...], "shares":
    {section: text}, "raw": text, "maximum": text, "scaled": text}``, so that the score of
    any day can be told. ``is_kept``: it would have failed and was left as it was.
    """

    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="lines")
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="regrade_lines"
    )
    before = models.JSONField()
    after = models.JSONField()
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()
    is_kept = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="regrade_line_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.regrade_id} {self.attempt_id}"

    @property
    def changes_something(self) -> bool:
        """Whether the score is another than before."""
        return self.before != self.after
