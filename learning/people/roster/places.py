"""Knows which department a row means on a day, and which follows which. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from learning.japanese.width import fold
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import DepartmentRow, covers
from learning.people.roster.values import MAIN
from learning.tabular.errors import RowError, Severity


class Places:
    """The departments, looked up by code, else by name; gathers what is not found."""

    def __init__(
        self,
        departments: Sequence[DepartmentRow],
        successors: Mapping[int, frozenset[int]],
        file: str,
    ) -> None:
        self.file = file
        self.successors = successors
        self.by_id = {row.id: row for row in departments}
        self.by_code: dict[str, list[DepartmentRow]] = defaultdict(list)
        self.by_name: dict[str, list[DepartmentRow]] = defaultdict(list)
        for row in departments:
            self.by_code[row.code].append(row)
            self.by_name[fold(row.name)].append(row)
        self.not_found: list[RowError] = []
        self.differing: dict[tuple[str, str, str], list[int]] = defaultdict(list)

    @property
    def problems(self) -> list[RowError]:
        """What was not found, and once per department a name that differs."""
        differing = [
            self._name_differs(*names, lines) for names, lines in self.differing.items()
        ]
        return [*self.not_found, *differing]

    def find(self, row: RosterRow, day: date) -> DepartmentRow | None:
        """The department of a row on a day; None leaves an error behind."""
        found = self._looked_up(row, day)
        if len(found) != 1:
            self._not_found(row, day, many=len(found) > 1)
            return None
        name = row.department_name
        is_named = bool(row.department_code and name) and row.kind == MAIN
        if is_named and fold(name) != fold(found[0].name):
            key = (found[0].code, found[0].name, name)
            self.differing[key].append(row.line)
        return found[0]

    def check(self, row: RosterRow, day: date) -> None:
        """Leave an error behind if a row's department is not found; no warning."""
        is_named = bool(row.department_code or row.department_name)
        if is_named and len(found := self._looked_up(row, day)) != 1:
            self._not_found(row, day, many=len(found) > 1)

    def _looked_up(self, row: RosterRow, day: date) -> list[DepartmentRow]:
        if row.department_code:
            found = self.by_code.get(row.department_code, ())
        else:
            found = self.by_name.get(fold(row.department_name), ())
        return [department for department in found if covers(department, day)]

    def name(self, department: int) -> str:
        """The name of a stored department."""
        return self.by_id[department].name if department in self.by_id else ""

    def name_of_code(self, code: str) -> str:
        """The latest name under a code, else the code."""
        rows = self.by_code.get(code)
        return rows[-1].name if rows else code

    def starts_on(self, department: int) -> date:
        """The first day of a department."""
        return self.by_id[department].starts_on

    def follows(self, later: int, earlier: int) -> bool:
        """Whether one department is a successor of another, at any remove."""
        seen: set[int] = set()
        open_ones = set(self.successors.get(earlier, ()))
        while open_ones:
            if later in open_ones:
                return True
            seen |= open_ones
            open_ones = {
                after for one in open_ones for after in self.successors.get(one, ())
            } - seen
        return False

    def _not_found(self, row: RosterRow, day: date, *, many: bool) -> None:
        if row.department_code:
            column, value = "所属コード", row.department_code
            reason = f"所属コード「{value}」は {day} の組織にありません。"
            mend = self._mend_code(value)
        else:
            column, value = "所属名", row.department_name
            state = "二つ以上あります" if many else "ありません"
            reason = f"所属名「{value}」は {day} の組織に{state}。"
            mend = "所属コードの列を加えるか、所属名を直してください。"
        self.not_found.append(
            RowError(self.file, row.line, column, value, reason, mend)
        )

    def _mend_code(self, code: str) -> str:
        alike = [c for c in self.by_code if c.lstrip("0") == code.lstrip("0")]
        if any(c != code and self.by_code[c] for c in alike):
            return (
                f"「{alike[0]}」の先頭の0が落ちていませんか。Excel で列を「文字列」にして"
                "入れ直してください。"
            )
        return "組織のファイルを先に取り込むか、所属コードを直してください。"

    def _name_differs(
        self, code: str, stored: str, delivered: str, lines: list[int]
    ) -> RowError:
        reason = (
            f"所属コード「{code}」は「{stored}」ですが、"
            f"ファイルの所属名は「{delivered}」です（{len(lines)}行）。"
        )
        mend = "所属コードの方で取り込みます。違うときはファイルを直してください。"
        severity = Severity.WARNING
        return RowError(
            self.file, lines[0], "所属名", delivered, reason, mend, severity
        )
