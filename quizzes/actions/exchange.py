"""Brings the items of a file into the bank as drafts, and notes what was handed out."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from learning.log import actions as log
from learning.objectives.actions.objectives import ObjectiveFields, save_objective
from learning.objectives.models import Objective
from learning.people.models import User
from quizzes.actions import items
from quizzes.incoming import Change, Plan, Planned, image_name
from quizzes.models import Item, ItemImage


@transaction.atomic
def import_items(*, plan: Plan, by: User | None, at: datetime) -> list[Item]:
    """Do what was planned: new items and drafts, their objectives and pictures.

    Nothing is published. Writes a log entry for each draft, and one for the file.

    Returns
    -------
    The items that are new or have a new draft.
    """
    changed = []
    for planned in plan.items:
        if planned.change in {Change.NEW, Change.DRAFT}:
            _store_images(planned, at)
            changed.append(_store(planned, by, at))
    counts = Counter(str(each.status) for each in plan.items)
    log.write(
        "item.import",
        by=by,
        at=at,
        subject=("file", plan.filename[:60], plan.filename),
        detail={
            "format": plan.form,
            "taken": counts["taken"],
            "approximated": counts["approximated"],
            "refused": counts["refused"],
            "unchanged": plan.same,
            "drafts": len(changed),
            "codes": [item.code for item in changed],
        },
    )
    return changed


@transaction.atomic
def record_export(
    *, form: str, filename: str, codes: list[str], by: User | None, at: datetime
) -> None:
    """Note that items left with their keys."""
    log.write(
        "item.export",
        by=by,
        at=at,
        subject=("file", filename[:60], filename),
        detail={"format": form, "written": len(codes), "codes": codes},
    )


def _store(planned: Planned, by: User | None, at: datetime) -> Item:
    known = Item.objects.filter(code=planned.code).first()
    draft = known.get_latest_revision_as_object() if known else Item(code=planned.code)
    item = planned.item
    draft.type, draft.document = item.type, item.document
    draft.objective = _objective(planned, by, at)
    draft.source = item.source or draft.source
    draft.responsible = item.responsible or draft.responsible
    draft.review_on = planned.dates[0] or draft.review_on
    draft.law_effective_on = planned.dates[1] or draft.law_effective_on
    return items.save_draft(item=draft, by=by, at=at)


def _objective(planned: Planned, by: User | None, at: datetime) -> Objective:
    code, title = planned.objective
    known = Objective.objects.filter(code=code).first()
    if known is not None:
        return known
    fields = ObjectiveFields(
        code=code,
        title=title,
        level=Objective.Level.UNDERSTAND,
        tier="",
        order=Objective.objects.count(),
    )
    return save_objective(fields=fields, by=by, at=at)


def _store_images(planned: Planned, at: datetime) -> None:
    for data in planned.item.images.values():
        ItemImage.objects.get_or_create(
            name=image_name(data), defaults={"content": data, "added_at": at}
        )
