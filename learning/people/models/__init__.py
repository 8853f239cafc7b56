"""Models of people; callers write ``from learning.people.models import Posting``."""

from learning.people.models.accommodation import Accommodation
from learning.people.models.department import (
    AppointingAuthority,
    Department,
    DepartmentSuccession,
)
from learning.people.models.employee import (
    Absence,
    Designation,
    DesignationType,
    Employee,
    EmployeeName,
)
from learning.people.models.employment import (
    Employment,
    EmploymentType,
    Posting,
    PostTitle,
    RankClass,
)
from learning.people.models.role_grant import Role, RoleGrant
from learning.people.models.roster_import import (
    RosterImport,
    RosterSource,
    ValueMapping,
)
from learning.people.models.user import OneTimeCode, User

__all__ = [
    "Absence",
    "Accommodation",
    "AppointingAuthority",
    "Department",
    "DepartmentSuccession",
    "Designation",
    "DesignationType",
    "Employee",
    "EmployeeName",
    "Employment",
    "EmploymentType",
    "OneTimeCode",
    "PostTitle",
    "Posting",
    "RankClass",
    "Role",
    "RoleGrant",
    "RosterImport",
    "RosterSource",
    "User",
    "ValueMapping",
]
