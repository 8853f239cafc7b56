"""Knows how a row opens or changes the 本務 of an employment. Pure."""

from dataclasses import dataclass, replace

from learning.people.roster.changes import Category
from learning.people.roster.columns import Field
from learning.people.roster.groups import begins_on
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import EmploymentRow, PostingRow, changed, covers
from learning.people.roster.values import MAIN, is_promotion
from learning.people.roster.words import from_day
from learning.people.roster.working import Working


@dataclass
class MainPost:
    """Sets main posts of the working copy."""

    work: Working

    def set(self, key: str, row: RosterRow) -> None:
        """Bring the main post of an employment to what a row says."""
        employment = self.work.person.employment(key)
        day = max(begins_on(row, self.work.terms.as_of), employment.starts_on)
        department = self.work.places.find(row, day)
        if department is None:
            return
        wanted = PostingRow(
            employment=key,
            department=department.id,
            starts_on=day,
            ends_on=employment.ends_on,
            post_title=row.post_title,
            rank_class=row.rank_class,
            is_head=row.is_head,
        )
        current = next(
            (
                posting
                for posting in self.work.person.postings
                if posting.employment == key
                and posting.kind == MAIN
                and covers(posting, day)
            ),
            None,
        )
        if current is None:
            self._open_main(wanted, row, employment)
        elif current.values != self._wanted_title(wanted, current).values:
            self._change_main(current, self._wanted_title(wanted, current), row)
        elif row.rank_class != "none" and Field.POST_TITLE in self.work.columns:
            self._correct_rank(current, wanted, row)

    def _wanted_title(self, wanted: PostingRow, current: PostingRow) -> PostingRow:
        """Without a column of titles the title stays as it was."""
        titled = {Field.POST_TITLE, Field.APPOINTED_TITLE} & self.work.columns
        if titled:
            return wanted
        return replace(
            wanted,
            post_title=current.post_title,
            rank_class=current.rank_class,
            is_head=current.is_head,
        )

    def _open_main(
        self, wanted: PostingRow, row: RosterRow, employment: EmploymentRow
    ) -> None:
        start = wanted.starts_on
        if employment.key in self.work.entered:
            start = max(employment.starts_on, row.effective_on or employment.starts_on)
        start = max(start, self.work.places.starts_on(wanted.department))
        following = [
            posting.starts_on
            for posting in self.work.person.postings
            if posting.kind == MAIN and posting.starts_on > start
        ]
        ends = [day for day in (employment.ends_on, *following) if day is not None]
        posting = replace(wanted, starts_on=start, ends_on=min(ends, default=None))
        if posting.ends_on is not None and posting.ends_on <= start:
            return
        self.work.add(posting)
        if employment.key not in self.work.entered:
            self.work.note(
                Category.MOVER, row, "", self.work.text(posting), from_day(start)
            )

    def _change_main(
        self, current: PostingRow, wanted: PostingRow, row: RosterRow
    ) -> None:
        day = wanted.starts_on
        said = row.effective_on if row.effective_on and row.effective_on <= day else day
        is_unlikely = said < current.starts_on and not self.work.terms.correction
        if is_unlikely:  # an order older than the post it would change: not updated
            said = day
        start = max(said, self.work.places.starts_on(wanted.department))
        is_successor = self.work.places.follows(wanted.department, current.department)
        if start <= current.starts_on:
            new = replace(wanted, starts_on=current.starts_on, ends_on=current.ends_on)
            new = replace(new, cause="corrected")
            category, note = Category.CORRECTION, from_day(current.starts_on)
            self.work.swap(current, new)
        else:
            promoted = is_promotion(current.rank_class, wanted.rank_class)
            stays = current.department == wanted.department
            cause = "promoted" if promoted and stays else "transferred"
            category, note = Category.MOVER, from_day(start)
            if is_successor:
                cause, category = "reorganised", Category.REORGANISED
            new = replace(wanted, starts_on=start, ends_on=current.ends_on, cause=cause)
            self.work.swap(current, changed(current, ends_on=start), new)
        if is_unlikely:
            note += "（発令年月日が今の所属の始まりより前なので、基準日からとしました）"
        self.work.note(
            category, row, self.work.text(current), self.work.text(new), note
        )

    def _correct_rank(
        self, current: PostingRow, wanted: PostingRow, row: RosterRow
    ) -> None:
        new = changed(current, rank_class=wanted.rank_class, is_head=wanted.is_head)
        if new is current:
            return
        self.work.swap(current, new)
        before, after = current.rank_class, new.rank_class
        self.work.note(Category.CORRECTION, row, before, after, "職の級")
