"""Names of units that are not announced yet: nothing may tell them before their day."""

from collections.abc import Iterable
from datetime import date

from learning.people.models import Department


def unannounced_names(*, today: date) -> set[str]:
    """Names and codes that only units starting after today have."""
    known = Department.objects.known()
    ahead = known.filter(starts_on__gt=today).values_list("name", "code")
    said = {
        text
        for pair in known.filter(starts_on__lte=today).values_list("name", "code")
        for text in pair
    }
    return {text for pair in ahead for text in pair if text and text not in said}


def tells(text: str, names: Iterable[str]) -> bool:
    """Whether a text contains one of the names."""
    return any(name in text for name in names)
