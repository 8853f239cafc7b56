"""Ends sessions: left alone too long, or the person no longer on the roster."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.people.accounts import session_kinds
from learning.people.accounts.identity import is_still_open
from learning.people.actions.back_office import sync_groups
from learning.people.models import User
from learning.people.today import today as local_today

CLEAR = "Clear-Site-Data"


class SessionLife:
    """Looks at the session before the view, and at caching after it.

    The idle time is by the server's clock. Whether the person is still on the roster
    is asked at every request, in the query that reads the account: who has left in the
    middle of a day is out at the next one. Roles are asked where they are needed; the
    first request of a day hands those that begin or end to the back office's groups.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated
        was_shared = was_signed_in and session_kinds.is_shared(request.session)
        if was_signed_in:
            self._end_if_over(request)
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            keep_private(response, is_shared=was_shared)
        if was_shared and not request.user.is_authenticated:
            response[CLEAR] = '"cache", "storage"'
        return response

    def _end_if_over(self, request: HttpRequest) -> None:
        now, today = timezone.now(), local_today()
        if session_kinds.is_idle(request.session, at=now):
            logout(request)
            messages.info(
                request, _("しばらく操作がなかったので、ログアウトしました。")
            )
        elif not _is_still_open(request, today):
            logout(request)
            messages.info(
                request,
                _("名簿の期間が終わったので、ログアウトしました。記録は残っています。"),
            )
        else:
            session_kinds.note_use(request.session, at=now)


def keep_private(response: HttpResponseBase, *, is_shared: bool) -> None:
    """A signed-in page is nobody else's: never stored on a shared device."""
    if is_shared:
        response["Cache-Control"] = "no-store, private"
    elif not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-cache, private"


def _is_still_open(request: HttpRequest, today: date) -> bool:
    user = request.user
    if not isinstance(user, User) or not is_still_open(user, today=today):
        return False
    if request.session.get("checked_on") != today.isoformat():
        sync_groups(users=[user], today=today)
        request.session["checked_on"] = today.isoformat()
    return True
