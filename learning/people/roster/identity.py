"""Knows whose row a row is: by number, by old number or key, else by a proposal.

Pure. Nobody is merged by name without a tick, and one source's file never decides
about a person who is in force in another source.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from learning.people.roster.changes import Answers, Option, Question, Terms
from learning.people.roster.groups import Group, Identity, begins_on
from learning.people.roster.likeness import name_key, names_agree
from learning.people.roster.proposals import Proposer
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import EmploymentRow, Person, State, covers
from learning.people.roster.values import MAIN


@dataclass
class Matcher:
    """Finds the person behind each group of one file."""

    state: State
    terms: Terms
    answers: Answers
    numbers: frozenset[str]
    questions: list[Question] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = {person.key: person for person in self.state.people}
        self.by_number: dict[str, list[tuple[Person, EmploymentRow]]] = defaultdict(
            list
        )
        self.by_person_key: dict[str, str] = {}
        self.by_bare_digits: dict[str, set[str]] = defaultdict(set)
        self.made: dict[str, str] = {}
        for person in self.state.people:
            if person.person_key:
                self.by_person_key[person.person_key] = person.key
            for row in person.employments:
                self.by_number[row.number].append((person, row))
                if row.ends_on is None or row.ends_on > self.terms.as_of:
                    self.by_bare_digits[row.number.lstrip("0")].add(row.number)
        for found in self.by_number.values():
            found.sort(key=lambda pair: pair[1].starts_on)
        self.proposer = Proposer(self.state, self.terms, self.answers, self.numbers)

    def groups(self, rows: Iterable[RosterRow]) -> list[Group]:
        """Rows of one number and one employment together, in the order of the file."""
        gathered: dict[tuple[str, str], list[RosterRow]] = defaultdict(list)
        stored: dict[tuple[str, str], EmploymentRow | None] = {}
        for row in rows:
            found = self.stored(row.number, begins_on(row, self.terms.as_of))
            key = (row.number, found[1].key if found else "")
            gathered[key].append(row)
            stored[key] = found[1] if found else None
        return [
            Group(key[0], tuple(group), stored[key]) for key, group in gathered.items()
        ]

    def stored(self, number: str, day: date) -> tuple[Person, EmploymentRow] | None:
        """The employment under a number on a day, else the next one to begin."""
        rows = self.by_number.get(number, ())
        in_force = (pair for pair in rows if covers(pair[1], day))
        future = (pair for pair in rows if pair[1].starts_on > day)
        return next(in_force, None) or next(future, None)

    def lost_zeros(self, number: str) -> str | None:
        """A stored number that differs by leading zeros only, and is not in the file."""
        if number in self.by_number:
            return None
        alike = self.by_bare_digits.get(number.lstrip("0"), set()) - self.numbers
        return min(alike, default=None)

    def identify(self, group: Group) -> Identity:
        """Say whose group it is; ties are asked, likenesses proposed."""
        row = group.first
        day = begins_on(row, self.terms.as_of)
        if group.stored is not None:
            return self._by_number(group, group.stored, day)
        ended = self._ended(group.number, day)
        if ended is not None and names_agree(row, ended[0], day):
            return self._follow(row, ended[0], ended[1])
        for person, employment in self._named(row, day):
            if names_agree(row, person, day) or self._is_same(row, person):
                return self._follow(row, person, employment)
        if row.person_key in self.made and row.person_key:
            return Identity(self.made[row.person_key], is_new=True)
        accepted = self.proposer.ticked(row, day)
        if accepted is not None:
            self.proposer.taken.add(accepted[0].key)
            return self._follow(row, *accepted)
        free_from = ended[1].ends_on if ended is not None else None
        return replace(self._new(row), not_before=free_from)

    def _by_number(self, group: Group, stored: EmploymentRow, day: date) -> Identity:
        person = next(p for p, e in self.by_number[group.number] if e is stored)
        if stored.source not in ("", self.terms.source):
            return Identity(person.key, waits_for=stored.source)
        if names_agree(group.first, person, day) or self._is_same(group.first, person):
            return Identity(person.key)
        new = self._new(group.first)
        return Identity(new.person, is_new=True, replaces=stored, not_before=day)

    def _new(self, row: RosterRow) -> Identity:
        key = f"new:{row.number}:{row.line}"
        if row.person_key:
            self.made[row.person_key] = key
        return Identity(key, is_new=True)

    def _ended(self, number: str, day: date) -> tuple[Person, EmploymentRow] | None:
        rows = self.by_number.get(number, [])
        ended = [p for p in rows if p[1].ends_on is not None and p[1].ends_on <= day]
        return ended[-1] if ended else None

    def _named(
        self, row: RosterRow, day: date
    ) -> list[tuple[Person, EmploymentRow | None]]:
        """The person whom the row itself names: by old number, by the city's key."""
        found: list[tuple[Person, EmploymentRow | None]] = []
        if row.old_number and row.old_number != row.number:
            pairs = self.by_number.get(row.old_number, [])
            earlier = [pair for pair in pairs if pair[1].starts_on <= day]
            found.extend(earlier[-1:])
        if row.person_key in self.by_person_key:
            person = self.people[self.by_person_key[row.person_key]]
            found.append((person, self._last(person, day)))
        return found

    def _last(self, person: Person, day: date) -> EmploymentRow | None:
        """The employment that a new one follows: one that the file no longer lists."""
        rows = [row for row in person.employments if row.starts_on <= day]
        gone = [row for row in rows if row.number not in self.numbers]
        open_rows = [row for row in gone if covers(row, day)]
        if open_rows:
            return open_rows[-1]
        if any(covers(row, day) for row in rows):
            return None
        return max(rows, key=lambda row: row.starts_on, default=None)

    def _follow(
        self, row: RosterRow, person: Person, employment: EmploymentRow | None
    ) -> Identity:
        """A further employment of a known person: after one, beside one, or waiting."""
        day = begins_on(row, self.terms.as_of)
        elsewhere = self._main_elsewhere(person, day)
        if row.kind == MAIN and elsewhere is not None:
            return Identity(person.key, waits_for=elsewhere.source)
        is_listed = employment is not None and employment.number in self.numbers
        if employment is None or (is_listed and covers(employment, day)):
            return Identity(person.key)
        return Identity(person.key, predecessor=employment)

    def _main_elsewhere(self, person: Person, day: date) -> EmploymentRow | None:
        main = person.main_on(day)
        if main is None:
            return None
        employment = person.employment(main.employment)
        ours = ("", self.terms.source)
        return employment if employment.source not in ours else None

    def _is_same(self, row: RosterRow, person: Person) -> bool:
        """Ask whether two wholly different names are one person."""
        name = person.name_on(self.terms.as_of)
        before = name.name if name else ""
        identity = f"same:{row.number}:{name_key(before)}"
        answer = self.answers.choices.get(identity)
        options = (Option("same", "同じ人（改姓・改名）"), Option("other", "別の人"))
        if answer not in ("same", "other"):
            answer = None
        text = (
            f"番号 {row.old_number or row.number} は「{before}」さんですが、"
            f"ファイルでは「{row.name}」さんです。同じ人ですか。"
        )
        if all(question.id != identity for question in self.questions):
            question = Question(identity, row.line, text, options, answer)
            self.questions.append(question)
        return answer != "other"
