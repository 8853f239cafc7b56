"""What 受講状況 was asked for: the filters in the address, and whom they mean."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest

from learning.campaigns.forms.filters import StandingFilter
from learning.campaigns.matrix import Filters, people, shown_cycles
from learning.campaigns.models import Cycle
from learning.people.models import Department, Posting
from learning.people.paging import without_page
from learning.people.permissions import Permission, Scope, scope_of
from learning.people.today import today


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was filled in, the cycles it means, and within which scope."""

    form: StandingFilter
    filters: Filters
    cycles: list[Cycle]
    scope: Scope
    query: str

    def postings(self) -> QuerySet[Posting]:
        """Main postings of the people who fit, in official order."""
        return people(self.scope, self.filters, self.cycles)


def asked_for(
    request: HttpRequest, permission: Permission, *, now_only: bool = False
) -> Asked:
    """Read the filters; what can't be read asks for nothing.

    ``now_only`` takes today, whatever day was asked for: changes act on the present.
    """
    day = today()
    scope = scope_of(request.user, permission, today=day)
    units = scope.departments(Department.objects.current(day))
    form = StandingFilter(request.GET, departments=units)
    filters = _filters(form, day, now_only)
    cycles = shown_cycles(filters)
    return Asked(form, filters, cycles, scope, without_page(request.GET))


def _filters(form: StandingFilter, day: date, now_only: bool) -> Filters:
    form.is_valid()
    asked = form.cleaned_data
    requirement = asked.get("requirement")
    return Filters(
        day=day if now_only else min(asked.get("on") or day, day),
        department=asked.get("department"),
        employment_type=asked.get("type"),
        standing=asked.get("standing", ""),
        requirement=requirement.code if requirement else "",
        words=asked.get("q", ""),
    )
