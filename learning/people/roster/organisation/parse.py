"""Knows how the cells of an organisation file become rows. Pure."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from learning.japanese.wareki import DateError
from learning.japanese.width import fold
from learning.people.roster.file_columns import (
    ColumnMapping,
    Convention,
    end_exclusive,
    plain,
    read_date,
)
from learning.people.roster.heading import (
    missing_columns,
    only_headings,
    several_sheets,
)
from learning.people.roster.organisation.columns import (
    LABELS,
    ORGANISATION_COLUMNS,
    REQUIRED,
    Field,
)
from learning.people.roster.organisation.rows import (
    OrganisationRow,
    ParsedOrganisation,
)
from learning.tabular.errors import RowError, Severity
from learning.tabular.raw_table import RawRow, RawTable

MAX_CODE = 40
MAX_NAME = 120
MAX_ORDER = 999_999
_MEND = "元のファイルのこの欄を直して、もう一度選んでください。"
_BETWEEN = re.compile(r"[、,;；・\s/]+")
_LEVELS = (
    (r"^(係|班|担当|グループ|g|unit|3|03)$|係$|班$|担当$|グループ$", "unit"),
    (r"課|室|section|^2$|^02$|園|館|所$|センター|支所", "section"),
    (r"部|局|bureau|^1$|^01$|本部|委員会|庁", "bureau"),
)


def guess_level(text: str) -> str | None:
    """部局, 課 or 係 from the file's word or a name's ending; None if unknown."""
    key = fold(text)
    if key in ("部局", "局部", "局", "部"):
        return "bureau"
    found = (level for pattern, level in _LEVELS if re.search(pattern, key))
    return next(found, None)


def parse_organisation(table: RawTable, mapping: ColumnMapping) -> ParsedOrganisation:
    """Read every row; sound rows and problems both come back.

    A code twice, a parent that is not in the file, a circle of parents are errors.
    """
    missing = [LABELS[code] for code in REQUIRED if not mapping.has(code)]
    if missing:
        problem = missing_columns(table, ORGANISATION_COLUMNS, missing)
        return ParsedOrganisation(table.name, (), [problem])
    if not table.rows and not table.errors:
        return ParsedOrganisation(table.name, (), [only_headings(table)])
    reader = _Reader(table, mapping)
    rows = [row for raw in table.rows if (row := reader.read(raw)) is not None]
    reader.check_codes([*rows, *reader.unsound_rows])
    reader.note_misfits()
    found = [*several_sheets(table), *table.errors, *reader.problems]
    problems = sorted(found, key=lambda p: p.line)
    columns = frozenset(mapping.positions)
    return ParsedOrganisation(
        table.name,
        rows,
        problems,
        columns,
        frozenset(reader.unsound),
        frozenset(reader.unsound_names),
    )


@dataclass
class _Reader:
    table: RawTable
    mapping: ColumnMapping
    problems: list[RowError] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)
    unsound_names: set[str] = field(default_factory=set)
    unsound_rows: list[OrganisationRow] = field(default_factory=list)

    def read(self, raw: RawRow) -> OrganisationRow | None:
        """One row, or None when something in it is an error."""
        before = len(self.problems)
        name = self._cell(raw, Field.NAME).strip()
        row = OrganisationRow(
            line=raw.line_number,
            code=self._code(raw, Field.CODE, required=True),
            name=name,
            parent=self._code(raw, Field.PARENT),
            level=self._level(raw, name),
            order=self._order(raw),
            short_name=self._cell(raw, Field.SHORT_NAME).strip()[:60],
            authority=self._cell(raw, Field.AUTHORITY).strip()[:60],
            starts_on=self._date(raw, Field.STARTS_ON),
            closes_on=self._closes_on(raw),
            successors=self._successors(raw),
        )
        if not name or len(name) > MAX_NAME:
            reason = "所属名がありません。" if not name else "所属名が長すぎます。"
            self._problem(raw, Field.NAME, reason)
        if row.starts_on and row.closes_on and row.closes_on <= row.starts_on:
            reason = "廃止の日が、設置の日より前です。"
            self._problem(raw, Field.CLOSES_ON, reason)
        new = self.problems[before:]
        if all(p.severity is not Severity.ERROR for p in new):
            return row
        self.unsound_rows.append(row)
        self.unsound.add(row.code)
        if not row.code:
            self.unsound_names.add(fold(name))
        return None

    def note_misfits(self) -> None:
        """Of rows that don't fit the headings, any cell may be the code or the name."""
        for cells in self.table.unsound:
            self.unsound_names |= {fold(cell) for cell in cells if cell.strip()}
        self.unsound |= self._codes_of_misfits()

    def _codes_of_misfits(self) -> set[str]:
        return {
            plain(cell).replace(" ", "")
            for cells in self.table.unsound
            for cell in cells
        }

    def check_codes(self, rows: list[OrganisationRow]) -> None:
        """Codes are unique among what goes on, parents exist, no circle."""
        living = [row for row in rows if row.closes_on is None and row.code]
        counts = Counter(row.code for row in living)
        for row in living:
            if counts[row.code] > 1:
                self._row_problem(
                    row, Field.CODE, row.code, "同じ所属コードの行が二つあります。"
                )
        parents = dict.fromkeys(self._codes_of_misfits(), "")
        parents |= {row.code: row.parent for row in rows}
        for row in living:
            if row.parent and row.parent not in parents:
                reason = f"上位所属「{row.parent}」がこのファイルにありません。"
                self._row_problem(row, Field.PARENT, row.parent, reason)
            elif _is_in_circle(row.code, parents):
                reason = "上位所属をたどると自分に戻ります。"
                self._row_problem(row, Field.PARENT, row.parent, reason)

    def _cell(self, raw: RawRow, code: str) -> str:
        position = self.mapping.positions.get(code)
        return "" if position is None else raw.cells[position]

    def _code(self, raw: RawRow, code: str, *, required: bool = False) -> str:
        text = plain(self._cell(raw, code)).replace(" ", "")
        if required and not text:
            self._problem(raw, code, "所属コードがありません。")
        if len(text) > MAX_CODE or not text.isprintable():
            self._problem(raw, code, f"所属コードは{MAX_CODE}文字までです。")
        return text

    def _level(self, raw: RawRow, name: str) -> str:
        text = self._cell(raw, Field.LEVEL).strip()
        level = guess_level(text or name)
        if level is None and text:
            mend = "部局・課・係のどれかを入れてください。"
            self._problem(raw, Field.LEVEL, "区分が分かりません。", mend)
        elif level is None:
            mend = "区分の列を加えると、名前に頼らずに決まります。"
            reason = "区分が名前から分からないので「課」とします。"
            self._problem(raw, Field.LEVEL, reason, mend, Severity.WARNING)
        return level or "section"

    def _order(self, raw: RawRow) -> int:
        text = plain(self._cell(raw, Field.ORDER)).replace(",", "")
        if not text:
            return min(raw.line_number, MAX_ORDER)
        if not (text.isascii() and text.isdigit()) or int(text[:9]) > MAX_ORDER:
            mend = f"0から{MAX_ORDER}までの整数を入れてください。"
            self._problem(raw, Field.ORDER, "建制順が整数ではありません。", mend)
            return 0
        return int(text)

    def _date(self, raw: RawRow, code: str) -> date | None:
        try:
            return read_date(self._cell(raw, code))
        except DateError as error:
            self._problem(raw, code, str(error), "日付を直してください。")
            return None

    def _closes_on(self, raw: RawRow) -> date | None:
        day = self._date(raw, Field.CLOSES_ON)
        convention = self.mapping.convention(Field.CLOSES_ON)
        if day is not None and day.day == 1 and convention is Convention.LAST_DAY:
            reason = "廃止年月日が月の初日ですが、「最後の日」として読みました。"
            mend = "その日から無くなる意味なら、列の対応で「この日から無い」を選んでください。"
            self._problem(raw, Field.CLOSES_ON, reason, mend, Severity.WARNING)
        return end_exclusive(day, convention)

    def _successors(self, raw: RawRow) -> tuple[str, ...]:
        text = plain(self._cell(raw, Field.SUCCESSORS))
        return tuple(dict.fromkeys(code for code in _BETWEEN.split(text) if code))

    def _row_problem(
        self, row: OrganisationRow, code: str, value: str, reason: str
    ) -> None:
        problem = RowError(
            self.table.name, row.line, LABELS[code], value, reason, _MEND
        )
        self.problems.append(problem)

    def _problem(
        self,
        raw: RawRow,
        code: str,
        reason: str,
        mend: str = _MEND,
        severity: Severity = Severity.ERROR,
    ) -> None:
        position = self.mapping.positions.get(code)
        column = LABELS[code] if position is None else self.table.header[position]
        value = self._cell(raw, code)[:60]
        self.problems.append(
            RowError(
                self.table.name,
                raw.line_number,
                column,
                value,
                reason,
                mend,
                severity,
            )
        )


def _is_in_circle(code: str, parents: dict[str, str]) -> bool:
    seen = set()
    at = code
    while at and at not in seen:
        seen.add(at)
        at = parents.get(at, "")
    return bool(at) and at == code
