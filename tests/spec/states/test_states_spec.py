"""The table beside this file, read by the planner, is what the rule of states does."""

from pathlib import Path

import pytest

from learning.literacy.states import CountedLink, StateStanding, state_standing

CERTAINTY = {"確定": "certain", "暫定": "provisional", "結合": "joint", "−": None}
REACHED = {"達成": True, "まだ": False, "−": None}
NEEDS = {"すべて": "all", "いずれか": "any"}


def table():
    lines = Path(__file__).with_name("states.txt").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.split("|")]
        for line in lines.splitlines()
        if "|" in line
    ]
    return rows[1:]


@pytest.mark.parametrize("row", table(), ids=" ".join)
def test_states(row):
    links, needs, in_audience, attained, reached, certainty = row
    pairs = [link.split(":") for link in links.split()]
    assert state_standing(
        [CountedLink(literacy, CERTAINTY[word]) for literacy, word in pairs],
        needs=NEEDS[needs],
        in_audience=in_audience.split(),
        attained=attained.split(),
    ) == StateStanding(REACHED[reached], CERTAINTY[certainty])
