"""Knows how a roster's table becomes rows, and what is wrong with it. Pure.

One row is read in ``line``; what the rows gather is in ``reading``.
"""

from learning.people.roster.columns import LABELS, REQUIRED, ROSTER_COLUMNS, Field
from learning.people.roster.file_columns import (
    ColumnMapping,
)
from learning.people.roster.heading import (
    missing_columns,
    only_headings,
    several_sheets,
)
from learning.people.roster.line import Line
from learning.people.roster.reading import Reading
from learning.people.roster.rows import ParsedRoster, RosterRow
from learning.people.roster.values import Vocabulary
from learning.tabular.errors import Severity
from learning.tabular.raw_table import RawRow, RawTable


def parse_roster(
    table: RawTable,
    mapping: ColumnMapping,
    vocabulary: Vocabulary,
    *,
    number_prefix: str = "",
) -> ParsedRoster:
    """Read every row; sound rows and problems both come back.

    Parameters
    ----------
    table : as `learning.tabular.reading` gives it.
    mapping : where each column stands; columns not in it are never looked at.
    vocabulary : the city's tables and remembered values.
    number_prefix : put before each number, so that sources do not collide.
    """
    reader = Reading(table, mapping, vocabulary, number_prefix)
    missing = _missing_columns(mapping)
    if missing:
        problem = missing_columns(table, ROSTER_COLUMNS, missing)
        return ParsedRoster(table.name, (), [problem])
    if not table.rows and not table.errors:
        return ParsedRoster(table.name, (), [only_headings(table)])
    rows = [row for raw in table.rows if (row := _read(reader, raw)) is not None]
    reader.note_misfits()
    problems = [*several_sheets(table), *table.errors, *reader.problems]
    problems += [*reader.first_days(), *reader.lost_zeros()]
    problems.sort(key=lambda problem: problem.line)
    return ParsedRoster(
        table.name,
        rows,
        problems,
        reader.unknown_values(),
        frozenset(mapping.positions),
        frozenset(reader.unsound),
        frozenset(reader.unsound_names),
        reader.unsound_rows,
    )


def _missing_columns(mapping: ColumnMapping) -> list[str]:
    missing = [LABELS[code] for code in REQUIRED if not mapping.has(code)]
    places = (Field.DEPARTMENT_CODE, Field.DEPARTMENT_NAME)
    if not any(mapping.has(code) for code in places):
        missing.append(LABELS[Field.DEPARTMENT_CODE])
    return missing


def _read(reading: Reading, raw: RawRow) -> RosterRow | None:
    """One row, or None when something in it is an error."""
    before = len(reading.problems)
    row = Line(reading, raw).read()
    new = reading.problems[before:]
    if all(problem.severity is not Severity.ERROR for problem in new):
        return row
    is_numbered = row.number.removeprefix(reading.prefix) in reading.numbers
    reading.note_unsound(row, is_numbered=is_numbered)
    return None
