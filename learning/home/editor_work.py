"""What an editor comes to the back office for: what is begun, waiting, or out of date.

Puts pages and items side by side; decides nothing and writes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from courses.models import CoursePage, LessonPage
from learning.japanese.wareki import format_wareki_short
from learning.people.models import User
from quizzes.bank import shortages
from quizzes.models import Item, Quiz

DRAFTED = (Item, CoursePage, LessonPage)
MOST = 5
"""How many of a kind the first page names; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to work on."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Things that wait for the same reason, the most urgent first."""

    title: str | Promise
    empty: str | Promise
    pieces: tuple[Piece, ...]
    more: int = 0


def work_of(user: User, *, today: date) -> list[Pile]:
    """The piles of one editor, in the order in which they are worked off."""
    return [
        _pile(
            _("わたしの書きかけ"),
            _("書きかけの下書きはありません。"),
            [piece for model in DRAFTED for piece in _drafts(model, user)],
        ),
        _pile(
            _("承認を待っているもの"),
            _("承認を待っているものはありません。"),
            list(_in_review()),
        ),
        _pile(
            _("見直し期限を過ぎたもの"),
            _("見直し期限を過ぎたものはありません。"),
            _overdue(today),
        ),
        _pile(
            _("問題が足りないテスト"),
            _("問題が足りないテストはありません。"),
            list(_short_quizzes()),
        ),
    ]


def _pile(title: Promise, empty: Promise, pieces: list[Piece]) -> Pile:
    return Pile(title, empty, tuple(pieces[:MOST]), max(0, len(pieces) - MOST))


def _drafts(model: Any, user: User) -> list[Piece]:
    rows: QuerySet[Any] = model.objects.filter(
        has_unpublished_changes=True, latest_revision__user=user
    )
    return [_piece(row) for row in rows.order_by("-latest_revision__created_at")]


def _in_review() -> Iterable[Piece]:
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    for state in waiting.select_related("requested_by").order_by("created_at"):
        thing = state.content_object
        if thing is not None:
            yield _piece(thing, note=str(state.requested_by or ""))


def _overdue(today: date) -> list[Piece]:
    items = Item.objects.drawable().filter(review_on__lt=today)
    pages = [
        row
        for model in (CoursePage, LessonPage)
        for row in model.objects.live().filter(review_on__lt=today)
    ]
    found = sorted([*items, *pages], key=lambda row: row.review_on)
    return [_piece(row, note=format_wareki_short(row.review_on)) for row in found]


def _short_quizzes() -> Iterable[Piece]:
    for quiz in Quiz.objects.filter(retired_on=None):
        faults = shortages(quiz)
        if faults:
            url = reverse("wagtailsnippets_quizzes_quiz:inspect", args=[quiz.pk])
            yield Piece(quiz.title, url, faults[0])


def _piece(thing: Model, note: str = "") -> Piece:
    if isinstance(thing, Page):
        return Piece(
            thing.get_admin_display_title(),
            reverse("wagtailadmin_pages:edit", args=[thing.pk]),
            note,
        )
    url = reverse("wagtailsnippets_quizzes_item:edit", args=[thing.pk])
    return Piece(str(thing), url, note)
