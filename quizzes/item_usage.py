"""How often an item was shown: counted from what attempts drew. Figures only.

Nothing is counted while answers are saved. The database looks for the versions in the
text of the forms, and only forms that may have drawn one are read: one query, which
passes over all attempts once (30,000 attempts of 20 items on SQLite: one to four seconds,
when somebody opens the details of an item).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from quizzes.attempt_form import AttemptForm
from quizzes.models import Attempt


@dataclass(slots=True)
class Usage:
    """In how many attempts something was shown, to whom, first and last when."""

    attempts: int = 0
    employees: set[int] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None

    @property
    def persons(self) -> int:
        """To how many persons."""
        return len(self.employees)

    def add(self, employee: int, at: datetime) -> None:
        """Count one attempt."""
        self.attempts += 1
        self.employees.add(employee)
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)


def usage_of(version_ids: Iterable[int]) -> dict[int, Usage]:
    """Count the started attempts that drew each version; withdrawn ones too.

    Returns
    -------
    One entry for each version that was shown, by its key.
    """
    wanted = set(version_ids)
    if not wanted:
        return {}
    # Half a number is found too (12 in 123), so each form is read again.
    names_one = Q()
    for version in sorted(wanted):
        names_one |= Q(form_text__contains=f'"v": {version}')
    rows = (
        Attempt.objects.filter(started_at__isnull=False)
        .annotate(form_text=Cast("form", TextField()))
        .filter(names_one)
        .values_list("employee_id", "started_at", "form")
    )
    found: dict[int, Usage] = {}
    for employee, started_at, form in rows.iterator():
        drawn = {item.version_id for item in AttemptForm.from_json(form).items}
        for version in drawn & wanted:
            if started_at is not None:
                found.setdefault(version, Usage()).add(employee, started_at)
    return found


def whole(found: Iterable[Usage]) -> Usage:
    """Put the figures of several versions together, each person counted once."""
    total = Usage()
    for each in found:
        total.attempts += each.attempts
        total.employees |= each.employees
        days = [day for day in (total.first, each.first) if day]
        total.first = min(days, default=None)
        days = [day for day in (total.last, each.last) if day]
        total.last = max(days, default=None)
    return total
