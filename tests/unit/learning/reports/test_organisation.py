"""Lines of a report: worked on a small organisation drawn in text."""

from datetime import date

import pytest

from learning.reports.organisation import (
    Level,
    Organisation,
    Unit,
    draw_chart,
    placements,
)

DAY = date(2026, 4, 1)
LEVELS = {"b": Level.BUREAU, "s": Level.SECTION, "u": Level.UNIT}


def units_of(*rows):
    """``id parent code level [from to]``; parent 0 is the top; order is as written."""
    found, keys = {}, {0: ("", "")}
    for order, row in enumerate(rows):
        number, parent, code, level, *days = row.split()
        starts, ends = (*days, None, None)[:2]
        path, key = keys[int(parent)]
        keys[int(number)] = (f"{path}{number}/", f"{key}{order:03d}/")
        found[int(number)] = Unit(
            id=int(number),
            code=code,
            name=code,
            level=LEVELS[level],
            parent_id=int(parent) or None,
            path=keys[int(number)][0],
            sort_key=keys[int(number)][1],
            authority_id=1,
            starts_on=date.fromisoformat(starts or "2020-04-01"),
            ends_on=date.fromisoformat(ends) if ends else None,
        )
    return found


CITY = units_of(
    "1 0 総務部 b", "2 1 人事課 s", "3 2 給与係 u", "4 1 秘書係 u", "5 0 会計課 s"
)


def drawn(units, level, posted, **kwargs):
    chart = draw_chart(units, level=level, day=DAY, posted=posted, **kwargs)
    return [f"{'  ' * one.depth}{one.key}" for one in chart.lines], chart


def test_section_level_shows_bureaux_sections_and_what_has_no_section():
    lines, chart = drawn(CITY, Level.SECTION, {2, 3, 4, 5})
    assert lines == ["city", "  総務部", "    人事課", "    秘書係", "  会計課"]
    assert chart.line_of[3] == "人事課"


def test_bureau_level_folds_what_is_below_and_keeps_the_section_beside():
    lines, chart = drawn(CITY, Level.BUREAU, {1, 2, 3, 4, 5})
    assert lines == ["city", "  総務部", "  会計課"]
    assert {chart.line_of[n] for n in (1, 2, 3, 4)} == {"総務部"}
    assert chart.line_of[5] == "会計課"


def test_people_directly_on_a_bureau_form_a_line_before_its_sections():
    lines, chart = drawn(CITY, Level.UNIT, {1, 2, 3, 4, 5})
    assert lines == [
        "city",
        "  総務部",
        "    総務部:direct",
        "    人事課",
        "      人事課:direct",
        "      給与係",
        "    秘書係",
        "  会計課",
    ]
    names = {one.key: (one.name, one.level) for one in chart.lines}
    assert names["総務部:direct"] == ("部付", "section")
    assert names["人事課:direct"] == ("課付", "unit")
    assert chart.line_of[1] == "総務部:direct"
    assert chart.line_of[2] == "人事課:direct"


def test_every_line_adds_up_to_those_above_it():
    _, chart = drawn(CITY, Level.UNIT, {1, 2, 3, 4, 5})
    above = [up for line, up in chart.ancestors() if line == "給与係"]
    assert above == ["給与係", "人事課", "総務部", "city"]
    assert chart.children()["総務部"] == ("総務部:direct", "人事課", "秘書係")


def test_a_closed_department_that_still_holds_people_keeps_a_marked_line():
    units = units_of("1 0 部 b", "2 1 旧課 s 2020-04-01 2026-04-01", "3 1 新課 s")
    lines, chart = drawn(units, Level.SECTION, {2, 3})
    assert lines == ["city", "  部", "    旧課", "    新課"]
    assert [one.key for one in chart.lines if one.is_closed] == ["旧課"]
    assert drawn(units, Level.SECTION, {3})[0] == ["city", "  部", "    新課"]


REORGANISED = units_of(
    "1 0 旧部 b 2020-04-01 2026-04-01",
    "2 1 A課 s 2020-04-01 2026-04-01",
    "3 1 B課 s 2020-04-01 2026-04-01",
    "4 1 C課 s 2020-04-01 2026-04-01",
    "5 0 新部 b 2026-04-01",
    "6 5 AB課 s 2026-04-01",
    "7 5 C1課 s 2026-04-01",
    "8 5 C2課 s 2026-04-01",
)
AFTER = {1: [5], 2: [6], 3: [6], 4: [7, 8]}


def test_now_follows_single_successors_and_never_guesses_a_split():
    assert placements(REORGANISED, AFTER, DAY) == {
        **{1: 5, 2: 6, 3: 6, 4: 4},
        **{5: 5, 6: 6, 7: 7, 8: 8},
    }


def test_now_shows_the_split_section_marked_under_what_became_of_its_bureau():
    lines, chart = drawn(
        REORGANISED,
        Level.SECTION,
        {1, 2, 3, 4},
        places=placements(REORGANISED, AFTER, DAY),
    )
    assert lines == [
        "city",
        "  新部",
        "    新部:direct",
        "    C課",
        "    AB課",
        "    C1課",
        "    C2課",
    ]
    assert chart.line_of[1] == "新部:direct"
    assert chart.line_of[2] == chart.line_of[3] == "AB課"
    assert chart.line_of[4] == "C課"
    assert [one.key for one in chart.lines if one.is_closed] == ["C課"]


def test_a_chain_of_successions_is_followed_to_its_end_and_a_ring_is_left():
    units = units_of(
        "1 0 一 s 2020-04-01 2022-04-01",
        "2 0 二 s 2022-04-01 2024-04-01",
        "3 0 三 s 2024-04-01",
    )
    assert placements(units, {1: [2], 2: [3]}, DAY)[1] == 3
    assert placements(units, {1: [2], 2: [1]}, DAY) == {1: 1, 2: 2, 3: 3}


def test_a_reused_code_is_told_apart_by_its_first_day():
    units = units_of("1 0 0105 s 2020-04-01 2026-04-01", "2 0 0105 s 2026-04-01")
    lines, _ = drawn(units, Level.SECTION, {1, 2})
    assert lines == ["city", "  0105@2020-04-01", "  0105"]


@pytest.mark.parametrize("level", list(Level))
def test_everybody_posted_counts_in_a_line_that_is_there(level):
    _, chart = drawn(REORGANISED, level, {1, 2, 3, 4, 6})
    keys = {one.key for one in chart.lines}
    assert {chart.line_of[n] for n in (1, 2, 3, 4, 6)} <= keys
    assert len(keys) == len(chart.lines)


def test_words_of_the_question():
    assert [one.rank for one in Level] == [0, 1, 2]
    assert list(Organisation) == ["then", "now"]
