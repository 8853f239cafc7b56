"""Under which mark a person's browser keeps what is not saved yet, and how long.

The mark says nothing about the person to anybody else and is the same at each sign-in,
so that what one's own device kept can be sent later. Knows no page and stores nothing.
"""

from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import salted_hmac

from learning.people.accounts import session_kinds

MARK_LENGTH = 32


@dataclass(frozen=True, slots=True)
class BrowserStore:
    """``keep``: ``device`` survives closing the browser, ``tab`` ends with the tab."""

    owner: str
    keep: str


def browser_store(*, user_id: int, session: SessionBase) -> BrowserStore:
    """Return the person's mark, and the shorter life on a device that others use."""
    mark = salted_hmac("learning.people.browser_store", str(user_id)).hexdigest()
    keep = "tab" if session_kinds.is_shared(session) else "device"
    return BrowserStore(owner=mark[:MARK_LENGTH], keep=keep)
