"""Knows which leavers a new number may be, by name; a person ticks it or not. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from learning.people.roster.changes import Answers, Proposal, Terms
from learning.people.roster.likeness import kana_fits, name_key
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import EmploymentRow, Person, State

RECENT = timedelta(days=400)
"""How long after an end a person is still proposed as the same (one renewal away)."""


@dataclass
class Proposer:
    """Proposes people who leave with this file or left shortly before."""

    state: State
    terms: Terms
    answers: Answers
    numbers: frozenset[str]
    proposals: list[Proposal] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    _candidates: dict[str, list[tuple[Person, EmploymentRow]]] | None = None

    def ticked(self, row: RosterRow, day: date) -> tuple[Person, EmploymentRow] | None:
        """Propose the leavers with this name; return the one that was ticked."""
        accepted = None
        for person, employment in self.candidates().get(name_key(row.name), ()):
            name = person.name_on(day)
            if (
                name is None
                or person.key in self.taken
                or not kana_fits(row, name.kana)
            ):
                continue
            identity = f"person:{row.number}:{employment.number}"
            is_accepted = identity in self.answers.accepted and accepted is None
            hired = row.hired_on is not None and row.hired_on == employment.starts_on
            ground = (
                "氏名・フリガナ・採用年月日が同じ" if hired else "氏名・フリガナが同じ"
            )
            proposal = Proposal(
                identity,
                row.line,
                row.number,
                row.name,
                employment.number,
                name.name,
                ground,
                is_accepted,
            )
            self.proposals.append(proposal)
            if is_accepted:
                accepted = (person, employment)
        return accepted

    def candidates(self) -> dict[str, list[tuple[Person, EmploymentRow]]]:
        """People who leave with this file or left shortly before, by name."""
        if self._candidates is None:
            self._candidates = defaultdict(list)
            for person in self.state.people:
                self._add_candidate(person)
        return self._candidates

    def _add_candidate(self, person: Person) -> None:
        day = self.terms.as_of
        last = max(person.employments, key=lambda row: row.starts_on, default=None)
        name = person.name_on(day)
        if last is None or name is None or last.number in self.numbers:
            return
        ours = last.source in ("", self.terms.source)
        leaves = last.ends_on is None or last.ends_on > day
        if leaves and (self.terms.partial or not ours):
            return
        if not leaves and last.ends_on is not None and last.ends_on < day - RECENT:
            return
        assert self._candidates is not None  # noqa: S101
        self._candidates[name_key(name.name)].append((person, last))
