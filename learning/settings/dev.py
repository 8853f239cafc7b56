"""For developers: the demo's data with runserver, readable errors, fresh static files."""

from learning.settings.demo import *

DEBUG = True
ALLOWED_HOSTS = ["*"]
# runserver has a new thread for each request, which would leave its connection open.
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
