"""Reads whom a requirement is for on a day: a subtree × employment types."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from learning.campaigns.facts import absent_on
from learning.campaigns.models import Requirement
from learning.campaigns.successions import AudienceUnit, unit_on
from learning.people.models import Department, EmploymentType, Posting
from learning.people.models.recorded import DatedQuerySet


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One audience as pages show it; ``unit`` None is the whole city."""

    unit: AudienceUnit | None
    was: str
    types: tuple[str, ...]

    @property
    def is_unsettled(self) -> bool:
        """Whether the unit was closed and HR has to decide what follows."""
        return self.unit is not None and self.unit.department is None

    @property
    def successor_names(self) -> str:
        """The units that took over, where there is no single one."""
        return (
            "、".join(each.name for each in self.unit.successors) if self.unit else ""
        )


def audiences_of(requirement: Requirement, day: date) -> list[AudienceLine]:
    """The audiences of a requirement as they are on ``day``; reads what is prefetched."""
    lines = []
    for audience in requirement.audiences.all():
        department = audience.department
        types = tuple(each.name for each in audience.employment_types.all())
        if department is None:
            lines.append(AudienceLine(None, "", types))
        else:
            unit = unit_on(department, day)
            lines.append(AudienceLine(unit, department.name, types))
    return lines


def main_postings(
    day: date,
    *,
    department: Department | None = None,
    employment_types: Collection[EmploymentType] = (),
) -> DatedQuerySet:
    """Main postings known for ``day`` in a subtree (None: all) and of some types.

    No types means those that the city counts in 「全職員」.
    """
    postings = Posting.objects.on(day).filter(kind=Posting.Kind.MAIN)
    if department is not None:
        postings = postings.filter(department__path__startswith=department.path)
    if employment_types:
        return postings.filter(employment__employment_type__in=employment_types)
    return postings.filter(employment__employment_type__in_all_staff=True)


def people_in_audience(requirement: Requirement, day: date) -> set[int]:
    """Ids of the people whom the requirement is for, without those absent.

    A unit that was reorganised is followed to its only successor; where there is none,
    the audience means nobody new until HR decides.
    """
    found: set[int] = set()
    audiences = requirement.audiences.select_related("department")
    for audience in audiences.prefetch_related("employment_types"):
        department = audience.department
        if department is not None:
            department = unit_on(department, day).department
            if department is None:
                continue
        found |= people_in(
            day,
            department=department,
            employment_types=list(audience.employment_types.all()),
        )
    return found


def people_in(
    day: date,
    *,
    department: Department | None,
    employment_types: Collection[EmploymentType],
) -> set[int]:
    """Ids of the people in a subtree and of some types, without those absent."""
    postings = main_postings(
        day, department=department, employment_types=employment_types
    )
    ids = postings.values_list("employee_id", flat=True)
    return set(ids) - absent_on(ids, day)
