"""The digest by which changes are seen."""

from datetime import date
from decimal import Decimal

from courses.importer.digest import digest, without_item_ids


def test_order_of_keys_does_not_matter():
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})


def test_any_value_matters():
    assert digest({"a": 1}) != digest({"a": 2})
    assert digest(["a", "b"]) != digest(["b", "a"])


def test_dates_and_decimals_have_a_digest():
    assert digest([date(2027, 10, 1), Decimal("0.8")]) == digest(["2027-10-01", "0.8"])


def test_numbered_items_are_the_list_they_stand_for():
    numbered = [
        {"type": "item", "value": {"text": "一"}, "id": "x"},
        {"type": "item", "value": {"text": "二"}, "id": "y"},
    ]
    stream = [{"type": "steps", "value": {"steps": numbered}, "id": "z"}]
    plain = [{"type": "steps", "value": {"steps": [{"text": "一"}, {"text": "二"}]}}]
    plain[0]["id"] = "z"
    assert without_item_ids(stream) == plain
