"""Who a typed number or address belongs to, and who may sign in on a day.

Knows the roster's rule; knows nothing of passwords or requests.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from learning.japanese.width import fold
from learning.people.models import Employment, User


def account_for(login: str, *, today: date) -> User | None:
    """Return the account that ``login`` means on ``today``, or None.

    A current staff number (several of one person lead to one account), the personal
    e-mail, or the name of an account with an expiry. Full-width digits and letters
    count as their plain forms. An account that may not sign in is not returned.
    """
    user = _by_email(login) if "@" in fold(login) else _by_number(login, today)
    return user if user is not None and may_sign_in(user, today=today) else None


def may_sign_in(user: User, *, today: date) -> bool:
    """Whether the account is open: on the roster today, or not yet expired."""
    if not user.is_active or user.is_expired(today):
        return False
    if user.employee_id is None:
        return True
    return Employment.objects.on(today).filter(employee_id=user.employee_id).exists()


def with_roster(users: QuerySet[User], *, today: date) -> QuerySet[User]:
    """Mark each account with ``is_on_roster``: an employment that holds today."""
    held = Employment.objects.on(today).filter(employee_id=OuterRef("employee_id"))
    return users.annotate(is_on_roster=Exists(held))


def is_still_open(user: User, *, today: date) -> bool:
    """``may_sign_in`` for an account read by ``with_roster``, without a query."""
    on_roster = getattr(user, "is_on_roster", None)
    if on_roster is None or user.employee_id is None:
        return may_sign_in(user, today=today)
    return user.is_active and not user.is_expired(today) and on_roster


def _by_email(login: str) -> User | None:
    return _accounts().filter(personal_email__iexact=fold(login)).first()


def _by_number(login: str, today: date) -> User | None:
    spellings = number_spellings(login)
    people = set(
        Employment.objects.on(today)
        .filter(number__in=spellings)
        .values_list("employee_id", flat=True)
    )
    if len(people) == 1:
        return _accounts().filter(employee_id=people.pop()).first()
    if people:
        return None
    return _accounts().filter(employee=None, username__in=spellings).first()


def number_spellings(login: str) -> list[str]:
    """The forms in which a number may stand on the roster."""
    folded = fold(login)
    return list({login.strip(), folded, folded.upper()})


def _accounts() -> QuerySet[User]:
    return User.objects.select_related("employee")
