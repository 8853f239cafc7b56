"""Stores of pages: tiers, courses, lessons. Each writing is a published revision."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from courses.importer.digest import digest, without_item_ids
from courses.importer.reading.records import (
    BlockData,
    CourseRecord,
    LessonRecord,
    TierRecord,
)
from courses.importer.same_text import said
from courses.importer.writing.files import FileStore
from courses.importer.writing.rows import among, without_place
from courses.models import (
    CataloguePage,
    CoursePage,
    ImportedRecord,
    LessonPage,
    TierPage,
)
from learning.objectives.models import Objective
from learning.people.models import User

Kind = ImportedRecord.Kind
STREAMS = ("body", "intro")
SHOWING = ("file", "captions")


def catalogue(*, by: User | None) -> CataloguePage:
    """Return the catalogue; make it below the site's root if there is none."""
    found = CataloguePage.objects.first()
    if found:
        return found
    root = Site.objects.get(is_default_site=True).root_page
    page = CataloguePage(title="コース", slug="courses", live=False)
    root.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    return page


def page_digests(
    model: type[Page], fields: Iterable[str], codes: Collection[str] | None
) -> dict[str, str]:
    """Digest of each page's latest revision, drafts included, and whether it is live.

    The revision, not the page: an editor's draft is an editor's change.
    """
    rows = among(model.objects.select_related("latest_revision"), codes)
    names = list(fields)
    return {row.code: digest(_content(row, names)) for row in rows}


def _content(row: Any, names: list[str]) -> Any:
    draft = row.latest_revision.content if row.latest_revision else {}
    return [row.live, *(_plain(name, draft.get(name)) for name in names)]


def as_said(data: Any) -> Any:
    """Return a stream's data with each text as what it says."""
    if isinstance(data, str):
        return said(data)
    if isinstance(data, list):
        return [as_said(value) for value in data]
    if isinstance(data, dict):
        return {key: as_said(value) for key, value in data.items()}
    return data


def _plain(name: str, value: Any) -> Any:
    """Return a field's value without what only storing or the editor adds.

    A revision keeps streams as text, whose order of keys is the database's.
    """
    if name in STREAMS and isinstance(value, str):
        return as_said(without_item_ids(json.loads(value)))
    return sorted(value) if isinstance(value, list) else value


def slugs_taken(model: type[Page], codes: Collection[str]) -> set[str]:
    """Return the codes that are the slug of a page other than the code's own."""
    own = model.objects.filter(code__in=codes).values("pk")
    others = Page.objects.filter(slug__in=codes).exclude(pk__in=own)
    return set(others.values_list("slug", flat=True))


def publish(
    page: Page, parent: Page, fields: dict[str, Any], *, by: User | None
) -> None:
    """Set a page's fields and publish them as a new revision below its parent."""
    for name, value in fields.items():
        setattr(page, name, value)
    if page.pk is None:
        page.slug = fields["code"]
        page.live = False
        parent.add_child(instance=page)
    elif page.get_parent().pk != parent.pk:
        page.move(parent, pos="last-child")
        page = type(page).objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(page, name, value)
    page.draft_title = page.title
    page.save_revision(user=by).publish(user=by)


@transaction.atomic
def order_children(parent: Page, codes: Sequence[str], model: type[Page]) -> None:
    """Put the imported children of a page in the files' order; others stay behind."""
    children = list(model.objects.child_of(parent).order_by("path"))
    now = [child.code for child in children if child.code in codes]
    if now == [code for code in codes if code in now]:
        return
    by_code = {child.code: child for child in children}
    for code in reversed(codes):
        if code in by_code:
            moved = model.objects.get(pk=by_code[code].pk)
            moved.move(type(parent).objects.get(pk=parent.pk), pos="first-child")


class TierStore:
    """Tiers below the catalogue."""

    kind = Kind.TIER

    def __init__(self, records: Sequence[TierRecord]) -> None:
        self.records = records

    def leans_on(self, record: TierRecord) -> list[tuple[str, str]]:
        return []

    def taken(self, codes: Collection[str]) -> set[str]:
        return slugs_taken(TierPage, codes)

    def given(self, record: TierRecord) -> Any:
        return [record.title, record.summary]

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        return page_digests(TierPage, ("title", "summary", "slug"), codes)

    def write(self, record: TierRecord, *, by: User | None, at: datetime) -> None:
        page = TierPage.objects.filter(code=record.code).first()
        fields = {
            "code": record.code,
            "title": record.title,
            "summary": record.summary,
        }
        publish(page or TierPage(), catalogue(by=by), fields, by=by)

    def order(self, *, by: User | None) -> None:
        codes = [record.code for record in self.records]
        order_children(catalogue(by=by), codes, TierPage)


class CourseStore:
    """Courses below their tiers."""

    kind = Kind.COURSE

    def __init__(self, tiers: Sequence[TierRecord], files: FileStore) -> None:
        self.parents = {c.code: tier.code for tier in tiers for c in tier.courses}
        self.records = [course for tier in tiers for course in tier.courses]
        self.files = files

    def leans_on(self, record: CourseRecord) -> list[tuple[str, str]]:
        return [(Kind.TIER, self.parents[record.code])]

    def taken(self, codes: Collection[str]) -> set[str]:
        return slugs_taken(CoursePage, codes)

    def given(self, record: CourseRecord) -> Any:
        fields = without_place(record)
        for elsewhere in ("lessons", "items", "quiz"):
            del fields[elsewhere]
        return [self.parents[record.code], fields, file_digests(record.intro, self)]

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        names = ("title", "summary", "intro", "quiz_code", "responsible", "slug")
        return page_digests(CoursePage, (*names, "review_on"), codes)

    def write(self, record: CourseRecord, *, by: User | None, at: datetime) -> None:
        page = CoursePage.objects.filter(code=record.code).first()
        parent = TierPage.objects.get(code=self.parents[record.code])
        fields = {
            "code": record.code,
            "title": record.title,
            "summary": record.summary,
            "responsible": record.responsible,
            "review_on": record.review_on,
            "change": record.change,
            "quiz_code": record.quiz_code,
            "intro": stream(record.intro, self.files, at=at),
        }
        publish(page or CoursePage(), parent, fields, by=by)


class LessonStore:
    """Lessons below their courses."""

    kind = Kind.LESSON

    def __init__(self, courses: Sequence[CourseRecord], files: FileStore) -> None:
        self.parents = {at.code: c.code for c in courses for at in c.lessons}
        self.records = [lesson for course in courses for lesson in course.lessons]
        self.courses = courses
        self.files = files

    def leans_on(self, record: LessonRecord) -> list[tuple[str, str]]:
        return [
            (Kind.COURSE, self.parents[record.code]),
            *((Kind.OBJECTIVE, code) for code in record.objectives),
        ]

    def taken(self, codes: Collection[str]) -> set[str]:
        return slugs_taken(LessonPage, codes)

    def given(self, record: LessonRecord) -> Any:
        fields = without_place(record)
        return [self.parents[record.code], fields, file_digests(record.body, self)]

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        names = ("title", "minutes", "objectives", "body", "responsible", "slug")
        return page_digests(LessonPage, (*names, "review_on"), codes)

    def write(self, record: LessonRecord, *, by: User | None, at: datetime) -> None:
        page = LessonPage.objects.filter(code=record.code).first()
        parent = CoursePage.objects.get(code=self.parents[record.code])
        fields = {
            "code": record.code,
            "title": record.title,
            "minutes": record.minutes,
            "objectives": list(Objective.objects.filter(code__in=record.objectives)),
            "responsible": record.responsible,
            "review_on": record.review_on,
            "change": record.change,
            "body": stream(record.body, self.files, at=at),
        }
        publish(page or LessonPage(), parent, fields, by=by)

    def order(self, *, by: User | None) -> None:
        for course in self.courses:
            codes = [lesson.code for lesson in course.lessons]
            page = CoursePage.objects.filter(code=course.code).first()
            if page:
                order_children(page, codes, LessonPage)


def stream(body: Sequence[BlockData], files: FileStore, *, at: datetime) -> str:
    """Return a body as StreamField reads it, names of files replaced by their keys."""
    blocks = []
    for block in body:
        value = block["value"]
        if isinstance(value, dict) and "file" in value:
            value = {**value}
            for key in SHOWING:
                if key in value:
                    value[key] = files.key(value[key], at=at)
            if block["type"] == "figure":
                value["image"] = value.pop("file")
        blocks.append({**block, "value": value})
    return json.dumps(blocks, ensure_ascii=False)


def file_digests(
    body: Sequence[BlockData], store: CourseStore | LessonStore
) -> dict[str, str]:
    """Return the digests of the files a body shows: they are part of what is given."""
    names = [
        block["value"][key]
        for block in body
        if isinstance(block["value"], dict)
        for key in SHOWING
        if key in block["value"]
    ]
    return {name: store.files.digests[name] for name in names}
