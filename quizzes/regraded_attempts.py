"""Reads the attempts that a regrade touches and works their new scores out.

Writes nothing: the preview and the action see the same figures by it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from quizzes.attempt_form import AttemptForm
from quizzes.corrections import corrections_of_all
from quizzes.item_types import Answer, Document, read_document
from quizzes.item_types.body import Given
from quizzes.models import Attempt, Item, ItemVersion, Regrade, Response
from quizzes.regrading import Change, Corrections, Sitting, key_of, regraded

BATCH = 100
"""Attempts per transaction: well under a second of writing on SQLite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegrade:
    """What somebody decides. ``right`` only where its key counts."""

    item: Item
    wrong: tuple[ItemVersion, ...]
    method: Regrade.Method
    right: ItemVersion | None = None
    keeps_passes: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """One attempt with what its score was and what it becomes."""

    attempt: Attempt
    change: Change


def suspects(item: Item) -> list[ItemVersion]:
    """Return the earlier versions with another key than the latest one."""
    versions = list(item.versions.order_by("number"))
    if not versions:
        return []
    *earlier, last = versions
    key = (last.type, key_of(last.document))
    return [each for each in earlier if (each.type, key_of(each.document)) != key]


def affected(versions: Collection[ItemVersion]) -> QuerySet[Attempt]:
    """Finished attempts whose form drew one of the versions, by their key.

    The form is searched as text; both databases write a number after its name and a
    space, and a comma or the closing brace behind it.
    """
    drew = Q(pk__in=[])
    for version in versions:
        for end in (",", "}"):
            drew |= Q(form_text__contains=f'"v": {version.pk}{end}')
    attempts = Attempt.objects.finished().filter(points__isnull=False)
    return attempts.alias(form_text=Cast("form", TextField())).filter(drew)


def work_out(
    attempts: Collection[Attempt], new: Corrections, *, keeps_passes: bool
) -> list[Worked]:
    """Work out the scores of a batch. Three queries.

    Returns
    -------
    One entry for each attempt that really drew a corrected version.
    """
    forms = {each.pk: AttemptForm.from_json(each.form) for each in attempts}
    attempts = [each for each in attempts if _draws(forms[each.pk], new)]
    documents = _documents({forms[each.pk] for each in attempts})
    earlier = corrections_of_all(attempts)
    given = _given(attempts, forms, new)
    return [
        Worked(
            attempt,
            regraded(
                Sitting(
                    form=forms[attempt.pk],
                    points=[Decimal(each) for each in attempt.points or []],
                    responses=given.get(attempt.pk, {}),
                    pass_mark=attempt.pass_mark,
                    floors={c: Decimal(s) for c, s in attempt.floors.items()},
                ),
                documents=documents,
                corrections=earlier[attempt.pk],
                new=new,
                keeps_passes=keeps_passes,
            ),
        )
        for attempt in attempts
    ]


def in_batches(
    attempts: QuerySet[Attempt], size: int = BATCH
) -> Iterator[list[Attempt]]:
    """Read by key, so that no cursor stays open while a batch is written."""
    last = 0
    while part := list(attempts.filter(pk__gt=last).order_by("pk")[:size]):
        yield part
        last = part[-1].pk


def _draws(form: AttemptForm, new: Corrections) -> bool:
    return any(item.version_id in new for item in form.items)


def _documents(forms: Collection[AttemptForm]) -> dict[int, Document]:
    ids = {item.version_id for form in forms for item in form.items}
    versions = ItemVersion.objects.filter(pk__in=ids).only("type", "document")
    return {each.pk: read_document(each.type, each.document) for each in versions}


def _given(
    attempts: Collection[Attempt], forms: dict[int, AttemptForm], new: Corrections
) -> dict[int, dict[int, Given]]:
    positions = {
        position
        for each in attempts
        for position, item in enumerate(forms[each.pk].items)
        if item.version_id in new
    }
    rows = Response.objects.filter(
        attempt_id__in=[each.pk for each in attempts], position__in=positions
    ).values_list("attempt_id", "position", "value")
    given: dict[int, dict[int, Given]] = {}
    for attempt_id, position, value in rows:
        given.setdefault(attempt_id, {})[position] = Answer.from_json(value).given
    return given
