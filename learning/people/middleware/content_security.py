"""Content-Security-Policy: strict everywhere, relaxed for the back office alone."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

BACK_OFFICE = "/backoffice/"
# Measured in the admin of Wagtail 8.0: date pickers are inline scripts, the editor
# inserts <style>, previews of uploads are data: and blob: images. No more than that.
FOR_THE_BACK_OFFICE = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class ContentSecurity(CSPMiddleware):
    """The header of every response, error pages included."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        """Add what Wagtail's editor needs, under its own path only."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(BACK_OFFICE) and not report_only:
            parts.replace = {**(parts.replace or {}), **FOR_THE_BACK_OFFICE}
        return parts
