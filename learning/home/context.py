"""What every page shows around its content: who is here, where they may go, the city.

Read once per request and only when a template asks; nothing for the anonymous.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from learning.city.current import city
from learning.city.models import City
from learning.composed import composed
from learning.home.navigation import NavigationItem, navigation_for
from learning.japanese.wareki import format_wareki_short
from learning.people.accounts.browser_store import browser_store
from learning.people.models import EmployeeName, Employment, Posting, User
from learning.people.today import today as local_today

NUMBER_END_LENGTH = 4


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, as the header says it."""

    name: str
    number_end: str = ""
    department: str = ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give base.html its words: at most five queries in all, none before they show."""
    cached = getattr(request, "_frame", None)
    if cached is None:
        cached = _frame(request)
        request._frame = cached  # type: ignore[attr-defined]
    return cached


def signed_in(user: User, today: date) -> SignedIn:
    """Read name, end of the number and department of today: one query for most.

    Who has no main posting (about to begin, between two appointments) takes two more.
    """
    row = _posted(user.employee_id, today) if user.employee_id else ("", "", "")
    name, number, department = row
    if not name:
        return SignedIn(name=user.get_full_name() or user.get_username())
    return SignedIn(name, (number or "")[-NUMBER_END_LENGTH:], department or "")


def _frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    today = local_today()
    words: Any = SimpleLazyObject(city)
    return {
        "today": format_wareki_short(today),
        "city": words,
        "helpdesk": SimpleLazyObject(lambda: _helpdesk(words)),
        "person": SimpleLazyObject(lambda: signed_in(user, today)),
        "browser_store": SimpleLazyObject(
            lambda: browser_store(user_id=user.pk, session=request.session)
        ),
        "navigation": SimpleLazyObject(lambda: _navigation(request, user, today)),
    }


def _navigation(request: HttpRequest, user: User, today: date) -> list[NavigationItem]:
    return navigation_for(user, path=request.path, today=today)


def _helpdesk(words: City) -> str:
    """The help desk's extension; empty until the city has set it."""
    unset = City._meta.get_field("helpdesk_extension").get_default()
    return "" if words.helpdesk_extension == unset else words.helpdesk_extension


@composed(int, date)
def _main_post(employee_id: int, today: date) -> QuerySet:
    names = EmployeeName.objects.on(today).filter(employee_id=employee_id)
    return (
        Posting.objects.on(today)
        .filter(employee_id=employee_id, kind=Posting.Kind.MAIN)
        .values_list(
            Subquery(names.values("name")[:1]),
            "employment__number",
            "department__name",
        )[:1]
    )


def _posted(employee_id: int, today: date) -> tuple[str | None, str, str]:
    """Name, number and department by the main posting; without one, what is known."""
    for posted in _main_post(employee_id, today):
        return posted
    names = EmployeeName.objects.on(today).filter(employee_id=employee_id)
    appointed = Employment.objects.on(today).filter(employee_id=employee_id)
    numbers = appointed.order_by("-starts_on").values_list("number", flat=True)
    name = names.values_list("name", flat=True).first()
    return (name, numbers.first() or "", "")
