"""Knows what an organisation file changes: stored tree + rows + a date. Pure.

A department never changes parent, code or name: it is closed and a successor opened.
Closing a 部 reopens its subtree; children that keep their code follow 1:1 by
themselves. Same code with another name or parent: a person says 改称 or 別組織.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from learning.japanese.width import fold
from learning.people.roster.changes import Answers, Option, Question
from learning.people.roster.organisation.columns import Field
from learning.people.roster.organisation.rows import (
    Category,
    Closing,
    DepartmentChange,
    Edit,
    Opening,
    OrganisationChanges,
    OrganisationRow,
    ParsedOrganisation,
    StoredDepartment,
    Succession,
)
from learning.tabular.errors import RowError, Severity

RENAMED, ANOTHER = "renamed", "another"
OPTIONS = (
    Option(RENAMED, "改称（人はそのまま移る）"),
    Option(ANOTHER, "別組織（人は移らない）"),
)
NO_ANSWERS = Answers()


def compare_organisation(
    *,
    stored: Sequence[StoredDepartment],
    organisation: ParsedOrganisation,
    as_of: date,
    answers: Answers = NO_ANSWERS,
    base: str = "",
) -> OrganisationChanges:
    """Compare a parsed organisation file with the stored tree.

    Parameters
    ----------
    stored : departments known, those in force on `as_of` and those that begin later.
    organisation : sound rows and problems; the file lists everything that exists under
        the authorities that it names.
    as_of : the day of the reorganisation.
    answers : 改称 or 別組織 by question.
    base : handed on.
    """
    return _Comparison(stored, organisation, as_of, answers, base).run()


@dataclass
class _Comparison:
    stored: Sequence[StoredDepartment]
    organisation: ParsedOrganisation
    as_of: date
    answers: Answers
    base: str
    changes: list[DepartmentChange] = field(default_factory=list)
    problems: list[RowError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    openings: dict[str, Opening] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    links: dict[tuple[int, str], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {row.id: row for row in self.stored}
        # Of a code in force, else the one that begins next (発令前).
        rows = sorted(self.stored, key=lambda row: row.starts_on, reverse=True)
        self.current = {row.code: row for row in rows if not self._is_over(row)}
        self.living = {
            row.code: row
            for row in self.organisation.rows
            if row.closes_on is None or row.closes_on > self.as_of
        }
        # A code may stand in both: closed, and given anew to another department.
        self.closed = {
            row.code: row
            for row in self.organisation.rows
            if row.closes_on is not None and row.closes_on <= self.as_of
        }

    def run(self) -> OrganisationChanges:
        for row in self._parents_first():
            self._row(row)
        self._missing()
        self._explicit_successors()
        successions = self._successions()
        moved, to_place = self._people(successions)
        self._orphans()
        order = list(Category)
        found = [*self.organisation.problems, *self.problems]
        return OrganisationChanges(
            as_of=self.as_of,
            openings=list(self.openings.values()),
            closings=list(self.closings.values()),
            edits=self.edits,
            successions=successions,
            changes=sorted(self.changes, key=lambda c: order.index(c.category)),
            problems=sorted(found, key=lambda p: p.line),
            questions=self.questions,
            people_moved=moved,
            people_to_place=to_place,
            base=self.base,
            stored=self.current,
        )

    def _is_over(self, row: StoredDepartment) -> bool:
        return row.ends_on is not None and row.ends_on <= self.as_of

    def _parents_first(self) -> list[OrganisationRow]:
        depth: dict[str, int] = {}

        def depth_of(code: str, seen: int = 0) -> int:
            row = self.living.get(code)
            if row is None or not row.parent or seen > len(self.living):
                return 0
            if code not in depth:
                depth[code] = depth_of(row.parent, seen + 1) + 1
            return depth[code]

        return sorted(
            self.living.values(), key=lambda row: (depth_of(row.code), row.line)
        )

    # --- one row

    def _row(self, row: OrganisationRow) -> None:
        current = self.current.get(row.code)
        if current is None:
            self._open(row, Category.OPENED)
            return
        same_name = fold(current.name) == fold(row.name)
        closed = self.closed.get(row.code)
        if closed is not None and fold(closed.name) == fold(current.name):
            self._close(current, closed.closes_on or self.as_of, closed)
            self._open(row, Category.OPENED)
        elif same_name and self._same_parent(current, row):
            self._keep(current, row)
        elif same_name and self._parent_followed(current, row):
            self._replace(current, row, Category.MOVED_ALONG, is_same=True)
        else:
            self._ask(current, row)

    def _parent_code(self, current: StoredDepartment) -> str:
        return self.by_id[current.parent].code if current.parent is not None else ""

    def _same_parent(self, current: StoredDepartment, row: OrganisationRow) -> bool:
        if Field.PARENT not in self.organisation.columns:
            return True
        is_same = self._parent_code(current) == row.parent
        return is_same and row.parent not in self.openings

    def _parent_followed(self, current: StoredDepartment, row: OrganisationRow) -> bool:
        """The parent itself went over 1:1 into the parent that the file names."""
        before = self._parent_code(current)
        if before == row.parent:
            old = self.current[before]
            return (old.id, row.parent) in self.links
        closing = self.closed.get(before)
        return closing is not None and closing.successors == (row.parent,)

    def _keep(self, current: StoredDepartment, row: OrganisationRow) -> None:
        columns = self.organisation.columns
        order = row.order if Field.ORDER in columns else current.order
        level = row.level if Field.LEVEL in columns else current.level
        short = row.short_name if Field.SHORT_NAME in columns else current.short_name
        if (order, level, short) != (current.order, current.level, current.short_name):
            self.edits.append(Edit(current, order, short, level))
            before = f"建制順 {current.order} {current.level} {current.short_name}"
            after = f"建制順 {order} {level} {short}"
            self._note(Category.EDITED, row, before.strip(), after.strip())
        if row.closes_on is not None and row.closes_on != current.ends_on:
            self._close(current, row.closes_on, row)

    def _ask(self, current: StoredDepartment, row: OrganisationRow) -> None:
        identity = f"department:{row.code}"
        answer = self.answers.choices.get(identity)
        answer = answer if answer in (RENAMED, ANOTHER) else None
        before = f"{self._above(current)}{current.name}"
        after = f"{self._name(row.parent)}{row.name}"
        text = (
            f"所属コード「{row.code}」が「{before}」から「{after}」に変わります。"
            f"改称ですか、別組織ですか（在籍 {current.people}人）。"
        )
        self.questions.append(Question(identity, row.line, text, OPTIONS, answer))
        is_same = answer != ANOTHER
        category = Category.RENAMED if is_same else Category.OPENED
        self._replace(current, row, category, is_same=is_same)

    def _replace(
        self,
        current: StoredDepartment,
        row: OrganisationRow,
        category: Category,
        *,
        is_same: bool,
    ) -> None:
        self.closings[current.code] = Closing(current, self.as_of)
        if is_same:
            self.links[(current.id, row.code)] = None
        else:
            self._note_closed(current, row.line)
        self._open(row, category, current)

    def _open(
        self,
        row: OrganisationRow,
        category: Category,
        current: StoredDepartment | None = None,
    ) -> None:
        is_first = all(other.code != row.code for other in self.stored)
        starts_on = (row.starts_on if is_first else None) or self.as_of
        starts_on = max(starts_on, self._starts_on(row.parent, starts_on))
        authority = self._authority(row, current)
        self.openings[row.code] = Opening(
            row, starts_on, authority, row.level, row.closes_on
        )
        before = f"{self._above(current)}{current.name}" if current else ""
        after = f"{self._name(row.parent)}{row.name}"
        people = current.people if current else 0
        self._note(category, row, before, after, people)

    def _authority(self, row: OrganisationRow, current: StoredDepartment | None) -> str:
        if row.authority:
            return row.authority
        if row.parent in self.openings:
            return self.openings[row.parent].authority
        parent = self.current.get(row.parent)
        return parent.authority if parent else (current.authority if current else "")

    def _starts_on(self, code: str, otherwise: date) -> date:
        if code in self.openings:
            return self.openings[code].starts_on
        current = self.current.get(code)
        return current.starts_on if current else otherwise

    # --- what is gone

    def _missing(self) -> None:
        """Stored departments under the file's authorities that it no longer lists."""
        covered = {
            self.current[code].authority for code in self.living if code in self.current
        }
        for code, current in self.current.items():
            if code in self.living or current.starts_on > self.as_of:
                continue
            row = self.closed.get(code)
            if row is not None and row.closes_on is not None:
                self._close(current, row.closes_on, row)
            elif current.authority in covered or not covered:
                self._warn_missing(current)
                self._close(current, self.as_of, None)

    def _warn_missing(self, current: StoredDepartment) -> None:
        reason = (
            f"「{current.name}」（{current.code}）がファイルにないので、廃止とします。"
        )
        mend = "残る所属なら、ファイルに行を加えてください。"
        self.problems.append(
            RowError(
                self.organisation.file,
                0,
                "所属コード",
                current.code,
                reason,
                mend,
                Severity.WARNING,
            )
        )

    def _close(
        self, current: StoredDepartment, day: date, row: OrganisationRow | None
    ) -> None:
        if current.ends_on == day:
            return
        if day <= current.starts_on:
            day = current.starts_on
        self.closings[current.code] = Closing(current, day)
        self._note_closed(current, row.line if row else None)

    def _note_closed(self, current: StoredDepartment, line: int | None) -> None:
        before = f"{self._above(current)}{current.name}"
        self.changes.append(
            DepartmentChange(
                Category.CLOSED,
                current.code,
                current.name,
                before,
                "",
                line,
                current.people,
            )
        )

    def _orphans(self) -> None:
        """Nobody may live under what is closed."""
        for row in self.living.values():
            if not row.parent or row.parent in self.living:
                continue
            reason = f"上位所属「{row.parent}」は廃止されます。"
            mend = "上位所属コードを新しい所属に直してください。"
            self.problems.append(
                RowError(
                    self.organisation.file,
                    row.line,
                    "上位所属コード",
                    row.parent,
                    reason,
                    mend,
                )
            )

    # --- successors

    def _explicit_successors(self) -> None:
        for row in self.organisation.rows:
            current = self._predecessor(row)
            for code in row.successors if current else ():
                if code not in self.living:
                    self._no_successor(row, code)
                elif current is not None and code != row.code:
                    self.links[(current.id, code)] = None

    def _predecessor(self, row: OrganisationRow) -> StoredDepartment | None:
        """What a row's 移行先 speaks of: a department that is closed now."""
        closing = self.closings.get(row.code)
        if closing is not None:
            return closing.department
        ended = [
            other
            for other in self.stored
            if other.code == row.code and other.ends_on == row.closes_on
        ]
        return ended[-1] if ended and row.closes_on is not None else None

    def _no_successor(self, row: OrganisationRow, code: str) -> None:
        reason = f"移行先「{code}」がこのファイルの残る所属にありません。"
        mend = "移行先所属コードを直してください。"
        self.problems.append(
            RowError(
                self.organisation.file, row.line, "移行先所属コード", code, reason, mend
            )
        )

    def _successions(self) -> list[Succession]:
        after: dict[int, list[str]] = defaultdict(list)
        before: Counter[str] = Counter()
        for predecessor, successor in self.links:
            after[predecessor].append(successor)
            before[successor] += 1
        return [
            Succession(
                predecessor,
                successor,
                is_single=len(after[predecessor]) == 1
                and before[successor] == 1
                and successor in self.openings,
            )
            for predecessor, successor in self.links
        ]

    def _people(self, successions: Sequence[Succession]) -> tuple[int, int]:
        single = {s.predecessor for s in successions if s.is_single}
        moved = to_place = 0
        for closing in self.closings.values():
            if closing.department.id in single:
                moved += closing.department.people
            else:
                to_place += closing.department.people
        return moved, to_place

    # --- words

    def _name(self, code: str) -> str:
        row = self.living.get(code)
        current = self.current.get(code)
        name = row.name if row else (current.name if current else code)
        return f"{name} " if name else ""

    def _above(self, current: StoredDepartment | None) -> str:
        if current is None or current.parent is None:
            return ""
        return f"{self.by_id[current.parent].name} "

    def _note(
        self,
        category: Category,
        row: OrganisationRow,
        before: str,
        after: str,
        people: int = 0,
    ) -> None:
        self.changes.append(
            DepartmentChange(
                category, row.code, row.name, before, after, row.line, people
            )
        )
