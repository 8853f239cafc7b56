"""django-allauth as this house uses it: no sign-up, no e-mail, our own limits."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from learning.people.accounts import limits
from learning.people.accounts.identity import account_for
from learning.people.models import User
from learning.people.today import today

WRONG = _(
    "職員番号かパスワードが違うか、今日は使えない番号です。もう一度確かめてください。"
)
WAIT = _(
    "続けて間違えたため、次に試せるまで少し時間をおいています。"
    "1分ほど待ってから、もう一度入力してください。入力したものは保存していません。"
)


class AccountAdapter(DefaultAccountAdapter):
    """Decides who gets in; the words are the same for unknown, closed and wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": WAIT,
        "enter_current_password": _("今のパスワードを入力してください。"),
        "incorrect_password": _("パスワードが違います。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def authenticate(
        self, request: HttpRequest, **credentials: Any
    ) -> AbstractBaseUser | None:
        """Check the password within the limits."""
        account = account_key(credentials.get("username", ""))
        try:
            limits.count_address(limits.client_address(request))
            limits.begin_try(account)
        except limits.TooMany as error:
            raise self.validation_error("too_many_login_attempts") from error
        user = super().authenticate(request, **credentials)
        if user is not None:
            limits.forget_tries(account)
        return user

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Ask the password of somebody who is signed in already."""
        account = f"user:{user.pk}"
        try:
            limits.begin_try(account)
        except limits.TooMany as error:
            raise ValidationError(WAIT, code="too_many_login_attempts") from error
        if user.check_password(password):
            limits.forget_tries(account)
            return True
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that our own proxies vouch for."""
        return limits.client_address(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No 「ログインしました」: the page that follows shows it."""


def account_key(login: str) -> str:
    """One key for all numbers and the address of one person; else what was typed."""
    user: User | None = account_for(login, today=today())
    return f"user:{user.pk}" if user is not None else f"typed:{login.strip()}"
