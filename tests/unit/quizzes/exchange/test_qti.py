"""Files in the dialects of other systems and of both versions; see the data's README."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange import detect, qti
from quizzes.exchange.parcel import ExchangedItem, FileBroken
from quizzes.item_types import read_document

DATA = Path(__file__).parents[3] / "data" / "exchange" / "qti"


def packed(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.writestr(file.relative_to(folder).as_posix(), file.read_bytes())
    return buffer.getvalue()


def items_of(name: str) -> list[ExchangedItem]:
    path = DATA / name
    return qti.read(packed(path) if path.is_dir() else path.read_bytes(), name)


def one(
    declaration: str, body: str, processing: str = "", more: str = ""
) -> ExchangedItem:
    """Read one item of 2.1 that is scored in SCORE."""
    (item,) = qti.read(
        f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"
        identifier="q" title="題">{declaration}
        <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
        <itemBody>{body}</itemBody>
        <responseProcessing{processing}</responseProcessing>{more}
        </assessmentItem>""".encode(),
        "a.xml",
    )
    return item


def response(
    kind: str, *values: str, cardinality: str = "single", more: str = ""
) -> str:
    correct = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}"'
        f' baseType="{kind}"><correctResponse>{correct}</correctResponse>{more}'
        "</responseDeclaration>"
    )


MATCH = (
    ' template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct">'
)
MAP = ' template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response">'


def only_if(test: str) -> str:
    """Score 1 only if a test holds."""
    return (
        f"><responseCondition><responseIf>{test}"
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition>"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "tao",
            [
                ("items/i1/qti.xml", "single_choice", "taken"),
                ("items/i2/qti.xml", "multiple_response", "taken"),
                ("items/i3/qti.xml", "matching", "taken"),
                ("items/i4/qti.xml", "", "refused"),  # not in the package
            ],
        ),
        (
            "qti3",
            [
                ("items/order.xml", "ordering", "taken"),
                ("items/choice.xml", "single_choice", "taken"),
                ("items/gap match.xml", "cloze", "taken"),
                ("items/entry.xml", "numeric", "taken"),
            ],
        ),
        ("moodle_qti_2.xml", [("moodle_qti_2.xml", "short_text", "approximated")]),
        ("prefixed.xml", [("prefixed.xml", "numeric", "taken")]),
        ("composite.xml", [("composite.xml", "scenario", "approximated")]),
    ],
)
def test_each_item_is_taken_approximated_or_refused(name, expected):
    items = items_of(name)

    assert [(i.place, i.type, i.status) for i in items] == expected
    for item in items:
        if not item.refused:
            read_document(item.type, item.document)


def test_kinds_that_we_can_not_ask_are_refused_each_with_its_reason():
    items = items_of("unsupported.xml")

    assert len(items) == 12
    assert {item.status for item in items} == {"refused"}
    reasons = [item.refused for item in items]
    assert reasons[1] == "図の場所を選ぶ問題は扱えません。"
    assert reasons[8] == "答えるたびに進む問題（adaptive）は扱えません。"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("broken_qti_1_2.xml", "QTI 1.2 の形式です"),
        ("common_cartridge", "Common Cartridge 1.1.0"),
        ("damaged", "qti.xml：XML として読めません"),
    ],
)
def test_a_broken_file_says_what_is_wrong(name, what):
    with pytest.raises(FileBroken, match=what) as caught:
        items_of(name)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("tao", "qti"),
        ("qti3", "qti"),
        ("moodle_qti_2.xml", "qti"),
        ("prefixed.xml", "qti"),
        ("broken_qti_1_2.xml", "qti"),
        ("../moodle_xml/moodle_4.xml", "moodle_xml"),
        ("../moodle_xml/by_hand.xml", "moodle_xml"),
    ],
)
def test_a_file_says_its_format(name, form):
    path = DATA / name
    data = packed(path) if path.is_dir() else path.read_bytes()
    assert detect(data, f"{name}.zip" if path.is_dir() else name) == form


def test_a_zip_without_items_says_so():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(FileBroken, match="zip の中にありません"):
        qti.read(buffer.getvalue(), "a.zip")


def test_sections_become_the_category_and_images_come_along():
    order, choice, gap, _ = items_of("qti3")

    assert order.category == ("災害", "避難所")
    assert choice.category == ("災害",)
    assert gap.category == ()
    # The passage that the item names is part of what is asked.
    assert "3日目</strong>に移ります" in choice.document["stem"]
    assert choice.images["map.png"].startswith(b"\x89PNG")
    assert choice.document["points"] == 5
    assert (
        choice.document["options"][0]["explanation"] == "お知らせを読み直してください。"
    )


def test_right_entries_stand_in_the_order_of_the_response():
    document = items_of("qti3")[0].document
    assert [entry["text"] for entry in document["entries"]] == ["点検", "受付", "配給"]


def test_a_mapping_of_one_and_minus_one_is_right_minus_wrong():
    document = items_of("tao")[1].document

    assert document["scoring"] == "each"
    assert document["points"] == 2  # +1 and +1


def test_a_scene_has_its_parts_with_their_own_points():
    document = items_of("composite.xml")[0].document

    parts = [(part["type"], part["document"]["points"]) for part in document["parts"]]
    assert parts == [("single_choice", 2), ("cloze", 1), ("cloze", 3)]
    assert document["stem"] == "住民を名乗る人から電話がありました。"
    assert document["parts"][1]["document"]["scoring"] == "all"


# The right number ± what the comparison allows, worked out by hand.
@pytest.mark.parametrize(
    ("test", "value", "tolerance"),
    [
        ('<equal toleranceMode="exact">{}</equal>', "10", "0"),
        ('<equal toleranceMode="absolute" tolerance="0.5 0.5">{}</equal>', "10", "0.5"),
        ('<equal toleranceMode="absolute" tolerance="2">{}</equal>', "10", "2"),
        ('<equal toleranceMode="relative" tolerance="5 5">{}</equal>', "10", "0.5"),
        ('<equal toleranceMode="absolute" tolerance="1 3">{}</equal>', "11", "2"),
        ("<match>{}</match>", "10", "0"),
    ],
)
def test_a_number_is_right_within_its_tolerance(test, value, tolerance):
    both = '<variable identifier="R"/><correct identifier="R"/>'
    item = one(
        response("float", "10"),
        '<p>数は <textEntryInteraction responseIdentifier="R"/></p>',
        only_if(test.format(both)),
    )

    assert item.type == "numeric"
    assert Decimal(item.document["value"]) == Decimal(value)
    assert Decimal(item.document["tolerance"]) == Decimal(tolerance)


def test_a_field_within_a_sentence_leaves_its_place_in_the_stem():
    item = one(
        response("string", "東"),
        '<p>日は<textEntryInteraction responseIdentifier="R"/>から昇る。</p>',
        MATCH,
    )
    assert item.document["stem"] == "日は（　　　）から昇る。"
    assert item.document["fold"] is False  # match is exact


def test_words_with_less_than_full_points_are_left_out_and_said_so():
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1"/>'
        '<mapEntry mapKey="york" mappedValue="0.5"/></mapping>'
    )
    item = one(
        response("string", "York", more=mapping),
        '<p>町は <textEntryInteraction responseIdentifier="R"/></p>',
        MAP,
    )
    assert item.document["accepted"] == ["York"]
    assert item.status == "approximated"


CHOICES = (
    '<choiceInteraction responseIdentifier="R" maxChoices="{}"><prompt>問</prompt>'
    '<simpleChoice identifier="A">甲</simpleChoice>'
    '<simpleChoice identifier="B">乙</simpleChoice>'
    '<simpleChoice identifier="C">丙</simpleChoice></choiceInteraction>'
)


def test_special_cases_of_scoring_are_never_lost_in_silence():
    special = only_if(
        '<match><variable identifier="R"/><baseValue baseType="identifier">B</baseValue>'
        "</match>"
    )
    right = only_if(
        '<match><variable identifier="R"/><correct identifier="R"/></match>'
    )
    item = one(response("identifier", "A"), CHOICES.format(1), right + special[1:])

    assert [option["key"] for option in item.document["options"]] == [
        True,
        False,
        False,
    ]
    assert item.status == "approximated"


def test_several_right_options_matched_are_all_or_nothing():
    declaration = response("identifier", "A", "C", cardinality="multiple")
    item = one(declaration, CHOICES.format(0), MATCH)

    assert item.type == "multiple_response"
    assert "scoring" not in item.document
    assert item.status == "taken"


def test_five_steps_without_a_right_one_are_a_scale():
    steps = "".join(
        f'<simpleChoice identifier="L{n}">{text}</simpleChoice>'
        for n, text in enumerate(["反対", "2", "3", "4", "賛成"], start=1)
    )
    body = (
        '<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>問</prompt>'
        f"{steps}</choiceInteraction>"
    )
    declared = '<responseDeclaration identifier="R" cardinality="single" baseType="x"/>'
    item = one(declared, body, ">")

    assert (item.type, item.status) == ("likert", "taken")
    assert (item.document["low"], item.document["high"]) == ("反対", "賛成")


def test_a_response_that_is_no_choice_refuses_the_item():
    item = one(response("identifier", "Z"), CHOICES.format(1), MATCH)
    assert item.refused == "正答に指定された選択肢がありません。"


def test_feedback_for_cases_becomes_one_explanation_and_is_said_so():
    feedback = (
        '<modalFeedback outcomeIdentifier="F" identifier="incorrect" showHide="show">'
        "表を見てください。</modalFeedback>"
    )
    item = one(response("identifier", "A"), CHOICES.format(1), MATCH, feedback)

    assert item.document["explanation"] == "不正解の場合：表を見てください。"
    assert item.status == "approximated"


@pytest.mark.parametrize(
    ("form", "namespace", "item_name", "kind"),
    [
        (qti.FORMAT_2_1, "imsqti_v2p1", "assessmentItem", "imsqti_item_xmlv2p1"),
        (qti.FORMAT_2_2, "imsqti_v2p2", "assessmentItem", "imsqti_item_xmlv2p2"),
        (
            qti.FORMAT_3_0,
            "imsqtiasi_v3p0",
            "qti-assessment-item",
            "imsqti_item_xmlv3p0",
        ),
    ],
)
def test_a_package_says_its_version_everywhere(form, namespace, item_name, kind):
    document = {
        "stem": "問",
        "options": [
            {"id": "a", "text": "甲", "key": True, "explanation": "理由"},
            {"id": "b", "text": "乙", "key": False, "explanation": ""},
        ],
    }
    item = ExchangedItem("1", "題", "single_choice", document, code="sec-1")

    written, losses = form.write([item])

    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.namelist()[0] == "imsmanifest.xml"
        manifest = archive.read("imsmanifest.xml").decode()
        root = ElementTree.fromstring(archive.read("items/sec-1.xml"))  # noqa: S314
        listed = set(archive.namelist())
    assert losses == []
    assert root.tag == f"{{http://www.imsglobal.org/xsd/{namespace}}}{item_name}"
    assert f'type="{kind}" href="items/sec-1.xml"' in manifest
    assert listed == {"imsmanifest.xml", "items/sec-1.xml", "test.xml"}


def read_or_broken(data: bytes) -> list[ExchangedItem]:
    try:
        return qti.read(data, "a.zip")
    except FileBroken:
        return []


@given(st.binary(max_size=300))
def test_no_bytes_give_a_traceback(data):
    assert isinstance(read_or_broken(data), list)


NAMES = st.sampled_from(
    [
        *("choiceInteraction", "simpleChoice", "matchInteraction", "simpleMatchSet"),
        *("simpleAssociableChoice", "orderInteraction", "gapMatchInteraction", "gap"),
        *("gapText", "hottextInteraction", "hottext", "textEntryInteraction", "prompt"),
        *("inlineChoiceInteraction", "inlineChoice", "extendedTextInteraction", "div"),
        *("p", "rubricBlock", "feedbackInline", "object", "math", "img", "span"),
    ]
)
ATTRIBUTES = st.sampled_from(
    ['identifier="A"', 'identifier="B"', 'responseIdentifier="R"', 'src="x.png"', ""]
)
VALUES = st.sampled_from(["A", "B", "A B", "B A", "1", "NaN", "1e999", "", "A B C"])
KINDS = st.sampled_from(["identifier", "directedPair", "float", "string", "point", ""])
TREES = st.recursive(
    st.sampled_from(["", "文", " "]),
    lambda inner: st.builds(
        lambda name, attribute, content: (
            f"<{name} {attribute}>{''.join(content)}</{name}>"
        ),
        NAMES,
        ATTRIBUTES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
SCORINGS = st.sampled_from(
    [
        MATCH,
        MAP,
        ">",
        only_if('<match><variable identifier="R"/></match>'),
        only_if('<gte><variable identifier="R"/><baseValue>x</baseValue></gte>'),
        only_if('<equal tolerance="x"><variable identifier="R"/></equal>'),
        only_if("<and/>"),
        "><responseCondition><responseIf/></responseCondition>",
    ]
)


@given(
    kind=KINDS,
    cardinality=st.sampled_from(["single", "multiple", "ordered", "record"]),
    values=st.lists(VALUES, max_size=3),
    body=st.lists(TREES, max_size=3).map("".join),
    scoring=SCORINGS,
)
def test_no_pieces_of_the_format_give_a_traceback(
    kind, cardinality, values, body, scoring
):
    mapping = "<mapping>" + "".join(
        f'<mapEntry mapKey="{value}" mappedValue="{value or 1}"/>' for value in values
    )
    declared = response(
        kind, *values, cardinality=cardinality, more=f"{mapping}</mapping>"
    )
    assert isinstance(one(declared, body, scoring), ExchangedItem)
