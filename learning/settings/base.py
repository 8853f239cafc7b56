"""What every way of running shares. Each environment variable is read here once."""

from functools import partial
from pathlib import Path

from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from learning.settings.accounts import *
from learning.settings.databases import database_settings, sqlite_url

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / env.text("CHOUDO_VAR", "var")

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.addresses("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    # The project's apps come first so that their templates win over Wagtail's.
    "learning.home",
    "learning.reports",
    "learning.simulation",
    "learning.campaigns",
    "learning.literacy",
    "courses",
    "quizzes",
    "learning.objectives",
    "learning.people",
    "learning.city",
    "learning.log",
    "allauth",
    "allauth.account",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # its templates are found by FORM_RENDERER, after ours
    "django.forms",
]

MIDDLEWARE = [
    "learning.people.middleware.answers.HeadAlone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "learning.people.middleware.content_security.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "learning.people.middleware.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "learning.people.middleware.answers.OwnMethodPage",
    "learning.people.middleware.session_life.SessionLife",
    "learning.people.middleware.sign_in_required.SignInRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "learning.urls"
WSGI_APPLICATION = "learning.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "learning" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "learning.home.context.frame",
            ],
            "builtins": ["learning.home.templatetags.icons"],
        },
    },
]

# Fields come out of learning/templates/django/forms, wherever a form is shown.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env.read(
        "DATABASE_URL",
        sqlite_url(VAR_DIR / "choudo.sqlite3"),
        partial(database_settings, base_dir=BASE_DIR),
    )
}
CACHES = {
    # Shared by all processes: sign-in counters must not be per process.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        # Django's default of 300 would throw counters away while a city signs in.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Learner pages allow nothing but this site itself; the back office is relaxed by its
# own middleware, as little as Wagtail's editor needs.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/uploads/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "learning.home.static_addresses.CompressedStorage"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Choudo"
WAGTAILADMIN_BASE_URL = env.address("BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Files are served by courses.views.uploads alone, which checks who asks.
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
