"""What is written as Moodle XML or QTI comes back as an equal item."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.exchange import moodle_xml, qti
from quizzes.exchange.parcel import ExchangedItem, Format
from quizzes.item_types import read_document
from tests.factories.item_documents import DOCUMENTS

# docs/item-types.md, «Exchange»: what a format carries whole.
MOODLE = (
    *("single_choice", "multiple_response", "true_false", "matching", "ordering"),
    *("numeric", "short_text", "cloze", "free_text"),
)
QTI = tuple(DOCUMENTS)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(20)


def assert_comes_back_equal(item_type: str, raw: dict, form: Format) -> None:
    document = read_document(item_type, raw).to_json()
    item = ExchangedItem(
        place="1問目",
        title='題 <名> & "1"',
        type=item_type,
        document=document,
        category=("情報/保護", "第1章"),
        code="コード-1",
        source="規則 第3条",
    )

    written, losses = form.write([item])
    (found,) = form.read(written, "a")

    assert not [loss for loss in losses if loss.refused]
    assert found.refused == ""
    assert found.notes == ()
    assert found.type == item_type
    assert read_document(found.type, found.document).to_json() == document
    for name in ("title", "category", "code", "source"):
        assert getattr(found, name) == getattr(item, name)


@pytest.mark.parametrize("item_type", MOODLE)
@FEW
@given(data=st.data())
def test_moodle_xml(item_type, data):
    raw = data.draw(DOCUMENTS[item_type])
    assert_comes_back_equal(item_type, raw, moodle_xml.FORMAT)


@pytest.mark.parametrize("item_type", QTI)
@FEW
@given(data=st.data(), form=st.sampled_from([qti.FORMAT_2_1, qti.FORMAT_3_0]))
def test_qti(item_type, data, form):
    raw = data.draw(DOCUMENTS[item_type])
    assert_comes_back_equal(item_type, raw, form)


@pytest.mark.parametrize(
    "form", [moodle_xml.FORMAT, qti.FORMAT_2_1, qti.FORMAT_2_2, qti.FORMAT_3_0]
)
def test_images_come_back_under_their_names(form):
    document = {
        "stem": '<p>図 <img src="image:map.png" alt="地図"></p>',
        "format": "html",
        "accepted": ["北"],
        "points": 1,
    }
    item = ExchangedItem("1", "t", "short_text", document, images={"map.png": IMAGE})

    written, _ = form.write([item])
    (found,) = form.read(written, "a")

    assert found.document["stem"] == document["stem"]
    assert found.images == {"map.png": IMAGE}


@pytest.mark.parametrize("form", [moodle_xml.FORMAT, qti.FORMAT_2_2, qti.FORMAT_3_0])
def test_source_and_dates_come_back(form):
    item = ExchangedItem(
        "1",
        "t",
        "true_false",
        {
            "stem": "問",
            "options": [
                {"id": "a", "text": "正しい", "key": True, "explanation": ""},
                {"id": "b", "text": "誤り", "key": False, "explanation": ""},
            ],
        },
        objective="law-1",
        source="個人情報保護法 第2条",
        responsible="情報政策課",
        review_on="2027-04-01",
        law_effective_on="2026-04-01",
    )

    written, _ = form.write([item])
    (found,) = form.read(written, "a")

    assert found.notes == ()
    assert found.document["stem"] == "問"
    for name in ("objective", "source", "responsible", "review_on", "law_effective_on"):
        assert getattr(found, name) == getattr(item, name)


@pytest.mark.parametrize("form", [moodle_xml.FORMAT, qti.FORMAT_3_0])
def test_the_same_items_give_the_same_bytes(form):
    item = ExchangedItem("1", "t", "short_text", {"stem": "問", "accepted": ["答"]})
    assert form.write([item]) == form.write([item])
