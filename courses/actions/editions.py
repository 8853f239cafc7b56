"""Changes editions: one more at the first publishing and at each major change."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Revision

from courses.models import LessonEdition, LessonPage
from courses.models.pages import Change


@transaction.atomic
def note_published(
    *, lesson: LessonPage, revision: Revision, at: datetime
) -> LessonEdition | None:
    """Write a new edition if this publishing makes one; the same revision only once.

    Heard through Wagtail's ``page_published``, so that publishing by hand, workflow,
    schedule or import are all the same. What only waits for its day makes none (None).
    """
    if not lesson.live:
        return None
    editions = LessonEdition.objects.filter(lesson=lesson)
    if editions.filter(revision=revision).exists():
        return None
    last = editions.order_by("-number").first()
    if last and lesson.change != Change.MAJOR:
        return None
    return LessonEdition.objects.create(
        lesson=lesson,
        revision=revision,
        number=last.number + 1 if last else 1,
        published_at=at,
    )
