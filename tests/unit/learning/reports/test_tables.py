"""Roll-up of counts, worked by hand on one bureau with two sections.

Masks: bit 1 is L1, bit 2 is L2. State S asks for both, of those one is in audience for.

  line  standing  audience  attained  people
  A     counted   L1 L2     L1        3
  A     counted   L1 L2     L1 L2     2
  A     absent    L1 L2     L1        1
  B     counted   L2        -         4
  B     counted   L2        L1 L2     1     (L1 attained, but not in audience for it)
  B     outside   -         -         2
"""

import pandas as pd
import pytest

from learning.literacy.states import CountedLink
from learning.reports import frames, tables
from learning.reports.measures import Measure, MeasureKind, equal_figures, meanings

LINKS = (CountedLink("L1", "certain"), CountedLink("L2", "provisional"))
MEASURES = (
    Measure(MeasureKind.LITERACY, "L1", "一", 1),
    Measure(MeasureKind.LITERACY, "L2", "二", 2),
    Measure(MeasureKind.STATE, "S", "状態", 3, LINKS),
    Measure(MeasureKind.STATE, "T", "いずれか", 3, LINKS, needs="any"),
)
COUNTS = frames.to_frame(
    [
        ("A", "counted", 3, 1, 3),
        ("A", "counted", 3, 3, 2),
        ("A", "absent", 3, 1, 1),
        ("B", "counted", 2, 0, 4),
        ("B", "counted", 2, 3, 1),
        ("B", "outside", 0, 0, 2),
    ],
    frames.COUNTS,
)
ANCESTORS = frames.to_frame(
    [
        *(("city", "city"), ("部", "部"), ("部", "city")),
        *(("A", "A"), ("A", "部"), ("A", "city")),
        *(("B", "B"), ("B", "部"), ("B", "city")),
        *(("空", "空"), ("空", "city")),
    ],
    frames.ANCESTORS,
)
MEANINGS = frames.to_frame(
    meanings([(0, 0), (3, 1), (3, 3), (2, 0), (2, 3)], MEASURES), frames.MEANINGS
)


def test_headcounts_add_up():
    found = {r[0]: r[1:] for r in frames.to_rows(tables.headcounts(COUNTS, ANCESTORS))}
    assert found == {
        "A": (6, 1, 0),
        "B": (7, 0, 2),
        "部": (13, 1, 2),
        "city": (13, 1, 2),
        "空": (0, 0, 0),
    }


def test_figures_add_up_and_leave_out_the_excluded():
    frame = tables.figures(COUNTS, MEANINGS, ANCESTORS)
    found = {(r[0], r[1]): r[2:] for r in frames.to_rows(frame)}
    # L1: A 3+2 in audience, all 5 attained; B nobody in audience
    # L2: A 2 of 5; B 1 of 5
    # S (all): A 2 of 5; B rests on L2 alone: 1 of 5
    # T (any): A 5 of 5; B 1 of 5
    expected = {
        "A": [(5, 5), (5, 2), (5, 2), (5, 5)],
        "B": [(0, 0), (5, 1), (5, 1), (5, 1)],
        "部": [(5, 5), (10, 3), (10, 3), (10, 6)],
        "city": [(5, 5), (10, 3), (10, 3), (10, 6)],
        "空": [(0, 0), (0, 0), (0, 0), (0, 0)],
    }
    keys = [measure.key for measure in MEASURES]
    assert found == {
        (line, key): pair
        for line, pairs in expected.items()
        for key, pair in zip(keys, pairs, strict=True)
    }


def test_an_empty_city_has_all_its_lines_and_measures():
    nobody = frames.to_frame([], frames.COUNTS)
    lone = frames.to_frame([("city", "city")], frames.ANCESTORS)
    read = frames.to_frame(meanings([(0, 0)], MEASURES), frames.MEANINGS)
    assert list(frames.to_rows(tables.headcounts(nobody, lone))) == [("city", 0, 0, 0)]
    rows = list(frames.to_rows(tables.figures(nobody, read, lone)))
    assert rows == [("city", measure.key, 0, 0) for measure in MEASURES]


def test_gap_between_units():
    # sorted 0, .2, .4, .6, .8, 1: P10 at rank 0.5 → 0.1; P90 at rank 4.5 → 0.9
    low, high, smallest, largest = tables.gap([0.4, 1.0, 0.0, 0.6, 0.2, 0.8])
    assert (low, high) == (pytest.approx(0.1), pytest.approx(0.9))
    assert (smallest, largest) == (0.0, 1.0)
    assert tables.gap([0.5]) is None
    assert tables.gap([]) is None


def test_a_state_on_one_living_literacy_shows_its_figure_again():
    audiences = {"literacy:L1": 0, "literacy:L2": 5, "state:S": 5, "state:T": 5}
    assert list(equal_figures(MEASURES, audiences)) == [
        ("state:S", "literacy:L2"),
        ("state:T", "literacy:L2"),
    ]
    both = {**audiences, "literacy:L1": 5}
    assert list(equal_figures(MEASURES, both)) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("A", "counted", 1, 1, -1)], "negative"),
        ([("A", "counted", 1, 1, 2), ("A", "counted", 1, 1, 3)], "More than one row"),
    ],
)
def test_the_checker_refuses_rows(rows, message):
    with pytest.raises(ValueError, match=message):
        frames.to_frame(rows, frames.COUNTS)


def test_the_checker_refuses_other_columns_dtypes_and_gaps():
    with pytest.raises(ValueError, match="Columns are"):
        frames.check(COUNTS.drop(columns="people"), frames.COUNTS)
    with pytest.raises(ValueError, match="Columns are"):
        frames.check(COUNTS.astype({"people": "float64"}), frames.COUNTS)
    holes = COUNTS.assign(line=pd.Series(["A"] * 5 + [None], dtype="str"))
    with pytest.raises(ValueError, match="missing"):
        frames.check(holes, frames.COUNTS)
