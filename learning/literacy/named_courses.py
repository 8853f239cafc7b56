"""Which courses evidence is of, so that nobody deletes them."""

from collections.abc import Collection

from learning.literacy.models import Evidence


def is_named(codes: Collection[str]) -> bool:
    """Whether there is evidence of any of the courses of these codes."""
    return Evidence.objects.filter(
        kind=Evidence.Kind.COURSE_COMPLETED, subject_code__in=codes
    ).exists()
