"""The demo city as a whole: made once per module, with two small real courses."""

from collections import defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import transaction
from django.urls import resolve

from learning.campaigns.due import due_for
from learning.campaigns.models import Cycle
from learning.city.current import city
from learning.literacy.actions.attainment import rebuild
from learning.literacy.actions.rebuilding import rebuild_evidence
from learning.literacy.models import Attainment, Evidence
from learning.people.accounts.identity import account_for
from learning.people.models import (
    Absence,
    Department,
    DepartmentSuccession,
    Designation,
    EmployeeName,
    Employment,
    Posting,
    RoleGrant,
    User,
    ValueMapping,
)
from learning.people.permissions import roles_of
from learning.simulation.city import FEWEST_STAFF, CityNotEmpty, Order, simulate
from learning.simulation.sign_ins import make_sign_ins
from learning.simulation.timeline import Timeline
from quizzes.actions.attempts import score_of
from quizzes.models import Attempt
from tests.integration.learning.simulation.contents import contents
from tests.integration.learning.simulation.small_curriculum import load_two_courses

pytestmark = [
    pytest.mark.slow,
    # each test is a savepoint inside the module's transaction
    pytest.mark.django_db,
    pytest.mark.usefixtures("digests"),
]

UNTIL = date(2026, 11, 20)
APRIL, OCTOBER, NEXT_APRIL = date(2026, 4, 1), date(2025, 10, 1), date(2027, 4, 1)
ORDER = Order(staff=160, seed=7, years=2, until=UNTIL)
SMALLEST = Order(staff=FEWEST_STAFF, seed=7, years=2, until=UNTIL)


@pytest.fixture(scope="module")
def digests(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the smallest city and this one twice; the last stays for the tests of this module."""
    folder = tmp_path_factory.mktemp("curriculum")
    with django_db_blocker.unblock(), transaction.atomic():
        load_two_courses(folder)
        begin = transaction.savepoint()
        simulate(SMALLEST, by=None)
        fewest = people_at_work()
        transaction.savepoint_rollback(begin)
        simulate(ORDER, by=None)
        first = contents()
        transaction.savepoint_rollback(begin)
        simulate(ORDER, by=None)
        yield first, contents(), fewest
        transaction.set_rollback(True)


def people_at_work():
    return Posting.objects.on(UNTIL).filter(kind="main").count()


def number(staff_number, day=UNTIL):
    return Employment.objects.on(day).get(number=staff_number)


def person(staff_number, day=UNTIL):
    return number(staff_number, day).employee


def main_posting(employee, day=UNTIL):
    return Posting.objects.on(day).get(employee=employee, kind="main")


# ---- the whole ----------------------------------------------------------------------


def test_the_same_order_gives_the_same_rows(digests):
    first, second, _fewest = digests
    for table, rows in first.items():
        assert rows, table
        assert rows == second[table], table


def test_it_is_made_in_an_empty_city_only():
    with pytest.raises(CityNotEmpty):
        simulate(ORDER, by=None)


def test_as_many_people_work_there_as_ordered(digests):
    assert people_at_work() == ORDER.staff
    assert digests[-1] == SMALLEST.staff


def test_nobody_has_two_main_postings_on_any_first_of_a_month():
    for month in range(1, 12):
        rows = Posting.objects.on(date(2026, month, 1)).filter(kind="main")
        ids = list(rows.values_list("employee_id", flat=True))
        assert len(ids) == len(set(ids))


def test_postings_lie_in_their_department_and_employment():
    for row in Posting.objects.select_related("department", "employment"):
        for frame in (row.department, row.employment):
            assert frame.starts_on <= row.starts_on
            assert frame.ends_on is None or row.ends_on <= frame.ends_on


def test_every_transfer_day_moves_people():
    for day in Timeline(UNTIL, ORDER.years).transfer_days:
        causes = set(
            Posting.objects.filter(starts_on=day).values_list("cause", flat=True)
        )
        assert {"appointed", "transferred"} <= causes


def test_nothing_was_learned_on_or_after_the_last_day():
    assert not Attempt.objects.filter(submitted_at__date__gte=UNTIL).exists()
    assert not Evidence.objects.filter(on__gte=UNTIL).exists()


# ---- learning -----------------------------------------------------------------------


def test_rebuilding_changes_no_row():
    rebuilt = rebuild_evidence()
    assert (rebuilt.added, rebuilt.differing) == (0, 0)
    assert rebuilt.seen > 100
    assert rebuild().total == 0


def test_scores_are_those_of_the_responses():
    attempts = list(Attempt.objects.finished().order_by("public_id"))
    sample = attempts[:: max(1, len(attempts) // 30)]
    assert len(sample) >= len(attempts) / 100
    for attempt in sample:
        score = score_of(attempt)
        assert attempt.points == [str(points) for points in score.points]
        assert attempt.raw_score == score.total.raw
        assert attempt.scaled_score == score.total.share
        assert attempt.passed is score.passed


def test_an_attempt_ends_before_its_time_is_up():
    for attempt in Attempt.objects.finished():
        assert attempt.started_at < attempt.submitted_at <= attempt.closes_at


def test_who_does_well_in_one_test_does_well_in_another():
    """Ability shows: first scores in two tests correlate over people."""
    scores = defaultdict(dict)
    rows = Attempt.objects.filter(number=1).values_list(
        "employee_id", "quiz__code", "scaled_score"
    )
    for employee, quiz, share in rows:
        scores[employee][quiz] = float(share)
    pairs = [tuple(by.values()) for by in scores.values() if len(by) == 2]
    assert len(pairs) > 30
    one, other = np.array(pairs).T
    assert np.corrcoef(one, other)[0, 1] > 0.2


def test_some_pass_at_once_and_some_do_not():
    first = Attempt.objects.filter(number=1)
    share = first.filter(passed=True).count() / first.count()
    assert 0.4 < share < 0.95


def test_the_yearly_test_is_asked_of_everybody_each_year():
    cycles = Cycle.objects.filter(requirement__subject_code="security-basics-test")
    assert cycles.count() == 3
    for cycle in cycles:
        assert cycle.assignments.count() > 0.8 * ORDER.staff


# ---- people of note -----------------------------------------------------------------


def test_the_mayor():
    mayor = person("000001")
    assert number("000001").employment_type.code == "special"
    assert main_posting(mayor).post_title == "市長"


def test_an_annual_appointment_is_renewed_under_a_new_number():
    one = person("K26X0201")
    assert person("K25X0201", date(2026, 3, 31)) == one
    rows = Employment.objects.filter(employee=one).order_by("starts_on")
    assert [row.number for row in rows] == ["K24X0201", "K25X0201", "K26X0201"]
    assert rows[1].ends_on == rows[2].starts_on == APRIL
    assert rows[2].cause == "renewed"


def test_two_part_time_appointments_at_once():
    one = person("K26X0202")
    assert one == person("K26X0203")
    kinds = (
        Posting.objects.on(UNTIL).filter(employee=one).values_list("kind", flat=True)
    )
    assert sorted(kinds) == ["concurrent", "main"]


def test_reappointed_the_day_after_retiring():
    one = person("R00204")
    retired, again = Employment.objects.filter(employee=one).order_by("starts_on")
    assert (retired.number, retired.ends_on) == ("000204", APRIL)
    assert again.starts_on == APRIL
    assert (again.cause, again.employment_type.code) == ("reappointed", "reappointed")


def test_seconded_to_the_waterworks():
    one = person("W00205")
    assert number("W00205").cause == "seconded"
    assert number("W00205").authority.code == "water"
    assert number("000205", date(2026, 3, 31)).employee == one
    assert main_posting(one).department.name.startswith("経営総務課")


def test_dispatched_to_an_association():
    one = person("000206")
    assert Absence.objects.on(UNTIL).get(employee=one).neutral_class == "dispatched"
    assert Posting.objects.on(UNTIL).filter(employee=one, kind="dispatched").exists()


def test_the_trainee_from_the_prefecture():
    trainee = number("T00207")
    assert trainee.number_kind == "temporary"
    assert trainee.employment_type.counts_as_staff is False
    assert trainee.employment_type.shown_apart is True


def test_a_bureau_head_acts_as_section_head():
    rows = Posting.objects.on(UNTIL).filter(employee=person("000208"), is_head=True)
    assert {(row.kind, row.post_title) for row in rows} == {
        ("main", "部長"),
        ("acting", "課長事務取扱"),
    }


def test_the_election_office_has_only_joint_postings():
    office = Department.objects.get(name="選挙管理委員会事務局")
    kinds = set(office.postings.values_list("kind", flat=True))
    assert kinds == {"joint"}
    assert office.postings.filter(employee=person("000209")).exists()


def test_parental_leave_over_the_first_of_april():
    row = Absence.objects.get(employee=person("000210"))
    assert row.starts_on < APRIL < row.ends_on
    assert row.neutral_class == "leave"


def test_shorter_hours_are_no_absence():
    assert not Absence.objects.filter(employee=person("000211")).exists()


def test_the_changed_name():
    one = person("000212")
    assert EmployeeName.objects.on(UNTIL).get(employee=one).name == "菊地　香織"
    before = EmployeeName.objects.on(date(2025, 6, 30)).get(employee=one)
    assert before.name == "内田　香織"


@pytest.mark.parametrize(
    ("staff_number", "shown", "delivered"),
    [("000213", "吉田　太郎", "𠮷田　太郎"), ("000214", "渡邉　学", "渡\ue000　学")],
)
def test_characters_that_were_replaced(staff_number, shown, delivered):
    row = EmployeeName.objects.get(employee=person(staff_number))
    assert (row.name, row.delivered) == (shown, delivered)
    mapped = dict(
        ValueMapping.objects.filter(subject="character").values_list("value", "meaning")
    )
    assert "".join(mapped.get(c, c) for c in delivered) == shown


def test_a_reorganisation_in_october_reuses_a_code():
    one = main_posting(person("000215"))
    assert one.department.starts_on == OCTOBER
    before = Department.objects.get(code=one.department.code, ends_on=OCTOBER)
    assert before.name != one.department.name
    merged = DepartmentSuccession.objects.filter(on=OCTOBER, predecessor=before)
    assert [row.successor.name for row in merged] == ["産業振興課"]


def test_the_reorganisation_in_april_is_n_to_m():
    old = Department.objects.get(name="都市計画課")
    assert old.ends_on == APRIL
    assert old.successions.count() == 2
    new = Department.objects.get(name="まちづくり推進課")
    assert new.precessions.count() == 2
    head = main_posting(person("000218"))
    assert (head.post_title, head.department.name) == ("部長", "都市整備部")
    assert Posting.objects.filter(starts_on=APRIL, cause="reorganised").exists()


def test_a_transfer_that_is_not_announced():
    one = person("000216")
    row = Posting.objects.get(employee=one, starts_on=NEXT_APRIL)
    assert row.department.starts_on == NEXT_APRIL
    assert row not in Posting.objects.announced(UNTIL)
    assert main_posting(one).department.name == "企画課"


def test_a_nursery_with_one_shared_computer_and_no_mailboxes():
    nursery = Department.objects.get(name="みどり保育園")
    teacher = person("000102")
    assert main_posting(teacher).department == nursery
    assert Designation.objects.filter(employee=teacher, type__code="shared-pc").exists()
    assert User.objects.get(employee=teacher).personal_email is None
    tries = Attempt.objects.filter(employee=teacher)
    assert set(tries.values_list("identified_by", flat=True)) <= {"shared_device"}


def test_the_agency_worker():
    kind = number("H00217").employment_type
    assert (kind.code, kind.counts_as_staff, kind.in_all_staff) == (
        "agency",
        False,
        True,
    )


def test_the_employee_of_the_demonstration_has_one_lesson_left():
    one = person("000101")
    assert not Attempt.objects.filter(employee=one).exists()
    done = one.lesson_completions.filter(lesson__code__startswith="sec-").count()
    assert done == 6
    assert not Attainment.objects.filter(employee=one).exists()
    yesterday = UNTIL - timedelta(days=1)
    assert one.lesson_completions.first().completed_at.date() == yesterday


# ---- the sign-ins of the demonstration ----------------------------------------------


def test_each_role_signs_in_and_may_do_what_it_is_for():
    expected = {
        "employee": set(),
        "shared_employee": set(),
        "section_head": {"section_head"},
        "leader": {"leader"},
        "bureau_chaser": {"bureau_chaser"},
        "hr": {"hr"},
        "security": {"security"},
        "editor": {"editor"},
        "planner": {"planner"},
        "auditor": {"auditor"},
        "administrator": {"administrator"},
    }
    made = make_sign_ins(today=UNTIL)
    assert [each.role for each in made] == list(expected)
    for each in made:
        user = account_for(each.sign_in, today=UNTIL)
        assert user.check_password(each.password)
        assert {held.role for held in roles_of(user, today=UNTIL)} == expected[
            each.role
        ]
        assert resolve(each.start)


def test_the_sections_have_leaders():
    leaders = RoleGrant.objects.on(UNTIL).filter(role="leader")
    places = list(leaders.values_list("department", flat=True))
    assert len(places) > 10
    assert len(places) == len(set(places))


def test_the_city_has_words_of_its_own():
    assert city().name == "みほん市"
    assert city().active_plan == "matsue"


def test_the_course_comes_before_its_test_on_the_list_of_what_is_due():
    items = due_for(person("000101"), UNTIL)
    assert [item.subject_code for item in items] == [
        "security-basics",
        "security-basics-test",
        "dx-basics",
    ]
    assert (items[0].lessons_done, items[0].lessons_total) == (6, 7)
