"""Knows what becomes of each department that the file lists: kept, edited, opened,
followed by itself under another name or parent. Pure.

A department never changes parent, code or name: it is closed and a successor opened.
Same code with another name or parent: a person says 改称 or 別組織.
"""

from dataclasses import dataclass
from datetime import date

from learning.japanese.width import fold
from learning.people.roster.changes import Answers, Option, Question
from learning.people.roster.organisation.columns import Field
from learning.people.roster.organisation.findings import Findings
from learning.people.roster.organisation.gone import Gone
from learning.people.roster.organisation.rows import (
    Category,
    Closing,
    Edit,
    Opening,
    OrganisationRow,
    StoredDepartment,
)
from learning.people.roster.organisation.tree import Trees

RENAMED, ANOTHER = "renamed", "another"
OPTIONS = (
    Option(RENAMED, "改称（人はそのまま移る）"),
    Option(ANOTHER, "別組織（人は移らない）"),
)


@dataclass
class Listed:
    """Compares the file's rows, parents first."""

    trees: Trees
    answers: Answers
    found: Findings
    gone: Gone

    def compare(self, row: OrganisationRow) -> None:
        """One row against what is stored under its code."""
        current = self.trees.current.get(row.code)
        if current is None:
            self._check_zeros(row)
            self._open(row, Category.OPENED)
            return
        same_name = fold(current.name) == fold(row.name)
        closed = self.trees.closed.get(row.code)
        if closed is not None and fold(closed.name) == fold(current.name):
            self.gone.close(current, closed.closes_on or self.trees.as_of, closed)
            self._open(row, Category.OPENED)
        elif same_name and self._same_parent(current, row):
            self._keep(current, row)
        elif same_name and self._parent_followed(current, row):
            self._replace(current, row, Category.MOVED_ALONG, is_same=True)
        else:
            self._ask(current, row)

    def _check_zeros(self, row: OrganisationRow) -> None:
        lost = self.trees.lost_zeros(row.code)
        if lost is not None:
            reason = f"所属コード「{lost}」の先頭の0が落ちていませんか。"
            mend = "Excel で列を「文字列」にして、コードを入れ直してください。"
            self.found.error("所属コード", row.code, reason, mend, row.line)

    def _same_parent(self, current: StoredDepartment, row: OrganisationRow) -> bool:
        if Field.PARENT not in self.trees.organisation.columns:
            return True
        is_same = self.trees.parent_code(current) == row.parent
        return is_same and row.parent not in self.found.openings

    def _parent_followed(self, current: StoredDepartment, row: OrganisationRow) -> bool:
        """The parent itself went over 1:1 into the parent that the file names."""
        before = self.trees.parent_code(current)
        if before == row.parent:
            old = self.trees.current[before]
            return (old.id, row.parent) in self.found.links
        closing = self.trees.closed.get(before)
        return closing is not None and closing.successors == (row.parent,)

    def _keep(self, current: StoredDepartment, row: OrganisationRow) -> None:
        columns = self.trees.organisation.columns
        order = row.order if Field.ORDER in columns else current.order
        level = row.level if Field.LEVEL in columns else current.level
        short = row.short_name if Field.SHORT_NAME in columns else current.short_name
        if (order, level, short) != (current.order, current.level, current.short_name):
            self.found.edits.append(Edit(current, order, short, level))
            before = f"建制順 {current.order} {current.level} {current.short_name}"
            after = f"建制順 {order} {level} {short}"
            self.found.note(Category.EDITED, row, before.strip(), after.strip())
        if row.closes_on is not None and row.closes_on != current.ends_on:
            self.gone.close(current, row.closes_on, row)

    def _ask(self, current: StoredDepartment, row: OrganisationRow) -> None:
        identity = f"department:{row.code}"
        answer = self.answers.choices.get(identity)
        answer = answer if answer in (RENAMED, ANOTHER) else None
        before = self.trees.placed(current)
        after = f"{self.trees.name(row.parent)}{row.name}"
        text = (
            f"所属コード「{row.code}」が「{before}」から「{after}」に変わります。"
            f"改称ですか、別組織ですか（在籍 {current.people}人）。"
        )
        self.found.questions.append(Question(identity, row.line, text, OPTIONS, answer))
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
        self.found.closings[current.code] = Closing(current, self.trees.as_of)
        if is_same:
            self.found.links[(current.id, row.code)] = None
        else:
            before = self.trees.placed(current)
            self.found.note_closed(current, before, row.line)
        self._open(row, category, current)

    def _open(
        self,
        row: OrganisationRow,
        category: Category,
        current: StoredDepartment | None = None,
    ) -> None:
        is_first = self.trees.is_first(row.code)
        starts_on = (row.starts_on if is_first else None) or self.trees.as_of
        starts_on = max(starts_on, self._starts_on(row.parent, starts_on))
        self.found.openings[row.code] = Opening(
            row,
            starts_on,
            self._authority(row, current),
            row.level,
            self._ends_on(row, starts_on, current),
        )
        after = f"{self.trees.name(row.parent)}{row.name}"
        people = current.people if current else 0
        self.found.note(category, row, self.trees.placed(current), after, people)

    def _ends_on(
        self, row: OrganisationRow, starts_on: date, current: StoredDepartment | None
    ) -> date | None:
        """As the file says, but no later than what is known to come after it (訂正)."""
        ends = (
            row.closes_on,
            current.ends_on if current else None,
            self.trees.next_start(row.code, starts_on),
        )
        return min((day for day in ends if day and day > starts_on), default=None)

    def _authority(self, row: OrganisationRow, current: StoredDepartment | None) -> str:
        if row.authority:
            return row.authority
        if row.parent in self.found.openings:
            return self.found.openings[row.parent].authority
        parent = self.trees.current.get(row.parent)
        return parent.authority if parent else (current.authority if current else "")

    def _starts_on(self, code: str, otherwise: date) -> date:
        if code in self.found.openings:
            return self.found.openings[code].starts_on
        current = self.trees.current.get(code)
        return current.starts_on if current else otherwise
