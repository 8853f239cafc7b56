"""Changes to the bank: drafts, publishing with its versions, retiring."""

import hashlib
import json
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log as wagtail_log
from wagtail.models import Revision

from learning.log import actions as log
from learning.objectives.models import Objective
from learning.people.models import User
from quizzes.item_types import complete_document
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
        "document": complete_document(type, document).to_json(),
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

    A draft may be half written: nothing of it is checked here. Writes a Wagtail
    revision (and the row itself while it is not published) and a log entry; a draft
    that only overwrites the editor's own last one is not logged again.
    """
    if not item.live or item.pk is None:
        item.live = False
        item.save()
    item.save_revision(
        user=by, log_action=True, overwrite_revision=overwrite, clean=False
    )
    if overwrite is None:
        log.write("item.draft", by=by, at=at, subject=_subject(item))
    return item


@transaction.atomic
def publish_draft(*, revision: Revision, by: User | None, at: datetime) -> Item:
    """Publish one draft, or schedule it for its day.

    Wagtail's signal then calls ``record_published``, as after every other way of
    publishing; that it was only scheduled is logged here.

    Raises
    ------
    DocumentInvalid
        If the draft is not complete; nothing is published.
    """
    draft = revision.as_object()
    complete_document(draft.type, draft.document)
    revision.publish(user=by, skip_permission_checks=True)
    revision.refresh_from_db(fields=["approved_go_live_at"])
    item = Item.objects.get(pk=revision.object_id)
    if revision.approved_go_live_at is not None:
        detail = {"on": timezone.localdate(revision.approved_go_live_at)}
        log.write("item.schedule", by=by, at=at, subject=_subject(item), detail=detail)
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
def record_published(
    *, item: Item, revision: Revision, at: datetime
) -> ItemVersion | None:
    """Freeze and log what has just been published, whichever way it was published.

    Who did it is who approved it in a workflow, nobody for a publication that was
    scheduled, else who wrote the draft. What is only scheduled is no publication (None).

    Raises
    ------
    DocumentInvalid
        If the document may not be published; the publication is rolled back.
    """
    if not item.live:
        return None
    by = _publisher(item, revision)
    version = cut_version(item=item, by=by, at=at)
    log.write("item.publish", by=by, at=at, subject=_subject(item))
    return version


@transaction.atomic
def unpublish(*, item: Item, by: User | None, at: datetime) -> Item:
    """Give the item in no new attempt until it is published again."""
    item.unpublish(user=by)
    log.write("item.unpublish", by=by, at=at, subject=_subject(item))
    return item


@transaction.atomic
def record_expired(*, item: Item, at: datetime) -> None:
    """Log that the item's own last day has unpublished it; other ways are actions."""
    if item.expired:
        log.write("item.unpublish", by=None, at=at, subject=_subject(item))


@transaction.atomic
def set_locked(*, item: Item, locked: bool, by: User, at: datetime) -> Item:
    """Let nobody else change the item's draft, or let everybody again."""
    if item.locked == locked:
        return item
    item.locked = locked
    item.locked_by = by if locked else None
    item.locked_at = at if locked else None
    item.save(update_fields=["locked", "locked_by", "locked_at"])
    wagtail_log(item, action="wagtail.lock" if locked else "wagtail.unlock", user=by)
    action = "item.lock" if locked else "item.unlock"
    log.write(action, by=by, at=at, subject=_subject(item))
    return item


@transaction.atomic
def record_review(
    *, action: str, subject: object, by: User | None, at: datetime
) -> None:
    """Log one step of a workflow, if it is an item that goes through it.

    Parameters
    ----------
    action : ``item.submit``, ``item.approve``, ``item.reject`` or ``item.cancel``.
    subject : what the workflow is about: an item, or something of another app.
    """
    if isinstance(subject, Item):
        log.write(action, by=by, at=at, subject=_subject(subject))


@transaction.atomic
def cut_version(*, item: Item, by: User | None, at: datetime) -> ItemVersion | None:
    """Freeze what is now published, if it differs from the latest version.

    Called for every way of publishing (editor, workflow, schedule, file), within its
    transaction. What is not live cuts nothing (None). Writes a log entry if there is a
    new version.

    Raises
    ------
    DocumentInvalid
        If the document may not be published; the publication is rolled back.
    """
    if not item.live:
        return None
    document = complete_document(item.type, item.document)
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
        order_length=document.order_length,
        variable_count=len(document.variables),
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


def _publisher(item: Item, revision: Revision) -> User | None:
    if revision.approved_go_live_at is not None:  # its day has come
        return None
    state = item.workflow_states.order_by("-pk").first()
    task = state.current_task_state if state is not None else None
    if task is not None and task.revision_id == revision.pk and task.finished_by:
        return task.finished_by
    return revision.user


def _subject(item: Item) -> tuple[str, str, str]:
    return ("item", item.code, item.stem)
