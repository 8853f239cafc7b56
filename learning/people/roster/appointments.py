"""Knows how the rows of one person change that person's stored rows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from learning.people.roster import state as stored
from learning.people.roster.changes import Category, Change, Terms
from learning.people.roster.columns import Field
from learning.people.roster.identity import Group, Identity, begins_on
from learning.people.roster.places import Places
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import (
    EmploymentRow,
    Person,
    PostingRow,
    changed,
    covers,
    end_employment,
    set_term,
    swap,
)
from learning.people.roster.values import KIND_LABELS, MAIN, is_promotion
from learning.people.roster.words import from_day, until_day


@dataclass
class Appointing:
    """Applies one person's groups to a working copy, noting each change."""

    person: Person
    terms: Terms
    columns: frozenset[str]
    places: Places
    changes: list[Change] = field(default_factory=list)
    entered: set[str] = field(default_factory=set)
    """Employments made now, whose first postings are part of the same change."""

    def apply(self, group: Group, identity: Identity) -> None:
        """Bring employment and postings to what the group says."""
        row = group.first
        if self._is_over(group):
            return
        key = self._employment(group, identity)
        if key is None:
            return
        mains = [row for row in group.rows if row.kind == MAIN]
        for row in sorted(mains, key=lambda row: begins_on(row, self.terms.as_of)):
            self._set_main(key, row)
        if Field.POSTING_KIND in self.columns or len(mains) < len(group.rows):
            self._set_others(key, [row for row in group.rows if row.kind != MAIN])

    def _is_over(self, group: Group) -> bool:
        """A row about an employment that has ended by the day: nothing to open."""
        ends_on = group.first.ends_on
        return (
            group.stored is None and ends_on is not None and ends_on <= self.terms.as_of
        )

    # --- employment

    def _employment(self, group: Group, identity: Identity) -> str | None:
        if group.stored is not None and not identity.is_new:
            return self._update(group.stored, group.first)
        return self._enter(group, identity)

    def _enter(self, group: Group, identity: Identity) -> str:
        row, before = group.first, identity.predecessor
        start = self._start(row, before)
        if identity.not_before is not None:
            start = max(start, identity.not_before)
        if before is not None and before.starts_on >= start:
            return self._correct_number(before, row)
        cause, category = self._cause(row, identity, start)
        if before is not None and (before.ends_on is None or before.ends_on > start):
            self.person = end_employment(self.person, before.key, start)
        new = EmploymentRow(
            key=f"new:{row.number}:{start}",
            number=row.number,
            source=self.terms.source,
            employment_type=row.employment_type or self.terms.default_type,
            starts_on=start,
            ends_on=row.ends_on,
            job_category=row.job_category,
            cause=cause,
        )
        self.person = replace(self.person, employments=(*self.person.employments, new))
        self.entered.add(new.key)
        was = f"{before.number}" if before else ""
        self._note(category, row, was, self._post_text(row), from_day(start))
        return new.key

    def _start(self, row: RosterRow, before: EmploymentRow | None) -> date:
        """The first day of a new employment: what the row says, after what was."""
        said = [row.term_from, row.hired_on, row.effective_on]
        if before is None:
            return next((day for day in said if day is not None), self.terms.as_of)
        floor = before.ends_on if before.ends_on is not None else before.starts_on
        after = [day for day in said if day is not None and day > before.starts_on]
        start = after[0] if after else max(self.terms.as_of, floor)
        if before.ends_on is not None and before.ends_on <= self.terms.as_of:
            return max(start, before.ends_on)
        return start

    def _cause(
        self, row: RosterRow, identity: Identity, start: date
    ) -> tuple[str, Category]:
        before = identity.predecessor
        if before is None:
            return "hired", Category.JOINER
        if before.source not in ("", self.terms.source):
            return "seconded", Category.MOVER
        if row.employment_type and before.employment_type != row.employment_type:
            return "reappointed", Category.REAPPOINTED
        is_going_on = before.ends_on is None or before.ends_on > start
        if is_going_on and before.number != row.number:
            return "renumbered", Category.RENUMBERED
        return "renewed", Category.REAPPOINTED

    def _correct_number(self, before: EmploymentRow, row: RosterRow) -> str:
        """A number given anew from the very first day: it was wrong."""
        new = changed(before, number=row.number, cause="corrected")
        employments = swap(self.person.employments, before, new)
        self.person = replace(self.person, employments=employments)
        self._note(Category.CORRECTION, row, before.number, row.number, "職員番号")
        return new.key

    def _update(self, old: EmploymentRow, row: RosterRow) -> str | None:
        kind = row.employment_type if Field.EMPLOYMENT_TYPE in self.columns else ""
        begins = row.term_from or row.hired_on
        if kind and kind != old.employment_type and begins and begins > old.starts_on:
            group = Group(row.number, (row,), None)
            return self._enter(group, Identity(self.person.key, predecessor=old))
        new = changed(
            old,
            employment_type=kind or old.employment_type,
            job_category=self._job(old, row),
            source=self.terms.source,
        )
        if new is not old:
            self.person = replace(
                self.person, employments=swap(self.person.employments, old, new)
            )
            before = f"{old.employment_type} {old.job_category}".strip()
            after = f"{new.employment_type} {new.job_category}".strip()
            if before != after:
                self._note(Category.CORRECTION, row, before, after, "任用形態・職種")
        return self._update_end(new, row)

    def _job(self, old: EmploymentRow, row: RosterRow) -> str:
        has_job = Field.JOB_CATEGORY in self.columns
        return row.job_category if has_job else old.job_category

    def _update_end(self, old: EmploymentRow, row: RosterRow) -> str | None:
        says = row.left or Field.TERM_UNTIL in self.columns
        if not says or row.ends_on == old.ends_on:
            return old.key
        if self.terms.correction and row.ends_on is None:
            return old.key  # what ended after a past day is not that file's to know
        if row.ends_on is not None and row.ends_on <= old.starts_on:
            return old.key
        place = self._on(old, row)
        self.person = set_term(self.person, old.key, row.ends_on)
        is_over = row.ends_on is not None and row.ends_on <= self.terms.as_of
        if row.left or is_over:
            after = until_day(row.ends_on)
            self._note(Category.LEAVER, row, place, after)
        else:
            before, after = until_day(old.ends_on), until_day(row.ends_on)
            self._note(Category.CORRECTION, row, before, after, "任用期間")
        return None if is_over else old.key

    # --- postings

    def _set_main(self, key: str, row: RosterRow) -> None:
        employment = self.person.employment(key)
        day = max(begins_on(row, self.terms.as_of), employment.starts_on)
        department = self.places.find(row, day)
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
                for posting in self.person.postings
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
        elif row.rank_class != "none" and Field.POST_TITLE in self.columns:
            self._correct_rank(current, wanted, row)

    def _wanted_title(self, wanted: PostingRow, current: PostingRow) -> PostingRow:
        """Without a column of titles the title stays as it was."""
        titled = {Field.POST_TITLE, Field.APPOINTED_TITLE} & self.columns
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
        if employment.key in self.entered:
            start = max(employment.starts_on, row.effective_on or employment.starts_on)
        start = max(start, self.places.starts_on(wanted.department))
        following = [
            posting.starts_on
            for posting in self.person.postings
            if posting.kind == MAIN and posting.starts_on > start
        ]
        ends = [day for day in (employment.ends_on, *following) if day is not None]
        posting = replace(wanted, starts_on=start, ends_on=min(ends, default=None))
        if posting.ends_on is not None and posting.ends_on <= start:
            return
        self._add(posting)
        if employment.key not in self.entered:
            self._note(Category.MOVER, row, "", self._text(posting), from_day(start))

    def _change_main(
        self, current: PostingRow, wanted: PostingRow, row: RosterRow
    ) -> None:
        day = wanted.starts_on
        said = row.effective_on if row.effective_on and row.effective_on <= day else day
        is_unlikely = said < current.starts_on and not self.terms.correction
        if is_unlikely:  # an order older than the post it would change: not updated
            said = day
        start = max(said, self.places.starts_on(wanted.department))
        is_successor = self.places.follows(wanted.department, current.department)
        if start <= current.starts_on:
            new = replace(wanted, starts_on=current.starts_on, ends_on=current.ends_on)
            new = replace(new, cause="corrected")
            category, note = Category.CORRECTION, from_day(current.starts_on)
            self._swap(current, new)
        else:
            promoted = is_promotion(current.rank_class, wanted.rank_class)
            stays = current.department == wanted.department
            cause = "promoted" if promoted and stays else "transferred"
            category, note = Category.MOVER, from_day(start)
            if is_successor:
                cause, category = "reorganised", Category.REORGANISED
            new = replace(wanted, starts_on=start, ends_on=current.ends_on, cause=cause)
            self._swap(current, changed(current, ends_on=start), new)
        if is_unlikely:
            note += "（発令年月日が今の所属の始まりより前なので、基準日からとしました）"
        self._note(category, row, self._text(current), self._text(new), note)

    def _correct_rank(
        self, current: PostingRow, wanted: PostingRow, row: RosterRow
    ) -> None:
        new = changed(current, rank_class=wanted.rank_class, is_head=wanted.is_head)
        if new is current:
            return
        self._swap(current, new)
        before, after = current.rank_class, new.rank_class
        self._note(Category.CORRECTION, row, before, after, "職の級")

    def _set_others(self, key: str, rows: Sequence[RosterRow]) -> None:
        """兼務, 併任, 事務取扱 …: the file lists them all, so a missing one has ended."""
        employment = self.person.employment(key)
        left = {
            (posting.department, posting.kind): posting
            for posting in self.person.postings
            if posting.employment == key
            and posting.kind != MAIN
            and covers(posting, self.terms.as_of)
        }
        for row in rows:
            day = max(begins_on(row, self.terms.as_of), employment.starts_on)
            department = self.places.find(row, day)
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
            for posting in self.person.postings
            if (posting.employment, posting.department, posting.kind)
            == (key, department, kind)
            and posting.starts_on > self.terms.as_of
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
        floor = max(employment.starts_on, self.places.starts_on(department))
        start = max(floor, row.effective_on or self.terms.as_of)
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
            self._add(new)
        elif start <= current.starts_on:
            before = self._text(current)
            new = replace(
                new,
                cause="corrected",
                starts_on=current.starts_on,
                ends_on=current.ends_on,
            )
            self._swap(current, new)
        else:
            before = self._text(current)
            self._swap(current, changed(current, ends_on=start), new)
        if employment.key not in self.entered:
            self._note(Category.MOVER, row, before, self._text(new), from_day(start))

    def _end_other(self, posting: PostingRow) -> None:
        postings = stored.cut(
            self.person.postings, self.terms.as_of, lambda row: row is posting
        )
        self.person = replace(self.person, postings=postings)
        self._note(Category.MOVER, None, self._text(posting), "", "解除")

    def _add(self, posting: PostingRow) -> None:
        postings = (*self.person.postings, posting)
        self.person = replace(self.person, postings=postings)

    def _swap(self, old: PostingRow, *new: PostingRow) -> None:
        postings = swap(self.person.postings, old, *new)
        self.person = replace(self.person, postings=postings)

    # --- words

    def _on(self, employment: EmploymentRow, row: RosterRow) -> str:
        found = (p for p in self.person.postings if p.employment == employment.key)
        main = next((p for p in found if p.kind == MAIN and p.ends_on is None), None)
        return self._text(main) if main else self._post_text(row)

    def _text(self, posting: PostingRow) -> str:
        name = self.places.name(posting.department)
        kind = "" if posting.kind == MAIN else f"（{KIND_LABELS[posting.kind]}）"
        return f"{name} {posting.post_title}".strip() + kind

    def _post_text(self, row: RosterRow) -> str:
        name = row.department_name or self.places.name_of_code(row.department_code)
        return f"{name} {row.post_title}".strip()

    def _note(
        self,
        category: Category,
        row: RosterRow | None,
        before: str,
        after: str,
        note: str = "",
    ) -> None:
        name = self.person.name_on(self.terms.as_of)
        number = row.number if row else self.person.employments[-1].number
        self.changes.append(
            Change(
                category,
                number,
                row.name if row else (name.name if name else ""),
                before,
                after,
                row.line if row else None,
                note,
            )
        )
