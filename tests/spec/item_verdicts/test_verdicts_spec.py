"""The table beside this file, read by authors of items, is what the code does."""

import math
from pathlib import Path

import pytest

from quizzes.item_analysis.verdicts import (
    GRAVITY,
    ItemFacts,
    OptionFacts,
    Rule,
    verdicts,
)

HERE = Path(__file__).parent


def table():
    """Rows below the heading row, the first line that has a bar."""
    lines = (HERE / "verdicts.txt").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if "|" in line]
    return rows[1:]


def number(cell):
    return math.nan if cell == "-" else float(cell)


def options(cell):
    if cell == "-":
        return []
    found = []
    for place, text in enumerate(cell.split()):
        n, share, rest = text.lstrip("*").split("/")
        is_key = text.startswith("*")
        found.append(OptionFacts(f"{place}", is_key, int(n), float(share), float(rest)))
    return found


@pytest.mark.parametrize("row", table(), ids=" ".join)
def test_verdicts(row):
    n, facility, correlation, alpha, without, omitted, missed, chosen, expected = row
    facts = ItemFacts(
        n=int(n),
        facility=float(facility),
        item_rest_correlation=number(correlation),
        alpha=number(alpha),
        alpha_if_deleted=number(without),
        omitted=number(omitted),
        not_reached=number(missed),
        options=options(chosen),
    )
    said = [verdict.rule.value for verdict in verdicts(facts)]
    assert said == ([] if expected == "-" else expected.split())


def test_every_rule_has_a_gravity_and_stands_in_the_table():
    assert set(GRAVITY) == set(Rule)
    named = {word for row in table() for word in row[-1].split()} - {"-"}
    assert named == {rule.value for rule in Rule}
