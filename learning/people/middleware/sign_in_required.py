"""Nothing without signing in, but a short list."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url

# Names of URLs that anybody may open. A library's own marks do not count: what is
# open is written here and nowhere else.
OPEN_TO_ALL = frozenset(
    {
        "account_login",
        "account_inactive",
        "first_sign_in",
        "set_language",
        "health",
        "favicon",
    }
)
BACK_OFFICE = "/backoffice/"


class SignInRequired:
    """Sends the anonymous to sign-in, for every view whose name is not on the list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the signed-in and the open pages pass."""
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_TO_ALL:
            return None
        if request.user.is_authenticated:
            return _refused_back_office(request)
        if wants_json(request):
            return JsonResponse({"signed_out": True}, status=401)
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        return redirect_to_login(
            "", resolve_url(settings.LOGIN_URL), redirect_field_name=None
        )


def _refused_back_office(request: HttpRequest) -> HttpResponseBase | None:
    """403 here: Wagtail would send the person to sign-in, which sends them back.

    Who only types the back office's address is sent to where their own work begins.
    """
    if not request.path_info.startswith(BACK_OFFICE):
        return None
    if request.user.has_perm("wagtailadmin.access_admin"):
        return None
    if request.path_info == BACK_OFFICE and request.method in ("GET", "HEAD"):
        return redirect("/")
    raise PermissionDenied


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which could do nothing with a sign-in page."""
    return "application/json" in request.META.get("HTTP_ACCEPT", "")
