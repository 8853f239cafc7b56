"""わたしのアカウント: what the person can see and change about the own sign-in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.log.models import Entry
from learning.people.actions.accounts import set_personal_email, subject_of
from learning.people.errors import AccountTaken
from learning.people.forms.changes import EmailForm
from learning.people.models import Department, OneTimeCode, Role, RoleGrant
from learning.people.permissions import SignedIn, roles_of
from learning.people.today import today

SHOWN = 20


@require_http_methods(["GET", "POST"])
def my_account(request: SignedIn) -> HttpResponse:
    """Codes issued, sign-ins, roles held; the address; the way to a new password."""
    user = request.user
    form = EmailForm(
        request.POST or None, initial={"personal_email": user.personal_email}
    )
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["personal_email"] or None
        try:
            set_personal_email(user=user, email=email, by=user, at=timezone.now())
        except AccountTaken as error:
            form.add_error("personal_email", str(error))
        else:
            messages.success(request, _("メールアドレスを保存しました。"))
            return redirect("people:my_account")
    return render(request, "people/my_account.html", _shown(request, form))


def _shown(request: SignedIn, form: EmailForm) -> dict[str, object]:
    user, day = request.user, today()
    kind, identity, _label = subject_of(user)
    sign_ins = Entry.objects.about(kind, identity).filter(action="account.sign_in")
    codes = OneTimeCode.objects.filter(user=user).select_related("issued_by")
    grants = RoleGrant.objects.on(day).filter(user=user)
    heads = [
        role.path
        for role in roles_of(user, today=day)
        if role.role == Role.SECTION_HEAD and role.path
    ]
    return {
        "form": form,
        "codes": codes.order_by("-issued_at")[:SHOWN],
        "sign_ins": sign_ins.select_related("payload").order_by("-at")[:SHOWN],
        "grants": grants.select_related("department", "authority"),
        "headed": Department.objects.current(day).filter(path__in=heads),
        "now": timezone.now(),
    }
