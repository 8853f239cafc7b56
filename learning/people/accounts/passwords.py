"""What a password must not be."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learning.japanese.width import fold
from learning.people.models import Employment


class NotOwnNumberValidator:
    """Refuses a password that contains one of the person's own staff numbers."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with what to do."""
        employee_id = getattr(user, "employee_id", None)
        if employee_id is None:
            return
        rows = Employment.objects.known().filter(employee_id=employee_id)
        numbers = rows.values_list("number", flat=True)
        if any(len(n) >= 4 and fold(n) in fold(password) for n in numbers):
            raise ValidationError(
                _("職員番号を含まないパスワードにしてください。"), code="own_number"
            )

    def get_help_text(self) -> str:
        """Say the rule beside the field."""
        return _("職員番号を含めないでください。")
