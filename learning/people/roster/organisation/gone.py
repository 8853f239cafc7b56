"""Knows which departments end: said so by the file, or no longer listed. Pure."""

from dataclasses import dataclass
from datetime import date

from learning.japanese.width import fold
from learning.people.roster.organisation.findings import Findings
from learning.people.roster.organisation.rows import (
    Closing,
    OrganisationRow,
    StoredDepartment,
)
from learning.people.roster.organisation.tree import Trees


@dataclass
class Gone:
    """Closes departments, and finds who would live under what is closed."""

    trees: Trees
    found: Findings

    def close(
        self, current: StoredDepartment, day: date, row: OrganisationRow | None
    ) -> None:
        """End a department before a day, unless it does already."""
        if current.ends_on == day:
            return
        if day <= current.starts_on:
            day = current.starts_on
        self.found.closings[current.code] = Closing(current, day)
        before = self.trees.placed(current)
        self.found.note_closed(current, before, row.line if row else None)

    def close_missing(self) -> None:
        """Stored departments under the file's authorities that it no longer lists.

        A file without one sound row says nothing about anything.
        """
        if not self.trees.organisation.rows:
            return
        spoken_of = {row.id for row in self.trees.spoken_of()}
        for code, current in self.trees.current.items():
            if code in self.trees.living or current.starts_on > self.trees.as_of:
                continue
            row = self.trees.closed.get(code)
            if row is not None and row.closes_on is not None:
                self.close(current, row.closes_on, row)
            elif current.id in spoken_of and not self._is_listed_unsoundly(current):
                self._close_unlisted(current)

    def _is_listed_unsoundly(self, current: StoredDepartment) -> bool:
        """Whether a row in error may mean it: by its code, else by its name."""
        file = self.trees.organisation
        return current.code in file.unsound or fold(current.name) in file.unsound_names

    def _close_unlisted(self, current: StoredDepartment) -> None:
        reason = (
            f"「{current.name}」（{current.code}）がファイルにないので、廃止とします。"
        )
        mend = "残る所属なら、ファイルに行を加えてください。"
        self.found.warn("所属コード", current.code, reason, mend)
        if not self._is_under_closed(current):
            self.found.unlisted.add(current.code)
        self.close(current, self.trees.as_of, None)

    def _is_under_closed(self, current: StoredDepartment) -> bool:
        """Whether the file itself closes what is above: then it is no slip."""
        above = current.parent
        while above is not None:
            parent = self.trees.by_id[above]
            if parent.code in self.trees.closed:
                return True
            above = parent.parent
        return False

    def check_orphans(self) -> None:
        """Nobody may live under what is closed, now or as known for later."""
        listed = self.trees.living.keys() | self.trees.organisation.unsound
        for row in self.trees.living.values():
            if row.parent and row.parent not in listed:
                reason = f"上位所属「{row.parent}」は廃止されます。"
                mend = "上位所属コードを新しい所属に直してください。"
                column = "上位所属コード"
                self.found.error(column, row.parent, reason, mend, row.line)
        for closing in self.found.closings.values():
            for child in self.trees.later_children(closing.department):
                if child.ends_on is None or child.ends_on > closing.ends_on:
                    self._later_child(closing.department, child)

    def _later_child(self, parent: StoredDepartment, child: StoredDepartment) -> None:
        reason = (
            f"「{parent.name}」（{parent.code}）の下に {child.starts_on} から"
            f"「{child.name}」があるので、それより前に廃止や改称ができません。"
        )
        mend = "後の組織の取込みを取り消してから、日付の順に取り込み直してください。"
        self.found.error("所属コード", parent.code, reason, mend)
