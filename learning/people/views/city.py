"""市の設定: the city's own words, numbers and choices."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.city.current import city
from learning.people.actions.city import change_city
from learning.people.forms.city import CityForm
from learning.people.permissions import Permission, SignedIn, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.ADMINISTER)
def city_settings(request: SignedIn) -> HttpResponse:
    """Show and change them."""
    # The form writes into its own copy; the action reads the stored one.
    form = CityForm(request.POST or None, instance=city())
    if request.method == "POST" and form.is_valid():
        change_city(changes=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("市の設定を保存しました。"))
        return redirect("people:city")
    context = {"form": form, "title": _("市の設定"), "action": _("保存する")}
    return render(request, "people/form.html", {**context, "back": "home:start"})
