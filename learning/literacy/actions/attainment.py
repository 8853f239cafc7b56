"""Changes to attainment, a derived table: refresh some people, or rebuild all."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from learning.literacy.attainment_rows import (
    LiteracyRules,
    attainment_rows,
    facts_of,
    literacy_rules,
)
from learning.literacy.models import Attainment, Plan
from learning.people.models import Employee

BATCH = 400
"""People per transaction: well under a second of writing on SQLite."""


@dataclass(frozen=True, slots=True)
class Changed:
    """How many rows an action wrote and removed."""

    added: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        return self.added + self.removed

    def __add__(self, other: "Changed") -> "Changed":
        return Changed(self.added + other.added, self.removed + other.removed)


def refresh(employees: Iterable[Employee]) -> Changed:
    """Bring the attainment of some people up to date, for all plans: 4–6 queries."""
    return refresh_ids({employee.pk for employee in employees})


def refresh_ids(employee_ids: set[int]) -> Changed:
    """The same, for people known by their ids."""
    return _refresh(employee_ids, literacy_rules(), Attainment.objects.all())


def rebuild(
    *,
    plan: Plan | None = None,
    literacies: Collection[str] | None = None,
    batch: int = BATCH,
) -> Changed:
    """Compute everybody's attainment anew, in batches, and write what differs.

    ``literacies`` (codes of ``plan``; default: all) leaves the others alone. Nothing
    changes where the incremental path kept up. An interruption leaves each batch whole;
    running it again finishes the work.
    """
    if literacies is not None and not literacies:
        return Changed()
    rules = literacy_rules(plan)
    rows = Attainment.objects.all()
    if plan is not None:
        rows = rows.filter(plan=plan)
    if literacies is not None:
        rules = tuple(one for one in rules if one.literacy_code in literacies)
        rows = rows.filter(literacy_code__in=literacies)
    pks = Employee.objects.order_by("pk").values_list("pk", flat=True)
    changed = Changed()
    for batch_of_pks in _batches(list(pks), batch):
        changed += _refresh(set(batch_of_pks), rules, rows)
    return changed


@transaction.atomic
def _refresh(
    pks: set[int], rules: tuple[LiteracyRules, ...], rows: QuerySet[Attainment]
) -> Changed:
    stored = rows.filter(employee_id__in=pks)
    existing = {_content(row): row.pk for row in stored}
    wanted = {_content(row): row for row in attainment_rows(facts_of(pks), rules)}
    gone = [pk for content, pk in existing.items() if content not in wanted]
    new = [row for content, row in wanted.items() if content not in existing]
    if gone:
        Attainment.objects.filter(pk__in=gone).delete()
    if new:
        Attainment.objects.bulk_create(new, batch_size=500)
    return Changed(added=len(new), removed=len(gone))


def _content(row: Attainment) -> tuple[object, ...]:
    key = (row.employee_id, row.plan_id, row.literacy_code)
    return (*key, row.starts_on, row.ends_on, tuple(row.rests_on))


def _batches(pks: list[int], size: int) -> Iterator[list[int]]:
    rest = iter(pks)
    while part := list(islice(rest, size)):
        yield part
