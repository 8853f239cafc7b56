"""Which courses requirements ask for, so that nobody deletes them."""

from collections.abc import Collection

from learning.campaigns.models import Requirement


def is_named(codes: Collection[str]) -> bool:
    """Whether a requirement asks for any of the courses of these codes."""
    return Requirement.objects.filter(
        subject_kind=Requirement.SubjectKind.COURSE, subject_code__in=codes
    ).exists()
