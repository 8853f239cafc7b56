"""用語: list, search and change through the actions of the glossary."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    SnippetViewSet,
)

from courses.actions.glossary import TermFields, delete_term, save_term
from courses.models import GlossaryTerm


def saved_from(form: Any, user: Any) -> GlossaryTerm:
    """Save what a form holds."""
    data = form.cleaned_data
    code = data.get("code") or form.instance.code
    names = ("term", "reading", "meaning", "source", "review_on")
    fields = TermFields(code=code, **{name: data[name] for name in names})
    return save_term(fields=fields, by=user, at=timezone.now())


class TermCreateView(CreateView):
    """Creates a term by its action."""

    def save_instance(self) -> GlossaryTerm:
        return saved_from(self.form, self.request.user)


class TermEditView(EditView):
    """Changes a term by its action; the code stays, because lessons name it."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        form.fields["code"].disabled = True
        return form

    def save_instance(self) -> GlossaryTerm:
        return saved_from(self.form, self.request.user)


class TermDeleteView(DeleteView):
    """Takes a term out by its action."""

    def delete_action(self) -> None:
        delete_term(term=self.object, by=self.request.user, at=timezone.now())


class GlossaryTermViewSet(SnippetViewSet):
    """用語集."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("用語")
    menu_name = "glossary"
    menu_order = 200
    list_display = ["term", "reading", "code", "review_on"]
    list_filter = ["review_on"]
    search_fields = ["term", "reading", "meaning", "code"]
    search_backend_name = None
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    delete_view_class = TermDeleteView
    panels = [
        FieldPanel("code", help_text=_("本文では [[言葉|term:コード]] と書きます。")),
        FieldPanel("term"),
        FieldPanel("reading"),
        FieldPanel("meaning"),
        FieldPanel("source"),
        FieldPanel("review_on"),
    ]
