"""Two times: when it was so (starts_on, ends_on) and when we knew it (recorded_at)."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


class RecordedQuerySet(models.QuerySet):
    """Rows that are superseded, never edited."""

    def known(self, at: datetime | None = None) -> Self:
        """Rows that count: what is known now, or what was known at ``at``."""
        if at is None:
            return self.filter(superseded_at__isnull=True)
        return self.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=at), recorded_at__lte=at
        )


class DatedQuerySet(RecordedQuerySet):
    """Rows with an interval. The only code that compares these dates."""

    def on(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Rows in force on ``day``: [starts_on, ends_on), null end = still so."""
        return self.known(known_at).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day
        )

    def announced(self, today: date) -> Self:
        """Known rows without those that start after today (発令前)."""
        return self.known().filter(starts_on__lte=today)

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Known rows whose interval meets [starts_on, ends_on)."""
        rows = self.known().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lt=ends_on)


class Recorded(models.Model):
    """A row that is superseded by a later one instead of being edited."""

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    roster_import = models.ForeignKey(
        "people.RosterImport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    superseded_by_import = models.ForeignKey(
        "people.RosterImport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True


class Dated(Recorded):
    """A recorded row that holds from ``starts_on`` until before ``ends_on``."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_on(self, day: date) -> bool:
        """Whether the row's interval covers ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def interval_constraint(name: str) -> models.CheckConstraint:
    """starts_on < ends_on, or no end: holds for each dated table."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(starts_on__lt=F("ends_on")), name=name
    )
