"""Preparing the demonstration: refusals, marks, interruptions."""

import json
import socket
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command

from learning.people.models import Department, Employee, RosterImport, User
from learning.simulation.city import Order, simulate
from learning.simulation.demo import (
    Demo,
    Marks,
    holds_a_real_city,
    is_free,
    plan_digest,
)
from learning.simulation.sign_ins import (
    PASSWORD,
    ROLES,
    SignIn,
    as_table,
    read_sign_ins,
    write_sign_ins,
)
from tests.factories.people import EmployeeFactory, EmploymentFactory, UserFactory

ORDER = Order(staff=100, seed=1, years=1, until=date(2026, 11, 20))


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_refused_with_the_mend(taken_port):
    assert not is_free(taken_port)
    with pytest.raises(CommandError, match=f"PORT={taken_port + 1}") as refusal:
        call_command("prepare_demo", port=taken_port)
    assert "\n" not in str(refusal.value)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_free_port_is_free():
    assert is_free(free_port())


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_port_that_does_not_exist_is_refused(port):
    with pytest.raises(CommandError, match=f"ポート {port} はありません"):
        call_command("prepare_demo", port=port)


@pytest.mark.django_db
def test_a_real_city_is_refused_before_any_step(monkeypatch):
    EmployeeFactory()
    monkeypatch.setattr(Demo, "steps", lambda _self: pytest.fail("a step was begun"))
    with pytest.raises(CommandError, match="何もしていません") as refusal:
        call_command("prepare_demo", port=free_port())
    assert "\n" not in str(refusal.value)


@pytest.mark.django_db
def test_the_first_administrator_of_a_city_is_refused_too():
    UserFactory(employee=None, expires_on=date(2030, 1, 1))
    with pytest.raises(CommandError, match="何もしていません"):
        call_command("prepare_demo", port=free_port())


@pytest.mark.django_db
def test_an_empty_database_and_a_demonstration_are_no_real_city():
    assert not holds_a_real_city()
    EmployeeFactory()
    assert holds_a_real_city()
    RosterImport.objects.create(
        kind=RosterImport.Kind.SIMULATION,
        as_of=ORDER.until,
        applied_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    assert not holds_a_real_city()


@pytest.mark.parametrize("staff", ["49", "100001"])
def test_a_city_too_small_or_too_large_is_refused(staff):
    with pytest.raises(CommandError, match="職員数"):
        call_command("simulate_city", staff=int(staff))


@pytest.mark.parametrize("years", [0, 11])
def test_years_out_of_bounds_are_refused(years):
    with pytest.raises(CommandError, match="年数"):
        call_command("simulate_city", years=years)


@pytest.mark.django_db
def test_a_city_with_staff_is_left_alone():
    EmployeeFactory()
    with pytest.raises(CommandError, match="空のデータベース"):
        call_command("simulate_city", staff=100, years=1, stdout=StringIO())
    assert Employee.objects.count() == 1


@pytest.mark.django_db
def test_an_interrupted_city_leaves_nothing():
    def interrupt(_line):
        assert Department.objects.exists()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(ORDER, by=None, say=interrupt)
    assert not Department.objects.exists()
    assert not RosterImport.objects.exists()


@pytest.mark.django_db
def test_a_step_that_failed_leaves_no_mark(tmp_path):
    demo = Demo(folder=tmp_path, order=ORDER, say=print)

    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo._marked("plan", fail, plan_digest)
    assert demo._changed("plan", plan_digest)
    demo._marked("plan", lambda: None, plan_digest)
    assert not demo._changed("plan", plan_digest)


@pytest.mark.django_db
def test_only_what_is_missing_is_needed(tmp_path):
    """In an empty but migrated database everything but the migration is to do."""
    demo = Demo(folder=tmp_path, order=ORDER, say=print)
    needed = [step.name for step in demo.steps() if step.is_needed()]
    assert needed == [
        "画面の部品",
        "計画",
        "教材とテスト",
        "見本の市（職員 100人・1年）",
        "模擬試験",
        "役割ごとの利用者",
    ]


@pytest.mark.django_db
def test_marks_survive_a_broken_file(tmp_path):
    marks = Marks(tmp_path / "prepared.json")
    marks.put("plan", "abc")
    assert Marks(tmp_path / "prepared.json").get("plan") == "abc"
    (tmp_path / "prepared.json").write_text("{", encoding="utf-8")
    assert marks.get("plan") is None


def test_the_list_of_sign_ins(tmp_path):
    rows = [SignIn("hr", "小山　洋子", "000106", "choudo-demo", "/staff/")]
    write_sign_ins(rows, tmp_path / "demo" / "sign-ins.json")
    stored = json.loads((tmp_path / "demo" / "sign-ins.json").read_text("utf-8"))
    assert stored == [
        {
            "role": "hr",
            "name": "小山　洋子",
            "sign_in": "000106",
            "password": "choudo-demo",
            "start": "/staff/",
        }
    ]
    assert read_sign_ins(tmp_path / "demo" / "sign-ins.json") == rows
    table = as_table(rows, url="http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000/staff/" in table
    assert "人事：小山　洋子" in table


@pytest.fixture
def people_of_the_roles():
    """Everybody who signs in, as the city makes them: without a password yet."""
    for number, _page in ROLES.values():
        employment = EmploymentFactory(number=number)
        UserFactory(employee=employment.employee, password=make_password(None))


@pytest.mark.django_db
@pytest.mark.usefixtures("people_of_the_roles")
def test_sign_ins_are_made_once_in_each_database(tmp_path):
    """A list written beside another database, or an older one, opens nothing here."""
    demo = Demo(folder=tmp_path, order=ORDER, say=print)
    step = demo.steps()[-1]
    write_sign_ins([], demo.sign_ins_path)
    assert step.is_needed()
    step.do()
    assert not step.is_needed()
    assert len(read_sign_ins(demo.sign_ins_path)) == len(ROLES)
    user = User.objects.get(employee__employments__number="000101")
    assert user.check_password(PASSWORD)
    demo.sign_ins_path.unlink()
    assert step.is_needed()
