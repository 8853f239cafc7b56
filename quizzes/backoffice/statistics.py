"""The author's page of statistics: the weakest items first, and what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import InspectView

from learning.people.permissions import Permission, may


class QuizStatisticsView(InspectView):
    """Statistics of one quiz; ``?attempts=all`` counts repeated attempts as well."""

    template_name = "quizzes/backoffice/statistics.html"
    page_title = _("問題の統計")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Work the figures out for this request."""
        # here: no start has to wait for numpy and scipy
        from quizzes.item_analysis.exclusion_words import exclusion_words
        from quizzes.item_analysis.responses import read_answers
        from quizzes.item_analysis.shown import shown_quiz
        from quizzes.item_analysis.summary import summarise

        all_attempts = self.request.GET.get("attempts") == "all"
        answers = read_answers(self.object, all_attempts=all_attempts)
        summary = summarise(answers)
        return super().get_context_data(
            shown=shown_quiz(summary),
            exclusions=exclusion_words(summary.exclusions, all_attempts=all_attempts),
            all_attempts=all_attempts,
            may_export=may(self.request.user, Permission.SEE_SCORES),
            **kwargs,
        )
