"""ファイルの語の意味: what was remembered at imports; changed or forgotten by HR."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.people.actions.meanings import change_meaning, forget_meaning
from learning.people.forms.meanings import MeaningForm, labels_of_meanings
from learning.people.models import ValueMapping
from learning.people.paging import page_of
from learning.people.permissions import Permission, SignedIn, needs
from learning.people.roster.values import SUBJECT_LABELS, Subject
from learning.people.views.import_history import import_scope

PER_PAGE = 100


@require_safe
@needs(Permission.IMPORT_PEOPLE)
def meanings(request: HttpRequest) -> HttpResponse:
    """What words of files mean, by subject: who confirmed it, when."""
    context = page_of(_words(), request, size=PER_PAGE)
    labels = labels_of_meanings()
    context["words"] = [
        {
            "row": word,
            "subject": SUBJECT_LABELS[Subject(word.subject)],
            "meaning": labels.get((word.subject, word.meaning), word.meaning),
        }
        for word in context["page"]
    ]
    context["may_change"] = import_scope(request).is_whole_city
    return render(request, "people/imports/meanings.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_PEOPLE)
def meaning_change(request: SignedIn, number: int) -> HttpResponse:
    """Give a word another meaning."""
    word = _word(request, number)
    form = MeaningForm(request.POST or None, word=word)
    if request.method == "POST" and form.is_valid():
        meaning = form.cleaned_data["meaning"]
        change_meaning(word=word, meaning=meaning, by=request.user, at=timezone.now())
        text = _("「%s」の意味を変えました。次の取込みから使います。")
        messages.success(request, text % word.value)
        return redirect("people:meanings")
    page = {"title": _("語の意味を変える"), "action": _("変える")}
    return _form_page(request, word, {**page, "form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_PEOPLE)
def meaning_forget(request: SignedIn, number: int) -> HttpResponse:
    """Forget a word, after a page that says what follows."""
    word = _word(request, number)
    if request.method == "POST":
        forget_meaning(word=word, by=request.user, at=timezone.now())
        text = _("「%s」の意味を消しました。次の取込みでもう一度たずねます。")
        messages.success(request, text % word.value)
        return redirect("people:meanings")
    page = {
        "title": _("語の意味を消す"),
        "action": _("消す"),
        "more": _("次にこの語のあるファイルを取り込むときに、もう一度たずねます。"),
    }
    return _form_page(request, word, page)


def _words() -> QuerySet[ValueMapping]:
    """In the order of the subjects."""
    places = [
        When(subject=subject.value, then=Value(place))
        for place, subject in enumerate(Subject)
    ]
    place = Case(*places, output_field=IntegerField())
    return ValueMapping.objects.order_by(place, "value")


def _word(request: HttpRequest, number: int) -> ValueMapping:
    """Words are the whole city's: HR of one authority reads them only."""
    if not import_scope(request).is_whole_city:
        raise PermissionDenied
    return get_object_or_404(ValueMapping, pk=number)


def _form_page(
    request: HttpRequest, word: ValueMapping, page: dict[str, Any]
) -> HttpResponse:
    about = f"{SUBJECT_LABELS[Subject(word.subject)]}「{word.value}」"
    about += f"　{page['more']}" if "more" in page else ""
    return render(
        request, "people/form.html", {**page, "about": about, "back": "people:meanings"}
    )
