"""What production must not start with."""

from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50


def refuse_unsafe(*, secret_key: str, allowed_hosts: list[str], debug: bool) -> None:
    """Raise ImproperlyConfigured naming every unsafe setting and its mend."""
    wrong = []
    if len(secret_key) < MIN_SECRET_LENGTH:
        wrong.append(
            f"SECRET_KEY is missing or shorter than {MIN_SECRET_LENGTH} characters; "
            "make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if not allowed_hosts or "*" in allowed_hosts:
        wrong.append("ALLOWED_HOSTS must list the site's own host names, without *")
    if debug:
        wrong.append("DEBUG must be off")
    if wrong:
        raise ImproperlyConfigured("Unsafe settings:\n- " + "\n- ".join(wrong))
