"""Which posts a city smaller than its sections keeps."""

from learning.simulation.posts import spread


def test_a_city_with_posts_for_everybody_keeps_all():
    assert spread(["a", "b", "c"], 3) == ["a", "b", "c"]
    assert spread(["a", "b", "c"], 9) == ["a", "b", "c"]


def test_a_very_small_city_keeps_posts_from_all_over():
    """Of ten posts four: those at 0, 10/4, 20/4 and 30/4, rounded down."""
    assert spread(list(range(10)), 4) == [0, 2, 5, 7]
