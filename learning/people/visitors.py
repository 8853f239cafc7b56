"""Who asks: the signed-in user of a request that a guard let in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from learning.people.models import User


def signed_in_user(request: HttpRequest) -> User:
    """Return the user that the guard let in; PermissionDenied for any other."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
