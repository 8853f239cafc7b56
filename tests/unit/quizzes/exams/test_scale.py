"""A place on the scale agrees with hand calculation and with the analysis' EAP."""

import numpy as np
import pytest

from quizzes.exams.scale import place_of
from quizzes.item_analysis.irt import Fit, Model
from quizzes.item_analysis.irt_scores import eap

INTERCEPTS = {"1": 1.2, "2": 0.3, "3": -0.4, "4": -1.1, "5": 0.0}


@pytest.mark.parametrize("right", ["", "1", "123", "12345"])
def test_it_agrees_with_eap(right):
    sd = 1.3
    fitted = Fit(
        Model.RASCH, np.ones(5), np.array(list(INTERCEPTS.values())), sd, 0.0, np.eye(6)
    )
    row = np.array([[float(item in right) for item in INTERCEPTS]])
    theta, error = eap(row, fitted)
    place = place_of({item: item in right for item in INTERCEPTS}, INTERCEPTS, sd)
    assert place.value == pytest.approx(50 + 10 * theta[0] / sd)
    assert place.error == pytest.approx(10 * error[0] / sd)


def test_one_right_and_one_wrong_of_equal_items_is_the_mean():
    place = place_of({"a": True, "b": False}, {"a": 0.0, "b": 0.0}, 1.0)
    assert place.value == pytest.approx(50)
    assert place.error < 10


def test_no_place_while_less_than_four_fifths_are_calibrated():
    rights = dict.fromkeys("12345", True)
    known = dict.fromkeys("1234", 0.0)
    assert place_of(rights, known, 1.0) is not None
    del known["4"]
    assert place_of(rights, known, 1.0) is None
    assert place_of({}, known, 1.0) is None


def test_extreme_difficulties_do_not_overflow():
    place = place_of({"a": False, "b": True}, {"a": 900.0, "b": -900.0}, 1.0)
    assert 0 < place.value < 100
