"""The tables beside this file, read by HR, are what the rules do."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from learning.literacy.attainment import (
    EvidenceFact,
    attainment_intervals,
    counts_until,
    meets,
    rules_in_force,
)
from learning.literacy.rules import (
    Criterion,
    CriterionKind,
    Pathway,
    Validity,
    ValidityKind,
)

HERE = Path(__file__).parent
KINDS = {
    "コース": CriterionKind.COURSE,
    "テスト": CriterionKind.QUIZ,
    "資格": CriterionKind.QUALIFICATION,
    "認定": CriterionKind.RECOGNISED,
    "受講": CriterionKind.ATTENDED,
}
EVIDENCE = {
    "コース修了": "course_completed",
    "テスト合格": "quiz_passed",
    "資格": "qualified",
    "認定": "recognised",
    "受講": "attended",
}
LONG_AGO = date(2020, 4, 1)


def table(name):
    """Rows below the heading row, the first line that has a bar."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if "|" in line]
    return rows[1:]


def validity(text):
    if text == "なし":
        return Validity()
    if text.startswith("年度末"):
        return Validity(ValidityKind.FISCAL_YEAR)
    return Validity(ValidityKind.MONTHS, int(text.removesuffix("か月")))


def last_day(text):
    return None if text in ("-", "いつまでも") else date.fromisoformat(text)


def day_after(day):
    return day and day + timedelta(days=1)


@pytest.mark.parametrize("row", table("evidence_counts.txt"), ids=" ".join)
def test_evidence_counts(row):
    on, own_limit, rule, expected = row
    fact = EvidenceFact(
        "e", "quiz_passed", "q", date.fromisoformat(on), day_after(last_day(own_limit))
    )
    assert counts_until(fact, validity(rule)) == day_after(last_day(expected))


def shares(words):
    pairs = (word.split(":") for word in words if ":" in word)
    return {section: Decimal(share) for section, share in pairs}


def number(words):
    return next(
        (Decimal(word) for word in words if re.fullmatch(r"[\d.]+", word)), None
    )


@pytest.mark.parametrize("row", table("criteria.txt"), ids=" ".join)
def test_criteria(row):
    asked, given, expected = row
    kind, code, *rest = asked.split()
    criterion = Criterion(
        KINDS[kind], code, mark=number(rest), floors=tuple(shares(rest).items())
    )
    kind, code, *rest = given.split()
    fact = EvidenceFact(
        "e",
        EVIDENCE[kind],
        code,
        date(2026, 6, 1),
        scaled_score=number(rest),
        section_shares=shares(rest),
    )
    assert meets(criterion, fact) is (expected == "はい")


def pathways(text):
    """Read 「c（なし）+ q（年度末） / i（なし）」."""
    if text == "-":
        return ()
    return tuple(
        Pathway(
            name=way,
            criteria=tuple(
                Criterion(CriterionKind.QUIZ, code, validity=validity(rule))
                for code, rule in re.findall(r"(\w+)（(.+?)）", way)
            ),
        )
        for way in text.split("/")
    )


def evidence(text):
    """Read 「q@2026-06-01 c@2026-07-01」; the words are the public ids."""
    return [
        EvidenceFact(word, "quiz_passed", word[0], date.fromisoformat(word[2:]))
        for word in text.split()
        if text != "-"
    ]


def written(intervals):
    """Write intervals as the table does."""
    parts = []
    for interval in intervals:
        end = interval.ends_on
        last = "" if end is None else (end - timedelta(days=1)).isoformat()
        rests_on = " ".join(interval.rests_on)
        parts.append(f"{interval.starts_on}〜{last}（{rests_on}）")
    return "、".join(parts) or "-"


@pytest.mark.parametrize("row", table("intervals.txt"), ids=" ".join)
def test_intervals(row):
    rule, given, expected = row
    rules = rules_in_force([(LONG_AGO, 1, pathways(rule))])
    assert written(attainment_intervals(rules, evidence(given))) == expected


@pytest.mark.parametrize("row", table("revisions.txt"), ids=" ".join)
def test_revisions(row):
    revisions, given, expected = row
    parsed = [
        (date.fromisoformat(day.strip()), count, pathways(rule.strip()))
        for count, (day, rule) in enumerate(
            (part.split(":") for part in revisions.split(";")), 1
        )
    ]
    rules = rules_in_force(reversed(parsed))
    assert written(attainment_intervals(rules, evidence(given))) == expected
