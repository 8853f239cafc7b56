"""Rows to frames with declared columns; one function checks each frame on its way in.

Knows columns and dtypes; must not know what the figures mean or where they came from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True)
class Schema:
    """What a frame holds: one row per what, and its columns with their dtypes.

    No column allows missing values. Dtypes are pandas' names; ``int64`` counts people
    or holds a bit mask, ``str`` is a key.
    """

    one_row_per: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [name for name, _ in self.columns]


COUNTS = Schema(
    one_row_per="line × standing × audience mask × attained mask",
    columns=(
        ("line", "str"),
        ("standing", "str"),
        ("audience", "int64"),
        ("attained", "int64"),
        ("people", "int64"),
    ),
    key=("line", "standing", "audience", "attained"),
)
MEANINGS = Schema(
    one_row_per="audience mask × attained mask × measure",
    columns=(
        ("audience", "int64"),
        ("attained", "int64"),
        ("measure", "str"),
        ("in_audience", "int64"),
        ("has_attained", "int64"),
    ),
    key=("audience", "attained", "measure"),
)
ANCESTORS = Schema(
    one_row_per="line × line it adds up to (itself too)",
    columns=(("line", "str"), ("above", "str")),
    key=("line", "above"),
)
HEADCOUNTS = Schema(
    one_row_per="line",
    columns=(
        ("line", "str"),
        ("headcount", "int64"),
        ("absent", "int64"),
        ("outside", "int64"),
    ),
    key=("line",),
)
FIGURES = Schema(
    one_row_per="line × measure",
    columns=(
        ("line", "str"),
        ("measure", "str"),
        ("audience", "int64"),
        ("attained", "int64"),
    ),
    key=("line", "measure"),
)


def to_frame(rows: Iterable[Sequence[object]], schema: Schema) -> pd.DataFrame:
    """Make a frame of rows whose cells stand in the schema's order."""
    frame = pd.DataFrame(list(rows), columns=schema.names)
    return check(frame.astype(dict(schema.columns)), schema)


def check(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return the frame if it is what the schema says.

    Raises
    ------
    ValueError
        If columns, order or dtypes differ, a value is missing or negative, or two rows
        have the same key.
    """
    found = tuple((str(name), str(frame[name].dtype)) for name in frame.columns)
    if found != schema.columns:
        raise ValueError(f"Columns are {found}, not {schema.columns}")
    if frame.isna().to_numpy().any():
        raise ValueError(f"A value is missing in {schema.names}")
    numbers = frame.select_dtypes("number")
    if (numbers < 0).to_numpy().any():
        raise ValueError(f"A number is negative in {schema.names}")
    if frame.duplicated(list(schema.key)).any():
        raise ValueError(f"More than one row per {schema.one_row_per}")
    return frame


def to_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Rows with Python's own numbers and texts: what leaves the frames is plain."""
    columns = [frame[name].tolist() for name in frame.columns]
    return zip(*columns, strict=True)
