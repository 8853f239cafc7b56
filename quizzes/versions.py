"""Reads the versions of items that an attempt shows."""

from django.db.models import QuerySet

from learning.composed import composed
from quizzes.attempt_form import AttemptForm
from quizzes.models import ItemVersion


@composed(list[int])
def _versions(version_ids: list[int]) -> QuerySet:
    return ItemVersion.objects.filter(pk__in=version_ids)


def versions_of(form: AttemptForm) -> dict[int, ItemVersion]:
    """The versions that a form drew, by key: one query."""
    ids = sorted({item.version_id for item in form.items})
    return {version.pk: version for version in _versions(ids)}
