"""Sessions in the database, found by a query that is composed once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from learning.composed import composed


@composed(str, datetime)
def _sessions(key: str, now: datetime) -> QuerySet:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Django's own, whose every request begins with this one query."""

    def _get_session_from_db(self) -> Session | None:
        found = _sessions(self.session_key, timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]
