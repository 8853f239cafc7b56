"""Lists of people show how each stands toward a requirement: a look counts in the log."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from learning.campaigns.models import Requirement
from learning.log.actions.groups import write_about_people
from learning.people.visitors import signed_in_user


def log_look(
    request: HttpRequest,
    requirement: Requirement,
    people: Collection[UUID],
    *,
    action: str = "standing.view",
) -> None:
    """Write that the visitor saw how these people stand; ``people`` by public id."""
    write_about_people(
        action,
        people=people,
        label=requirement.title,
        by=signed_in_user(request),
        at=timezone.now(),
        detail={"requirement": requirement.code},
    )
