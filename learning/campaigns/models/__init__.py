"""Models of campaigns."""

from learning.campaigns.models.group_session import Attendance, GroupSession
from learning.campaigns.models.notice import Notice
from learning.campaigns.models.requirement import (
    Assignment,
    Audience,
    Cycle,
    Requirement,
)

__all__ = [
    "Assignment",
    "Attendance",
    "Audience",
    "Cycle",
    "GroupSession",
    "Notice",
    "Requirement",
]
