"""個人端末 and 共用端末: how long a session lives without being used.

Reads and writes one session; knows no request, no clock.
"""

from datetime import date, datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import models
from django.utils.translation import gettext_lazy as _

NOTE_SECONDS = 60


class SessionKind(models.TextChoices):
    """Whose device it is."""

    PERSONAL = "personal", _("自分だけ")
    SHARED = "shared", _("共用")


def begin(session: SessionBase, *, kind: str, at: datetime, today: date) -> None:
    """Note the kind; a shared session also ends when the browser closes."""
    session["session_kind"] = kind
    session["seen_at"] = int(at.timestamp())
    session["checked_on"] = today.isoformat()
    session.set_expiry(0 if kind == SessionKind.SHARED else settings.SESSION_COOKIE_AGE)


def is_shared(session: SessionBase) -> bool:
    """Whether other people use this device."""
    return session.get("session_kind") == SessionKind.SHARED


def is_idle(session: SessionBase, *, at: datetime) -> bool:
    """Whether nobody has used the session for longer than its kind allows."""
    seen_at = session.get("seen_at")
    if seen_at is None:
        return False
    kind = session.get("session_kind", SessionKind.PERSONAL)
    return at.timestamp() - seen_at > settings.SESSION_IDLE_MINUTES[kind] * 60


def note_use(session: SessionBase, *, at: datetime) -> None:
    """Remember that the session was used; written at most once a minute."""
    now = int(at.timestamp())
    if now - session.get("seen_at", 0) >= NOTE_SECONDS:
        session["seen_at"] = now
