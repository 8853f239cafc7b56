"""Who asks: the person that the signed-in user is."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from learning.people.models import Employee
from learning.people.visitors import signed_in_user


def own_employee(request: HttpRequest) -> Employee:
    """Return the person that the user is; PermissionDenied for accounts without one."""
    employee = signed_in_user(request).employee
    if employee is None:
        raise PermissionDenied
    return employee
