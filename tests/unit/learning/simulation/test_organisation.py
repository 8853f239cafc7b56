"""The organisation through its three reorganisations."""

from datetime import date

import pytest

from learning.simulation.organisation import build, shares
from learning.simulation.timeline import Timeline

TIMELINE = Timeline(date(2026, 11, 20), 2)


@pytest.mark.parametrize(
    ("weights", "total", "expected"),
    [
        ([1, 1, 1], 3, [1, 1, 1]),
        ([2, 1], 8, [5, 3]),  # 6 to share: 4 and 2, and one each
        ([1, 1], 5, [3, 2]),  # 3 to share: 1.5 each, the first gets the rest
    ],
)
def test_shares(weights, total, expected):
    assert shares(weights, total) == expected


@pytest.mark.parametrize("posts", [80, 600, 3000, 30000])
def test_the_offices_add_up_to_the_posts(posts):
    organisation = build(posts=posts, timeline=TIMELINE)
    assert sum(office.size for office in organisation.offices) == posts


@pytest.mark.parametrize("posts", [80, 3000])
def test_codes_of_one_day_are_different(posts):
    organisation = build(posts=posts, timeline=TIMELINE)
    for day in (date(2025, 9, 30), date(2025, 10, 1), date(2026, 4, 1)):
        codes = [
            node.code
            for node in organisation.nodes
            if node.starts_on <= day and (node.ends_on is None or day < node.ends_on)
        ]
        assert len(codes) == len(set(codes))


def test_children_live_within_their_parents():
    for node in build(posts=600, timeline=TIMELINE).nodes:
        if node.parent is not None:
            assert node.path.startswith(node.parent.path)
            assert node.parent.starts_on <= node.starts_on
            assert node.parent.ends_on is None or node.ends_on <= node.parent.ends_on


def test_work_goes_on_somewhere_on_every_day():
    organisation = build(posts=600, timeline=TIMELINE)
    for key in organisation.stays:
        pieces = list(organisation.pieces(key, date(2027, 4, 1), None))
        assert len(pieces) == 1
        assert pieces[0][0].node.ends_on is None


def test_pieces_are_cut_at_the_reorganisation():
    organisation = build(posts=600, timeline=TIMELINE)
    pieces = list(organisation.pieces("roads", date(2020, 4, 1), None))
    days = [(begin, end) for _stay, begin, end in pieces]
    assert days == [
        (date(2020, 4, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), None),
    ]


def test_some_units_that_are_no_bureau_stand_beside_them():
    nodes = build(posts=600, timeline=TIMELINE).nodes
    named = {node.name: node for node in nodes}
    for name in ("会計課", "議会事務局"):
        assert named[name].level == "bureau"
        assert named[name].parent is None
