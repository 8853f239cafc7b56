"""Decides who may open an uploaded file: whoever may see a page that shows it.

A file is open to learners while a live page uses it, as Wagtail's index of references
knows; the index follows the live content, never a draft. Whoever writes content may
open every file, for previews and choosers. Must not know how files are sent.
"""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from learning.people.models import User
from learning.people.permissions import Permission, may


def may_open(user: User, name: str, *, day: date) -> bool:
    """Whether a person may open the file of this name below the uploads on a day."""
    return is_shown(name) or may(user, Permission.EDIT_CONTENT, today=day)


def is_shown(name: str) -> bool:
    """Whether a live page uses the image or document stored under this name."""
    return any(_live_pages_use(*found) for found in _owners(name))


def _owners(name: str) -> list[tuple[type[Any], int]]:
    """Return the image (of which this may be a smaller copy) and the document."""
    image, document = get_image_model(), get_document_model()
    of_image = Q(file=name) | Q(renditions__file=name)
    found = [(image, pk) for pk in _keys(image, of_image)]
    return [*found, *((document, pk) for pk in _keys(document, Q(file=name)))]


def _keys(model: type[Any], condition: Q) -> list[int]:
    return list(model.objects.filter(condition).values_list("pk", flat=True).distinct())


def _live_pages_use(model: type[Any], key: int) -> bool:
    page_type = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=str(key),
        base_content_type=page_type,
    ).values_list("object_id", flat=True)
    return Page.objects.live().filter(pk__in=[int(pk) for pk in users]).exists()
