"""What a lesson teaches and an item tests. Knows no plan and no literacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.objectives.codes import validate_code


class Scheme(models.Model):
    """An outside classification in one version, such as IT Passport syllabus 6.5."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SchemeCode(models.Model):
    """One heading of a scheme: 分野, 大分類, 中分類 …"""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=120, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["scheme_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="scheme_code_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Objective(models.Model):
    """学習目標: one thing a person can do after learning. Retired, never deleted."""

    class Level(models.TextChoices):
        REMEMBER = "remember", _("覚えている")
        UNDERSTAND = "understand", _("説明できる")
        APPLY = "apply", _("仕事で使える")

    code = models.CharField(max_length=60, unique=True, validators=[validate_code])
    title = models.CharField(_("学習目標"), max_length=200)
    level = models.CharField(max_length=12, choices=Level, default=Level.UNDERSTAND)
    tier = models.CharField(max_length=40, db_index=True)
    order = models.PositiveIntegerField(default=0)
    scheme_codes = models.ManyToManyField(
        SchemeCode, blank=True, related_name="objectives"
    )
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["tier", "order"]

    def __str__(self) -> str:
        return self.title
