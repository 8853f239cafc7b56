"""Knows who leaves: in force in this source, and no longer in its file. Pure."""

from dataclasses import dataclass, field
from datetime import date

from learning.people.roster.changes import Category, Change, Terms
from learning.people.roster.identity import Matcher
from learning.people.roster.likeness import name_key
from learning.people.roster.places import Places
from learning.people.roster.rows import ParsedRoster
from learning.people.roster.state import (
    EmploymentRow,
    Person,
    State,
    covers,
    end_employment,
)


@dataclass
class Leavers:
    """Ends employments. `after`: people as changed so far, shared with the comparison."""

    state: State
    roster: ParsedRoster
    terms: Terms
    matcher: Matcher
    places: Places
    after: dict[str, Person]
    changes: list[Change] = field(default_factory=list)

    def in_force(self) -> list[tuple[Person, EmploymentRow]]:
        """Employments of this source on the day, as stored before."""
        return [
            (person, row)
            for person in self.state.people
            for row in person.employments
            if row.source == self.terms.source and covers(row, self.terms.as_of)
        ]

    def find(self) -> None:
        """Whoever is in force in this source and not in its file leaves on the day."""
        listed = self.matcher.numbers | self._unsound_numbers()
        for person, row in self.in_force():
            if self._is_named_unsoundly(person):
                continue
            current = self.after.get(person.key, person)
            still = [other for other in current.employments if other.key == row.key]
            goes_on = any(covers(other, self.terms.as_of) for other in still)
            if row.number not in listed and goes_on:
                self.leave(row, self.terms.as_of)

    def _is_named_unsoundly(self, person: Person) -> bool:
        name = person.name_on(self.terms.as_of)
        return name is not None and name_key(name.name) in self.roster.unsound_names

    def _unsound_numbers(self) -> set[str]:
        """Numbers of rows that are in error: their people have not left."""
        values = {problem.value for problem in self.roster.problems if problem.column}
        return values | self.roster.unsound

    def leave(self, row: EmploymentRow, day: date) -> None:
        """End an employment on a day: 退職, unless another goes on."""
        key = self.matcher.by_number[row.number]
        stored = next(person for person, other in key if other is row)
        person = self.after.get(stored.key, stored)
        main = person.main_on(day)
        place = self.places.name(main.department) if main else ""
        before = f"{place} {main.post_title if main else ''}".strip()
        goes_elsewhere = any(
            other.key != row.key and covers(other, day) for other in person.employments
        )
        category, after = Category.LEAVER, ""
        if goes_elsewhere:
            category = Category.MOVER
            after = "他の任用を続ける"
        elif row.starts_on >= day:
            category, after = Category.CORRECTION, "採用の取消し"
        name = person.name_on(day)
        self.after[stored.key] = end_employment(person, row.key, day)
        self.changes.append(
            Change(
                category,
                row.number,
                name.name if name else "",
                before,
                after,
                None,
                f"{day}から",
            )
        )
