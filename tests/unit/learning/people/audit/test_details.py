"""Details of log entries in words: no code, no id, no brackets of JSON."""

import pytest
from django.utils.translation import override

from learning.people.audit.details import Names, details_of

PERSON = "c64d3071-3905-473e-a661-179dfb9332c4"


@pytest.fixture(autouse=True)
def _in_japanese():
    with override("ja"):
        yield


def read(detail, **names):
    return {d.term: d.text for d in details_of(detail, Names(**names))}


def test_a_role_is_said_with_its_place_and_last_day():
    detail = {
        "role": "leader",
        "place": "市民課",
        "starts_on": "2026-11-21",
        "ends_on": "2027-04-01",  # the first day without
        "reason": "",
    }
    assert read(detail) == {
        "役割": "推進リーダー",
        "範囲": "市民課",
        "始まりの日": "R8.11.21",
        "最後の日": "R9.3.31",
    }


def test_an_open_end_is_left_out():
    assert read({"ends_on": None}) == {}
    assert read({"ends_on": "None"}) == {}


def test_people_are_named_and_counted_where_nobody_knows_them():
    assert read({"people": [PERSON]}, people={PERSON: "市民課 田中　太郎"}) == {
        "対象": "市民課 田中　太郎"
    }
    assert read({"people": [PERSON]}) == {"対象": "1 人"}
    assert read({"people": 1500}) == {"対象": "1,500 人"}


def test_a_requirement_is_called_by_its_title():
    names = {"requirements": {"fy2026-dx": "DX入門"}}
    assert read({"requirement": "fy2026-dx"}, **names) == {"受講指定": "DX入門"}
    assert read({"requirement": ""}) == {}


def test_what_changed_is_said_before_and_after():
    detail = {"name": {"before": "○○市", "after": "みほん市"}}
    assert read(detail, settings={"name": "市の名前"}) == {
        "市の名前": "「○○市」から「みほん市」に"
    }


def test_counts_of_an_import_are_words_and_zeros_are_left_out():
    assert read({"joiner": 48, "leaver": 0, "closed": 2}) == {
        "採用": "48 件",
        "廃止": "2 件",
    }
    assert read({"item": {"created": 197, "updated": 3}}) == {
        "問題": "新規 197 件、更新 3 件"
    }


def test_what_is_unknown_is_shown_and_not_kept_back():
    assert read({"some_new_thing": "値"}) == {"some_new_thing": "値"}
