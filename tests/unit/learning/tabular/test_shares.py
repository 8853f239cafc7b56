"""How shares are written: half up, and never a false "all" or "nobody"."""

import pytest

from learning.tabular.shares import percent, points


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.3125, "31.3 %"),  # 5 of 16: rounding to even would say 31.2
        (0.8370, "83.7 %"),
        (0, "0.0 %"),
        (1, "100.0 %"),
        (0.9999, "99.9 %"),
        (0.0001, "0.1 %"),
    ],
)
def test_a_share_is_written_with_one_decimal(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("difference", "words"), [(0.0625, "6.3"), (0.4, "40.0"), (0, "0.0")]
)
def test_points_round_half_up(difference, words):
    assert points(difference) == words
