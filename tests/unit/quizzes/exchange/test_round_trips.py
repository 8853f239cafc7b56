"""What is written and read again is the same item, for every type a format carries."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quizzes.exchange import FORMATS, read_file
from quizzes.exchange.parcel import ExchangedItem
from tests.factories.document_strategies import FIELDS, documents

IN_TABLES = sorted(FIELDS)
IN_GIFT = [
    "single_choice",
    "multiple_response",
    "true_false",
    "matching",
    "numeric",
    "short_text",
    "free_text",
]
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)


def there_and_back(form, kind, document):
    item = ExchangedItem(
        place="1",
        title="題",
        type=kind,
        document=document,
        code="q-1",
        objective="net-1",
        source="要綱第3条",
        review_on="2027-03-31",
    )
    data, losses = FORMATS[form].write([item])
    if any(loss.refused for loss in losses):
        return None
    return read_file(data, f"x{FORMATS[form].extensions[0]}", form)[0]


def with_targets_in_order_of_use(document):
    """Matching means the same in whatever order its targets are listed."""
    texts = {target["id"]: target["text"] for target in document["targets"]}
    return {
        **document,
        "targets": sorted(texts.values()),
        "sources": [(s["text"], texts[s["target"]]) for s in document["sources"]],
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", IN_TABLES)
@quick
@given(data=st.data())
def test_a_table_carries_every_type_whole(form, kind, data):
    document = data.draw(documents(kind))
    back = there_and_back(form, kind, document)
    assert (back.refused, back.notes) == ("", ())
    assert (back.type, back.document) == (kind, document)
    assert (back.code, back.objective, back.source) == ("q-1", "net-1", "要綱第3条")
    assert back.review_on == "2027-03-31"


@pytest.mark.parametrize("kind", IN_GIFT)
@quick
@given(data=st.data())
def test_gift_carries_its_types_whole(kind, data):
    document = data.draw(documents(kind))
    back = there_and_back("gift", kind, document)
    # an answer with an arrow would become a matching question: refused, and said so
    assume(back is not None)
    assert (back.refused, back.notes) == ("", ())
    assert back.type == kind
    if kind == "matching":
        assert with_targets_in_order_of_use(
            back.document
        ) == with_targets_in_order_of_use(document)
    else:
        assert back.document == document
    assert (back.code, back.objective, back.source) == ("q-1", "net-1", "要綱第3条")


@pytest.mark.parametrize("kind", ["single_choice", "true_false"])
@quick
@given(data=st.data())
def test_aiken_carries_questions_options_and_keys(kind, data):
    document = data.draw(documents(kind))
    document["stem"], document["format"] = "問い", ""
    for option in document["options"]:
        option["text"] = " ".join(option["text"].split("\n"))
    assume(len({option["text"] for option in document["options"]}) > 1)
    back = there_and_back("aiken", kind, document)
    assert (back.refused, back.type, back.document["stem"]) == ("", kind, "問い")
    given_options = [(o["text"], o["key"]) for o in document["options"]]
    assert [(o["text"], o["key"]) for o in back.document["options"]] == given_options
