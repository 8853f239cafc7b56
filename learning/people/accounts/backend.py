"""Checks a staff number or e-mail with a password; nothing of sessions or limits."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from learning.people.accounts.identity import account_for
from learning.people.models import User
from learning.people.today import today


class SignInBackend(ModelBackend):
    """Sign-in for people on today's roster and for accounts with an expiry.

    Unknown, closed and wrong cost the same time, so that nobody can tell them apart.
    Whether an open session goes on is asked once a day (``SessionLife``), not here.
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
        """Return the account of a session, with its employee in the same query."""
        user = User.objects.select_related("employee").filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        return None if user.is_expired(today()) else user
