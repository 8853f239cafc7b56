"""The tables beside this file, read by the owner of the rule, are what the code does."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import TYPES, Option
from quizzes.scoring import summarise

HERE = Path(__file__).parent
SECTION = re.compile(r"(\S+) (\d+)/(\d+) \(([\d.]+)\)")


def table(name):
    """Rows below the heading row, the first line that has a bar."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if "|" in line]
    return rows[1:]


@pytest.mark.parametrize("row", table("one_item.txt"), ids=" ".join)
def test_one_item(row):
    item_type, ids, keys, chosen, points, expected = row
    options = tuple(Option(each, each, each in keys, each) for each in ids)
    document = TYPES[item_type](stem="問", options=options, points=Decimal(points))
    assert document.points_for({"chosen": chosen.replace("-", "")}) == Decimal(expected)


@pytest.mark.parametrize("row", table("total_and_floors.txt"), ids=" ".join)
def test_total_and_floors(row):
    mark, sections, total, share, verdict, lacking = row
    items, points, floors = [], [], {}
    for name, raw, maximum, floor in SECTION.findall(sections):
        floors[name] = Decimal(floor)
        for number in range(int(maximum)):
            items.append(FormItem(version_id=number, section=name, order=()))
            points.append(Decimal(1 if number < int(raw) else 0))
    score = summarise(
        form=AttemptForm(items=tuple(items)),
        points=points,
        maxima=[Decimal(1)] * len(items),
        pass_mark=Decimal(mark),
        floors=floors,
    )
    assert f"{score.total.raw}/{score.total.maximum}" == total
    assert str(score.total.share) == share
    assert score.passed is (verdict == "合格")
    assert [part.code for part in score.sections if not part.reached] == (
        [] if lacking == "-" else [lacking]
    )
