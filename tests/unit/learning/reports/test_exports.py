"""Files of a hand-made report: shapes, marks and the losses of CP932."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from learning.literacy.states import CountedLink
from learning.reports.exports import Encoding, Format, export
from learning.reports.measures import Measure, MeasureKind
from learning.reports.organisation import Level, Line, Organisation
from learning.reports.report import DepartmentReport, Figure, Gap, ReportLine
from learning.reports.suppression import Reason

L4 = Measure(MeasureKind.LITERACY, "L4", "守る", 1, target=0.8)
S1 = Measure(
    MeasureKind.STATE, "S1", "案内できる", 1, (CountedLink("L4", "provisional"),)
)


def line(key, name, level, parent, depth, counts, figure, **more):
    headcount, absent, outside = counts
    state = Figure(figure.audience, figure.attained, None, figure.suppressed)
    return ReportLine(
        line=Line(key, name, level, parent, depth, depth),
        headcount=headcount,
        absent=absent,
        outside=outside,
        beside=more.pop("beside", 0),
        figures={L4.key: figure, S1.key: state},
        **more,
    )


@pytest.fixture
def report():
    return DepartmentReport(
        plan_code="matsue",
        plan_name="計画",
        revision=2,
        revision_effective_on=date(2026, 4, 1),
        term_name="第3期",
        as_of=date(2026, 11, 20),
        organisation=Organisation.THEN,
        level=Level.SECTION,
        threshold=5,
        measures=(L4, S1),
        lines=(
            line(
                "city",
                "見本市",
                "city",
                None,
                0,
                (22, 1, 1),
                Figure(20, 5, 0.8),
                apart={"executive": 1, "agency": 1},
            ),
            line("01", "総務部", "bureau", "city", 1, (3, 0, 0), _hidden("primary")),
            line(
                "02",
                "𠮷田部",
                "bureau",
                "city",
                1,
                (19, 1, 1),
                _hidden("complementary"),
            ),
            line(
                "03",
                "選管",
                "bureau",
                "city",
                1,
                (0, 0, 0),
                Figure(0, 0, 0.8),
                beside=2,
            ),
        ),
        gaps={L4.key: Gap(L4.key, 3, 0.1, 0.9, 0.0, 1.0)},
        apart_names={"executive": "特別職", "agency": "派遣労働者"},
    )


def _hidden(reason):
    return Figure(None, None, 0.8, Reason(reason))


def test_json_has_the_documented_shape(report):
    file = export(report, Format.JSON)
    found = json.loads(file.content)
    assert {k: v for k, v in found.items() if k != "rows"} == {
        "plan": "matsue",
        "revision": 2,
        "as_of": "2026-11-20",
        "organisation": "then",
        "threshold": 5,
        "gaps": {
            "literacies": {
                "L4": {
                    "units": 3,
                    "p10": 0.1,
                    "p90": 0.9,
                    "smallest": 0.0,
                    "largest": 1.0,
                }
            },
            "states": {},
        },
    }
    assert found["rows"][0] == {
        "code": "city",
        "name": "見本市",
        "level": "city",
        "parent": None,
        "headcount": 22,
        "excluded": {"absent": 1, "outside": 1},
        "apart": {"executive": 1, "agency": 1},
        "literacies": {
            "L4": {
                "audience": 20,
                "attained": 5,
                "share": 0.25,
                "target": 0.8,
                "suppressed": None,
            }
        },
        "states": {
            "S1": {
                "audience": 20,
                "attained": 5,
                "share": 0.25,
                "target": None,
                "suppressed": None,
                "certainty": "provisional",
            }
        },
    }


def test_json_says_why_a_cell_has_no_figures(report):
    rows = json.loads(export(report, Format.JSON).content)["rows"]
    hidden = {"audience": None, "attained": None, "share": None, "target": 0.8}
    cells = [row["literacies"]["L4"] for row in rows]
    assert cells[1] == {**hidden, "suppressed": "primary"}
    assert cells[2] == {**hidden, "suppressed": "complementary"}
    assert cells[3]["share"] is None
    assert rows[3]["note"] == "併任のみ 2人"


def test_csv_rows_say_day_plan_and_marks(report):
    text = export(report, Format.CSV).content.decode("utf-8-sig")
    rows = text.split("\r\n")
    assert rows[0] == (
        "基準日,計画,版,組織,所属コード,所属名,区分,上位所属コード,職員数,うち休業等,"
        "うち計画の対象外,うち別掲,L4 対象,L4 到達,L4 到達率,L4 目標,S1 対象,S1 達成,S1 達成率,備考"
    )
    assert rows[1] == (
        "2026-11-20,matsue,2,当時,city,見本市,全体,,22,1,1,2,20,5,0.25,0.8,20,5,0.25,"
    )
    assert rows[2] == (
        "2026-11-20,matsue,2,当時,01,総務部,部局,city,3,0,0,0,－,－,－,0.8,－,－,－,"
        "少人数のため非表示：L4、S1"
    )
    assert rows[4].endswith(",0,0,,0.8,0,0,,併任のみ 2人")


def test_cp932_ends_with_what_it_could_not_write(report):
    file = export(report, Format.CSV, encoding=Encoding.CP932)
    lines = file.content.decode("cp932").split("\r\n")
    assert "〓田部" in lines[3]
    assert lines[5:] == [
        "",
        "文字の変換の記録（Shift_JIS（CP932）で書けない文字）",
        "文字コード,この文書での字,箇所,内容",
        "U+20BB7,〓,1,書けない字",
        "",
    ]
    assert [loss.codepoint for loss in file.losses] == ["U+20BB7"]


def test_cp932_uses_the_citys_own_substitutes(report):
    file = export(report, Format.CSV, encoding=Encoding.CP932, substitutes={"𠮷": "吉"})
    text = file.content.decode("cp932")
    assert "吉田部" in text
    assert text.endswith("U+20BB7,吉,1,置き換えた字\r\n")


def test_xlsx_has_numbers_as_numbers_and_its_notes(report):
    book = load_workbook(io.BytesIO(export(report, Format.XLSX).content))
    sheet = book.active
    assert sheet["A1"].value == "部局別の到達状況（基準日 令和8年11月20日・R8.11.20）"
    headings = [cell.value for cell in sheet[3]]
    first = dict(zip(headings, [cell.value for cell in sheet[4]], strict=True))
    assert (first["職員数"], first["L4 対象"], first["L4 到達率"]) == (22, 20, 0.25)
    hidden = dict(zip(headings, [cell.value for cell in sheet[5]], strict=True))
    assert hidden["L4 到達"] == "－"
    notes = [cell.value for cell in sheet["A"][7:] if cell.value]
    assert "計画：計画（第2版、R8.4.1 から） 第3期" in notes
    assert any("P90−P10 80.0 ポイント" in note for note in notes)
    assert "職員数のうち別掲（内数）：特別職 1人、派遣労働者 1人" in notes
    assert any("1〜4 人" in note for note in notes)
