"""What is known of one person, as far as a reader may see it.

Before its day a transfer is secret: without the right to see it, rows that start later
are left out, and an end that lies ahead is not shown, for it would tell the same.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from learning.people.models import Employee
from learning.people.models.recorded import Dated, DatedQuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the timeline; ``last_on`` is the last day inclusive, None = still so."""

    kind: str
    text: str
    note: str
    starts_on: date
    last_on: date | None
    holds: bool


def lines_of(
    employee: Employee, *, today: date, on: date, sees_future: bool
) -> list[Line]:
    """Names, employments, postings and absences, newest first; ``holds`` is for ``on``."""

    def rows(manager: DatedQuerySet, *related: str) -> DatedQuerySet:
        found = manager.known() if sees_future else manager.announced(today)
        return found.select_related(*related)

    def line(kind: str, text: str, note: str, row: Dated) -> Line:
        ends_on = row.ends_on
        if ends_on is not None and ends_on > today and not sees_future:
            ends_on = None
        last_on = ends_on - timedelta(days=1) if ends_on else None
        return Line(kind, text, note, row.starts_on, last_on, row.is_on(on))

    lines = [
        line(_("氏名"), row.name, row.kana, row) for row in rows(employee.names.all())
    ]
    lines += [
        line(_("任用"), row.number, f"{row.authority}・{row.employment_type}", row)
        for row in rows(employee.employments.all(), "authority", "employment_type")
    ]
    lines += [
        line(row.get_kind_display(), str(row.department), row.post_title, row)
        for row in rows(employee.postings.all(), "department")
    ]
    lines += [
        line(_("休業等"), row.get_neutral_class_display(), "", row)
        for row in rows(employee.absences.all())
    ]
    return sorted(lines, key=lambda item: item.starts_on, reverse=True)
