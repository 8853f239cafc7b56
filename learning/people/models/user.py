"""Who may sign in."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account. An employee has at most one, whatever their staff numbers.

    Accounts without an employee (outside auditors, the first administrator) are made
    by a command and always expire.
    """

    employee = models.OneToOneField(
        "people.Employee",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
    )
    expires_on = models.DateField(
        _("使える最後の日の翌日"),
        null=True,
        blank=True,
    )
    personal_email = models.EmailField(
        _("個人のメールアドレス"), null=True, blank=True, unique=True
    )
    must_set_password = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(employee__isnull=False)
                | models.Q(expires_on__isnull=False),
                name="user_employee_or_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def is_expired(self, today: date) -> bool:
        """Whether an account with an expiry may no longer be used."""
        return self.expires_on is not None and self.expires_on <= today


class OneTimeCode(models.Model):
    """A code on a slip for the first sign-in; the code itself is not kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["user", "-issued_at"], name="code_by_user")]

    def __str__(self) -> str:
        return f"code of {self.user_id} of {self.issued_at:%Y-%m-%d}"
