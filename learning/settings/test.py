"""For tests: cheap hashing, memory cache, plain static files."""

from learning.settings.base import *

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": database_settings(
        os.environ.get("DATABASE_URL") or "sqlite:///:memory:", base_dir=BASE_DIR
    )
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected before tests.
WHITENOISE_AUTOREFRESH = True
