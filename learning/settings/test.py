"""For tests: cheap hashing, memory cache, plain static files."""

from learning.settings.base import *
from learning.settings.safety import refuse

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": env.read(
        "DATABASE_URL",
        "sqlite:///:memory:",
        partial(database_settings, base_dir=BASE_DIR),
    )
}
refuse(env.faults)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected before tests.
WHITENOISE_AUTOREFRESH = True
