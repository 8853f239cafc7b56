"""What quizzes add to the back office."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from quizzes.backoffice.items import ItemViewSet
from quizzes.backoffice.quizzes import QuizViewSet
from quizzes.backoffice.retiring import NeverDeleted
from quizzes.models import Item, Quiz

register_permission_policy(Item, NeverDeleted(Item))
register_permission_policy(Quiz, NeverDeleted(Quiz))
register_snippet(ItemViewSet)
register_snippet(QuizViewSet)
