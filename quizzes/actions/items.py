"""Changes to the bank: drafts, publishing with its versions, retiring."""

import hashlib
import json
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from learning.log import actions as log
from learning.objectives.models import Objective
from learning.people.models import User
from quizzes.item_types import read_document
from quizzes.models import Item, ItemVersion

Status = Literal["created", "updated", "unchanged"]


@transaction.atomic
def upsert(  # noqa: PLR0913 - one argument for each field of the file
    *,
    code: str,
    type: str,  # noqa: A002 - the field's name
    document: dict[str, Any],
    objective: Objective,
    source: str = "",
    responsible: str = "",
    review_on: date | None = None,
    law_effective_on: date | None = None,
    by: User | None,
    at: datetime,
) -> tuple[Item, Status]:
    """Make the item of this code be as given, and publish it.

    Parameters
    ----------
    document : as ``quizzes.item_types`` says; options without ids get a, b, c ….

    Returns
    -------
    The item, and whether it was created, updated or already so (nothing written).

    Raises
    ------
    DocumentInvalid
        With every fault of the document; nothing is written.
    """
    fields = {
        "type": type,
        "document": read_document(type, document).to_json(),
        "objective": objective,
        "source": source,
        "responsible": responsible,
        "review_on": review_on,
        "law_effective_on": law_effective_on,
    }
    item = Item.objects.filter(code=code).first()
    status: Status = "updated" if item else "created"
    if item is None:
        item = Item(code=code, live=False)
    elif item.live and all(getattr(item, name) == fields[name] for name in fields):
        return item, "unchanged"
    for name, value in fields.items():
        setattr(item, name, value)
    return publish(item=item, by=by, at=at), status


@transaction.atomic
def save_draft(
    *,
    item: Item,
    by: User | None,
    at: datetime,
    overwrite: Revision | None = None,
) -> Item:
    """Store a new draft; what candidates are given stays as it was published.

    Writes a Wagtail revision (and the row itself if it is new) and a log entry; a
    draft that only overwrites the editor's own last one is not logged again.
    """
    if item.pk is None:
        item.live = False
        item.save()
    item.save_revision(user=by, log_action=True, overwrite_revision=overwrite)
    if overwrite is None:
        log.write("item.draft", by=by, at=at, subject=_subject(item))
    return item


@transaction.atomic
def publish_draft(*, revision: Revision, by: User | None, at: datetime) -> Item:
    """Publish one draft (or schedule it); Wagtail's signal then cuts a version."""
    revision.publish(user=by, skip_permission_checks=True)
    item = Item.objects.get(pk=revision.object_id)
    log.write("item.publish", by=by, at=at, subject=_subject(item))
    return item


@transaction.atomic
def publish(*, item: Item, by: User | None, at: datetime) -> Item:
    """Publish the item as it is in memory."""
    if item.pk is None:
        item.live = False
        item.save()
    revision = item.save_revision(user=by)
    return publish_draft(revision=revision, by=by, at=at)


@transaction.atomic
def cut_version(*, item: Item, by: User | None, at: datetime) -> ItemVersion | None:
    """Freeze what is now published, if it differs from the latest version.

    Called for every way of publishing (editor, workflow, schedule, file), within its
    transaction. A publication that is only scheduled cuts nothing (None). Writes a log
    entry if there is a new version.

    Raises
    ------
    DocumentInvalid
        If the document may not be published; the publication is rolled back.
    """
    if not item.live:
        return None
    document = read_document(item.type, item.document)
    stored = document.to_json()
    code = item.objective.code
    digest = version_digest(item_type=item.type, document=stored, objective_code=code)
    latest = item.versions.order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return latest
    version = ItemVersion.objects.create(
        item=item,
        number=latest.number + 1 if latest else 1,
        type=item.type,
        document=stored,
        digest=digest,
        objective_code=code,
        option_count=len(document.options),
        published_at=at,
    )
    log.write(
        "item.version",
        by=by,
        at=at,
        subject=_subject(item),
        detail={"number": version.number, "digest": digest},
    )
    return version


@transaction.atomic
def retire(*, item: Item, by: User | None, at: datetime) -> Item:
    """Draw this item no more. Versions, attempts and statistics stay."""
    return _set_retired(
        item, on=timezone.localdate(at), action="item.retire", by=by, at=at
    )


@transaction.atomic
def restore(*, item: Item, by: User | None, at: datetime) -> Item:
    """Let a retired item be drawn again."""
    return _set_retired(item, on=None, action="item.restore", by=by, at=at)


def version_digest(
    *, item_type: str, document: dict[str, Any], objective_code: str
) -> str:
    """SHA-256 of what makes a version another one: type, document, objective."""
    text = json.dumps(
        [item_type, document, objective_code], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _set_retired(
    item: Item, *, on: date | None, action: str, by: User | None, at: datetime
) -> Item:
    # The latest draft carries the day too, or publishing it would take it back.
    draft = item.get_latest_revision_as_object()
    draft.retired_on = on
    draft.save_revision(user=by, changed=draft.has_unpublished_changes, clean=False)
    Item.objects.filter(pk=item.pk).update(retired_on=on)
    item.refresh_from_db()
    log.write(action, by=by, at=at, subject=_subject(item))
    return item


def _subject(item: Item) -> tuple[str, str, str]:
    return ("item", item.code, item.stem)
