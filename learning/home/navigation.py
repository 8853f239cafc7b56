"""Where a person may go: the items of the menu and the page that a role begins at.

Names addresses of all rooms; asks permissions, decides none.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.people.models import User
from learning.people.permissions import Permission, permissions_of

P = Permission


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One item of the menu, as components/navigation_list.html wants it."""

    url: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the menu, whom it is for, and what lies elsewhere and belongs to it."""

    name: str
    label: Promise
    permissions: tuple[Permission, ...]
    also: tuple[str, ...] = ()


MENU = (
    Place("home:my_page", _("マイページ"), (P.LEARN,)),
    Place(
        "courses:catalogue", _("コース"), (P.LEARN, P.EDIT_CONTENT), also=("/courses/",)
    ),
    Place("home:record", _("わたしの記録"), (P.LEARN,)),
    Place("campaigns:section", _("課の状況"), (P.SEE_COMPLETION,)),
    Place("campaigns:standing_list", _("受講状況"), (P.ASSIGN, P.AUDIT)),
    Place("people:employees", _("職員"), (P.MANAGE_PEOPLE, P.AUDIT)),
    Place("people:imports", _("職員取込"), (P.IMPORT_PEOPLE,)),
    Place("reports:departments", _("到達状況"), (P.SEE_FIGURES,)),
    Place("literacy:plan", _("計画"), (P.EDIT_PLAN,)),
    Place("people:log", _("証跡"), (P.AUDIT,)),
    Place("people:grants", _("役割"), (P.AUDIT, P.ADMINISTER)),
    Place("people:city", _("市の設定"), (P.ADMINISTER,)),
    Place(
        "wagtailadmin_home",
        _("管理画面"),
        (P.EDIT_CONTENT, P.MANAGE_PEOPLE, P.ASSIGN, P.EDIT_PLAN, P.ADMINISTER),
    ),
)

# The first that a person may see is where their work begins, the widest role first.
BEGINNINGS = (
    ("people:log", P.AUDIT),
    ("people:employees", P.MANAGE_PEOPLE),
    ("campaigns:standing_list", P.ASSIGN),
    ("reports:departments", P.EDIT_PLAN),
    ("wagtailadmin_home", P.EDIT_CONTENT),
    ("people:grants", P.ADMINISTER),
    ("campaigns:section", P.SEE_COMPLETION),
)


@cache
def _address(name: str) -> str:
    return reverse(name)


def navigation_for(user: User, *, path: str, today: date) -> list[NavigationItem]:
    """List the menu's items that ``user`` may open today, the page at ``path`` marked.

    Of several items that lie above ``path`` the longest address is the current one.
    """
    held = permissions_of(user, today=today)
    open_to = [
        (_address(place.name), place)
        for place in MENU
        if not held.isdisjoint(place.permissions)
    ]
    above = [
        (len(beginning), url)
        for url, place in open_to
        for beginning in (url, *place.also)
        if path.startswith(beginning)
    ]
    _length, current = max(above, default=(0, None))
    return [
        NavigationItem(url, str(place.label), current=url == current)
        for url, place in open_to
    ]


def start_of(user: User, *, today: date) -> str:
    """The address of the page that this person's work begins at."""
    held = permissions_of(user, today=today)
    for name, permission in BEGINNINGS:
        if permission in held:
            return reverse(name)
    return reverse("home:my_page")
