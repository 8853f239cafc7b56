"""Knows what a roster changes: stored people + rows + a date → RosterChanges. Pure.

Nothing is written before a person has seen the difference. Leavers are those of this
source alone; a file never decides about people in force in another source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from learning.people.roster.appointments import Appointing
from learning.people.roster.changes import (
    Answers,
    Category,
    Change,
    PersonChange,
    RosterChanges,
    Terms,
)
from learning.people.roster.groups import Group, Identity, begins_on, ordered
from learning.people.roster.identity import Matcher
from learning.people.roster.leavers import Leavers
from learning.people.roster.mains import MainChooser
from learning.people.roster.places import Places
from learning.people.roster.rows import ParsedRoster, RosterRow
from learning.people.roster.soundness import impossible
from learning.people.roster.state import (
    Person,
    State,
    rerecorded,
)
from learning.people.roster.unknown import unknown_word
from learning.people.roster.values import Subject
from learning.tabular.errors import RowError, Severity

NO_ANSWERS = Answers()


def compare(
    *,
    state: State,
    roster: ParsedRoster,
    terms: Terms,
    answers: Answers = NO_ANSWERS,
) -> RosterChanges:
    """Compare a parsed roster with what is stored.

    Parameters
    ----------
    state : everything known, also rows that begin after the file's date.
    roster : sound rows and problems; problems are handed on.
    terms : source, as-of date, whether the file is partial or a correction.
    answers : ticked proposals and answered questions; others stay open.

    Returns
    -------
    Rows to be per changed person, lines for the screen, and all that blocks. A second
    comparison after applying finds no change.
    """
    return _Comparison(state, roster, terms, answers).run()


@dataclass
class _Comparison:
    state: State
    roster: ParsedRoster
    terms: Terms
    answers: Answers
    changes: list[Change] = field(default_factory=list)
    problems: list[RowError] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers = frozenset(row.number for row in self.roster.rows)
        numbers |= self.roster.unsound - {""}
        self.matcher = Matcher(self.state, self.terms, self.answers, numbers)
        self.places = Places(
            self.state.departments, self.state.successors, self.roster.file
        )
        self.mains = MainChooser(
            self.terms, self.answers, self.places.by_id, self.roster.file
        )
        self.before = {person.key: person for person in self.state.people}
        self.after: dict[str, Person] = {}
        self.groups: dict[str, list[tuple[Group, Identity]]] = {}
        self.leavers = Leavers(
            self.state, self.roster, self.terms, self.matcher, self.places, self.after
        )

    def run(self) -> RosterChanges:
        self._check_unsound()
        self._identify()
        self._end_replaced()
        for key, pairs in self.groups.items():
            self._person(key, pairs)
        if not self.terms.partial and not self._is_unread():
            self.leavers.find()
        people = self._changed_people()
        found = [*self.problems, *self.places.problems, *self.mains.problems]
        found += [
            unknown_word(self.roster.file, word)
            for word in self.roster.unknown
            if word.subject != Subject.CHARACTER
        ]
        problems = sorted([*self.roster.problems, *found], key=lambda p: p.line)
        changes = [*self.changes, *self.leavers.changes]
        order = list(Category)
        return RosterChanges(
            terms=self.terms,
            people=people,
            changes=sorted(changes, key=lambda c: order.index(c.category)),
            problems=problems,
            proposals=self.matcher.proposer.proposals,
            questions=[*self.matcher.questions, *self.mains.questions],
            unknown=self.roster.unknown,
            in_force=len(self.leavers.in_force()),
            base=self.state.base,
        )

    def _is_unread(self) -> bool:
        """A file of which no row could be read says of nobody that they left."""
        is_empty = not self.roster.rows and not self.roster.unsound
        return is_empty and bool(self.roster.problems)

    # --- who

    def _check_unsound(self) -> None:
        """What else is wrong in the rows in error: all of it is told in one go."""
        for row in self.roster.unsound_rows:
            lost = self.matcher.lost_zeros(row.number) if row.number else None
            if lost is not None and row.old_number != lost:
                self._lost_zeros(row, lost)
            self.places.check(row, begins_on(row, self.terms.as_of))

    def _identify(self) -> None:
        for group in self.matcher.groups(self.roster.rows):
            lost = self.matcher.lost_zeros(group.number)
            if lost is not None and group.first.old_number != lost:
                self._lost_zeros(group.first, lost)
                continue
            identity = self.matcher.identify(group)
            if identity.waits_for:
                self._awaits(group, identity)
            else:
                self.groups.setdefault(identity.person, []).append((group, identity))

    def _lost_zeros(self, row: RosterRow, lost: str) -> None:
        reason = f"番号「{lost}」の先頭の0が落ちていませんか。"
        mend = "Excel で列を「文字列」にして、0から始まる番号を入れ直してください。"
        self.problems.append(
            RowError(self.roster.file, row.line, "職員番号", row.number, reason, mend)
        )

    def _awaits(self, group: Group, identity: Identity) -> None:
        row, person = group.first, self.before[identity.person]
        main = person.main_on(self.terms.as_of)
        before = self.places.name(main.department) if main else ""
        note = (
            f"「{identity.waits_for}」に在職中です。そちらの名簿を取り込んでから、"
            "このファイルをもう一度取り込んでください。"
        )
        after = f"{row.department_name or row.department_code} {row.post_title}".strip()
        self.changes.append(
            Change(
                Category.AWAITING, row.number, row.name, before, after, row.line, note
            )
        )

    def _end_replaced(self) -> None:
        """A number that another person now bears: its former bearer has left."""
        for pairs in list(self.groups.values()):
            for group, identity in pairs:
                if identity.replaces is not None:
                    day = begins_on(group.first, self.terms.as_of)
                    self.leavers.leave(identity.replaces, day)

    # --- one person

    def _person(self, key: str, pairs: Sequence[tuple[Group, Identity]]) -> None:
        stored = self.after.get(key) or self.before.get(key)
        identities = {id(group): identity for group, identity in pairs}
        groups = ordered([group for group, _ in pairs], self.terms.as_of)
        chosen = self.mains.choose(stored, groups)
        person = stored or Person(key, person_key=groups[0].first.person_key)
        work = Appointing(person, self.terms, self.roster.columns, self.places)
        for group, original in zip(chosen, groups, strict=True):
            work.apply(group, identities[id(original)])
        if not work.person.employments:
            self._already_over(groups[0].first)
            return
        first = chosen[0].first
        work.set_person(first, is_new=stored is None)
        self.after[key] = self._with_key(work.person, first)
        self.changes.extend(work.changes)

    def _already_over(self, row: RosterRow) -> None:
        reason = "基準日にはすでに任用が終わっているので、取り込みません。"
        mend = "在職している人なら、任用期間か退職年月日を直してください。"
        self.problems.append(
            RowError(
                self.roster.file,
                row.line,
                "職員番号",
                row.number,
                reason,
                mend,
                Severity.WARNING,
            )
        )

    def _with_key(self, person: Person, row: RosterRow) -> Person:
        if row.person_key and not person.person_key:
            return replace(person, person_key=row.person_key)
        return person

    # --- result

    def _changed_people(self) -> list[PersonChange]:
        people = []
        for key, person in self.after.items():
            before = self.before.get(key)
            after = rerecorded(person)
            if before is None or after != before:
                people.append(PersonChange(before, after))
                self.problems += impossible(after, self.roster)
        return people
