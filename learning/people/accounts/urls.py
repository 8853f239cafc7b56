"""The sign-in pages that exist; the rest of django-allauth's names lead nowhere."""

from allauth.account import views as allauth_views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from learning.people.views import sign_in


def not_offered(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Answer 404: sign-up, e-mail and password reset by mail are not for this house."""
    raise Http404


# django-allauth turns these names into addresses, so they must exist.
NOT_OFFERED = [
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("first/", sign_in.first_sign_in, name="first_sign_in"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path(
        "reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"
    ),
    path("password/", sign_in.change_password, name="account_change_password"),
    path("password/set/", not_offered, name="account_set_password"),
    *(path(f"none/{name}/", not_offered, name=name) for name in NOT_OFFERED),
]
