"""Ways from a person's page to what higher apps know of that person.

Higher apps register theirs when they start; people knows only names of addresses.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise

from learning.people.models import User
from learning.people.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class PersonLink:
    """One way: its words, the address taking a public id, and who may go it."""

    label: str | Promise
    url_name: str
    permission: Permission


_links: list[PersonLink] = []


def register(link: PersonLink) -> None:
    """Offer a link on every person's page; registering it again changes nothing."""
    if link not in _links:
        _links.append(link)


def links_for(
    user: User | AnonymousUser, public_id: UUID, *, today: date
) -> list[dict[str, str]]:
    """Links that ``user`` may follow from this person's page."""
    return [
        {"label": str(link.label), "url": reverse(link.url_name, args=[public_id])}
        for link in _links
        if may(user, link.permission, today=today)
    ]
