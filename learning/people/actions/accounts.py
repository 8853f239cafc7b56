"""Changes to accounts: making them, codes of slips, passwords, addresses.

Asks nobody's permission and reads no clock. Codes leave this module once, as the
return value; only their hashes are stored and nothing of them is logged.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.log.actions import NewEntry, write, write_many
from learning.people.accounts.codes import hash_code, is_code, new_code
from learning.people.actions.back_office import sync_groups
from learning.people.errors import AccountNameRefused, AccountTaken, WrongCode
from learning.people.models import Employee, EmployeeName, OneTimeCode, User

MOST_TRIES = 10


def subject_of(user: User) -> tuple[str, str, str]:
    """The account as the subject of a log entry: the person where there is one."""
    if user.employee is not None:
        return ("employee", str(user.employee.public_id), user.get_full_name())
    return ("account", user.username, user.get_full_name())


@transaction.atomic
def ensure_users(
    *, employees: Iterable[Employee], by: User | None, at: datetime
) -> list[User]:
    """Make the missing accounts of these people; return the accounts of all.

    A new account has no password: a one-time code is the way in. One log entry says
    how many were made.
    """
    people = {employee.pk: employee for employee in employees}
    known = set(
        User.objects.filter(employee__in=people).values_list("employee_id", flat=True)
    )
    missing = [employee for pk, employee in people.items() if pk not in known]
    names = _names_of(missing, timezone.localdate(at))
    User.objects.bulk_create(
        User(
            username=str(employee.public_id),
            first_name=names.get(employee.pk, ""),
            employee=employee,
            password=make_password(None),
            date_joined=at,
        )
        for employee in missing
    )
    if missing:
        write("account.make", by=by, at=at, detail={"count": len(missing)})
    return list(User.objects.filter(employee__in=people).select_related("employee"))


def issue_code(*, user: User, by: User | None, at: datetime) -> str:
    """Cancel the account's live code and return a new one."""
    return issue_codes(users=[user], by=by, at=at)[user.pk]


@transaction.atomic
def issue_codes(
    *, users: Sequence[User], by: User | None, at: datetime
) -> dict[int, str]:
    """Return a new code for each account, by its key; earlier live ones are cancelled.

    Each account gets its own log entry, so that the person can see who and when.
    """
    live = OneTimeCode.objects.filter(
        user__in=users, used_at__isnull=True, cancelled_at__isnull=True
    )
    live.update(cancelled_at=at)
    codes = {user.pk: new_code() for user in users}
    expires_at = at + timedelta(days=settings.CODE_VALID_DAYS)
    OneTimeCode.objects.bulk_create(
        OneTimeCode(
            user=user,
            code_hash=hash_code(codes[user.pk], user_id=user.pk),
            issued_at=at,
            issued_by=by,
            expires_at=expires_at,
        )
        for user in users
    )
    write_many(
        [NewEntry("account.issue_code", subject=subject_of(u)) for u in users],
        by=by,
        at=at,
    )
    return codes


def check_code(*, user: User, code: str, at: datetime) -> OneTimeCode:
    """Return the account's live code if it is the one typed.

    Raises
    ------
    WrongCode
        If there is no live code, it has expired, was tried too often, or differs. A
        code that differs costs one of its tries, which stays counted.
    """
    live = OneTimeCode.objects.filter(
        user=user,
        used_at__isnull=True,
        cancelled_at__isnull=True,
        expires_at__gt=at,
        tries__lt=MOST_TRIES,
    ).first()
    if live is None:
        raise WrongCode
    if not is_code(code, user_id=user.pk, code_hash=live.code_hash):
        OneTimeCode.objects.filter(pk=live.pk).update(tries=F("tries") + 1)
        raise WrongCode
    return live


def redeem_code(
    *, one_time_code: OneTimeCode, password: str, at: datetime
) -> OneTimeCode:
    """Use up a code that ``check_code`` returned and set the account's password.

    Raises ``WrongCode`` if somebody used or cancelled it meanwhile.
    """
    hashed = make_password(password)
    with transaction.atomic():
        used = OneTimeCode.objects.filter(
            pk=one_time_code.pk, used_at__isnull=True, cancelled_at__isnull=True
        ).update(used_at=at)
        if not used:
            raise WrongCode
        user = one_time_code.user
        user.password = hashed
        user.must_set_password = False
        user.save(update_fields=["password", "must_set_password"])
        write("account.redeem_code", by=user, at=at, subject=subject_of(user))
    return one_time_code


@transaction.atomic
def record_sign_in(*, user: User, kind: str, at: datetime) -> User:
    """Note a sign-in; take over today's name and the groups of today's roles."""
    today = timezone.localdate(at)
    if user.employee is not None:
        name = _names_of([user.employee], today).get(user.employee.pk)
        if name and name != user.first_name:
            # The whole name: Wagtail greets people by their first name.
            user.first_name, user.last_name = name, ""
            user.save(update_fields=["first_name", "last_name"])
    sync_groups(users=[user], today=today)
    subject = subject_of(user)
    write("account.sign_in", by=user, at=at, subject=subject, detail={"kind": kind})
    return user


@transaction.atomic
def record_password_change(*, user: User, at: datetime) -> User:
    """Note that the person changed the password (done by the sign-in library)."""
    write("account.change_password", by=user, at=at, subject=subject_of(user))
    return user


@transaction.atomic
def set_personal_email(
    *, user: User, email: str | None, by: User, at: datetime
) -> User:
    """Set or clear the address that may be used instead of the staff number."""
    email = email.strip().lower() if email else None
    others = User.objects.exclude(pk=user.pk)
    if email and others.filter(personal_email__iexact=email).exists():
        raise AccountTaken(
            _(
                "このメールアドレスは使えません。別のアドレスを入力してください。"
                "いままでの設定は変わっていません。"
            )
        )
    user.personal_email = email
    user.save(update_fields=["personal_email"])
    write("account.set_email", by=by, at=at, subject=subject_of(user))
    return user


@transaction.atomic
def make_expiring_account(
    *, name: str, expires_on: date, by: User | None, at: datetime
) -> User:
    """Make an account without an employee: an outside auditor, the first administrator.

    ``expires_on`` is the first day without. Raises ``AccountTaken`` if the name is,
    ``AccountNameRefused`` if it can't be typed or stored.
    """
    _refuse_name(name)
    if User.objects.filter(username=name).exists():
        raise AccountTaken(
            _("「%(name)s」という名前の利用者がすでにいます。別の名前にしてください。")
            % {"name": name}
        )
    user = User.objects.create(
        username=name,
        first_name=name,
        expires_on=expires_on,
        password=make_password(None),
        date_joined=at,
    )
    detail = {"expires_on": expires_on.isoformat()}
    write("account.make", by=by, at=at, subject=subject_of(user), detail=detail)
    return user


def _refuse_name(name: str) -> None:
    longest = User._meta.get_field("username").max_length or 0
    if not 0 < len(name) <= longest or name != name.strip() or not name.isprintable():
        raise AccountNameRefused(
            _("利用者名は、前後に空白のない %(longest)s 文字までにしてください。")
            % {"longest": longest}
        )


def _names_of(employees: Iterable[Employee], day: date) -> dict[int, str]:
    rows = EmployeeName.objects.on(day).filter(employee__in=list(employees))
    return dict(rows.values_list("employee_id", "name"))
