"""Plan files: what they say, and what is told about a wrong one."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.literacy.audiences import audience_from_data, audience_to_data
from learning.literacy.plan_file import PlanFileError, read_plan
from learning.literacy.rules import ValidityKind, pathways_from_data, pathways_to_data
from tests.factories.literacy import small_plan_text

PLANS = Path(__file__).parents[4] / "learning" / "literacy" / "plans"
SMALL = small_plan_text()


def shipped(name):
    return read_plan((PLANS / f"{name}.toml").read_bytes())


def problems_of(text):
    with pytest.raises(PlanFileError) as caught:
        read_plan(text.encode())
    return [str(problem) for problem in caught.value.problems]


def test_matsue_has_the_parts_of_the_printed_plan():
    plan = shipped("matsue")
    assert [len(p) for p in (plan.states, plan.effects, plan.literacies)] == [7, 5, 5]
    assert len(plan.terms) == 4
    assert all((t.ends_on.year - t.starts_on.year) == 2 for t in plan.terms)
    assert plan.ends_on == date(2030, 4, 1)
    assert plan.states[0].name.startswith("庁内")


def test_matsue_joins_row_four_as_printed_and_splits_it_beside():
    links = shipped("matsue").links
    row_four = {"S1", "S3", "S4", "S6", "S7"}
    joint = {(x.literacy, x.state) for x in links if x.certainty == "joint"}
    assert joint == {(lit, s) for lit in ("L4", "L5") for s in row_four}
    split = {(x.literacy, x.state) for x in links if x.certainty == "provisional"}
    assert split == {
        *(("L4", s) for s in ("S1", "S3", "S4", "S7")),
        *(("L5", s) for s in ("S3", "S6", "S7")),
    }
    certain = {(x.literacy, x.state) for x in links if x.certainty == "certain"}
    assert certain == {
        ("L1", "S2"),
        ("L1", "S5"),
        ("L2", "S2"),
        ("L2", "S5"),
        ("L3", "S7"),
    }


def test_matsue_audiences_and_targets_are_marked_provisional():
    plan = shipped("matsue")
    assert all(literacy.audience_is_provisional for literacy in plan.literacies)
    assert all(target.is_provisional for target in plan.targets)
    assert len(plan.targets) == 4 * 5


@pytest.mark.parametrize("name", ["yamaga", "iwanuma", "hyuga"])
def test_other_cities_promise_security_training_and_name_their_leaders(name):
    plan = shipped(name)
    assert "security_training" in {promise.kind for promise in plan.promises}
    assert "leader" in {role.role for role in plan.roles}
    assert all(literacy.is_provisional for literacy in plan.literacies)
    assert {link.certainty for link in plan.links} == {"provisional"}


def test_hyuga_has_its_table_of_indicators():
    assert len(shipped("hyuga").indicators) == 9


def test_shares_stay_exact():
    (target,) = read_plan(SMALL.replace("L1 = 0.5", "L1 = 0.345").encode()).targets
    assert target.share == Decimal("0.345")


def test_files_that_say_the_same_have_one_digest():
    commented = "# 説明\n" + SMALL.replace('code = "small"', "code   =   'small'")
    assert read_plan(commented.encode()).digest() == read_plan(SMALL.encode()).digest()
    assert (
        read_plan(("\ufeff" + SMALL).encode()).digest()
        == read_plan(SMALL.encode()).digest()
    )
    changed = SMALL.replace("L1 = 0.5", "L1 = 0.6")
    assert read_plan(changed.encode()).digest() != read_plan(SMALL.encode()).digest()


def test_stored_rules_read_back_as_they_were():
    for literacy in shipped("matsue").literacies:
        assert audience_from_data(audience_to_data(literacy.audience)) == (
            literacy.audience
        )
        assert pathways_from_data(pathways_to_data(literacy.pathways)) == (
            literacy.pathways
        )


def test_a_criterion_may_hold_longer_than_its_pathway():
    security = next(x for x in shipped("matsue").literacies if x.code == "L4")
    course, quiz = security.pathways[0].criteria
    assert security.pathways[0].validity_of(course).kind is ValidityKind.NONE
    assert security.pathways[0].validity_of(quiz).kind is ValidityKind.FISCAL_YEAR


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ('name = "小さな計画"', "name = 3", ["name", "「3」", "文字ではありません"]),
        ('name = "小さな計画"', "", ["name", "がありません"]),
        ("format = 1", "format = 2", ["format", "「2」", "1 から 1"]),
        (
            "mark = 0.6",
            "mark = 1.6",
            ["criteria の 1 番目 › mark", "「1.6」", "0 から 1"],
        ),
        ("mark = 0.6", "mrak = 0.6", ["mrak", "という項目はありません", "mark"]),
        ("mark = 0.6", "mark = nan", ["mark", "割合として使えません"]),
        ("L1 = 0.5", "L9 = 0.5", ["targets", "「L9」", "この計画にありません", "L1"]),
        ('states = ["S1"]', 'states = ["S8"]', ["links › states", "「S8」"]),
        ('"certain"', '"sure"', ["certainty", "「sure」", "provisional"]),
        ("starts_on = 2020-04-01", 'starts_on = "R2.4.1"', ["starts_on", "引用符なし"]),
        ("last_day = 2030-03-31", "last_day = 2019-03-31", ["last_day", "先に来て"]),
        ("all_staff = true", "all_staff = 1", ["all_staff", "true か false"]),
        ("all_staff = true", 'roles = ["boss"]', ["roles", "boss", "leader"]),
        (
            "all_staff = true",
            'rank_at_or_above = "king"',
            ["rank_at_or_above", "「king」", "section_head"],
        ),
        ('validity = "none"', "validity_months = 0", ["validity_months", "1 から 600"]),
        ('validity = "none"', 'validity = "ever"', ["validity", "「ever」"]),
        ('quiz = "q"', 'qualification = "ip"', ["mark", "という項目はありません"]),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(was, becomes, named):
    assert was in SMALL
    told = problems_of(SMALL.replace(was, becomes))
    assert any(all(word in line for word in named) for line in told), told


def test_an_undeclared_qualification_is_refused():
    text = SMALL.replace('quiz = "q"\nmark = 0.6', 'qualification = "ip"')
    (told,) = problems_of(text)
    assert "「ip」" in told
    assert "[[qualifications]]" in told


def test_a_code_written_twice_is_refused():
    state = '[[states]]\ncode = "S1"\nname = "また"\n\n[[literacies]]'
    (told,) = problems_of(SMALL.replace("[[literacies]]", state, 1))
    assert told.startswith("states: 「S1」が 2 回")


def test_terms_that_overlap_are_refused():
    term = """
[[terms]]
code = "t2"
name = "第2期"
starts_on = 2025-04-01
last_day = 2030-03-31

[[states]]"""
    (told,) = problems_of(SMALL.replace("\n[[states]]", term, 1))
    assert "「t2」" in told


def test_all_problems_are_told_at_once():
    text = SMALL.replace("mark = 0.6", "mark = 7").replace('name = "力"', "")
    assert len(problems_of(text)) == 2


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x93\xfa\x96{", "UTF-8"),
        (b"a = 1\ncode = x", "2 行目の 8 文字目"),
        (b"day = 2026-02-30", "TOML"),
        (b"n = " + b"9" * 5000, "TOML"),
        (b"a = " + b"[" * 20_000, "TOML"),
        (b"#" * 1_000_001, "大きすぎます"),
        (b"", "format"),
    ],
)
def test_no_file_gives_a_traceback(content, word):
    with pytest.raises(PlanFileError, match=word):
        read_plan(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_are_refused_in_words(content):
    with pytest.raises(PlanFileError):
        read_plan(content)


_VALUES = st.one_of(
    st.sampled_from(['""', "1", "-1", "1e999", "true", "[]", "{}", '["a"]', "[{}]"]),
    st.sampled_from(["2026-04-01", "2026-04-01T00:00:00", '"x"', "inf", "[1]"]),
)


@given(st.integers(min_value=0), _VALUES)
def test_any_value_in_any_place_is_read_or_refused_in_words(place, value):
    lines = SMALL.splitlines()
    settable = [n for n, line in enumerate(lines) if " = " in line]
    number = settable[place % len(settable)]
    lines[number] = f"{lines[number].split(' = ')[0]} = {value}"
    with suppress(PlanFileError):
        assert read_plan("\n".join(lines).encode()).code


SCOPE = """
[authorities]
codes = ["mayor", "education"]
provisional = true
source = "P.3"

[[terms]]"""


def test_a_plan_may_name_the_authorities_in_its_scope():
    plan = read_plan(SMALL.replace("[[terms]]", SCOPE, 1).encode())
    assert plan.authorities == ("mayor", "education")
    assert plan.authorities_are_provisional
    assert plan.to_data()["authorities"] == ["mayor", "education"]
    assert plan.to_data()["authorities_source"] == "P.3"


def test_a_file_that_says_nothing_of_authorities_keeps_its_digest():
    assert "authorities" not in read_plan(SMALL.encode()).to_data()


def test_a_wrong_scope_is_told():
    told = problems_of(SMALL.replace("[[terms]]", SCOPE.replace("codes", "cods"), 1))
    assert any("authorities › cods" in problem for problem in told)


@pytest.mark.parametrize("name", ["matsue", "yamaga", "iwanuma", "hyuga"])
def test_shipped_plans_leave_nobody_out_provisionally(name):
    plan = shipped(name)
    assert plan.authorities == ()
    assert plan.authorities_are_provisional
    assert "記載がない" in plan.authorities_source


def test_a_year_that_nobody_means_is_told():
    told = problems_of(small_plan_text(effective_on="1200-01-01"))
    assert any(
        "effective_on" in problem and "古すぎます" in problem for problem in told
    )
