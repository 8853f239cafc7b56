"""The floor's settings: the same database, and of the site only what Django brings.

Django's own session store and backend, and the three pieces of middleware that check
session, CSRF and user. allauth is among the apps for the account's sake and refuses to
start without its own piece.
"""

from learning.settings.demo import *  # noqa: F403, TID251

ROOT_URLCONF = "tests.bench.floor_urls"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
