"""Writes the table of results as CSV or XLSX; knows formats only."""

from dataclasses import dataclass
from enum import StrEnum

from learning.tabular.table import Table
from learning.tabular.writing import to_csv, to_xlsx


class ResultsFormat(StrEnum):
    """What kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


CONTENT_TYPES = {
    ResultsFormat.CSV: "text/csv; charset=utf-8",
    ResultsFormat.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """One file to be saved or sent."""

    name: str
    content_type: str
    content: bytes


def results_file(table: Table, *, code: str, form: ResultsFormat) -> ResultsFile:
    """Write a table; ``code`` is the quiz's, for the file's name."""
    if form is ResultsFormat.XLSX:
        content = to_xlsx(table)
    else:
        content, _nothing = to_csv(table)
    return ResultsFile(f"results-{code}.{form.value}", CONTENT_TYPES[form], content)
