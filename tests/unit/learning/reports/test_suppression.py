"""Small cells: a table of cases worked by hand, and that nothing can be computed back.

Each case writes a sum as ``total = part part …`` with the denominator after the colon.
The expected cells follow rule 8 of the product: 1 to 4 people are hidden (primary, p);
where one hidden child is left, the next smallest sibling is hidden too (c).
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.reports.suppression import Reason, Sum, hide

LETTER = {Reason.PRIMARY: "p", Reason.COMPLEMENTARY: "c"}

SPEC = [
    ("nothing small", "T:30 = A:10 B:20", ""),
    ("five is shown", "T:15 = A:5 B:10", ""),
    ("one small: the next smallest goes too", "T:33 = A:4 B:10 C:19", "A:p B:c"),
    ("the order of writing decides between equals", "T:24 = B:10 A:10 C:4", "B:c C:p"),
    ("two small ones protect each other", "T:26 = A:4 B:3 C:19", "A:p B:p"),
    ("nobody is known and protects nothing", "T:22 = A:3 B:0 C:19", "A:p C:c"),
    ("an only child takes its total with it", "T:4 = A:4", "T:p A:p"),
    (
        "where no sibling is left the total goes, and one beside it",
        "T:60 = A:7 B:20 C:33; A:7 = A1:7 A2:0; A1:7 = A11:3 A12:4",
        "A11:p A12:p",
    ),
    (
        "a sibling that is a subtotal takes one of its own parts with it",
        "T:40 = A:3 B:12 C:25; B:12 = B1:5 B2:7",
        "A:p B:c B1:c",
    ),
    (
        "only parts of nobody beside it: up to the total and across",
        "T:30 = A:10 B:20; A:10 = A1:10 A2:0; A1:10 = A11:3 A12:7",
        "A11:p A12:c",
    ),
    ("a total of four hides its parts", "T:4 = A:1 B:3", "T:p A:p B:p"),
    (
        "a small bureau with its sections",
        "T:34 = A:4 B:30; A:4 = A1:4 A2:0; B:30 = B1:10 B2:20",
        "A:p B:c A1:p B1:c",
    ),
]


def read(text):
    denominators, sums = {}, []
    for line in text.split(";"):
        total, parts = line.split("=")
        cells = [cell.split(":") for cell in (total.strip(), *parts.split())]
        denominators.update({name: int(people) for name, people in cells})
        sums.append(Sum(cells[0][0], tuple(name for name, _ in cells[1:])))
    return denominators, sums


@pytest.mark.parametrize(("case", "table", "expected"), SPEC, ids=[s[0] for s in SPEC])
def test_case(case, table, expected):
    denominators, sums = read(table)
    hidden = hide(denominators, sums, threshold=5)
    found = {name: LETTER[reason] for name, reason in hidden.items()}
    assert found == dict(part.split(":") for part in expected.split())


def test_threshold_is_a_setting():
    denominators, sums = read("T:33 = A:9 B:10 C:14")
    assert hide(denominators, sums, threshold=5) == {}
    assert set(hide(denominators, sums, threshold=10)) == {"A", "B"}
    assert hide({"A": 1}, [], threshold=1) == {}


def test_exact_cells_are_shown_and_protect_nothing():
    denominators, sums = read("T:30 = A:3 B:7 C:20")
    assert hide(denominators, sums, threshold=5, exact={"A"}) == {}
    hidden = hide(denominators, sums, threshold=5, exact={"B"})
    assert hidden == {"A": Reason.PRIMARY, "C": Reason.COMPLEMENTARY}


def test_where_all_else_is_exact_the_total_goes():
    denominators, sums = read("T:30 = A:3 B:27; U:60 = T:30 V:30")
    hidden = hide(denominators, sums, threshold=5, exact={"B"})
    assert {name: LETTER[reason] for name, reason in hidden.items()} == {
        "A": "p",
        "T": "c",
        "V": "c",
    }


def test_equal_cells_are_hidden_together():
    denominators, sums = read("T:33 = A:4 B:10 C:19")
    twins = [*sums, Sum("B", ("S",))]
    hidden = hide({**denominators, "S": 10}, twins, threshold=5)
    assert {name: LETTER[reason] for name, reason in hidden.items()} == {
        "A": "p",
        "B": "c",
        "S": "c",
    }


@pytest.mark.parametrize(
    ("denominators", "sums", "threshold"),
    [({"A": -1}, [], 5), ({"A": 1}, [], 0), ({"A": 1}, [Sum("A", ("B",))], 5)],
)
def test_refuses(denominators, sums, threshold):
    with pytest.raises(ValueError, match=r"negative|below|not there"):
        hide(denominators, sums, threshold=threshold)


# --- nothing can be computed back ---------------------------------------------------

trees = st.recursive(
    st.integers(0, 12),
    lambda child: st.lists(child, min_size=1, max_size=4),
    max_leaves=24,
)


def cells_of(tree, name="T"):
    """Denominators and sums of a nested list of leaf sizes."""
    if isinstance(tree, int):
        return {name: tree}, []
    denominators, sums, children = {}, [], []
    for position, child in enumerate(tree):
        children.append(f"{name}.{position}")
        below, sums_below = cells_of(child, children[-1])
        denominators |= below
        sums += sums_below
    denominators[name] = sum(denominators[child] for child in children)
    return denominators, [Sum(name, tuple(children)), *sums]


def determined(hidden, sums):
    """Hidden cells that the shown ones determine: linear algebra over fractions.

    A cell is determined if its unit vector lies in the row space of the equations
    restricted to the hidden cells.
    """
    names = sorted(hidden)
    rows = []
    for one in sums:
        row = [Fraction(int(n == one.total) - int(n in one.parts)) for n in names]
        if any(row):
            rows.append(row)
    pivots = _reduce(rows)
    return [
        names[pivot]
        for row, pivot in pivots
        if all(value == 0 for i, value in enumerate(row) if i != pivot)
    ]


def _reduce(rows):
    """Reduced row echelon form, as (row, pivot column)."""
    done = []
    for column in range(len(rows[0]) if rows else 0):
        row = next((r for r in rows if r[column] != 0), None)
        if row is None:
            continue
        rows.remove(row)
        row = [value / row[column] for value in row]

        def clear(other, row=row, column=column):
            return [o - other[column] * r for o, r in zip(other, row, strict=True)]

        rows = [clear(other) for other in rows]
        done = [(clear(other), pivot) for other, pivot in done]
        done.append((row, column))
    return done


def test_the_checker_itself_finds_a_leak():
    sums = [Sum("T", ("A", "B", "C"))]
    assert determined({"A"}, sums) == ["A"]
    assert determined({"A", "B"}, sums) == []


@given(trees)
def test_no_hidden_cell_can_be_computed(tree):
    denominators, sums = cells_of(tree)
    hidden = hide(denominators, sums, threshold=5)
    # cells of nobody are known to be nobody; all that is hidden has people
    assert all(denominators[name] > 0 for name in hidden)
    assert determined(hidden, sums) == []


@given(trees)
def test_every_small_cell_is_hidden_and_says_primary(tree):
    denominators, sums = cells_of(tree)
    hidden = hide(denominators, sums, threshold=5)
    primary = {name for name, reason in hidden.items() if reason is Reason.PRIMARY}
    assert primary == {name for name, n in denominators.items() if 1 <= n <= 4}


@given(trees)
def test_nothing_is_hidden_where_nothing_is_small(tree):
    denominators, sums = cells_of(tree)
    if not any(1 <= people <= 4 for people in denominators.values()):
        assert hide(denominators, sums, threshold=5) == {}
