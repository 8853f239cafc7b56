"""Knows which unit an audience means after a reorganisation. Reads only.

A unit that was closed is followed to its only successor if that was opened for it alone
(1:1), as people and roles are. Where units were split, merged or taken in by one that
was there before, HR decides whom the requirement is for: nobody is added by guessing.
"""

from dataclasses import dataclass
from datetime import date

from learning.people.models import Department, DepartmentSuccession


@dataclass(frozen=True, slots=True)
class AudienceUnit:
    """The unit of an audience on a day; None where HR has to decide.

    ``successors`` are those that took over where there is no single one.
    """

    department: Department | None
    successors: tuple[Department, ...] = ()


def unit_on(department: Department, day: date) -> AudienceUnit:
    """Follow 1:1 successions from ``department`` to what it is on ``day``.

    No query for a unit that is open; two for each succession.
    """
    seen = {department.pk}
    while not department.is_on(day) and department.starts_on <= day:
        links = list(
            DepartmentSuccession.objects.filter(
                predecessor=department, on__lte=day, successor__superseded_at=None
            ).select_related("successor", "successor__authority")
        )
        successors = tuple(link.successor for link in links)
        if len(links) != 1 or successors[0].pk in seen or not _is_single(links[0]):
            return AudienceUnit(None, successors)
        department = successors[0]
        seen.add(department.pk)
    return AudienceUnit(department)


def _is_single(link: DepartmentSuccession) -> bool:
    """Whether the successor was opened for this predecessor and for no other."""
    others = DepartmentSuccession.objects.filter(successor=link.successor_id)
    is_new = link.successor.starts_on >= link.on
    return is_new and not others.exclude(pk=link.pk).exists()
