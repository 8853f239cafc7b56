"""Property: whatever stands in the cells, there are rows and problems, no exception."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.people.roster.changes import Terms
from learning.people.roster.columns import ROSTER_COLUMNS
from learning.people.roster.compare import compare
from learning.people.roster.file_columns import propose_mapping
from learning.people.roster.organisation.columns import ORGANISATION_COLUMNS
from learning.people.roster.organisation.compare import compare_organisation
from learning.people.roster.organisation.parse import parse_organisation
from learning.people.roster.parse import parse_roster
from learning.people.roster.values import Vocabulary
from learning.tabular.errors import TableError
from learning.tabular.reading import read_table

from .sample import APRIL, person, state

WORDS = (
    "000101,K1,山田　花子,0101,9999,R8.4.1,R9.3.31,99999999,本務,兼務,育児休業,課長,正規,"
    ",0,-,１２,2026/2/30"
)
CELLS = st.one_of(st.sampled_from(WORDS.split(",")), st.text(max_size=12))


def file_of(columns, rows):
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.label for column in columns])
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8", errors="replace")


def tables(columns):
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    return st.lists(row, min_size=1, max_size=6).map(
        lambda rows: file_of(columns, rows)
    )


@pytest.mark.slow
@settings(max_examples=150)
@given(tables(ROSTER_COLUMNS))
def test_a_roster_of_any_cells_is_compared(content):
    try:
        table = read_table(content, "名簿.csv")
    except TableError:
        return
    mapping = propose_mapping(table.header, ROSTER_COLUMNS)
    roster = parse_roster(table, mapping, Vocabulary())
    changes = compare(
        state=state([person()]), roster=roster, terms=Terms("main", APRIL)
    )
    for problem in changes.problems:
        assert problem.reason
        assert problem.mend


@pytest.mark.slow
@settings(max_examples=150)
@given(tables(ORGANISATION_COLUMNS))
def test_an_organisation_of_any_cells_is_compared(content):
    try:
        table = read_table(content, "組織.csv")
    except TableError:
        return
    mapping = propose_mapping(table.header, ORGANISATION_COLUMNS)
    parsed = parse_organisation(table, mapping)
    changes = compare_organisation(stored=(), organisation=parsed, as_of=APRIL)
    codes = {opening.row.code for opening in changes.openings}
    if changes.is_applicable:
        assert all(not o.row.parent or o.row.parent in codes for o in changes.openings)
