"""The report of the small city, counted by hand from its description."""

from datetime import date

import pytest

from learning.city.models import City
from learning.people.models import Role
from learning.reports.department_report import department_report
from learning.reports.ground import Question
from learning.reports.organisation import Level, Organisation
from learning.reports.readers import PUBLIC, UNSUPPRESSED, reader_of
from learning.reports.report import ReportRefusedError
from learning.reports.report_table import note_of
from tests.integration.learning.reports.small_city import (
    APRIL,
    BEFORE,
    TODAY,
)

pytestmark = pytest.mark.django_db
L1, L4, S1, S2 = "literacy:L1", "literacy:L4", "state:S1", "state:S2"


def report(town, as_of, reader=UNSUPPRESSED, **options):
    question = Question(town.plan, as_of, TODAY, **options)
    return department_report(question, reader, city=City(name="見本市"))


def pairs(made, measure):
    return {
        one.line.key: (one.figures[measure].audience, one.figures[measure].attained)
        for one in made.lines
    }


def test_31_march_counts_where_people_were(town):
    made = report(town, BEFORE)
    assert [(one.line.key, one.line.name) for one in made.lines] == [
        ("city", "見本市"),
        ("01", "総務部"),
        ("01:direct", "部付"),
        ("0101", "人事課"),
        ("0102", "財政課"),
        ("0103", "選管"),
        ("02", "市民部"),
        ("0201", "市民課"),
        ("0202", "保険課"),
        ("0203", "税務課"),
    ]
    heads = {o.line.key: (o.headcount, o.absent, o.outside) for o in made.lines}
    assert heads == {
        "city": (31, 1, 1),
        "01": (9, 1, 0),
        "01:direct": (1, 0, 0),
        "0101": (6, 1, 0),
        "0102": (2, 0, 0),
        "0103": (0, 0, 0),
        "02": (22, 0, 1),
        "0201": (10, 0, 0),
        "0202": (5, 0, 0),
        "0203": (7, 0, 1),
    }
    assert pairs(made, L4) == {
        "city": (29, 7),
        "01": (8, 3),
        "01:direct": (1, 0),
        "0101": (5, 3),
        "0102": (2, 0),
        "0103": (0, 0),
        "02": (21, 4),
        "0201": (10, 4),
        "0202": (5, 0),
        "0203": (6, 0),
    }


def test_1_april_counts_the_mover_in_the_new_unit_and_the_year_has_ended(town):
    made = report(town, APRIL)
    found = pairs(made, L4)
    assert found["0102"] == (3, 1)
    assert found["0201"] == (9, 3)
    assert found["0101"] == (5, 0)
    assert found["city"] == (29, 4)


def test_literacies_have_their_own_audience_and_states_combine_them(town):
    made = report(town, BEFORE)
    # in audience for L1: the 部長 (attained L1, not L4) and the head of 人事課 (L4 only)
    assert pairs(made, L1)["01"] == (2, 1)
    # S2 asks L1 and L4 of those two, L4 alone of everybody else:
    # 総務部: 部長 no (L4 missing), head no (L1 missing), two staff of 人事課 yes
    assert pairs(made, S2)["01"] == (8, 2)
    assert pairs(made, S1) == pairs(made, L4)
    certainty = {m.code: m.certainty for m in made.states}
    assert certainty == {"S1": "certain", "S2": "provisional"}


def test_the_terms_target_is_that_of_the_day(town):
    city_line = report(town, BEFORE).lines[0]
    assert city_line.figures[L4].target == pytest.approx(0.6)
    assert city_line.figures[L1].target is None
    assert report(town, APRIL).lines[0].figures[L4].target == pytest.approx(0.8)
    assert report(town, APRIL).term_name == "R8-R9"


def test_a_unit_with_concurrent_posts_only_says_how_many(town):
    notes = {one.line.key: note_of(one) for one in report(town, BEFORE).lines}
    assert notes["0103"] == "併任のみ 2人"
    assert set(notes.values()) == {"", "併任のみ 2人"}


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("organisation", list(Organisation))
@pytest.mark.parametrize("as_of", [BEFORE, APRIL, TODAY])
def test_subtotals_add_up_and_nobody_is_lost(town, level, organisation, as_of):
    made = report(town, as_of, level=level, organisation=organisation)
    lines = {one.line.key: one for one in made.lines}
    assert made.lines[0].headcount == 31
    for key in {one.line.parent for one in made.lines} - {None}:
        below = [one for one in made.lines if one.line.parent == key]
        for count in ("headcount", "absent", "outside"):
            assert sum(getattr(one, count) for one in below) == getattr(
                lines[key], count
            )
        for measure in (L1, L4, S1, S2):
            for part in ("audience", "attained"):
                parts = [getattr(one.figures[measure], part) for one in below]
                assert sum(parts) == getattr(lines[key].figures[measure], part)


def test_then_and_now_of_a_reorganisation(town):
    then = report(town, APRIL)
    now = report(town, APRIL, organisation=Organisation.NOW)
    assert pairs(then, L4)["0202"] == (5, 0)
    assert "0202" not in pairs(now, L4)
    assert pairs(now, L4)["0204"] == (5, 0)
    # 税務課 was split: its people stay under it, marked, and are not given to either
    closed = {one.line.key: note_of(one) for one in now.lines if one.line.is_closed}
    assert closed == {"0203": "この組織図の時点にはない所属"}
    assert pairs(now, L4)["0203"] == (6, 0)
    assert pairs(now, L4)["0205"] == (0, 0)


def test_bureau_level_has_no_line_below_a_bureau(town):
    made = report(town, APRIL, level=Level.BUREAU)
    assert [one.line.key for one in made.lines] == ["city", "01", "02"]
    assert pairs(made, L4)["01"] == (9, 1)


def test_small_figures_are_hidden_from_the_public(town):
    figures = {
        one.line.key: one.figures[L4] for one in report(town, APRIL, PUBLIC).lines
    }
    hidden = {key: f.suppressed.value for key, f in figures.items() if f.suppressed}
    # 部付 1 and 財政課 3 are small; two hidden ones protect each other
    assert hidden == {"01:direct": "primary", "0102": "primary"}
    assert (figures["0102"].audience, figures["0102"].attained) == (None, None)
    assert (figures["01"].audience, figures["01"].attained) == (9, 1)


def test_hr_sees_all_exactly_and_marked(town):
    hr = reader_of(town.user("hr", Role.HR), today=TODAY)
    figures = {one.line.key: one.figures[L4] for one in report(town, APRIL, hr).lines}
    assert not any(figure.suppressed for figure in figures.values())
    assert {k for k, f in figures.items() if f.is_small} == {"01:direct", "0102"}


def test_a_leader_sees_the_own_section_only_and_no_small_figure_of_the_past(town):
    leader = reader_of(town.user("leader", Role.LEADER, department="0102"), today=TODAY)
    now = report(town, TODAY, leader)
    assert [one.line.key for one in now.lines] == ["0102"]
    assert now.lines[0].line.parent is None
    assert pairs(now, L4) == {"0102": (3, 1)}
    assert now.lines[0].may_open_names
    past = report(town, APRIL, leader)
    assert past.lines[0].figures[L4].suppressed == "primary"
    assert not past.lines[0].may_open_names


def test_a_leader_sees_figures_of_the_predecessor(town):
    leader = reader_of(town.user("leader", Role.LEADER, department="0206"), today=TODAY)
    assert [one.line.key for one in report(town, APRIL, leader).lines] == ["0203"]
    assert [one.line.key for one in report(town, TODAY, leader).lines] == ["0206"]


def test_a_day_to_come_is_refused_but_to_those_who_may(town):
    to_come = date(2027, 4, 1)
    for reader in (PUBLIC, UNSUPPRESSED):
        with pytest.raises(ReportRefusedError, match="まだ来ていません"):
            report(town, to_come, reader)
    hr = reader_of(town.user("hr", Role.HR), today=TODAY)
    assert report(town, to_come, hr).as_of == to_come


def test_a_day_before_the_plan_is_refused(town):
    with pytest.raises(ReportRefusedError, match="効力のある版がありません"):
        report(town, date(2021, 4, 1))


def test_gap_between_sections_uses_shown_figures_only(town):
    gap = report(town, BEFORE, PUBLIC).gaps[L4]
    # shown: 人事課 3/5, 市民課 4/10, 保険課 0/5, 税務課 0/6; 財政課 is hidden
    assert gap.units == 4
    assert (gap.smallest, gap.largest) == (0.0, pytest.approx(0.6))
    # sorted 0, 0, .4, .6: P10 at rank 0.3 → 0; P90 at rank 2.7 → .4 + .7 × .2 = .54
    assert (gap.low, gap.high) == (pytest.approx(0.0), pytest.approx(0.54))


def test_dispatched_staff_count_where_the_city_says_so(town):
    employee = town.people["0202"][0]
    employee.absences.create(
        neutral_class="dispatched", starts_on=BEFORE, recorded_at="2026-03-31T00:00Z"
    )
    question = Question(town.plan, APRIL, TODAY)
    counted = {
        flag: department_report(
            question, UNSUPPRESSED, city=City(counts_dispatched=flag)
        )
        .lines[0]
        .absent
        for flag in (False, True)
    }
    assert counted == {False: 2, True: 1}


def test_few_queries(town, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        report(town, APRIL, PUBLIC)


def test_authorities_outside_the_plan_are_shown_and_not_counted(town):
    revision = town.plan.revisions.get()
    revision.document = {"authorities": ["fire"]}
    revision.save()
    made = report(town, APRIL)
    city_line = made.lines[0]
    assert (city_line.headcount, city_line.outside) == (31, 31)
    assert (city_line.figures[L4].audience, city_line.figures[L4].share) == (0, None)


def test_types_shown_apart_are_counted_within_the_headcount(town):
    """The only such person is the agency worker of 税務課 (small_city's first lines)."""
    made = report(town, BEFORE)
    apart = {one.line.key: dict(one.apart) for one in made.lines if one.apart}
    one = {"agency": 1}
    assert apart == {"city": one, "02": one, "0203": one}
    assert made.lines[0].apart_people == 1
    assert list(made.apart()) == [("派遣労働者", 1)]
