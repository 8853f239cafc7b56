"""Knows how a file's rows open, end and correct an employment. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from learning.people.roster.changes import Category
from learning.people.roster.columns import Field
from learning.people.roster.first_day import correct_first_day
from learning.people.roster.groups import Group, Identity
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import (
    EmploymentRow,
    changed,
    end_employment,
    set_term,
    swap,
)
from learning.people.roster.words import from_day, until_day
from learning.people.roster.working import Working


@dataclass
class Employments:
    """Brings one employment of the working copy to what a group says."""

    work: Working

    def bring(self, group: Group, identity: Identity) -> str | None:
        """The employment's key; None if it is over by the day."""
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
            self.work.person = end_employment(self.work.person, before.key, start)
        new = EmploymentRow(
            key=f"new:{row.number}:{start}",
            number=row.number,
            source=self.work.terms.source,
            employment_type=row.employment_type or self.work.terms.default_type,
            starts_on=start,
            ends_on=row.ends_on,
            job_category=row.job_category,
            cause=cause,
        )
        self.work.person = replace(
            self.work.person, employments=(*self.work.person.employments, new)
        )
        self.work.entered.add(new.key)
        was = f"{before.number}" if before else ""
        self.work.note(category, row, was, self.work.post_text(row), from_day(start))
        return new.key

    def _start(self, row: RosterRow, before: EmploymentRow | None) -> date:
        """The first day of a new employment: what the row says, after what was."""
        said = [row.term_from, row.hired_on, row.effective_on]
        if before is None:
            return next((day for day in said if day is not None), self.work.terms.as_of)
        floor = before.ends_on if before.ends_on is not None else before.starts_on
        after = [day for day in said if day is not None and day > before.starts_on]
        start = after[0] if after else max(self.work.terms.as_of, floor)
        if before.ends_on is not None and before.ends_on <= self.work.terms.as_of:
            return max(start, before.ends_on)
        return start

    def _cause(
        self, row: RosterRow, identity: Identity, start: date
    ) -> tuple[str, Category]:
        before = identity.predecessor
        if before is None:
            return "hired", Category.JOINER
        if before.source not in ("", self.work.terms.source):
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
        employments = swap(self.work.person.employments, before, new)
        self.work.person = replace(self.work.person, employments=employments)
        self.work.note(Category.CORRECTION, row, before.number, row.number, "職員番号")
        return new.key

    def _update(self, old: EmploymentRow, row: RosterRow) -> str | None:
        kind = row.employment_type if Field.EMPLOYMENT_TYPE in self.work.columns else ""
        begins = row.term_from or row.hired_on
        if kind and kind != old.employment_type and begins and begins > old.starts_on:
            group = Group(row.number, (row,), None)
            return self._enter(group, Identity(self.work.person.key, predecessor=old))
        new = changed(
            old,
            employment_type=kind or old.employment_type,
            job_category=self._job(old, row),
            source=self.work.terms.source,
        )
        if new is not old:
            self.work.person = replace(
                self.work.person,
                employments=swap(self.work.person.employments, old, new),
            )
            before = f"{old.employment_type} {old.job_category}".strip()
            after = f"{new.employment_type} {new.job_category}".strip()
            if before != after:
                self.work.note(
                    Category.CORRECTION, row, before, after, "任用形態・職種"
                )
        correct_first_day(self.work, new, row)
        return self._update_end(self.work.person.employment(new.key), row)

    def _job(self, old: EmploymentRow, row: RosterRow) -> str:
        has_job = Field.JOB_CATEGORY in self.work.columns
        return row.job_category if has_job else old.job_category

    def _update_end(self, old: EmploymentRow, row: RosterRow) -> str | None:
        says = row.left or Field.TERM_UNTIL in self.work.columns
        if not says or row.ends_on == old.ends_on:
            return old.key
        if self.work.terms.correction and row.ends_on is None:
            return old.key  # what ended after a past day is not that file's to know
        if row.ends_on is not None and row.ends_on <= old.starts_on:
            return old.key
        place = self.work.place_of(old, row)
        self.work.person = set_term(self.work.person, old.key, row.ends_on)
        is_over = row.ends_on is not None and row.ends_on <= self.work.terms.as_of
        if row.left or is_over:
            after = until_day(row.ends_on)
            self.work.note(Category.LEAVER, row, place, after)
        else:
            before, after = until_day(old.ends_on), until_day(row.ends_on)
            self.work.note(Category.CORRECTION, row, before, after, "任用期間")
        return None if is_over else old.key
