"""What all of an attempt needs: it is the person's own and never cached."""

from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import cache_control

from learning.city.current import city
from learning.composed import composed
from learning.people.accounts import session_kinds
from learning.people.models import Employee
from learning.people.permissions import Permission, View, needs
from learning.people.visitors import signed_in_user
from quizzes import attempt_life
from quizzes.actions import attempts
from quizzes.models import Attempt
from quizzes.save_target import Target, target_of


@composed(UUID, int)
def _attempts(public_id: UUID, employee_id: int) -> QuerySet:
    own = Attempt.objects.filter(public_id=public_id, employee_id=employee_id)
    return own.select_related("quiz")


def learner_page(view: View) -> View:
    """Guard a page of an attempt: signed-in staff only, stored by no browser."""

    @needs(Permission.LEARN)
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return guarded


def employee_id_of(request: HttpRequest) -> int:
    """Return the signed-in person's key without reading the person."""
    return cast(int, signed_in_user(request).employee_id)


def employee_of(request: HttpRequest) -> Employee:
    """Return the signed-in person; the guard has asked for one."""
    return cast(Employee, signed_in_user(request).employee)


def grace() -> timedelta:
    """Return how long after an attempt's end this city takes saves."""
    return timedelta(seconds=city().save_grace_seconds)


def own_attempt(request: HttpRequest, public_id: UUID, *, at: datetime) -> Attempt:
    """Return the person's own attempt, closed first if its end and grace are over.

    Another person's attempt is not found, like one that doesn't exist.
    """
    found = _attempts(public_id, employee_id_of(request))
    if not found:
        raise Http404
    attempt: Attempt = found[0]
    if attempt.closes_at is None or attempt.closes_at > at:
        return attempt
    return attempts.close_if_overdue(attempt=attempt, at=at, grace=grace())


def own_target(
    request: HttpRequest, public_id: UUID, position: int, *, at: datetime
) -> Target:
    """Return what a save meets, as ``own_attempt`` but in one query while time runs.

    ``position`` counts from 0; one that the attempt doesn't have is not found either.
    """
    target = target_of(
        public_id=public_id, employee_id=employee_id_of(request), position=position
    )
    if target is None:
        raise Http404
    if attempt_life.is_time_up(target.closes_at, at):
        own_attempt(request, public_id, at=at)
    return target


def identified_by(request: HttpRequest) -> str:
    """Return how this session knows who is answering."""
    if session_kinds.is_shared(request.session):
        return Attempt.IdentifiedBy.SHARED_DEVICE
    return Attempt.IdentifiedBy.SIGN_IN
