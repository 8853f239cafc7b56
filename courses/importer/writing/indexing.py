"""Indexes what a record writes once, at its end, instead of at every saving.

Wagtail indexes a page or item for the search and for its references whenever it is
saved, and one writing saves it three times. Knows Wagtail's two indexes; nothing of
files or records.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed, get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

BATCH = 100


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Index what is saved within once, when it ends.

    For a command, which has its process for itself: the handlers are away for all
    threads meanwhile. Belongs inside the writing's transaction, so that the index never
    tells of what was rolled back; after an error nothing is indexed.
    """
    saved: dict[type[Model], set[Any]] = defaultdict(set)

    def note(sender: type[Model], instance: Model, **_: Any) -> None:
        saved[sender].add(instance.pk)

    searched = get_indexed_models()
    post_save.connect(note)
    for model in searched:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(note)
        for model in searched:
            post_save.connect(post_save_signal_handler, sender=model)
    for model, keys in saved.items():
        if class_is_indexed(model) or ReferenceIndex.is_indexed(model):
            _index(model, sorted(keys))


def _index(model: type[Model], keys: list[Any]) -> None:
    for start in range(0, len(keys), BATCH):
        rows = model._default_manager.filter(pk__in=keys[start : start + BATCH])
        objects = list(rows)
        if class_is_indexed(model):
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, objects)
        if ReferenceIndex.is_indexed(model):
            for each in objects:
                ReferenceIndex.create_or_update_for_object(each)
