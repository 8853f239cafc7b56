"""WSGI entry point for gunicorn."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from learning.settings.safety import SettingsRefused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.production")

try:
    application = get_wsgi_application()
except SettingsRefused as refused:
    sys.exit(str(refused))
