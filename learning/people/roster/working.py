"""Knows one person's working copy while a file's rows are applied to it. Pure."""

from dataclasses import dataclass, field, replace

from learning.people.roster.changes import Category, Change, Terms
from learning.people.roster.places import Places
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import EmploymentRow, Person, PostingRow, swap
from learning.people.roster.values import KIND_LABELS, MAIN


@dataclass
class Working:
    """The person as changed so far, with a line for each change.

    `columns`: codes of the columns that the file has. `entered`: keys of employments
    made now, whose first postings are part of the same change.
    """

    person: Person
    terms: Terms
    columns: frozenset[str]
    places: Places
    changes: list[Change] = field(default_factory=list)
    entered: set[str] = field(default_factory=set)

    def add(self, posting: PostingRow) -> None:
        """A posting more."""
        postings = (*self.person.postings, posting)
        self.person = replace(self.person, postings=postings)

    def swap(self, old: PostingRow, *new: PostingRow) -> None:
        """Others instead of one posting."""
        postings = swap(self.person.postings, old, *new)
        self.person = replace(self.person, postings=postings)

    def place_of(self, employment: EmploymentRow, row: RosterRow) -> str:
        """Where somebody is by an employment, in words; else what the row says."""
        found = (p for p in self.person.postings if p.employment == employment.key)
        main = next((p for p in found if p.kind == MAIN and p.ends_on is None), None)
        return self.text(main) if main else self.post_text(row)

    def text(self, posting: PostingRow) -> str:
        """A stored or future posting in words."""
        name = self.places.name(posting.department)
        kind = "" if posting.kind == MAIN else f"（{KIND_LABELS[posting.kind]}）"
        return f"{name} {posting.post_title}".strip() + kind

    def post_text(self, row: RosterRow) -> str:
        """A row's post in words."""
        name = row.department_name or self.places.name_of_code(row.department_code)
        return f"{name} {row.post_title}".strip()

    def note(
        self,
        category: Category,
        row: RosterRow | None,
        before: str,
        after: str,
        note: str = "",
    ) -> None:
        """One line of the check page."""
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
