"""IRT estimates against R: mirt and ltm on the LSAT sections, and simulated answers."""

import numpy as np
import pytest

from quizzes.item_analysis import irt
from quizzes.item_analysis.irt import Model
from tests.unit.quizzes.item_analysis.published import LSAT6, LSAT7

NAN = np.nan


@pytest.fixture(scope="module")
def lsat6():
    return irt.fit(LSAT6)


def test_lsat6_log_likelihood_is_that_of_mirt(lsat6):
    # R: mirt(LSAT6, 1): Log-likelihood = -2466.653
    assert lsat6.log_likelihood == pytest.approx(-2466.653, abs=0.01)


def test_lsat6_discriminations_are_those_of_mirt(lsat6):
    # R: coef(mirt(LSAT6, 1), simplify = TRUE), column a1.
    expected = [0.825, 0.723, 0.890, 0.689, 0.658]
    assert lsat6.discrimination == pytest.approx(expected, abs=0.005)


def test_lsat6_difficulties_are_those_of_mirt(lsat6):
    # b = -d/a from mirt's d 2.773 .990 .249 1.285 2.053 = ltm's Dffclt
    # -3.3597 -1.3696 -0.2799 -1.8659 -3.1236.
    expected = [-3.3597, -1.3696, -0.2799, -1.8659, -3.1236]
    assert lsat6.difficulty == pytest.approx(expected, abs=0.01)


def test_lsat6_standard_errors_are_those_of_ltm(lsat6):
    # R: summary(ltm(LSAT ~ z1)), column std.err.
    assert lsat6.se_discrimination == pytest.approx(
        [0.2581, 0.1867, 0.2326, 0.1852, 0.2099], abs=0.005
    )
    assert lsat6.se_difficulty == pytest.approx(
        [0.8669, 0.3073, 0.0997, 0.4341, 0.8700], abs=0.01
    )


def test_lsat7_is_that_of_mirt():
    # R: mirt(expand.table(LSAT7), 1): logLik -2658.805; a1 and d as in its help page.
    found = irt.fit(LSAT7)
    assert found.log_likelihood == pytest.approx(-2658.805, abs=0.005)
    expected = [0.988, 1.081, 1.706, 0.765, 0.736]
    assert found.discrimination == pytest.approx(expected, abs=0.005)
    assert found.intercept == pytest.approx(
        [1.856, 0.808, 1.804, 0.486, 1.855], abs=0.005
    )


def test_lsat6_rasch_is_that_of_ltm():
    # R: rasch(LSAT): log.Lik -2466.938, one discrimination .7551 for theta ~ N(0, 1),
    # Dffclt -3.6153 -1.3224 -0.3176 -1.7301 -2.7802. Ours (as mirt's "Rasch") keeps the
    # discrimination at 1: sd = .7551, b = .7551 times theirs.
    found = irt.fit(LSAT6, Model.RASCH)
    assert found.log_likelihood == pytest.approx(-2466.938, abs=0.002)
    assert found.sd == pytest.approx(0.7551, abs=0.001)
    theirs = np.array([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802])
    assert found.difficulty == pytest.approx(0.7551 * theirs, abs=0.005)
    assert np.isnan(found.se_discrimination).all()


def test_what_was_not_presented_does_not_bias():
    # 3,000 simulated persons; a third of the cells was never presented, at random.
    drawn = np.random.default_rng(7)
    a = np.array([0.8, 1.0, 1.2, 1.5, 0.9, 1.1, 1.3, 0.7])
    d = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, -1.5, 0.2])
    theta = drawn.normal(size=(3000, 1))
    chance = 1 / (1 + np.exp(-(a * theta + d)))
    scores = (drawn.random(chance.shape) < chance).astype(float)
    scores[drawn.random(scores.shape) < 1 / 3] = NAN
    found = irt.fit(scores)
    # within four standard errors of the truth, item by item
    assert np.all(np.abs(found.discrimination - a) < 4 * found.se_discrimination)
    assert np.all(np.abs(found.difficulty + d / a) < 4 * found.se_difficulty)


@pytest.mark.parametrize("model", list(Model))
def test_the_gradient_is_that_of_finite_differences(model):
    patterns = irt.Patterns.of(LSAT7)
    start, _ = irt._start(LSAT7.mean(axis=0), model)
    start = start + 0.1
    _, gradient = irt._negative_log_likelihood(start, patterns, model)
    step = 1e-5
    for place in range(start.size):
        moved = np.eye(start.size)[place] * step
        above, _ = irt._negative_log_likelihood(start + moved, patterns, model)
        below, _ = irt._negative_log_likelihood(start - moved, patterns, model)
        assert gradient[place] == pytest.approx((above - below) / (2 * step), abs=1e-3)


@pytest.mark.parametrize("column", [np.ones(1000), np.zeros(1000), np.full(1000, NAN)])
def test_an_item_that_all_had_right_or_wrong_has_no_estimate(column):
    scores = np.column_stack([LSAT6, column])
    with pytest.raises(ValueError, match="right and a wrong"):
        irt.fit(scores)


def test_partial_points_are_refused():
    with pytest.raises(ValueError, match="0, 1 or NaN"):
        irt.fit(np.array([[0.5, 1.0], [0.0, 1.0]]))


def test_items_that_are_one_another_have_no_finite_estimate():
    # Perfect agreement of two items: the slopes grow without end (a Heywood case).
    column = np.repeat([0.0, 1.0], 100)
    with pytest.raises(irt.NotEstimable):
        irt.fit(np.column_stack([column, column, column]))
