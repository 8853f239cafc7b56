"""What production must not start with, and how a start is refused."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50
MIN_SECRET_CHARACTERS = 10
MAKE_SECRET = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"  # noqa: S105


class SettingsRefused(ImproperlyConfigured):
    """Settings with which nothing starts; says each and its mend."""


def refuse(faults: Iterable[str]) -> None:
    """Raise SettingsRefused if there is any fault."""
    lines = list(dict.fromkeys(faults))
    if lines:
        raise SettingsRefused(
            "次の設定を直してください（docs/settings.md）。何も始めていません。\n- "
            + "\n- ".join(lines)
        )


def unsafe(
    *, secret_key: str, allowed_hosts: list[str], debug: bool, database: str
) -> list[str]:
    """Return what is unsafe in production, each with its mend."""
    wrong = []
    if len(secret_key) < MIN_SECRET_LENGTH:
        wrong.append(
            f"SECRET_KEY：ないか、{MIN_SECRET_LENGTH} 文字より短いです。作り方：{MAKE_SECRET}"
        )
    elif len(set(secret_key)) < MIN_SECRET_CHARACTERS:
        wrong.append(f"SECRET_KEY：推測できる文字列です。作り方：{MAKE_SECRET}")
    if not allowed_hosts or "*" in allowed_hosts:
        wrong.append(
            "ALLOWED_HOSTS：サイトのホスト名をコンマで区切って書いてください（* は使えません）。"
        )
    if debug:
        wrong.append("DEBUG：本番では使えません。")
    if database == ":memory:":
        wrong.append("DATABASE_URL：メモリーの中のデータベースは、終わると消えます。")
    return wrong
