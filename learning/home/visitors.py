"""Who asks: the signed-in user and person of a request, for the guarded views."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from learning.people.models import Employee, User


def signed_in_user(request: HttpRequest) -> User:
    """Return the user that the guard let in; PermissionDenied for any other."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def own_employee(request: HttpRequest) -> Employee:
    """Return the person that the user is; PermissionDenied for accounts without one."""
    employee = signed_in_user(request).employee
    if employee is None:
        raise PermissionDenied
    return employee
