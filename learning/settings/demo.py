"""For `make demo`: like production, on this machine only and without HTTPS."""

import secrets

from learning.settings.base import *


def _own_secret(path: Path) -> str:
    """The demo's secret key, made once; readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")


DEMO_DIR = VAR_DIR / "demo"
SECRET_KEY = SECRET_KEY or _own_secret(DEMO_DIR / "secret")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DATABASES = {
    "default": database_settings(
        os.environ.get("DATABASE_URL", f"sqlite:///{DEMO_DIR / 'choudo.sqlite3'}"),
        base_dir=BASE_DIR,
    )
}
STATIC_ROOT = DEMO_DIR / "static"
# Uncompressed: collected in seconds, and nobody is far away.
STORAGES = {
    **STORAGES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
SECURE_REFERRER_POLICY = "same-origin"
