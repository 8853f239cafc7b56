"""Forms of sign-in and of the first sign-in."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.people.accounts.session_kinds import SessionKind, begin
from learning.people.actions import accounts
from learning.people.models import User
from learning.people.today import today


class SessionKindField(forms.ChoiceField):
    """Whose device it is: as last time on it, else shared, which is the safer of both.

    Who chooses nothing sits at a shared device.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("この端末を使うのは"),
            choices=SessionKind.choices,
            widget=forms.RadioSelect,
            required=False,
            initial=SessionKind.SHARED,
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """Return the kind that was chosen, or the safer one."""
        return super().clean(value) or SessionKind.SHARED


class SignInForm(LoginForm):
    """Staff number or e-mail, password, and whose device it is."""

    session_kind = SessionKindField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None and (last := self.request.COOKIES.get("device")):
            self.fields["session_kind"].initial = last

    def login(
        self, request: HttpRequest, redirect_url: str | None = None
    ) -> HttpResponseBase:
        """Sign in, and let the session be what the person chose."""
        response = super().login(request, redirect_url)
        if isinstance(request.user, User):
            kind = self.cleaned_data["session_kind"]
            enter(request, response, user=request.user, kind=kind)
        return response


def enter(
    request: HttpRequest, response: HttpResponseBase, *, user: User, kind: str
) -> None:
    """Begin the session of ``user``, who has just signed in."""
    now = timezone.now()
    begin(request.session, kind=kind, at=now, today=today())
    response.set_cookie(
        "device",
        kind,
        max_age=400 * 24 * 3600,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    accounts.record_sign_in(user=user, kind=kind, at=now)


class FirstSignInForm(forms.Form):
    """The number, the code of the slip, and the password that shall hold from now."""

    login = forms.CharField(
        label=_("職員番号"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    code = forms.CharField(
        label=_("紙にあるコード"),
        max_length=40,
        help_text=_("大文字と小文字、間の線の有無はどちらでもかまいません。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )
    password = forms.CharField(
        label=_("これから使うパスワード"),
        strip=False,
        help_text=_("10文字以上。職員番号や、よくある言葉だけのものは使えません。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("もう一度同じパスワード"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    session_kind = SessionKindField()

    def clean(self) -> dict[str, Any]:
        """Both passwords must be the same; its strength needs the person, see below."""
        cleaned = super().clean() or {}
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", _("二つのパスワードが違います。"))
        return cleaned

    def check_password_of(self, user: Any) -> bool:
        """Check the password against the rules for this person; errors on the field."""
        try:
            password_validation.validate_password(self.cleaned_data["password"], user)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return self.is_valid()
