"""Codes: stable ASCII names that leave the system where database ids never do."""

from django.core.validators import RegexValidator

CODE_PATTERN = r"^[a-z0-9][a-z0-9-]*$"

validate_code = RegexValidator(
    CODE_PATTERN, "コードは半角の英小文字・数字・ハイフンで書いてください。"
)
