"""Knows what a roster changes: stored people + rows + a date → RosterChanges. Pure.

Nothing is written before a person has seen the difference. Leavers are those of this
source alone; a file never decides about people in force in another source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from learning.japanese.width import fold_kana
from learning.people.roster.appointments import Appointing
from learning.people.roster.changes import (
    Answers,
    Category,
    Change,
    PersonChange,
    RosterChanges,
    Terms,
)
from learning.people.roster.columns import Field
from learning.people.roster.identity import Group, Identity, Matcher, begins_on, ordered
from learning.people.roster.mains import MainChooser
from learning.people.roster.parse import unknown_word
from learning.people.roster.places import Places
from learning.people.roster.rows import ParsedRoster, RosterRow
from learning.people.roster.state import (
    AbsenceRow,
    EmploymentRow,
    NameRow,
    Person,
    State,
    changed,
    covers,
    cut,
    end_employment,
    rerecorded,
    swap,
)
from learning.people.roster.values import ABSENCE_LABELS, MAIN, NOT_ABSENT, Subject
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

    def run(self) -> RosterChanges:
        self._identify()
        self._end_replaced()
        for key, pairs in self.groups.items():
            self._person(key, pairs)
        if not self.terms.partial and not self._is_unread():
            self._leavers()
        people = self._changed_people()
        found = [*self.problems, *self.places.problems, *self.mains.problems]
        found += [
            unknown_word(self.roster.file, word)
            for word in self.roster.unknown
            if word.subject != Subject.CHARACTER
        ]
        problems = sorted([*self.roster.problems, *found], key=lambda p: p.line)
        order = list(Category)
        return RosterChanges(
            terms=self.terms,
            people=people,
            changes=sorted(self.changes, key=lambda c: order.index(c.category)),
            problems=problems,
            proposals=self.matcher.proposals,
            questions=[*self.matcher.questions, *self.mains.questions],
            unknown=self.roster.unknown,
            in_force=len(self._in_force()),
            base=self.state.base,
        )

    # --- who

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
                    self._leave(identity.replaces, day)

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
        person = work.person
        if not person.employments:
            self._already_over(groups[0].first)
            return
        first = chosen[0].first
        person = self._named(person, first, is_new=stored is None)
        person = self._absent(person, first)
        self.after[key] = self._with_key(person, first)
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

    def _named(self, person: Person, row: RosterRow, *, is_new: bool) -> Person:
        start = min(employment.starts_on for employment in person.employments)
        new = NameRow(row.name, row.kana, row.delivered, start)
        if is_new or not person.names:
            return replace(person, names=(new,))
        day = begins_on(row, self.terms.as_of)
        old = person.name_on(day)
        if old is None or self._same(old, row):
            return person
        kana = row.kana if Field.KANA in self.roster.columns else old.kana
        wanted = {"name": row.name, "kana": kana, "delivered": row.delivered}
        same_delivery = old.delivered == row.delivered
        is_correction = old.starts_on >= self.terms.as_of or same_delivery
        if is_correction:
            names = swap(person.names, old, changed(old, **wanted))
        else:
            new = NameRow(row.name, kana, row.delivered, self.terms.as_of, old.ends_on)
            names = swap(person.names, old, changed(old, ends_on=new.starts_on), new)
        category = Category.CORRECTION if is_correction else Category.NAME
        before, after = f"{old.name}（{old.kana}）", f"{row.name}（{kana}）"
        self._note(category, row, before, after)
        return replace(person, names=names)

    def _same(self, old: NameRow, row: RosterRow) -> bool:
        has_kana = Field.KANA in self.roster.columns
        same_kana = not has_kana or fold_kana(old.kana) == fold_kana(row.kana)
        return old.name == row.name and same_kana

    def _absent(self, person: Person, row: RosterRow) -> Person:
        if row.absence is None:
            return person
        day = begins_on(row, self.terms.as_of)
        current = person.absence_on(day)
        if row.absence == NOT_ABSENT:
            return self._return(person, current, row, day)
        start = row.absence_from or day
        new = AbsenceRow(row.absence, start, row.absence_until)
        if new.ends_on is not None and new.ends_on <= day:
            return person
        if current is None:
            self._note(Category.ABSENT, row, "", _absence_text(new))
            following = cut(person.absences, start, lambda other: True)
            return replace(person, absences=(*following, new))
        return self._other_absence(person, current, new, row)

    def _return(
        self, person: Person, current: AbsenceRow | None, row: RosterRow, day: date
    ) -> Person:
        if current is None:
            return person
        self._note(Category.RETURNER, row, _absence_text(current), "", f"{day}から")
        absences = cut(person.absences, day, lambda other: other is current)
        return replace(person, absences=absences)

    def _other_absence(
        self, person: Person, current: AbsenceRow, new: AbsenceRow, row: RosterRow
    ) -> Person:
        if current.neutral_class == new.neutral_class:
            has_end = Field.ABSENCE_UNTIL in self.roster.columns
            if not has_end or current.ends_on == new.ends_on:
                return person
            absences = swap(
                person.absences, current, changed(current, ends_on=new.ends_on)
            )
            category = Category.CORRECTION
        else:
            start = max(self.terms.as_of, new.starts_on)
            kept = cut(person.absences, start, lambda other: other is current)
            absences = (*kept, replace(new, starts_on=start))
            category = Category.ABSENT
        self._note(category, row, _absence_text(current), _absence_text(new))
        return replace(person, absences=absences)

    # --- leavers

    def _in_force(self) -> list[tuple[Person, EmploymentRow]]:
        """Employments of this source on the day, as stored before."""
        return [
            (person, row)
            for person in self.state.people
            for row in person.employments
            if row.source == self.terms.source and covers(row, self.terms.as_of)
        ]

    def _leavers(self) -> None:
        listed = self.matcher.numbers | self._unsound_numbers()
        for person, row in self._in_force():
            current = self.after.get(person.key, person)
            still = [other for other in current.employments if other.key == row.key]
            goes_on = any(covers(other, self.terms.as_of) for other in still)
            if row.number not in listed and goes_on:
                self._leave(row, self.terms.as_of)

    def _is_unread(self) -> bool:
        """A file of which no row could be read says of nobody that they left."""
        is_empty = not self.roster.rows and not self.roster.unsound
        return is_empty and bool(self.roster.problems)

    def _unsound_numbers(self) -> set[str]:
        """Numbers of rows that are in error: their people have not left."""
        values = {problem.value for problem in self.roster.problems if problem.column}
        return values | self.roster.unsound

    def _leave(self, row: EmploymentRow, day: date) -> None:
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

    # --- result

    def _changed_people(self) -> list[PersonChange]:
        people = []
        for key, person in self.after.items():
            before = self.before.get(key)
            after = rerecorded(person)
            if before is None or after != before:
                people.append(PersonChange(before, after))
                self._check(after)
        return people

    def _check(self, person: Person) -> None:
        """Never hand on rows that the database would refuse: tell them as errors."""
        rows: tuple[Any, ...] = (
            *person.employments,
            *person.postings,
            *person.absences,
        )
        reversed_ = (
            r for r in rows if r.ends_on is not None and r.ends_on <= r.starts_on
        )
        mains = sorted(
            (row for row in person.postings if row.kind == MAIN),
            key=lambda row: row.starts_on,
        )
        meeting = (
            other
            for one, other in pairwise(mains)
            if one.ends_on is None or one.ends_on > other.starts_on
        )
        if any(True for _row in reversed_):
            self._impossible(person, "始まりの日が終わりの日より後になります。")
        elif (posting := next(meeting, None)) is not None:
            self._impossible(person, f"{posting.starts_on} に本務が二つ重なります。")

    def _impossible(self, person: Person, reason: str) -> None:
        numbers = {row.number for row in person.employments}
        row = next((r for r in self.roster.rows if r.number in numbers), None)
        mend = "採用・発令・任用期間の日付と本務兼務区分を確かめてください。"
        line, number = (row.line, row.number) if row else (0, "")
        self.problems.append(
            RowError(self.roster.file, line, "職員番号", number, reason, mend)
        )

    def _note(
        self,
        category: Category,
        row: RosterRow,
        before: str,
        after: str,
        note: str = "",
    ) -> None:
        self.changes.append(
            Change(category, row.number, row.name, before, after, row.line, note)
        )


def _absence_text(row: AbsenceRow) -> str:
    return ABSENCE_LABELS[row.neutral_class]
