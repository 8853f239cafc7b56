"""Sign-in: what django-allauth offers here, limits, and how long a session lives."""

import os

from learning.settings.environment import Environment

env = Environment(os.environ)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["learning.people.accounts.backend.SignInBackend"]
PASSWORD_HASHERS = ["learning.people.accounts.hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "learning.people.accounts.passwords.NotOwnNumberValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "learning.people.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "learning.people.accounts.forms.SignInForm"}
# One field takes the staff number or the personal e-mail; our backend tells them apart.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# How long the cookie lives is decided by the kind of session, not by a tick box.
ACCOUNT_SESSION_REMEMBER = False
# allauth's "30 sign-ins a minute and address" locks a city hall behind one proxy:
# its two sign-in limits are off, learning.people.accounts.limits has ours.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "change_password": "10/m/user",
    "reauthenticate": "10/m/user",
}

# How many reverse proxies of the city stand before the site. 0: the header
# X-Forwarded-For is not believed at all.
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 0, low=0, high=10)
SIGN_INS_PER_ADDRESS_AND_MINUTE = env.whole_number(
    "SIGN_INS_PER_ADDRESS_AND_MINUTE", 1000, low=10, high=100_000
)
# Wrong passwords of one account before it is slowed, and the longest wait in seconds.
FREE_TRIES_PER_ACCOUNT = 5
LONGEST_WAIT_SECONDS = 60

SESSION_IDLE_MINUTES = {
    # no longer than the cookie, or a working day
    "personal": env.whole_number("PERSONAL_IDLE_MINUTES", 240, low=5, high=720),
    "shared": env.whole_number("SHARED_IDLE_MINUTES", 10, low=1, high=60),
}
SESSION_ENGINE = "learning.people.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CODE_VALID_DAYS = 30

# Wagtail's own ways in are off: there is one sign-in page.
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
