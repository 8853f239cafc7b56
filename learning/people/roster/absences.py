"""Knows what a row changes in a person's absences: 休業等, 復職. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from learning.people.roster.changes import Category
from learning.people.roster.columns import Field
from learning.people.roster.groups import begins_on
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import AbsenceRow, Person, changed, cut, swap
from learning.people.roster.values import ABSENCE_LABELS, NOT_ABSENT
from learning.people.roster.working import Working


@dataclass
class Absences:
    """Brings the absence of the working copy to what a row says."""

    work: Working

    def set(self, row: RosterRow) -> None:
        """A file without the column says nothing."""
        if row.absence is not None:
            self.work.person = self._changed(self.work.person, row)

    def _changed(self, person: Person, row: RosterRow) -> Person:
        day = begins_on(row, self.work.terms.as_of)
        current = person.absence_on(day)
        if row.absence == NOT_ABSENT:
            return self._return(person, current, row, day)
        start = row.absence_from or day
        new = AbsenceRow(row.absence or "other", start, row.absence_until)
        if new.ends_on is not None and new.ends_on <= day:
            return person
        if current is None:
            self.work.note(Category.ABSENT, row, "", _absence_text(new))
            following = cut(person.absences, start, lambda other: True)
            return replace(person, absences=(*following, new))
        return self._other_absence(person, current, new, row)

    def _return(
        self, person: Person, current: AbsenceRow | None, row: RosterRow, day: date
    ) -> Person:
        if current is None:
            return person
        self.work.note(Category.RETURNER, row, _absence_text(current), "", f"{day}から")
        absences = cut(person.absences, day, lambda other: other is current)
        return replace(person, absences=absences)

    def _other_absence(
        self, person: Person, current: AbsenceRow, new: AbsenceRow, row: RosterRow
    ) -> Person:
        if current.neutral_class == new.neutral_class:
            has_end = Field.ABSENCE_UNTIL in self.work.columns
            if not has_end or current.ends_on == new.ends_on:
                return person
            absences = swap(
                person.absences, current, changed(current, ends_on=new.ends_on)
            )
            category = Category.CORRECTION
        else:
            start = max(self.work.terms.as_of, new.starts_on)
            kept = cut(person.absences, start, lambda other: other is current)
            absences = (*kept, replace(new, starts_on=start))
            category = Category.ABSENT
        self.work.note(category, row, _absence_text(current), _absence_text(new))
        return replace(person, absences=absences)


def _absence_text(row: AbsenceRow) -> str:
    return ABSENCE_LABELS[row.neutral_class]
