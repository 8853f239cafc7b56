"""Knows which of a person's posts is the 本務 where a file gives two. Pure.

What is stored decides, else a person is asked; the others are taken as 兼務.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from learning.japanese.width import fold
from learning.people.roster.changes import Answers, Option, Question, Terms
from learning.people.roster.groups import Group, begins_on
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import DepartmentRow, Person, covers
from learning.people.roster.values import CONCURRENT, MAIN
from learning.tabular.errors import RowError, Severity


@dataclass
class MainChooser:
    """Leaves every person one main row at a time."""

    terms: Terms
    answers: Answers
    departments: dict[int, DepartmentRow]
    file: str
    questions: list[Question] = field(default_factory=list)
    problems: list[RowError] = field(default_factory=list)

    def choose(self, person: Person | None, groups: Sequence[Group]) -> list[Group]:
        """The groups with one main row a day within each, then among them."""
        groups = [self._within(person, group) for group in groups]
        now = [group for group in groups if self._is_main_now(group)]
        kept = self._kept_elsewhere(person, groups)
        if len(now) + bool(kept) < 2:
            return groups
        chosen = kept or self._among(person, now)
        return [
            group if group.number == chosen or group not in now else _demoted(group)
            for group in groups
        ]

    def _within(self, person: Person | None, group: Group) -> Group:
        by_day: dict[date, list[RosterRow]] = defaultdict(list)
        for row in group.rows:
            if row.kind == MAIN:
                by_day[begins_on(row, self.terms.as_of)].append(row)
        rows = list(group.rows)
        for same_day in by_day.values():
            if len(same_day) > 1:
                rows = self._one_main(person, group, rows, same_day)
        return replace(group, rows=tuple(rows))

    def _one_main(
        self,
        person: Person | None,
        group: Group,
        rows: list[RosterRow],
        mains: list[RosterRow],
    ) -> list[RosterRow]:
        distinct: dict[str, RosterRow] = {}
        for row in mains:
            distinct.setdefault(_post(row), row)
        for row in mains:
            if row is not distinct[_post(row)]:
                rows = [other for other in rows if other is not row]
                reason = "同じ職員番号の同じ行がもう一つあります。"
                mend = "一つだけ取り込みます。要らない行は消してください。"
                self._warn(row, reason, mend)
        if len(distinct) == 1:
            return rows
        chosen = self._stored_post(person, distinct)
        if chosen is not None:
            others = [row for post, row in distinct.items() if post != chosen]
            self._kept(person, others)
        else:
            options = [
                Option(post, f"{row.line}行目 {row.department_name} {row.post_title}")
                for post, row in distinct.items()
            ]
            text = f"番号 {group.number} に本務が二つあります。どちらが本務ですか。"
            identity = f"main:{group.number}"
            chosen = self._ask(identity, mains[0].line, text, options)
        main = distinct[chosen]
        return [
            replace(row, kind=CONCURRENT) if row in mains and row is not main else row
            for row in rows
        ]

    def _stored_post(
        self, person: Person | None, distinct: dict[str, RosterRow]
    ) -> str | None:
        main = person.main_on(self.terms.as_of) if person else None
        if main is None:
            return None
        code = self.departments[main.department].code
        wanted = f"{code}/{main.post_title}"
        return wanted if wanted in distinct else None

    def _is_main_now(self, group: Group) -> bool:
        return bool(self._mains(group))

    def _mains(self, group: Group) -> list[RosterRow]:
        """The rows that say 本務 from the day of the file."""
        as_of = self.terms.as_of
        return [
            row
            for row in group.rows
            if row.kind == MAIN and begins_on(row, as_of) == as_of
        ]

    def _kept_elsewhere(self, person: Person | None, groups: Sequence[Group]) -> str:
        """In a partial file: the number of a main post that the file does not list."""
        main = person.main_on(self.terms.as_of) if person else None
        if person is None or main is None or not self.terms.partial:
            return ""
        number = person.employment(main.employment).number
        listed = {group.number for group in groups}
        follows = any(row.old_number == number for g in groups for row in g.rows)
        return "" if number in listed or follows else number

    def _among(self, person: Person | None, groups: Sequence[Group]) -> str:
        numbers = [group.number for group in groups]
        main = person.main_on(self.terms.as_of) if person else None
        if person is not None and main is not None:
            number = person.employment(main.employment).number
            if number in numbers:
                others = [group for group in groups if group.number != number]
                self._kept(person, [row for g in others for row in self._mains(g)])
                return number
        first = groups[0].first
        options = [
            Option(group.number, f"{group.number} {group.first.department_name}")
            for group in groups
        ]
        text = (
            f"{first.name}さんの任用が同時に{len(groups)}つあります。本務はどれですか。"
        )
        return self._ask(f"main:{'+'.join(sorted(numbers))}", first.line, text, options)

    def _ask(
        self, identity: str, line: int, text: str, options: Sequence[Option]
    ) -> str:
        answer = self.answers.choices.get(identity)
        if answer not in {option.id for option in options}:
            answer = None
        self.questions.append(Question(identity, line, text, tuple(options), answer))
        return answer or options[0].id

    def _kept(self, person: Person | None, others: Sequence[RosterRow]) -> None:
        """Say which 本務 stays and which becomes 兼務, unless that is known already."""
        main = person.main_on(self.terms.as_of) if person else None
        if person is None or main is None:
            return
        place = self.departments[main.department].name
        stays = f"{place} {main.post_title}".strip()
        for row in others:
            if not self._is_held_beside(person, row):
                reason = (
                    f"{row.name}さんの本務が二つあります。今の「{stays}」を本務のままとし、"
                    f"「{_place(row)}」は兼務として取り込みます。"
                )
                mend = "本務が移ったのなら、もとの行を消すか兼務に直してください。"
                self._warn(row, reason, mend)

    def _is_held_beside(self, person: Person, row: RosterRow) -> bool:
        held = (
            self.departments[post.department]
            for post in person.postings
            if post.kind != MAIN and covers(post, self.terms.as_of)
        )
        if row.department_code:
            return any(department.code == row.department_code for department in held)
        return any(fold(d.name) == fold(row.department_name) for d in held)

    def _warn(self, row: RosterRow, reason: str, mend: str) -> None:
        place = (self.file, row.line, "職員番号", row.number)
        self.problems.append(RowError(*place, reason, mend, Severity.WARNING))


def _place(row: RosterRow) -> str:
    return f"{row.department_name or row.department_code} {row.post_title}".strip()


def _post(row: RosterRow) -> str:
    return f"{row.department_code or row.department_name}/{row.post_title}"


def _demoted(group: Group) -> Group:
    rows = tuple(
        replace(row, kind=CONCURRENT) if row.kind == MAIN else row for row in group.rows
    )
    return replace(group, rows=rows)
