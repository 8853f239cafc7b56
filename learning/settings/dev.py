"""For developers: runserver, readable errors, fresh static files."""

from learning.settings.base import *

SECRET_KEY = SECRET_KEY or "only-for-development"
DEBUG = True
ALLOWED_HOSTS = ["*"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
