"""URLs of the whole site."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from courses.views.uploads import serve_upload
from learning.home.views.pages import page
from learning.home.views.site import favicon, health
from learning.people.accounts.urls import not_offered

urlpatterns = [
    path("health/", health, name="health"),
    path("favicon.ico", favicon, name="favicon"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("learning.people.accounts.urls")),
    path("backoffice/", include("learning.people.accounts.backoffice_urls")),
    path("backoffice/", include(wagtailadmin_urls)),
    path("uploads/<path:path>", serve_upload, name="upload"),
    path("_util/login/", not_offered),
    path("staff/", include("learning.people.urls")),
    path("plans/", include("learning.literacy.urls")),
    path("requirements/", include("learning.campaigns.urls")),
    path("reports/", include("learning.reports.urls")),
    path("learn/", include("courses.urls")),
    path("quizzes/", include("quizzes.urls")),
    path("", include("learning.home.urls")),
    re_path(wagtail_urls.serve_pattern, page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
