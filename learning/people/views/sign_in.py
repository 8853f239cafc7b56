"""Signing in for the first time, changing the password, signing out."""

from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from learning.people.accounts import limits
from learning.people.accounts.adapter import WAIT, account_key
from learning.people.accounts.forms import FirstSignInForm, enter
from learning.people.accounts.identity import account_for
from learning.people.actions import accounts
from learning.people.errors import WrongCode
from learning.people.models import OneTimeCode
from learning.people.today import today

BACKEND = "learning.people.accounts.backend.SignInBackend"


@never_cache
@sensitive_post_parameters("code", "password", "password_again")
@require_http_methods(["GET", "POST"])
def first_sign_in(request: HttpRequest) -> HttpResponse:
    """Number and code of the slip, a password of one's own, and in."""
    form = FirstSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _code_of(request, form)
        if found is not None and form.check_password_of(found.user):
            response = _enter_with(request, form, found)
            if response is not None:
                return response
    return render(request, "account/first_sign_in.html", {"form": form})


def _code_of(request: HttpRequest, form: FirstSignInForm) -> OneTimeCode | None:
    """The live code that was typed, within the limits of sign-in; errors on the form."""
    typed, code = form.cleaned_data["login"], form.cleaned_data["code"]
    key = account_key(typed)
    try:
        limits.count_address(limits.client_address(request))
        limits.begin_try(key)
        user = account_for(typed, today=today())
        if user is None:
            raise WrongCode
        found = accounts.check_code(user=user, code=code, at=timezone.now())
    except limits.TooMany:
        form.add_error(None, WAIT)
    except WrongCode:
        form.add_error(None, _wrong_code())
    else:
        limits.forget_tries(key)
        return found
    return None


def _enter_with(
    request: HttpRequest, form: FirstSignInForm, found: OneTimeCode
) -> HttpResponse | None:
    password = form.cleaned_data["password"]
    try:
        accounts.redeem_code(one_time_code=found, password=password, at=timezone.now())
    except WrongCode:
        form.add_error(None, _wrong_code())
        return None
    login(request, found.user, backend=BACKEND)
    response = redirect("/")
    enter(request, response, user=found.user, kind=form.cleaned_data["session_kind"])
    return response


def _wrong_code() -> str:
    return _(
        "職員番号かコードが違うか、コードの期限が過ぎています。紙のコードをもう一度"
        "確かめてください。使えないときは、所属の推進リーダーか人事課に再発行を頼んで"
        "ください。パスワードはまだ決まっていません。"
    )


class ChangePassword(allauth_views.PasswordChangeView):
    """allauth's page, with a line in the log and the way back to the account."""

    success_url = reverse_lazy("people:my_account")

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)
        accounts.record_password_change(user=self.request.user, at=timezone.now())
        return response


change_password = ChangePassword.as_view()
sign_out = allauth_views.logout
