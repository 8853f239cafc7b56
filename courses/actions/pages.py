"""Writes what happens to pages into the log: published, moved, deleted, reviewed.

Wagtail changes the pages; these actions are called by its signals and hooks, so that
every way of doing it is the same. Knows no requests: who did it is whom Wagtail has
noted for the running one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, WorkflowState

from learning.log import actions as log
from learning.log.actions import Actor

_told_elsewhere: ContextVar[bool] = ContextVar("told_elsewhere", default=False)


@contextmanager
def told_in_one_entry() -> Iterator[None]:
    """Write no entry per page within; whoever uses it writes its own for all of them."""
    token = _told_elsewhere.set(True)
    try:
        yield
    finally:
        _told_elsewhere.reset(token)


@transaction.atomic
def record_published(*, page: Page, revision: Revision, at: datetime) -> None:
    """Log that a page was published, or has its first day still to come.

    Who did it is who works in the back office now, nobody where a schedule did it,
    else who wrote the revision.
    """
    on_its_day = revision.approved_go_live_at is not None
    if page.live:
        by = _who() or (None if on_its_day else revision.user)
        _log_page("page.publish", page, by=by, at=at)
    elif on_its_day:
        _log_schedule(page, revision, by=_who() or revision.user, at=at)


@transaction.atomic
def record_waiting(*, page: object, at: datetime, by: Actor | None = None) -> None:
    """Log that what replaces a live page waits for its day.

    Wagtail tells of this by no signal of its own. A page that isn't live yet has been
    told by ``record_published``; what is no page is none of ours.
    """
    if not isinstance(page, Page) or not page.live:
        return
    waiting = page.scheduled_revision
    if waiting is not None:
        _log_schedule(page.specific, waiting, by=by or _who(), at=at)


@transaction.atomic
def record_unpublished(*, page: Page, at: datetime) -> None:
    """Log that a page is no longer shown; nobody did it where its last day came."""
    _log_page("page.unpublish", page, by=_who(), at=at)


@transaction.atomic
def record_moved(*, page: Page, before: Page, after: Page, at: datetime) -> None:
    """Log that a page has another parent, or another place below the same one."""
    if before.pk == after.pk:
        _log_page("page.reorder", page, by=_who(), at=at)
        return
    detail = {"parent": {"before": before.title, "after": after.title}}
    _log_page("page.move", page, by=_who(), at=at, detail=detail)


@transaction.atomic
def record_deleted(*, page: Page, at: datetime) -> None:
    """Log that a page was deleted; those below it are told one by one.

    Of what is gone only the page itself is known, whose slug is its code.
    """
    _log_page("page.delete", page, by=_who(), at=at)


@transaction.atomic
def record_review(
    *, action: str, state: WorkflowState, by: Actor | None, at: datetime
) -> None:
    """Log one step of a workflow, if it is a page that goes through it.

    Parameters
    ----------
    action : ``page.submit``, ``page.approve``, ``page.reject`` or ``page.cancel``.
    """
    page = state.content_object
    if isinstance(page, Page):
        _log_page(action, page.specific, by=by, at=at)


def _log_schedule(
    page: Page, revision: Revision, *, by: Actor | None, at: datetime
) -> None:
    detail = {"on": timezone.localdate(revision.approved_go_live_at)}
    _log_page("page.schedule", page, by=by, at=at, detail=detail)


def _who() -> Actor | None:
    return get_active_log_context().user


def _log_page(
    action: str,
    page: Page,
    *,
    by: Actor | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    if _told_elsewhere.get():
        return
    code = getattr(page, "code", page.slug)
    log.write(action, by=by, at=at, subject=("page", code, page.title), detail=detail)
