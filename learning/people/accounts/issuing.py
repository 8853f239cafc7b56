"""Whose code somebody may issue, and who still needs one.

A code is a way into the account. So a leader issues only for people who hold no role
over others; for those HR does.
"""

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from learning.people.listing import may_be_opened
from learning.people.models import Employee, Employment, Posting, RoleGrant, User
from learning.people.permissions import Permission, may, scope_of


def may_issue_for(by: User, employee: Employee, *, today: date) -> bool:
    """Whether ``by`` may issue a code for this person today."""
    scope = scope_of(by, Permission.ISSUE_CODES, today=today)
    if scope.is_empty or not may_be_opened(employee, scope=scope, day=today):
        return False
    if may(by, Permission.MANAGE_PEOPLE, today=today):
        return True
    return not RoleGrant.objects.on(today).filter(user__employee=employee).exists()


def without_password(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Only people who have not set a password of their own yet."""
    ready = User.objects.exclude(
        Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    ).filter(employee_id=OuterRef("employee_id"))
    return postings.exclude(Exists(ready))


def joined_since(postings: QuerySet[Posting], since: date) -> QuerySet[Posting]:
    """Only people with no employment before ``since``."""
    earlier = Employment.objects.known().filter(
        employee_id=OuterRef("employee_id"), starts_on__lt=since
    )
    return postings.exclude(Exists(earlier))
