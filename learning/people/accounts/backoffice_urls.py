"""Pages of Wagtail that this house does not offer, caught before Wagtail sees them.

Sign-in is ours; users and groups follow from the roster and the grants.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.generic import RedirectView

from learning.people.accounts.urls import not_offered


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Answer 404, whatever Wagtail would show here."""
    return not_offered(request)


urlpatterns: list[URLPattern] = [
    re_path(r"^login/$", RedirectView.as_view(pattern_name="account_login")),
    re_path(r"^logout/$", RedirectView.as_view(pattern_name="account_logout")),
    # Wagtail's account page would let people change the name that the log shows.
    re_path(r"^account/$", RedirectView.as_view(pattern_name="people:my_account")),
    re_path(r"^(?:password_reset|users|groups|sites|redirects)(?:/.*)?$", closed),
    re_path(r"^bulk/(?:people|auth)/.*$", closed),
    re_path(r"^(?:failwhale|test404)/$", closed),
]
