"""A small city with one account per role, for tests that walk all pages.

総務部 has 情報課 and 市民課; 情報課 becomes 未来創造課 on a day ahead, which nobody but HR
may know. Every account but the outsider's belongs to somebody of 情報課.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from learning.people.actions.back_office import sync_groups
from learning.people.models import Role, RoleGrant, User
from tests.factories.people import (
    DepartmentFactory,
    EmployeeFactory,
    EmploymentFactory,
    PostingFactory,
    UserFactory,
)

START = date(2020, 4, 1)
FUTURE = date(2099, 4, 1)
RECORDED_AT = datetime(2020, 4, 1, tzinfo=UTC)
SECRET_UNIT = "未来創造課"
SECRET_CODE = "ZZ909"

ROLES = (
    "anonymous",
    "employee",
    "section_head",
    "leader",
    "bureau_chaser",
    "hr",
    "security",
    "auditor",
    "editor",
    "planner",
    "administrator",
    "expired",
    "closed",
)
SIGNED_IN = frozenset(ROLES) - {"anonymous", "expired", "closed"}


@dataclass
class World:
    """What a row of the table may ask for to fill in a URL."""

    bureau: Any
    section: Any
    other_section: Any
    employee: Any  # works in ``section``, moves to the secret unit
    users: dict[str, User] = field(default_factory=dict)
    grant: Any = None

    def sign_in(self, client, role):
        """Make the client this role's; the anonymous has nobody behind."""
        client.logout()
        if role != "anonymous":
            client.force_login(self.users[role])


def make_world() -> World:
    """Build it; everything is dated from 2020."""
    bureau = DepartmentFactory(bureau=True, name="総務部", code="A1")
    section = DepartmentFactory(parent=bureau, name="情報課", code="A11")
    other = DepartmentFactory(parent=bureau, name="市民課", code="A12")
    secret = DepartmentFactory(
        parent=bureau, name=SECRET_UNIT, code=SECRET_CODE, starts_on=FUTURE
    )
    mover = EmploymentFactory(number="700001")
    PostingFactory(employment=mover, department=section, ends_on=FUTURE)
    PostingFactory(employment=mover, department=secret, starts_on=FUTURE)
    world = World(bureau, section, other, mover.employee)
    UserFactory(employee=mover.employee)
    for role in ROLES[1:-2]:
        world.users[role] = _account(world, role)
    world.users["expired"] = UserFactory(employee=None, expires_on=date(2026, 4, 1))
    leaver = EmployeeFactory()
    EmploymentFactory(employee=leaver, ended=True)
    world.users["closed"] = UserFactory(employee=leaver)
    world.grant = RoleGrant.objects.get(role=Role.LEADER)
    sync_groups(users=list(User.objects.all()), today=date(2026, 11, 20))
    return world


def _account(world: World, role: str) -> User:
    posting = PostingFactory(
        department=world.section,
        head=role == "section_head",
    )
    user = UserFactory(employee=posting.employee)
    place = {
        "leader": {"department": world.section},
        "bureau_chaser": {"department": world.bureau},
    }
    if role in Role.values and role != Role.SECTION_HEAD:
        RoleGrant.objects.create(
            user=user,
            role=role,
            starts_on=START,
            ends_on=FUTURE if role == Role.AUDITOR else None,
            recorded_at=RECORDED_AT,
            **place.get(role, {}),
        )
    return user
