"""Classical statistics against hand calculations and published values of R packages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quizzes.item_analysis import classical
from tests.unit.quizzes.item_analysis.published import LSAT6

NAN = np.nan
ONES = np.ones(5)

# Five persons, three items. Sums 3, 2, 2, 1, 0; means .6, .6, .4 (facility).
HAND = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 1], [0, 1, 0], [0, 0, 0]], dtype=float)


def test_facility_is_the_mean_share_of_the_maximum():
    # 0, 1, 2 of 2 points: mean 1 of 2; 1 and 0 of 1, the third person not given it.
    scores = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, NAN]])
    assert classical.facility(scores, np.array([2.0, 1.0])) == pytest.approx([0.5, 0.5])


def test_lsat6_facilities_are_those_of_ltm():
    # R: ltm::descript(LSAT), "Proportions for each level of response".
    expected = [0.924, 0.709, 0.553, 0.763, 0.870]
    assert classical.facility(LSAT6, ONES) == pytest.approx(expected, abs=1e-12)


def test_standard_deviation_by_hand():
    # item 1: two of five wrong: sum of squares 5·.6·.4 = 1.2; 1.2 / 4 = .3
    found = classical.standard_deviation(HAND, np.ones(3))
    assert found == pytest.approx(np.sqrt([0.3, 0.3, 0.3]))


def test_item_rest_correlation_by_hand():
    # item 3: 1 0 1 0 0, rest 2 2 1 1 0 (mean 1.2): products about the means
    # .6·.8 - .4·.8 - .6·.2 + .4·.2 + .4·1.2 = .6; squares 1.2 and 2.8
    found = classical.item_rest_correlation(HAND, np.ones(3))[2]
    assert found == pytest.approx(0.6 / np.sqrt(1.2 * 2.8))


def test_lsat6_item_rest_correlations_are_those_of_ltm():
    # R: ltm::descript(LSAT), "Point Biserial correlation with Total Score", Excluded.
    expected = [0.1128, 0.1532, 0.1728, 0.1444, 0.1216]
    found = classical.item_rest_correlation(LSAT6, ONES)
    assert found == pytest.approx(expected, abs=5e-5)


def test_discrimination_index_of_ten_persons_by_hand():
    # Sums 10 … 1 of ten persons; 27 % are 2.7 persons: the best three weigh 1, 1, .7.
    # The item is right for the first two: .. upper (1 + 1) / 2.7, lower 0.
    item = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], dtype=float)
    others = np.arange(10, 0, -1) - item
    scores = np.column_stack([item, others])
    found = classical.discrimination_index(scores, np.array([1.0, 10.0]))[0]
    assert found == pytest.approx(2 / 2.7)


def test_discrimination_index_does_not_depend_on_the_order_of_rows():
    found = classical.discrimination_index(LSAT6, ONES)
    turned = classical.discrimination_index(LSAT6[::-1], ONES)
    assert found == pytest.approx(turned)


def test_alpha_by_hand():
    # Variances .3 each (sum .9); of the sums 3 2 2 1 0 (mean 1.6): 5.2 / 4 = 1.3.
    # alpha = 3/2 · (1 - .9/1.3) = .461538; SEM = sqrt(1.3 · (1 - alpha)) = sqrt(.7)
    found = classical.reliability(HAND)
    assert found.alpha == pytest.approx(1.5 * (1 - 0.9 / 1.3))
    assert found.sem == pytest.approx(np.sqrt(0.7))


def test_alpha_without_an_item_by_hand():
    # Without item 3: sums 2 2 1 1 0, variance 2.8 / 4 = .7; 2/1 · (1 - .6/.7)
    assert classical.reliability(HAND).alpha_if_deleted[2] == pytest.approx(
        2 * (1 - 0.6 / 0.7)
    )


def test_lsat6_alphas_are_those_of_ltm():
    # R: ltm::descript(LSAT), "Cronbach's alpha": all items, excluding item 1 … 5.
    found = classical.reliability(LSAT6)
    assert found.alpha == pytest.approx(0.2950, abs=5e-5)
    expected = [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]
    assert found.alpha_if_deleted == pytest.approx(expected, abs=5e-5)


def test_drawn_forms_give_about_the_alpha_of_the_whole():
    # Each of 4,000 persons is given 10 of 20 parallel items; Spearman-Brown: an alpha
    # of the 20 of .9 means 10·r / (1 + 9·r) with r = .9 / (20 - 19·.9) = .3103: .8182
    drawn = np.random.default_rng(4)
    ability = drawn.normal(size=(4000, 1)) * np.sqrt(0.3103)
    scores = ability + drawn.normal(size=(4000, 20)) * np.sqrt(1 - 0.3103)
    hidden = drawn.random(scores.shape).argsort(axis=1) >= 10
    scores[hidden] = NAN
    assert classical.reliability(scores).alpha == pytest.approx(0.8182, abs=0.02)


@pytest.mark.parametrize(
    "scores",
    [
        np.ones((5, 3)),
        np.array([[1.0, 0.0, 1.0]]),
        np.array([[1.0], [0.0]]),
        np.full((4, 2), NAN),
        np.zeros((0, 3)),
    ],
    ids=["constant", "one person", "one item", "nothing presented", "nobody"],
)
def test_no_alpha_where_it_is_not_defined(scores):
    found = classical.reliability(scores)
    assert np.isnan(found.alpha)
    assert np.isnan(found.sem)
    assert np.isnan(found.alpha_if_deleted).all()


def test_what_does_not_vary_has_no_correlation():
    scores = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    found = classical.item_rest_correlation(scores, np.ones(3))
    assert np.isnan(found[0])
    assert not np.isnan(found[1])


def test_a_rest_counts_only_what_was_presented():
    # Person 1: 1 of 1 + 3 possible points elsewhere; person 2: was given the item alone.
    scores = np.array([[1.0, 1.0, 0.0], [1.0, NAN, NAN]])
    found = classical.rest_shares(scores, np.array([1.0, 1.0, 3.0]))[:, 0]
    assert found[0] == pytest.approx(0.25)
    assert np.isnan(found[1])


def test_omitted_is_before_an_answer_and_not_reached_after_the_last():
    # Form order of person 1: items 0 1 2; item 0 omitted, item 2 not reached.
    # Person 2 has item 2 first and wasn't given item 0: answered 2, not reached 1.
    # Person 3 answered nothing: nothing was reached.
    answered = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool)
    position = np.array([[0, 1, 2], [-1, 1, 0], [0, 1, 2]])
    omitted, not_reached = classical.unanswered(answered, position)
    assert omitted == pytest.approx([1 / 2, 0, 0])
    assert not_reached == pytest.approx([1 / 2, 2 / 3, 2 / 3])


def test_option_figures_by_hand():
    # a: persons 1, 2 (rest 1, .5); b: person 3 (rest .2); c: nobody.
    chosen = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]], dtype=bool)
    share, mean = classical.option_figures(chosen, np.array([1.0, 0.5, 0.2, NAN]))
    assert share == pytest.approx([0.5, 0.25, 0.0])
    assert mean[:2] == pytest.approx([0.75, 0.2])
    assert np.isnan(mean[2])


@pytest.mark.parametrize("cell", [-0.1, 1.1])
def test_points_beyond_the_maximum_are_refused(cell):
    with pytest.raises(ValueError, match="outside"):
        classical.facility(np.array([[cell]]), np.ones(1))


@given(arrays(float, (6, 4), elements=st.sampled_from([0.0, 0.5, 1.0, NAN])))
def test_every_figure_keeps_its_bounds(scores):
    points = np.ones(4)
    between = {
        (0, 1): [classical.facility(scores, points)],
        (0, 0.71): [classical.standard_deviation(scores, points)],
        (-1, 1): [
            classical.item_rest_correlation(scores, points),
            classical.discrimination_index(scores, points),
        ],
    }
    for (low, high), figures in between.items():
        for figure in figures:
            known = figure[~np.isnan(figure)]
            assert np.all((known >= low - 1e-9) & (known <= high + 1e-9))
