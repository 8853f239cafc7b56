"""Where rosters come from, what was imported, and what was learned on the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.models.department import AppointingAuthority


class RosterSource(models.Model):
    """取込区分: one owner of a roster file (市長部局, 会計年度, 消防 …)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("取込区分"), max_length=60)
    authority = models.ForeignKey(
        AppointingAuthority, on_delete=models.PROTECT, related_name="sources"
    )
    number_prefix = models.CharField(
        max_length=8,
        blank=True,
        help_text=_("番号が他の区分と重なるときに前に付ける文字"),
    )
    column_mapping = models.JSONField(default=dict, blank=True)
    date_conventions = models.JSONField(default=dict, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class ValueMapping(models.Model):
    """What a file's value means: confirmed once by a person, remembered."""

    class Subject(models.TextChoices):
        POST_TITLE = "post_title", _("職名")
        EMPLOYMENT_TYPE = "employment_type", _("任用形態")
        ABSENCE = "absence", _("休業等の区分")
        POSTING_KIND = "posting_kind", _("本務兼務区分")
        CHARACTER = "character", _("外字")

    subject = models.CharField(max_length=16, choices=Subject)
    value = models.CharField(max_length=120)
    meaning = models.CharField(max_length=120)
    confirmed_by_label = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "value"], name="value_mapping_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} → {self.meaning}"


class RosterImport(models.Model):
    """One applied file of the organisation or of a roster; the file is not kept."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("組織")
        ROSTER = "roster", _("職員")
        SIMULATION = "simulation", _("見本の市")

    kind = models.CharField(max_length=12, choices=Kind)
    source = models.ForeignKey(
        RosterSource,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
    )
    as_of = models.DateField()
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    is_partial = models.BooleanField(default=False)
    is_correction = models.BooleanField(default=False)
    column_mapping = models.JSONField(default=dict, blank=True)
    date_conventions = models.JSONField(default=dict, blank=True)
    """How the file was read; the next file of the organisation is read alike."""
    applied_at = models.DateTimeField()
    applied_by_label = models.CharField(max_length=200)
    applied_by_id = models.CharField(max_length=64, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-applied_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.as_of} {self.file_name}"
