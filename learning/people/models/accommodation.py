"""配慮: more time at tests for one person. Never shown to who leads that person."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.people.models.employee import Employee
from learning.people.models.recorded import (
    Dated,
    DatedQuerySet,
    interval_constraint,
)

SHORTEST, LONGEST = Decimal(1), Decimal(4)


class Accommodation(Dated):
    """A standing accommodation: time limits are multiplied by ``time_factor``.

    One row is known at a time; a change supersedes it. ``note`` says what was agreed,
    for those who may see it; the log never repeats it.
    """

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="accommodations"
    )
    time_factor = models.DecimalField(
        _("制限時間の倍率"),
        max_digits=3,
        decimal_places=2,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    note = models.CharField(_("決めた内容"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            interval_constraint("accommodation_interval"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(superseded_at__isnull=True),
                name="accommodation_one_known",
            ),
            models.CheckConstraint(
                condition=Q(time_factor__gte=SHORTEST, time_factor__lte=LONGEST),
                name="accommodation_factor",
            ),
        ]

    def __str__(self) -> str:
        return f"×{self.time_factor}"
