"""What a file's words mean, once remembered: changing it, or forgetting it.

What was recorded with the old meaning stays until the next file is taken in.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from learning.log.actions import write
from learning.people.models import PostTitle, User, ValueMapping
from learning.people.roster import values
from learning.people.roster.values import Subject, meaning_label


@transaction.atomic
def change_meaning(
    *, word: ValueMapping, meaning: str, by: User, at: datetime
) -> ValueMapping:
    """Give a word another meaning; for a title the city's table follows. Logged."""
    before = word.meaning
    word.meaning = meaning
    word.confirmed_by_label = str(by)
    word.confirmed_at = at
    word.save(update_fields=["meaning", "confirmed_by_label", "confirmed_at"])
    if word.subject == Subject.POST_TITLE:
        set_title(word.value, meaning)
    change = {"before": _label(word, before), "after": _label(word, meaning)}
    _log("meaning.change", word, {"meaning": change}, by=by, at=at)
    return word


@transaction.atomic
def forget_meaning(*, word: ValueMapping, by: User, at: datetime) -> None:
    """Forget what a word means, so that the next file with it asks again. Logged."""
    if word.subject == Subject.POST_TITLE:
        PostTitle.objects.filter(name=word.value).delete()
    _log("meaning.forget", word, {"meaning": _label(word, word.meaning)}, by=by, at=at)
    word.delete()


def set_title(name: str, rank_class: str) -> None:
    """Keep a title's rank class in the city's table; headship as the name says."""
    guess = values.guess_title(name)
    is_head = bool(guess and guess.is_head)
    defaults = {"rank_class": rank_class, "is_head": is_head}
    PostTitle.objects.update_or_create(name=name, defaults=defaults)


def _label(word: ValueMapping, meaning: str) -> str:
    return meaning_label(Subject(word.subject), meaning)


def _log(
    action: str, word: ValueMapping, detail: dict[str, Any], *, by: User, at: datetime
) -> None:
    label = f"{values.SUBJECT_LABELS[Subject(word.subject)]}「{word.value}」"
    write(action, by=by, at=at, subject=("meaning", "", label), detail=detail)
