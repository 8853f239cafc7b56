"""Models of campaigns."""

from learning.campaigns.models.requirement import (
    Assignment,
    Audience,
    Cycle,
    Requirement,
)

__all__ = ["Assignment", "Audience", "Cycle", "Requirement"]
