"""Changes to the city's own words and numbers."""

from datetime import datetime
from typing import Any

from django.db import transaction

from learning.city.current import city
from learning.city.models import City
from learning.log.actions import write
from learning.people.models import User


@transaction.atomic
def change_city(*, changes: dict[str, Any], by: User | None, at: datetime) -> City:
    """Store the city's settings; the log keeps what each was before and is now."""
    current = city()
    before = {name: str(getattr(current, name)) for name in changes}
    for name, value in changes.items():
        setattr(current, name, value)
    current.full_clean(exclude=["id"], validate_unique=False)
    current.save()
    detail = {
        name: {"before": before[name], "after": str(value)}
        for name, value in changes.items()
        if before[name] != str(value)
    }
    subject = ("city", "1", current.name)
    write("city.change", by=by, at=at, subject=subject, detail=detail)
    return current
