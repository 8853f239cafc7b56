"""`analyse_items --responses`: a table of marks from elsewhere, good and bad."""

import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

LSAT6 = Path(__file__).parents[2] / "reference" / "item_analysis" / "lsat6.csv"


def run(path, *arguments):
    out = StringIO()
    call_command("analyse_items", "--responses", str(path), *arguments, stdout=out)
    return out.getvalue()


def document(path, *arguments):
    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    text = run(path, "--json", *arguments)
    return json.loads(text, parse_constant=refuse)


@pytest.fixture
def written(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "解答.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def refusal(path, *arguments):
    with pytest.raises(CommandError) as refused:
        run(path, "--json", *arguments)
    return str(refused.value)


def test_lsat6_as_the_issue_asks_for_it():
    # Values of R: ltm::descript, mirt(LSAT6, 1); see tests/unit for each.
    found = document(LSAT6, "--model", "2pl")
    assert found["n_persons"] == 1000
    assert found["alpha"] == pytest.approx(0.2950, abs=5e-5)
    assert set(found["items"][0]) >= {
        "name",
        "facility",
        "item_rest_correlation",
        "alpha_if_deleted",
    }
    assert [item["name"] for item in found["items"]] == [
        f"Item {number}" for number in range(1, 6)
    ]
    irt = found["irt"]
    assert irt["model"] == "2pl"
    assert irt["log_likelihood"] == pytest.approx(-2466.653, abs=0.01)
    assert irt["items"][0]["discrimination"] == pytest.approx(0.825, abs=0.02)
    assert irt["items"][0]["difficulty"] == pytest.approx(-3.36, abs=0.02)
    assert irt["items"][0]["se_difficulty"] == pytest.approx(0.87, abs=0.02)
    assert 0 < irt["marginal_reliability"] < 1


def test_rasch_has_one_discrimination():
    irt = document(LSAT6, "--model", "rasch")["irt"]
    # R: mirt(LSAT6, 1, itemtype = "Rasch") and ltm::rasch: -2466.938
    assert irt["log_likelihood"] == pytest.approx(-2466.938, abs=0.01)
    assert {item["discrimination"] for item in irt["items"]} == {1.0}
    assert {item["se_discrimination"] for item in irt["items"]} == {None}


def test_scores_are_listed_by_line_when_asked():
    scores = document(LSAT6, "--scores")["irt"]["scores"]
    assert len(scores) == 1000
    assert scores[0]["line"] == 2
    assert scores[0]["theta"] < scores[-1]["theta"]


def test_the_table_for_people_is_in_japanese():
    text = run(LSAT6)
    assert "1,000 人、5 問" in text
    assert "正答率" in text
    assert "Item 3" in text


def test_cp932_and_an_empty_cell_are_read(written):
    path = written("問一,問二\r\n1,0\r\n0,1\r\n1,\r\n", "cp932")
    found = document(path)
    assert [item["name"] for item in found["items"]] == ["問一", "問二"]
    # the third person was not given 問二: 1 of 2 right
    assert found["items"][1]["n"] == 2
    assert found["items"][1]["facility"] == 0.5
    assert found["irt"] is None


def test_a_small_table_says_what_it_withholds(written):
    found = document(written("a,b\n1,0\n0,1\n"), "--model", "2pl")
    assert found["n_persons"] == 2
    assert found["irt"] is None
    assert any("200 人以上" in note for note in found["notes"])
    assert any("30 人より少ない" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a,b\n1,1\n1,1\n", "constant"),
        ("a\n1\n0\n", "one item"),
        ("a,b,c\n1,0,\n0,1,\n1,1,\n", "empty column"),
        ("a,b\n1,0\n", "one person"),
    ],
)
def test_degenerate_tables_have_no_figure_and_no_nan(written, text, name):
    found = document(written(text))
    assert found["irt"] is None
    assert found["items"][-1]["item_rest_correlation"] is None, name


def test_an_item_all_had_right_is_left_out_of_the_model_and_named(tmp_path):
    marks = np.genfromtxt(LSAT6, delimiter=",", skip_header=1, dtype=int)
    rows = [",".join(map(str, [*row, 1])) for row in marks]
    path = tmp_path / "all_right.csv"
    path.write_text("\n".join(["a,b,c,d,e,易問", *rows]), "utf-8")
    found = document(path)
    assert found["irt"]["items"][5]["difficulty"] is None
    assert found["irt"]["log_likelihood"] == pytest.approx(-2466.653, abs=0.01)
    assert any("全員が正答しました：易問" in note for note in found["notes"])


def test_two_groups_are_compared(tmp_path):
    drawn = np.random.default_rng(3)
    theta, focal = drawn.normal(size=(800, 1)), np.arange(800) % 2 == 1
    logit = theta + np.linspace(-1, 1, 12)
    logit[focal, 0] -= 2
    marks = (drawn.random(logit.shape) < 1 / (1 + np.exp(-logit))).astype(int)
    rows = [
        ",".join(["本庁" if not is_focal else "出先", *map(str, row)])
        for row, is_focal in zip(marks, focal, strict=True)
    ]
    header = ",".join(["所属", *(f"問{number}" for number in range(12))])
    path = tmp_path / "groups.csv"
    path.write_text("\n".join([header, *rows]), "utf-8")
    found = document(path, "--group", "所属")["dif"]
    assert {found["reference"], found["focal"]} == {"本庁", "出先"}
    assert found["items"][0]["class"] == "C"
    assert abs(found["items"][0]["delta"]) > 2.5
    assert [item["class"] for item in found["items"][1:]].count("C") == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "表が空です"),
        ("a,b\n", "解答の行がありません"),
        ("a,b\n1,2\n", "2行目 「b」列：「2」 0・1・空のどれでもありません"),
        ("a,b\n1,NA\n", "空にしてください"),
        ("a,b\n1,0,1\n", "見出しは 2 列ですが、この行は 3 列"),
        ("a,b,c\n1,0\n", "この行は 2 列しかありません"),
        ("a,a\n1,0\n", "同じ見出しが2つ"),
        ("a,,c\n1,0,1\n", "2列目"),
        ("1,0\n0,1\n", "見出し）がありません"),
        ("職員番号,a\n00123,1\n", "「職員番号」列：「00123」"),
        (",".join(f"q{n}" for n in range(600)) + "\n", "列が多すぎます"),
    ],
)
def test_a_bad_file_is_told_where_what_and_how_to_mend(written, text, told):
    message = refusal(written(text))
    assert told in message
    assert message.endswith("。")


def test_many_faults_are_counted(written):
    message = refusal(written("a\n" + "x\n" * 50))
    assert "ほか 30 か所" in message


def test_bytes_that_are_no_table_are_refused(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes(bytes(range(256)) * 4)
    assert "broken.csv" in refusal(path)


def test_a_missing_file_is_told(tmp_path):
    assert "ありません" in refusal(tmp_path / "none.csv")


def test_a_group_that_is_no_column_is_told(written):
    assert "集団の列がありません" in refusal(written("a,b\n1,0\n"), "--group", "所属")
