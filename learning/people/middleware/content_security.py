"""Content-Security-Policy: strict everywhere, relaxed for the back office alone."""

from collections.abc import Callable

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

BACK_OFFICE = "/backoffice/"
# Measured in the admin of Wagtail 8.0: date pickers are inline scripts, the editor
# inserts <style>, previews of uploads are data: and blob: images. No more than that.
FOR_THE_BACK_OFFICE = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


# Django's own pages for developers have inline styles.
DEBUG_PAGES = (404, 500)


class ContentSecurity:
    """The header of every response, error pages included.

    Both policies are composed once: nothing in them depends on the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.strict = build_policy()
        self.relaxed = build_policy(replace=FOR_THE_BACK_OFFICE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add what Wagtail's editor needs, under its own path only."""
        response = self.get_response(request)
        if settings.DEBUG and response.status_code in DEBUG_PAGES:
            return response
        is_back_office = request.path_info.startswith(BACK_OFFICE)
        policy = self.relaxed if is_back_office else self.strict
        response.headers.setdefault(HEADER, policy)
        return response
