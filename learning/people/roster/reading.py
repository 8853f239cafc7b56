"""Knows what one file's rows gather on their way: what is wrong, what is unknown. Pure."""

from dataclasses import dataclass, field
from datetime import date

from learning.people.roster.columns import LABELS, Field
from learning.people.roster.file_columns import ColumnMapping, plain
from learning.people.roster.likeness import name_key
from learning.people.roster.numbers import lost_zeros
from learning.people.roster.rows import RosterRow, UnknownValue
from learning.people.roster.values import Vocabulary
from learning.tabular.errors import RowError, Severity
from learning.tabular.raw_table import RawTable


@dataclass
class Reading:
    """Reads one file's rows and gathers what is wrong and unknown."""

    table: RawTable
    mapping: ColumnMapping
    vocabulary: Vocabulary
    prefix: str
    problems: list[RowError] = field(default_factory=list)
    unknown: dict[tuple[str, str], UnknownValue] = field(default_factory=dict)
    first_of_month: dict[str, int] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    dates: dict[str, date | None] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)
    unsound_names: set[str] = field(default_factory=set)
    unsound_rows: list[RosterRow] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    def note_unsound(self, row: RosterRow, *, is_numbered: bool) -> None:
        """Remember of a row in error whose it is: by its number, else by its name."""
        self.unsound_rows.append(row)
        self.unsound.add(row.number)
        if not is_numbered:
            self.unsound_names.add(name_key(row.name))

    def note_misfits(self) -> None:
        """Of rows that don't fit the headings, any cell may be the number or name."""
        for cells in self.table.unsound:
            texts = {plain(cell).replace(" ", "") for cell in cells} - {""}
            self.unsound |= {self.prefix + text for text in texts}
            self.unsound_names |= {name_key(cell) for cell in cells if cell.strip()}

    def first_days(self) -> list[RowError]:
        """Warn of end dates that all stand on a first of a month (which convention?)."""
        return [
            RowError(
                self.table.name,
                self.table.header_line,
                LABELS[code],
                "",
                "この列の日付はすべて月の初日ですが、「最後の日」として読みました。",
                "その日から無くなる意味なら、列の対応で「この日から無い」を選んでください。",
                Severity.WARNING,
            )
            for code, count in self.first_of_month.items()
            if count == self.filled[code]
        ]

    def lost_zeros(self) -> list[RowError]:
        """Warn of numbers that look as if Excel took their zeros away."""
        are_numbers = (
            self.mapping.positions.get(Field.NUMBER) in self.table.number_columns
        )
        return lost_zeros(self.table, self.numbers, are_numbers=are_numbers)

    def note_unknown(self, subject: str, value: str, proposed: str, line: int) -> None:
        """Remember a word that no table knows; counted once per word."""
        known = self.unknown.get((subject, value))
        count = known.count + 1 if known else 1
        first = known.line if known else line
        self.unknown[(subject, value)] = UnknownValue(
            subject, value, proposed, count, first
        )

    def unknown_values(self) -> list[UnknownValue]:
        """In the order of the file."""
        return sorted(self.unknown.values(), key=lambda value: value.line)
