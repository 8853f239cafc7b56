"""What quizzes add to the back office."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from quizzes.models import Item, Quiz
from quizzes.viewsets import ItemViewSet, NeverDeleted, QuizViewSet

register_permission_policy(Item, NeverDeleted(Item))
register_permission_policy(Quiz, NeverDeleted(Quiz))
register_snippet(ItemViewSet)
register_snippet(QuizViewSet)
