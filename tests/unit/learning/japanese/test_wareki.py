"""Dates as HR files write them, and wareki as documents write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.japanese.wareki import (
    DateError,
    era_of,
    fiscal_year_label,
    format_wareki,
    format_wareki_short,
    parse_date,
)

DAYS = st.dates(min_value=date(1868, 1, 25), max_value=date(2117, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "R08.04.01",
        "R8.4.1",
        "r8.4.1",
        "R8/4/1",
        "R8-4-1",
        "R080401",
        "R8年4月1日",
        "令和8年4月1日",
        "令和08年04月01日",
        "令和 8年 4月 1日",
        "令和８年４月１日",
        "㋿8年4月1日",
        "Ｒ０８．０４．０１",
        "　R8.4.1　",
        "5080401",
        "５０８０４０１",
        "2026-04-01",
        "2026/4/1",
        "2026.4.1",
        "2026年4月1日",
        "20260401",
        "２０２６／０４／０１",
        "2026−04−01",
        "2026ー04ー01",
        "2026-04-01 00:00:00",
        "2026-04-01T00:00:00",
        "2026/4/1 0:00",
    ],
)
def test_forms_of_first_april_2026(text):
    # 令和8年 = 2019 + 8 - 1 = 2026
    assert parse_date(text) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("5010501", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("4310430", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("3640107", date(1989, 1, 7)),
        ("S1.12.25", date(1926, 12, 25)),
        ("T15.12.24", date(1926, 12, 24)),
        ("T1.7.30", date(1912, 7, 30)),
        ("M45.7.29", date(1912, 7, 29)),
        ("1060101", date(1873, 1, 1)),
        ("R10.2.29", date(2028, 2, 29)),
        ("H12.02.29", date(2000, 2, 29)),
    ],
)
def test_days_at_the_edges_of_eras(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("R1.4.30", "平成31年4月30日ではありませんか"),
        ("H31.5.1", "令和元年5月1日ではありませんか"),
        ("H32.3.31", "令和2年3月31日ではありませんか"),
        ("H1.1.7", "昭和64年1月7日ではありませんか"),
        ("S64.1.8", "平成元年1月8日ではありませんか"),
        ("T15.12.25", "昭和元年12月25日ではありませんか"),
        ("4310501", "令和元年5月1日ではありませんか"),
        ("M1.1.24", "明治元年1月25日からです"),
    ],
)
def test_day_outside_its_era_is_refused_with_the_right_name(text, hint):
    with pytest.raises(DateError, match=hint):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "R8.2.29",
        "2026-02-29",
        "R8.4.31",
        "20261301",
        "5081301",
        "R0.4.1",
        "R8.0.1",
        "令和8年4月0日",
        "00000000",
        "0000-01-01",
    ],
)
def test_day_that_does_not_exist_is_refused(text):
    with pytest.raises(DateError, match="という日付はありません"):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "未定",
        "26/4/1",
        "8.4.1",
        "46113",
        "080401",
        "6080401",
        "R8.4",
        "R8.4.1.2",
        "R8年4.1",
        "2026/4-1",
        "2026/4/1日",
        "2026-04-01 08:30:00",
        "R100.4.1",
        "令和年4月1日",
        "西暦2026年4月1日",
        "R8.4.1まで",
        "²026-04-01x",
        "٢٠٢٦-04-01",
        "2026-04-01\x00",
    ],
)
def test_other_texts_are_refused_with_examples(text):
    with pytest.raises(DateError, match=r"日付として読めません.*書いてください"):
        parse_date(text)


def test_error_is_a_value_error_and_shortens_a_long_value():
    with pytest.raises(ValueError, match=r"あ{40}…」を日付として") as caught:
        parse_date("あ" * 10_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 20), "令和8年11月20日", "R8.11.20"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 12, 31), "令和元年12月31日", "R1.12.31"),
        (date(2020, 1, 1), "令和2年1月1日", "R2.1.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
    ],
)
def test_format(day, long, short):
    assert format_wareki(day) == long
    assert format_wareki_short(day) == short


def test_before_meiji_has_no_wareki():
    with pytest.raises(DateError, match="明治より前"):
        format_wareki(date(1868, 1, 24))


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2026, "令和8年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        # 1988-04-01 to 1989-03-31 began in 昭和63年.
        (1988, "昭和63年度"),
    ],
)
def test_fiscal_year_label(year, label):
    assert fiscal_year_label(year) == label


@given(DAYS)
def test_what_is_written_is_read_back(day):
    assert parse_date(format_wareki(day)) == day
    assert parse_date(format_wareki_short(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%Y%m%d}") == day


@given(DAYS)
def test_era_code_form_is_read_back(day):
    era = era_of(day)
    assert parse_date(f"{era.code}{era.year_of(day):02}{day:%m%d}") == day


@given(st.text(max_size=30) | st.from_regex(r"[RHSTM]?\d{1,4}[-./年]\d+[-./月]\d+日?"))
def test_any_text_is_a_day_or_a_date_error(text):
    try:
        answer = parse_date(text)
    except DateError as error:
        answer = str(error)
    assert isinstance(answer, date) or "。" in answer
