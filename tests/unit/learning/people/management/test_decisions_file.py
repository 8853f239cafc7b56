"""A decisions file is read as it is meant, or refused with what is wrong in it."""

import json

import pytest
from django.core.management import CommandError

from learning.people.management.decisions_file import read_decisions


def written(tmp_path, found):
    path = tmp_path / "decided.json"
    path.write_text(found if isinstance(found, str) else json.dumps(found), "utf-8")
    return str(path)


def test_no_file_decides_nothing():
    answers, meanings = read_decisions(None)
    assert (answers.accepted, answers.choices, meanings) == (frozenset(), {}, {})


@pytest.mark.parametrize("found", [["a", "b"], {"accept": ["a", "b"]}])
def test_a_list_is_what_is_accepted(tmp_path, found):
    answers, _meanings = read_decisions(written(tmp_path, found))
    assert answers.accepted == {"a", "b"}


def test_a_code_stands_for_its_question(tmp_path):
    answers, _meanings = read_decisions(written(tmp_path, {"1010": "改称"}))
    assert answers.choices == {"department:1010": "renamed"}


def test_meanings_are_by_subject_and_word(tmp_path):
    row = {"subject": "post_title", "value": "まちづくり監", "meaning": "deputy"}
    _answers, meanings = read_decisions(written(tmp_path, {"meanings": [row]}))
    assert meanings == {("post_title", "まちづくり監"): "deputy"}


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ("{", "1行目2文字目"),
        ("", "1行目1文字目"),
        ('"accept"', "リストでもオブジェクトでも"),
        ("5", "リストでもオブジェクトでも"),
        ("null", "リストでもオブジェクトでも"),
        ("[" * 100_000, "深すぎる"),
        ({"accept": "person:1:2"}, "accept"),
        ({"accept": [1]}, "accept"),
        ([{"id": "person:1:2"}], "accept"),
        ({"choices": ["a"]}, "choices"),
        ({"choices": {"main:1": 2}}, "main:1"),
        ({"1010": ["改称"]}, "1010"),
        ({"accept": [], "accepted": ["a"]}, "「accepted」という項目"),
        ({"meanings": {"a": "b"}}, "meanings"),
        ({"meanings": ["a"]}, "meanings"),
        ({"meanings": [{"subject": "title", "value": "a"}]}, "「title」はありません"),
        ({"meanings": [{"subject": ["x"], "value": "a"}]}, "はありません"),
        (
            {"meanings": [{"subject": "absence", "value": "x", "meaning": "休み"}]},
            "none、leave、dispatched、other",
        ),
        (
            {"meanings": [{"subject": "post_title", "value": 1, "meaning": "staff"}]},
            "文字列",
        ),
    ],
)
def test_another_shape_is_refused_with_what_is_wrong(tmp_path, found, reason):
    with pytest.raises(CommandError, match=reason):
        read_decisions(written(tmp_path, found))


def test_another_encoding_is_refused(tmp_path):
    path = tmp_path / "decided.json"
    path.write_bytes('{"1010": "改称"}'.encode("cp932"))
    with pytest.raises(CommandError, match="UTF-8"):
        read_decisions(str(path))


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="ありません"):
        read_decisions(str(tmp_path / "none.json"))
