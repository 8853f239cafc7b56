"""Every form gives back the document that it shows; ids keep their meaning."""

import pytest

from quizzes.authoring import FAMILIES, USES
from quizzes.authoring.part_form import PartForm
from quizzes.item_types import TYPES, complete_document
from tests.factories.documents import DOCUMENTS
from tests.factories.sent_forms import sent


def stored(item_type):
    return complete_document(item_type, DOCUMENTS[item_type]).to_json()


def shown(item_type, document):
    """What a browser would send of the form that shows a document."""
    form = PartForm(FAMILIES[item_type], stored=document, number=1)
    return sent(form.as_p())


def made(item_type, data, before):
    form = PartForm(FAMILIES[item_type], data, stored=before, number=1)
    assert form.is_valid(), form.errors
    return form.document()


def read(item_type, raw):
    return complete_document(item_type, raw).to_json()


def test_every_type_has_a_form_and_a_line_that_says_when_to_use_it():
    assert set(FAMILIES) == set(TYPES)
    assert {name for group in USES.values() for name in group} == set(TYPES)


@pytest.mark.parametrize("item_type", sorted(TYPES))
def test_what_is_shown_and_not_changed_is_what_is_stored(item_type):
    before = stored(item_type)
    raw = made(item_type, shown(item_type, before), before)
    assert read(item_type, raw) == before


@pytest.mark.parametrize("item_type", sorted(TYPES))
def test_an_empty_form_makes_a_half_written_document_without_an_error(item_type):
    raw = made(item_type, shown(item_type, {}), {})
    assert raw["stem"] == ""
    again = made(item_type, shown(item_type, raw), raw)
    assert again == raw


def test_an_html_stem_is_kept_until_its_format_is_taken_off():
    before = {**stored("numeric"), "stem": "<p>1 <b>GB</b> は?</p>", "format": "html"}
    data = shown("numeric", before)
    assert made("numeric", data, before)["stem"] == "<p>1 <b>GB</b> は?</p>"
    del data["is_html"]
    raw = made("numeric", data, before)
    assert (raw["stem"], raw.get("format")) == ("1 GB は?", None)


def test_a_plain_item_is_not_asked_about_html():
    assert "is_html" not in shown("numeric", stored("numeric"))


def test_an_option_taken_out_of_the_middle_leaves_the_others_their_ids():
    before = stored("single_choice")
    data = shown("single_choice", before)
    for part in ("text", "explanation"):
        data[f"options-1-{part}"] = ""
    data["options-4-text"] = "新しい"
    rows = made("single_choice", data, before)["options"]
    assert [(row["id"], row["text"]) for row in rows] == [
        ("a", "甲"),
        ("c", "丙"),
        ("e", "新しい"),
    ]


def test_a_reworded_target_keeps_its_id_and_a_new_one_gets_another():
    before = stored("matching")
    data = shown("matching", before)
    data["sources-0-target"] = "必要なときに使える"
    data["others-1-text"] = "安い"
    raw = made("matching", data, before)
    assert {row["id"]: row["text"] for row in raw["targets"]} == {
        "x": "必要なときに使える",
        "y": "見てよい人だけが見る",
        "z": "速い",
        "a": "安い",
    }
    assert [row["target"] for row in raw["sources"]] == ["x", "y"]


def test_two_pairs_with_the_same_target_share_it_and_the_order_tells_nothing():
    data = shown("matching", {})
    pairs = [("う", "丙"), ("い", "乙"), ("あ", "甲"), ("え", "乙")]
    for row, (text, target) in enumerate(pairs):
        data[f"sources-{row}-text"] = text
        data[f"sources-{row}-target"] = target
    raw = made("matching", data, {})
    # By code point: 丙 U+4E19, 乙 U+4E59, 甲 U+7532.
    assert [row["text"] for row in raw["targets"]] == ["丙", "乙", "甲"]
    a, b, c = (row["id"] for row in raw["targets"])
    assert [row["target"] for row in raw["sources"]] == [a, b, c, b]


def test_entries_are_moved_by_their_numbers_and_keep_their_ids():
    before = stored("ordering")
    data = shown("ordering", before)
    data["entries-2-place"] = "1.5"
    rows = made("ordering", data, before)["entries"]
    assert [row["id"] for row in rows] == ["a", "c", "b"]


def test_a_gap_with_wrong_choices_is_chosen_from_and_one_without_is_written():
    data = shown("cloze", {})
    data["stem"], data["text"] = "埋めてください。", "[[a]]桁以上、[[b]]しない。"
    data["gaps-0-right"], data["gaps-0-wrong"] = "8", "4\r\n12"
    data["gaps-1-right"] = "使い回し\r\n再利用"
    data["explanation"] = "長さと使い分け。"
    gaps = read("cloze", made("cloze", data, {}))["gaps"]
    assert gaps[0]["options"] == [
        {"id": "a", "text": "12", "key": False},
        {"id": "b", "text": "4", "key": False},
        {"id": "c", "text": "8", "key": True},
    ]
    assert gaps[1] == {"id": "b", "accepted": ["使い回し", "再利用"]}


def test_a_part_of_a_scene_is_moved_taken_out_and_added():
    before = stored("scenario")
    data = shown("scenario", before)
    data["parts-1-place"], data["parts-0-place"] = "1", "2"
    data["parts-new-0"] = "numeric"
    parts = made("scenario", data, before)["parts"]
    assert [(part["id"], part["type"]) for part in parts] == [
        ("p2", "ordering"),
        ("p1", "single_choice"),
        ("p3", "numeric"),
    ]
    data["parts-0-remove"] = "on"
    parts = made("scenario", data, before)["parts"]
    assert [part["id"] for part in parts] == ["p2", "p3"]
