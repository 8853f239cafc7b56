"""The table beside this file, read by HR, is how obligations stand."""

from datetime import date
from pathlib import Path

import pytest

from learning.campaigns.standing import Facts, Obligation, Standing, standing

WORDS = {
    "未着手": Standing.ASSIGNED,
    "受講中": Standing.IN_PROGRESS,
    "修了": Standing.COMPLETED,
    "期限超過": Standing.OVERDUE,
    "一時停止": Standing.PAUSED,
    "免除": Standing.EXEMPTED,
    "取消": Standing.WITHDRAWN,
}
DUE_ON = date(2026, 11, 30)


def table():
    lines = Path(__file__).with_name("standing.txt").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.split("|")]
        for line in lines.splitlines()
        if "|" in line
    ]
    return rows[1:]


def day(text):
    return None if text == "-" else date.fromisoformat(text)


@pytest.mark.parametrize("row", table(), ids=" ".join)
def test_standing(row):
    on, started, completed, exempted, withdrawn, absent, expected = row
    obligation = Obligation(DUE_ON, day(exempted), day(withdrawn))
    facts = Facts(day(completed), day(started), absent == "はい")
    assert standing(obligation, facts, day=day(on)) is WORDS[expected]


def test_the_table_has_every_standing():
    assert {row[-1] for row in table()} == set(WORDS)
    assert set(WORDS.values()) == set(Standing)


def test_the_denominator_is_who_must_or_did():
    counted = {each for each in Standing if each.is_counted}
    apart = {Standing.PAUSED, Standing.EXEMPTED, Standing.WITHDRAWN}
    assert counted == set(Standing) - apart
