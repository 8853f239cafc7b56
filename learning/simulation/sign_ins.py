"""One sign-in per role for the demonstration: known passwords, and where to begin."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.hashers import is_password_usable, make_password
from django.db import transaction
from django.urls import reverse

from learning.people.models import Employment, User

PASSWORD = "choudo-demo"  # noqa: S105 - known on purpose, in the demonstration only

# role → staff number of the person of note, name of the page where the role begins
ROLES = {
    "employee": ("000101", "home:my_page"),
    "shared_employee": ("000102", "home:my_page"),
    "section_head": ("000103", "campaigns:section"),
    "leader": ("000104", "campaigns:section"),
    "bureau_chaser": ("000105", "campaigns:section"),
    "hr": ("000106", "people:employees"),
    "security": ("000107", "campaigns:standing_list"),
    "editor": ("000108", "wagtailadmin_home"),
    "planner": ("000109", "reports:departments"),
    "auditor": ("000110", "people:log"),
    "administrator": ("000111", "people:grants"),
}
ROLE_NAMES = {
    "employee": "職員",
    "shared_employee": "職員（共用端末）",
    "section_head": "所属長",
    "leader": "推進リーダー",
    "bureau_chaser": "部主管課担当",
    "hr": "人事",
    "security": "情報セキュリティ",
    "editor": "教材担当",
    "planner": "企画",
    "auditor": "内部監査担当",
    "administrator": "管理者",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one role signs in, and the path where it begins."""

    role: str
    name: str
    sign_in: str
    password: str
    start: str


@transaction.atomic
def make_sign_ins(*, today: date) -> list[SignIn]:
    """Give each role's person the known password; returns how they sign in.

    Raises ``LookupError`` if one of them is not in this city.
    """
    made = []
    for role, (number, page) in ROLES.items():
        user = _user_of(number, today)
        user.password = make_password(PASSWORD)
        user.must_set_password = False
        user.save(update_fields=["password", "must_set_password"])
        made.append(SignIn(role, user.get_full_name(), number, PASSWORD, reverse(page)))
    return made


def are_made(*, today: date) -> bool:
    """Whether every role's person has a password in this database."""
    numbers = [number for number, _page in ROLES.values()]
    users = dict(
        Employment.objects.on(today)
        .filter(number__in=numbers, employee__user__isnull=False)
        .values_list("number", "employee__user__password")
    )
    return len(users) == len(numbers) and all(map(is_password_usable, users.values()))


def write_sign_ins(sign_ins: list[SignIn], path: Path) -> None:
    """Write the list as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(each) for each in sign_ins]
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8")


def read_sign_ins(path: Path) -> list[SignIn]:
    """Read the list that ``write_sign_ins`` wrote."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [SignIn(**row) for row in rows]


def as_table(sign_ins: list[SignIn], *, url: str) -> str:
    """The list for a terminal."""
    lines = [
        f"  {each.sign_in}  {each.password}  {url}{each.start}"
        f"  {ROLE_NAMES[each.role]}：{each.name}"
        for each in sign_ins
    ]
    return "\n".join(["職員番号  パスワード  はじめのページ  役割：氏名", *lines])


def _user_of(number: str, today: date) -> User:
    row = (
        Employment.objects.on(today)
        .filter(number=number, employee__user__isnull=False)
        .values_list("employee__user", flat=True)
        .first()
    )
    if row is None:
        raise LookupError(number)
    return User.objects.get(pk=row)
