"""EAP, reliability and item fit against mirt's published values and hand calculations."""

import numpy as np
import pytest

from quizzes.item_analysis import irt, irt_scores
from quizzes.item_analysis.irt import Model
from tests.unit.quizzes.item_analysis.published import LSAT6, LSAT7


@pytest.fixture(scope="module")
def lsat7():
    return irt.fit(LSAT7)


def test_lsat7_item_fit_is_that_of_mirt(lsat7):
    # R: itemfit(mirt(expand.table(LSAT7), 1)): S_X2, df.S_X2, p.S_X2 of its help page.
    found = irt_scores.item_fit(LSAT7, lsat7)
    statistics = [4.749, 14.451, 1.270, 5.237, 0.941]
    assert [one.statistic for one in found] == pytest.approx(statistics, abs=0.01)
    assert [one.degrees for one in found] == [2, 2, 2, 2, 2]
    expected = [0.093, 0.001, 0.530, 0.073, 0.625]
    assert [one.p for one in found] == pytest.approx(expected, abs=0.001)


def test_scores_of_lsat6_rise_with_the_number_right():
    fitted = irt.fit(LSAT6, Model.RASCH)
    theta, error = irt_scores.eap(LSAT6, fitted)
    total = LSAT6.sum(axis=1)
    means = [theta[total == each] for each in range(6)]
    # Under Rasch the sum says everything: one score for each sum, in their order.
    assert all(np.ptp(each) < 1e-9 for each in means)
    assert np.all(np.diff([each[0] for each in means]) > 0)
    assert np.all((error > 0) & (error < fitted.sd))


def test_the_score_of_a_person_is_the_mean_of_the_posterior():
    # All five of LSAT6 wrong, worked out here by a finer rule from mirt's published
    # parameters: mean and SD of N(0, 1) density times the chances of a wrong answer.
    a = np.array([0.825, 0.723, 0.890, 0.689, 0.658])
    d = np.array([2.773, 0.990, 0.249, 1.285, 2.053])
    theta = np.linspace(-8, 8, 20001)
    weight = np.exp(-(theta**2) / 2) / np.prod(
        1 + np.exp(np.outer(a, theta) + d[:, None]), axis=0
    )
    mean = np.sum(theta * weight) / np.sum(weight)
    spread = np.sqrt(np.sum((theta - mean) ** 2 * weight) / np.sum(weight))
    found, error = irt_scores.eap(np.zeros((1, 5)), irt.fit(LSAT6))
    assert found[0] == pytest.approx(mean, abs=0.005)
    assert error[0] == pytest.approx(spread, abs=0.005)


def test_a_person_without_items_gets_the_prior():
    fitted = irt.fit(LSAT6)
    theta, error = irt_scores.eap(np.full((1, 5), np.nan), fitted)
    # mean and SD of the standard normal on the grid from -6 to 6
    assert theta[0] == pytest.approx(0, abs=1e-9)
    assert error[0] == pytest.approx(1, abs=1e-6)


def test_reliability_of_one_flat_item_by_hand():
    # a = 2, d = 0: information 4·P(1 - P), at theta 0 it is 1, reliability there 1/2:
    # the mean over the population lies below that and above 0.
    fitted = irt.Fit(
        Model.TWO_PARAMETER,
        np.array([2.0]),
        np.array([0.0]),
        1.0,
        -1.0,
        np.zeros((2, 2)),
    )
    theta = np.linspace(-6, 6, 4801)
    right = 1 / (1 + np.exp(-2 * theta))
    information = 4 * right * (1 - right)
    density = np.exp(-(theta**2) / 2) / np.sqrt(2 * np.pi)
    expected = np.trapezoid(information / (1 + information) * density, theta)
    assert irt_scores.marginal_reliability(fitted) == pytest.approx(expected, abs=1e-6)


def test_empirical_reliability_by_hand():
    # scores -1 and 1: variance 2; errors 1: 2 / (2 + 1)
    found = irt_scores.empirical_reliability(np.array([-1.0, 1.0]), np.ones(2))
    assert found == pytest.approx(2 / 3)


def test_chances_of_sums_by_hand():
    # Chances .5 and .2: none .4, one .5·.8 + .5·.2 = .5, both .1
    found = irt_scores.sum_score_chances(np.array([[0.5], [0.2]]))
    assert found[:, 0] == pytest.approx([0.4, 0.5, 0.1])


def test_item_fit_needs_complete_answers(lsat7):
    scores = LSAT7.copy()
    scores[0, 0] = np.nan
    with pytest.raises(ValueError, match="complete"):
        irt_scores.item_fit(scores, lsat7)
