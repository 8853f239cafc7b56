"""What stands in the tables of a demo city, to compare one with another."""

from courses.models import CourseCompletion
from learning.campaigns.models import Assignment
from learning.literacy.models import Attainment, Evidence
from learning.people.models import (
    Absence,
    Department,
    Designation,
    EmployeeName,
    Employment,
    Posting,
    RoleGrant,
    User,
)
from quizzes.models import Attempt, Response


def contents():
    """What stands in the tables, without keys that the database counts."""
    who = "employee__public_id"
    asked = {
        Department: ("code", "name", "path", "sort_key", "starts_on", "ends_on"),
        EmployeeName: (who, "name", "kana", "starts_on", "ends_on"),
        Employment: (who, "number", "cause", "starts_on", "ends_on"),
        Posting: (who, "department__path", "kind", "cause", "starts_on", "ends_on"),
        Absence: (who, "neutral_class", "starts_on", "ends_on"),
        Designation: (who, "type__code", "starts_on", "ends_on"),
        User: (who, "username", "first_name", "personal_email"),
        RoleGrant: ("user__username", "role", "department__path", "starts_on"),
        Attempt: ("public_id", who, "number", "seed", "form", "points", "started_at"),
        Response: ("attempt__public_id", "position", "value", "save_id", "saved_at"),
        CourseCompletion: (who, "course__code", "version", "completed_at"),
        Evidence: ("public_id", who, "source_key", "on", "recorded_at"),
        Attainment: (who, "literacy_code", "starts_on", "ends_on", "rests_on"),
        Assignment: (who, "cycle__requirement__code", "assigned_at", "due_on"),
    }
    return {
        model.__name__: sorted(map(repr, model.objects.values_list(*names)))
        for model, names in asked.items()
    }
