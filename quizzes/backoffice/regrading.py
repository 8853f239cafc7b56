"""The back office's page for an item whose key was wrong: choose, look, regrade."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from learning.log.actions.groups import write_about_people
from learning.people.listing import names_on
from learning.people.models import Employee, User
from learning.people.permissions import Permission, SignedIn, needs, scope_of
from quizzes.actions.regrading import check, regrade
from quizzes.errors import QuizError
from quizzes.models import Item, Regrade, RegradeLine
from quizzes.regrade_preview import Preview, preview
from quizzes.regraded_attempts import NewRegrade, Worked, suspects

MOST_AT_ONCE = 1000
"""Attempts in one request: some seconds. What is left is done by the next press."""
KEEP, MAY_FAIL = "keep", "may_fail"


class RegradeForm(forms.Form):
    """Which versions were wrong, what counts instead, and why."""

    versions = forms.MultipleChoiceField(
        label=_("正答が誤っていた版"), widget=forms.CheckboxSelectMultiple
    )
    method = forms.ChoiceField(
        label=_("採点のし直し方"),
        choices=Regrade.Method,
        widget=forms.RadioSelect,
        initial=Regrade.Method.CORRECTED_KEY,
    )
    passes = forms.ChoiceField(
        label=_("合格した人"),
        choices=[
            (KEEP, _("不合格にしない（点が下がって不合格になる回は、元のままにする）")),
            (MAY_FAIL, _("新しい点で決め直す（不合格になることがある）")),
        ],
        widget=forms.RadioSelect,
        initial=KEEP,
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_(
            "受けた本人の結果の画面にも出ます。何が誤っていたかを書いてください。"
        ),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.all_versions = list(item.versions.order_by("number"))
        field: Any = self.fields["versions"]
        field.choices = [
            (each.number, _("第 %(number)s 版") % {"number": each.number})
            for each in self.all_versions
        ]
        field.initial = [each.number for each in suspects(item)]

    def decision(self) -> NewRegrade:
        """Return what was decided; the form is valid."""
        chosen, method = self.cleaned_data, Regrade.Method(self.cleaned_data["method"])
        corrected = method == Regrade.Method.CORRECTED_KEY
        return NewRegrade(
            item=self.item,
            wrong=tuple(
                each
                for each in self.all_versions
                if str(each.number) in chosen["versions"]
            ),
            method=method,
            right=self.all_versions[-1] if corrected else None,
            keeps_passes=chosen["passes"] == KEEP,
            reason=chosen["reason"],
        )


@dataclass(frozen=True, slots=True)
class Named:
    """One attempt that passes or fails by it, for who may see personal results."""

    name: str
    worked: Worked


@require_http_methods(["GET", "POST"])
@needs(Permission.REGRADE)
def regrade_item(request: SignedIn, code: str) -> HttpResponse:
    """Ask, show what would change, and carry it out once it is confirmed."""
    item = get_object_or_404(Item, code=code)
    given = request.POST if request.method == "POST" else request.GET or None
    form = RegradeForm(given, item=item)
    found: Preview | None = None
    if form.is_valid():
        new = form.decision()
        try:
            if request.method == "POST":
                return _carry_out(request, new)
            check(new)
            found = preview(new)
        except QuizError as refusal:
            messages.error(request, str(refusal))
            found = preview(new) if request.method == "POST" else None
    context = {
        "item": item,
        "form": form,
        "found": found,
        "named": _named(request.user, item, found) if found else [],
        "earlier": _earlier(item),
    }
    status = 422 if form.errors else 200
    return render(request, "quizzes/backoffice/regrade.html", context, status=status)


def _carry_out(request: SignedIn, new: NewRegrade) -> HttpResponse:
    typed = request.POST.get("confirmed", "").strip()
    done = regrade(
        new=new,
        by=request.user,
        at=timezone.now(),
        confirmed=int(typed[:9]) if typed.isascii() and typed.isdigit() else None,
        most=MOST_AT_ONCE,
    )
    if done.is_whole:
        text = _("%(count)s 回を採点し直しました。前後の点数は記録に残っています。")
    else:
        text = _(
            "%(count)s 回を採点し直しました。まだ残りがあります。続けるには、同じ内容で"
            "もう一度「採点し直す」を押してください。"
        )
    messages.success(request, text % {"count": done.attempts})
    return redirect("items_regrade", new.item.code)


def _named(user: User, item: Item, found: Preview) -> list[Named]:
    """Names only for who may see scores everywhere; the look is logged."""
    day = timezone.localdate()
    scope = scope_of(user, Permission.SEE_SCORES, today=day)
    if not (scope.is_whole_city and found.turned):
        return []
    ids = {each.attempt.employee_id for each in found.turned}
    names = names_on(ids, day=day)
    people = Employee.objects.filter(pk__in=ids).values_list("public_id", flat=True)
    write_about_people(
        "regrade.view",
        people=list(people),
        label=str(item),
        by=user,
        at=timezone.now(),
    )
    return [
        Named(names.get(each.attempt.employee_id, ("", ""))[0], each)
        for each in found.turned
    ]


def _earlier(item: Item) -> list[tuple[Regrade, dict[str, int]]]:
    """What was decided before, with its figures from the ledger, the latest first."""
    rows = item.regrades.select_related("by", "right").order_by("-pk")
    return [(each, _figures(each)) for each in rows]


def _figures(row: Regrade) -> dict[str, int]:
    lines = RegradeLine.objects.filter(regrade=row)
    return {
        "attempts": lines.count(),
        "gains": lines.filter(passed_before=False, passed_after=True).count(),
        "loses": lines.filter(passed_before=True, passed_after=False).count(),
        "kept": lines.filter(is_kept=True).count(),
    }
