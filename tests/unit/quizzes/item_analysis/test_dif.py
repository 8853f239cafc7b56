"""Mantel-Haenszel against R's mantelhaen.test and a hand calculation."""

import numpy as np
import pytest

from quizzes.item_analysis import dif
from quizzes.item_analysis.dif import Class

# R's UCBAdmissions: [department, male/female, admitted/rejected].
UCB = np.array(
    [
        [[512, 313], [89, 19]],
        [[353, 207], [17, 8]],
        [[120, 205], [202, 391]],
        [[138, 279], [131, 244]],
        [[53, 138], [94, 299]],
        [[22, 351], [24, 317]],
    ],
    dtype=float,
)


def test_ucb_admissions_are_those_of_r():
    # R: mantelhaen.test(UCBAdmissions): X-squared = 1.4269, p-value = 0.2323, common
    # odds ratio 0.9046968, 95 % interval 0.7719074 to 1.0603298.
    found = dif.mantel_haenszel(UCB)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=1e-7)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.p == pytest.approx(0.2323, abs=5e-5)
    half = 1.959964 * found.se_delta / 2.35
    assert np.exp(np.log(found.odds_ratio) - half) == pytest.approx(0.7719074, abs=1e-6)
    assert found.verdict is Class.NEGLIGIBLE


def test_two_strata_by_hand():
    # [30 10 | 20 20] and [40 10 | 30 20]: n 80 and 100.
    # (30·20/80 + 40·20/100) / (10·20/80 + 10·30/100) = (7.5 + 8) / (2.5 + 3) = 2.81818
    tables = np.array([[[30, 10], [20, 20]], [[40, 10], [30, 20]]], dtype=float)
    found = dif.mantel_haenszel(tables)
    assert found.odds_ratio == pytest.approx(15.5 / 5.5)
    assert found.delta == pytest.approx(-2.35 * np.log(15.5 / 5.5))
    # expected right of the first group 40·50/80 = 25, 50·70/100 = 35; variances
    # 40·40·50·30/(80²·79) = 4.7468, 50·50·70·30/(100²·99) = 5.3030;
    # (|70 - 60| - .5)² / 10.0498 = 8.9803
    assert found.chi_square == pytest.approx(8.9803, abs=5e-4)


@pytest.mark.parametrize(
    ("delta", "error", "chi_square", "expected"),
    [
        (0.9, 0.1, 50, Class.NEGLIGIBLE),
        (-2.0, 1.2, 2.8, Class.NEGLIGIBLE),
        (-1.2, 0.3, 16, Class.MODERATE),
        (1.6, 0.5, 10, Class.MODERATE),
        (-1.9, 0.3, 40, Class.LARGE),
    ],
    ids=["small", "not significant", "middle", "not surely above 1", "large"],
)
def test_ets_classes(delta, error, chi_square, expected):
    # |1.6| - 1 = .6 is not above 1.645 · .5 = .82; |1.9| - 1 = .9 is above .49
    assert dif.verdict(delta=delta, error=error, chi_square=chi_square) is expected


def test_a_stratum_with_one_group_says_nothing():
    lonely = np.concatenate([UCB, [[[7.0, 3.0], [0.0, 0.0]]]])
    assert dif.mantel_haenszel(lonely) == dif.mantel_haenszel(UCB)


def test_no_odds_no_figures():
    tables = np.array([[[5.0, 0.0], [5.0, 0.0]]])
    found = dif.mantel_haenszel(tables)
    assert np.isnan(found.delta)
    assert found.verdict is None


def test_an_item_made_harder_for_one_group_is_found():
    # 2,000 + 2,000 equal persons; item 1 is one and a half logits harder for the focal:
    # delta near -2.35 · 1.5 = -3.5. The other items stay below one delta.
    drawn = np.random.default_rng(11)
    theta, focal = drawn.normal(size=(4000, 1)), np.arange(4000) % 2 == 1
    logit = theta + np.linspace(-1, 1, 20)
    logit[focal, 0] -= 1.5
    scores = (drawn.random(logit.shape) < 1 / (1 + np.exp(-logit))).astype(float)
    found = dif.item_difs(scores, focal)
    assert found[0].delta == pytest.approx(-3.5, abs=0.6)
    assert found[0].verdict is Class.LARGE
    assert all(one.verdict is Class.NEGLIGIBLE for one in found[1:])


def test_persons_with_a_missing_cell_are_left_out():
    scores = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, np.nan]])
    focal = np.array([True, False, True])
    assert np.array_equal(
        [one.odds_ratio for one in dif.item_difs(scores, focal)],
        [one.odds_ratio for one in dif.item_difs(scores[:2], focal[:2])],
        equal_nan=True,
    )
