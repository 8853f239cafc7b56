"""Checks a staff number or e-mail with a password; nothing of sessions or limits."""

from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.http import HttpRequest

from learning.composed import composed
from learning.people.accounts.identity import account_for, with_roster
from learning.people.models import User
from learning.people.today import today


@composed(int, date)
def _accounts(user_id: int, day: date) -> QuerySet:
    rows = with_roster(User.objects.select_related("employee"), today=day)
    return rows.filter(pk=user_id)


class SignInBackend(ModelBackend):
    """Sign-in for people on today's roster and for accounts with an expiry.

    Unknown, closed and wrong cost the same time, so that nobody can tell them apart.
    The account of an open session brings along whether it is still on the roster, so
    that ``SessionLife`` can end the session without a query of its own.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """Return the account if the password is its own."""
        if not username or password is None:
            return None
        user = account_for(username, today=today())
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) else None

    def get_user(self, user_id: int) -> User | None:
        """Return a session's account, employee and roster in the same query."""
        user = next(iter(_accounts(user_id, today())), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        return None if user.is_expired(today()) else user
