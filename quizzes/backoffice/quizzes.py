"""The back office's list, details and form of quizzes; saving is one action."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView

from learning.people.permissions import Permission, needs
from quizzes.actions import quizzes as quiz_actions
from quizzes.backoffice.retiring import DetailView, RetiringViewSet
from quizzes.backoffice.statistics import QuizStatisticsView
from quizzes.bank import shortages
from quizzes.item_flaws import flaws_among, flaws_of_whole, items_of
from quizzes.models import Attempt, Quiz
from quizzes.quiz_form import QuizForm
from quizzes.sample import sample_of
from quizzes.templatetags.quiz_figures import share

MOST_DIGITS = 9


class SavesQuiz:
    """Saves a quiz by our action."""

    def save_instance(self) -> Quiz:
        """Store the definition of the valid form."""
        quiz, _status = quiz_actions.upsert(
            definition=self.form.definition(),  # type: ignore[attr-defined]
            by=self.request.user,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
        self.new_revision = None
        for shortage in shortages(quiz):
            text = _now("保存しましたが、このままでは始められません。") + shortage
            messages.warning(self.request, text)  # type: ignore[attr-defined]
        return quiz

    def get_success_url(self) -> str:
        """Lead to the details, where it shows what the quiz would draw."""
        quiz: Quiz = self.object  # type: ignore[attr-defined]
        return reverse(QuizViewSet().get_url_name("inspect"), args=[quiz.pk])


class QuizCreateView(SavesQuiz, CreateView):
    """A new quiz."""


class QuizEditView(SavesQuiz, EditView):
    """Another definition of a quiz; running attempts keep theirs."""


class QuizDetailView(DetailView):
    """A quiz with its sections, how full the bank is, and how often it was taken."""

    template_name = "quizzes/backoffice/quiz_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add sections, shortages and a sample of what is drawn."""
        asked = self.request.GET.get("sample", "")
        items = list(items_of(self.object))
        seed = int(asked) if asked.isdecimal() and len(asked) < MOST_DIGITS else 1
        return super().get_context_data(
            sections=self.object.sections.prefetch_related("objectives"),
            shortages=shortages(self.object),
            sample=sample_of(self.object, seed=seed),
            next_seed=seed + 1,
            flaws=flaws_of_whole(self.object, items),
            flawed=flaws_among(items, day=timezone.localdate()),
            attempt_count=Attempt.objects.finished().filter(quiz=self.object).count(),
            **kwargs,
        )


def _pass_mark(quiz: Quiz) -> str:
    """Write the share as people say it, 「70 %」."""
    return share(quiz.pass_mark)


class QuizViewSet(RetiringViewSet):
    """テスト: list, search, filter, detail, form."""

    model = Quiz
    icon = "form"
    menu_label = _("テスト")
    menu_name = "quizzes"
    menu_order = 160
    list_display = [
        "code",
        "title",
        Column(
            "pass_mark",
            label=_("合格に必要な割合"),
            accessor=_pass_mark,
            sort_key="pass_mark",
        ),
        "time_limit_minutes",
        "retired_on",
    ]
    list_filter = ["wording", "feedback"]
    search_backend_name = None
    search_fields = ["code", "title"]
    add_view_class = QuizCreateView
    edit_view_class = QuizEditView
    inspect_view_class = QuizDetailView
    inspect_view_fields = [
        "code",
        "title",
        "wording",
        "pass_mark",
        "time_limit_minutes",
        "attempts_allowed",
        "shuffle_options",
        "feedback",
        "retired_on",
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("title")]),
            FieldRowPanel([FieldPanel("wording"), FieldPanel("feedback")]),
            FieldRowPanel(
                [
                    FieldPanel("pass_mark"),
                    FieldPanel("time_limit_minutes"),
                    FieldPanel("attempts_allowed"),
                ]
            ),
            FieldPanel("shuffle_options"),
            FieldPanel("asks_confidence"),
            FieldPanel("sections"),
        ],
        base_form_class=QuizForm,
    )

    @cached_property
    def statistics_view(self) -> Any:
        """Statistics of the quiz's items."""
        given = self.get_inspect_view_kwargs()
        given["template_name"] = QuizStatisticsView.template_name
        view = self.construct_view(QuizStatisticsView, **given)
        return needs(Permission.EDIT_ITEMS)(view)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address of the statistics."""
        mine = path("statistics/<int:pk>/", self.statistics_view, name="statistics")
        return [*super().get_urlpatterns(), mine]

    def retire_or_restore(self, pk: int, request: HttpRequest) -> Quiz:
        """Retire a quiz in use, restore a retired one."""
        quiz = get_object_or_404(Quiz, pk=pk)
        act = quiz_actions.restore if quiz.retired_on else quiz_actions.retire
        return act(quiz=quiz, by=request.user, at=timezone.now())  # type: ignore[arg-type]
