"""Knows how rows open, change and end 兼務, 併任, 事務取扱 and the like. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from learning.people.roster.changes import Category
from learning.people.roster.groups import begins_on
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import (
    EmploymentRow,
    PostingRow,
    changed,
    covers,
    cut,
)
from learning.people.roster.values import MAIN
from learning.people.roster.words import from_day
from learning.people.roster.working import Working


@dataclass
class OtherPosts:
    """Sets the posts of the working copy that are no main post."""

    work: Working

    def set(self, key: str, rows: Sequence[RosterRow]) -> None:
        """兼務, 併任, 事務取扱 …: the file lists them all, so a missing one has ended."""
        employment = self.work.person.employment(key)
        left = {
            (posting.department, posting.kind): posting
            for posting in self.work.person.postings
            if posting.employment == key
            and posting.kind != MAIN
            and covers(posting, self.work.terms.as_of)
        }
        for row in rows:
            day = max(begins_on(row, self.work.terms.as_of), employment.starts_on)
            department = self.work.places.find(row, day)
            if department is None:
                continue
            current = left.pop((department.id, row.kind), None)
            known = current or self._future_other(key, department.id, row.kind)
            self._set_other(known, employment, department.id, row)
        for posting in left.values():
            self._end_other(posting)

    def _future_other(self, key: str, department: int, kind: str) -> PostingRow | None:
        found = (
            posting
            for posting in self.work.person.postings
            if (posting.employment, posting.department, posting.kind)
            == (key, department, kind)
            and posting.starts_on > self.work.terms.as_of
        )
        return next(found, None)

    def _set_other(
        self,
        current: PostingRow | None,
        employment: EmploymentRow,
        department: int,
        row: RosterRow,
    ) -> None:
        if current is not None and current.post_title == row.post_title:
            return
        floor = max(employment.starts_on, self.work.places.starts_on(department))
        start = max(floor, row.effective_on or self.work.terms.as_of)
        new = PostingRow(
            employment=employment.key,
            department=department,
            starts_on=start,
            ends_on=employment.ends_on,
            kind=row.kind,
            post_title=row.post_title,
            rank_class=row.rank_class,
            is_head=row.is_head,
        )
        before = ""
        if current is None:
            self.work.add(new)
        elif start <= current.starts_on:
            before = self.work.text(current)
            new = replace(
                new,
                cause="corrected",
                starts_on=current.starts_on,
                ends_on=current.ends_on,
            )
            self.work.swap(current, new)
        else:
            before = self.work.text(current)
            self.work.swap(current, changed(current, ends_on=start), new)
        if employment.key not in self.work.entered:
            self.work.note(
                Category.MOVER, row, before, self.work.text(new), from_day(start)
            )

    def _end_other(self, posting: PostingRow) -> None:
        postings = cut(
            self.work.person.postings, self.work.terms.as_of, lambda row: row is posting
        )
        self.work.person = replace(self.work.person, postings=postings)
        self.work.note(Category.MOVER, None, self.work.text(posting), "", "解除")
