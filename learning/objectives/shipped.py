"""Reads the shipped schemes. Pure: knows the files beside it, no database."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("schemes")


@dataclass(frozen=True, slots=True)
class SchemeCodeRow:
    """One heading of a scheme."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """One scheme in one version; ``starts_on`` None means not known."""

    code: str
    name: str
    starts_on: date | None
    ends_on: date | None
    codes: tuple[SchemeCodeRow, ...]


@cache
def shipped_schemes() -> tuple[SchemeFile, ...]:
    """Return every shipped scheme, by file name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def shipped_codes() -> frozenset[tuple[str, str]]:
    """Return the pairs (scheme, code) that objectives may name."""
    return frozenset(
        (scheme.code, row.code) for scheme in shipped_schemes() for row in scheme.codes
    )


def _read(path: Path) -> SchemeFile:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return SchemeFile(
        code=data["code"],
        name=data["name"],
        starts_on=data.get("starts_on"),
        ends_on=data.get("ends_on"),
        codes=tuple(
            SchemeCodeRow(row["code"], row["name"], row.get("group", ""))
            for row in data["codes"]
        ),
    )
