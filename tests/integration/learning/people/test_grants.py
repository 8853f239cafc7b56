"""Roles: given, ended, following a reorganisation, reaching the back office's groups."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from learning.log.models import Entry
from learning.people.actions.back_office import sync_groups
from learning.people.actions.grants import (
    NewGrant,
    Place,
    follow_succession,
    grant,
    revoke,
)
from learning.people.errors import GrantRefused
from learning.people.models import Role, RoleGrant, User
from learning.people.permissions import Permission, may, scope_of
from learning.people.views.grants import token_of
from tests.factories.people import DepartmentFactory, PostingFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
APRIL = date(2027, 4, 1)
P = Permission


@pytest.fixture
def user():
    return UserFactory()


def give(user, role, **more):
    more.setdefault("starts_on", TODAY)
    new = NewGrant(user=user, role=role, reason="辞令第1号", **more)
    return grant(new=new, by=None, at=AT)


def fresh(user):
    """The account as the next request reads it."""
    return User.objects.get(pk=user.pk)


def groups(user):
    return set(user.groups.values_list("name", flat=True))


def test_a_role_holds_in_its_subtree_from_its_day(user):
    section = DepartmentFactory()
    below = DepartmentFactory(parent=section)
    give(user, Role.LEADER, place=Place(department=section), starts_on=APRIL)
    assert not may(fresh(user), P.SEE_NAMES, today=TODAY)
    scope = scope_of(fresh(user), P.SEE_NAMES, today=APRIL)
    assert scope.covers(below)
    assert not scope.covers(DepartmentFactory())


def test_a_role_reaches_its_group_at_once_or_on_its_day(user):
    give(user, Role.EDITOR)
    assert groups(user) == {"教材担当"}
    assert fresh(user).has_perm("wagtailadmin.access_admin")
    other = UserFactory()
    give(other, Role.HR, starts_on=APRIL)
    assert groups(other) == set()
    sync_groups(users=[other], today=APRIL)
    assert groups(other) == {"人事"}


def test_an_ended_role_leaves_its_group_and_keeps_groups_of_others(user):
    row = give(user, Role.EDITOR)
    revoke(grant=row, ends_on=TODAY, reason="異動", by=None, at=AT)
    assert groups(user) == set()
    assert not may(fresh(user), P.EDIT_CONTENT, today=TODAY)


def test_ending_a_role_keeps_what_was_before(user):
    row = give(user, Role.HR, starts_on=date(2026, 4, 1))
    revoke(grant=row, ends_on=TODAY, reason="異動", by=None, at=AT)
    assert may(fresh(user), P.SEE_NAMES, today=date(2026, 11, 19))
    assert not may(fresh(user), P.SEE_NAMES, today=TODAY)
    assert RoleGrant.objects.count() == 2
    entry = Entry.objects.get(action="grant.revoke")
    assert entry.payload.detail["reason"] == "異動"


def test_a_role_that_never_began_is_withdrawn(user):
    row = give(user, Role.HR, starts_on=APRIL)
    assert revoke(grant=row, ends_on=TODAY, reason="誤り", by=None, at=AT) is None
    assert not may(fresh(user), P.SEE_NAMES, today=APRIL)


@pytest.mark.parametrize(
    ("role", "ends_on", "words"),
    [
        (Role.SECTION_HEAD, None, "職名から決まる"),
        (Role.AUDITOR, None, "終わりの日を入力"),
        (Role.HR, TODAY, "始まりの日より後"),
    ],
)
def test_what_may_not_be_given(user, role, ends_on, words):
    with pytest.raises(GrantRefused, match=words):
        give(user, role, ends_on=ends_on)
    assert not RoleGrant.objects.exists()


def test_the_same_role_twice_is_refused(user):
    give(user, Role.HR)
    with pytest.raises(GrantRefused, match="同じ役割"):
        give(user, Role.HR, starts_on=APRIL)


def test_roles_follow_a_department_to_its_only_successor(user):
    old = DepartmentFactory()
    new = DepartmentFactory(starts_on=APRIL)
    give(user, Role.LEADER, place=Place(department=old), starts_on=date(2026, 4, 1))
    follow_succession(predecessor=old, successor=new, on=APRIL, by=None, at=AT)
    before = scope_of(fresh(user), P.SEE_NAMES, today=date(2027, 3, 31))
    after = scope_of(fresh(user), P.SEE_NAMES, today=APRIL)
    assert before.covers(old)
    assert not before.covers(new)
    assert after.covers(new)
    assert not after.covers(old)


def test_an_ended_role_follows_nowhere(user):
    old, new = DepartmentFactory(), DepartmentFactory(starts_on=APRIL)
    place = Place(department=old)
    give(user, Role.LEADER, place=place, starts_on=date(2026, 4, 1), ends_on=TODAY)
    followed = follow_succession(
        predecessor=old, successor=new, on=APRIL, by=None, at=AT
    )
    assert followed == []


class TestPages:
    @pytest.fixture(autouse=True)
    def _now(self):
        with time_machine.travel(AT, tick=False):
            yield

    @pytest.fixture
    def hr(self, client):
        user = UserFactory()
        give(user, Role.HR)
        client.force_login(user)
        return user

    def post_grant(self, client, **more):
        data = {"role": "leader", "starts_on": "2026-11-20", "reason": "辞令", **more}
        return client.post(reverse("people:grant_new"), data)

    def test_hr_gives_and_ends_a_role(self, client, hr):
        posting = PostingFactory(employment__number="000777")
        user = UserFactory(employee=posting.employee)
        code = posting.department.code
        page = self.post_grant(
            client, account="０００７７７", department=code, ends_on="2027-03-31"
        )
        assert page.status_code == 302
        row = RoleGrant.objects.get(user=user)
        assert row.ends_on == APRIL  # the last day is 31 March
        assert row.granted_by == hr
        url = reverse("people:grant_revoke", args=[user.username, token_of(row)])
        data = {"ends_on": "2026-11-30", "reason": "異動"}
        assert client.post(url, data).status_code == 302
        assert RoleGrant.objects.known().get(user=user).ends_on == date(2026, 12, 1)

    def test_nobody_gives_a_role_to_themselves(self, client, hr):
        hr.employee.employments.update(number="000001")
        page = self.post_grant(client, account="000001", role="auditor")
        assert "自分の役割は登録できません" in page.content.decode()

    def test_hr_of_a_part_gives_nothing_beyond_it(self, client):
        mine, other = PostingFactory(), PostingFactory(employment__number="000777")
        UserFactory(employee=other.employee)
        user = UserFactory(employee=mine.employee)
        give(user, Role.HR, place=Place(authority=mine.department.authority))
        client.force_login(user)
        whole = self.post_grant(client, account="000777")
        beyond = self.post_grant(
            client, account="000777", department=other.department.code
        )
        assert whole.status_code == beyond.status_code == 200
        assert not RoleGrant.objects.filter(role=Role.LEADER).exists()


def test_an_account_for_an_outsider_is_made_by_command(capsys):
    call_command(
        "make_account", "audit-1", "--role", "auditor", "--until", "2099-03-31"
    )
    user = User.objects.get(username="audit-1")
    assert user.expires_on == date(2099, 4, 1)
    assert not user.has_usable_password()
    assert may(user, P.AUDIT, today=date(2099, 3, 31))
    assert not may(fresh(user), P.AUDIT, today=date(2099, 4, 1))
    assert user.codes.count() == 1
    assert "コード:" in capsys.readouterr().out


def test_an_account_is_not_made_twice_nor_for_the_past():
    arguments = ["make_account", "audit-1", "--role", "auditor", "--until"]
    call_command(*arguments, "2099-03-31")
    with pytest.raises(CommandError, match="すでにいます"):
        call_command(*arguments, "2099-03-31")
    for day in ("2020-01-01", "9999-12-31"):
        with pytest.raises(CommandError, match="今日以降"):
            call_command("make_account", "x", "--role", "hr", "--until", day)
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["x" * 400, "", "  ", "audit 1 ", "a\nb", "a\0b"])
def test_a_name_that_nobody_could_type_is_refused(name):
    with pytest.raises(CommandError, match="150 文字まで"):
        call_command("make_account", name, "--role", "hr", "--until", "2099-03-31")
    assert not User.objects.exists()
