"""Models of literacy."""

from learning.literacy.models.evidence import Attainment, Evidence, Qualification
from learning.literacy.models.plan import (
    ExpectedEffect,
    Literacy,
    Plan,
    PlanRevision,
    StateLink,
    TargetState,
    Term,
    TermTarget,
)

__all__ = [
    "Attainment",
    "Evidence",
    "ExpectedEffect",
    "Literacy",
    "Plan",
    "PlanRevision",
    "Qualification",
    "StateLink",
    "TargetState",
    "Term",
    "TermTarget",
]
