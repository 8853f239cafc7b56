"""What taking an import back would do, counted, and what stands in its way.

Reads; writes nothing. Not taken back, as it is knowledge and no fact about anybody:
what a file's words mean, the city's tables, the source with its columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from learning.people.models import (
    Absence,
    Department,
    DepartmentSuccession,
    Employee,
    EmployeeName,
    Employment,
    Posting,
    RoleGrant,
    RosterImport,
    User,
)
from learning.people.roster.state import first_difference

DATED: tuple[type[Any], ...] = (EmployeeName, Employment, Posting, Absence, RoleGrant)
"""What an import records and supersedes, in the order in which to record."""
OF_PEOPLE: tuple[type[Any], ...] = (EmployeeName, Employment, Posting, Absence)
PERSON_KEYS, EDITED, ENDED = "person_keys", "edited_rows", "ended_rows"
"""Where an import's counts keep what it changed in place."""
_LABELS: dict[Any, str] = {
    EmployeeName: "氏名",
    Employment: "任用",
    Posting: "所属・職",
    Absence: "休業等",
    RoleGrant: "役割",
    Department: "所属",
}


_FACTS: dict[Any, tuple[str, ...]] = {
    Employment: ("number", "employment_type_id", "job_category"),
    Posting: ("department_id", "kind", "post_title", "rank_class", "is_head"),
    Absence: ("neutral_class",),
}
"""What figures and obligations follow from, beside the days."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How many rows of one kind would go, and how many would be as before again."""

    label: str
    withdrawn: int
    restored: int


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking an import back would do; `standing`: why it may not, in words."""

    people: int
    joiners: int
    effects: Sequence[Effect]
    standing: Sequence[str]

    @property
    def counts(self) -> dict[str, Any]:
        """For the log."""
        rows = {e.label: [e.withdrawn, e.restored] for e in self.effects}
        return {"people": self.people, "joiners": self.joiners, "rows": rows}


def undoing_of(roster_import: RosterImport) -> Undoing:
    """Count what taking an import back would do."""
    return Undoing(
        people=len(people_touched(roster_import)),
        joiners=Employee.objects.filter(roster_import=roster_import).count(),
        effects=[e for e in _effects(roster_import) if e.withdrawn or e.restored],
        standing=what_stands_on(roster_import),
    )


@dataclass(frozen=True, slots=True)
class _Fact:
    """A stored row without its keys, to be held against another of its kind."""

    values: tuple[Any, ...]
    starts_on: date
    ends_on: date | None
    id: int | None = None


def first_day_touched(roster_import: RosterImport) -> date:
    """The first day of which taking an import back tells otherwise than before."""
    days = [roster_import.as_of]
    for model, values in _FACTS.items():
        recorded = model.objects.known().filter(roster_import=roster_import)
        before = model.objects.filter(superseded_by_import=roster_import)
        differs = first_difference(_facts(before, values), _facts(recorded, values))
        days += [differs] if differs is not None else []
    return min(days)


def _facts(rows: QuerySet[Any], values: Sequence[str]) -> list[_Fact]:
    found = rows.values_list("starts_on", "ends_on", "employee_id", *values)
    return [_Fact(tuple(told), start, end) for start, end, *told in found]


def people_touched(roster_import: RosterImport) -> set[int]:
    """Ids of the people whose rows an import recorded or superseded."""
    mine = Q(roster_import=roster_import) | Q(superseded_by_import=roster_import)
    employees: set[int] = set(roster_import.counts.get(PERSON_KEYS, ()))
    for model in OF_PEOPLE:
        employees.update(
            model.objects.filter(mine).values_list("employee_id", flat=True)
        )
    return employees


def _effects(roster_import: RosterImport) -> Iterator[Effect]:
    for model in DATED:
        recorded = model.objects.known().filter(roster_import=roster_import)
        before = model.objects.filter(superseded_by_import=roster_import)
        yield Effect(_LABELS[model], recorded.count(), before.count())
    opened = Department.objects.known().filter(roster_import=roster_import)
    closed = Department.objects.filter(
        Q(closed_by_import=roster_import) | Q(superseded_by_import=roster_import)
    )
    yield Effect(_LABELS[Department], opened.count(), closed.count())
    edited = roster_import.counts.get(EDITED, ())
    yield Effect(_("所属の建制順・区分・略称"), 0, len(edited))
    links = DepartmentSuccession.objects.filter(roster_import=roster_import)
    yield Effect(_("所属の承継"), links.count(), 0)
    keys = roster_import.counts.get(PERSON_KEYS, ())
    yield Effect(_("市の個人キー"), len(keys), 0)


def what_stands_on(roster_import: RosterImport) -> list[str]:
    """In words: what came after an import and would lose its ground without it."""
    return [
        *_changed_later(roster_import),
        *_on_opened_departments(roster_import),
        *_what_joiners_did(roster_import),
        *_known_by_key(roster_import),
        *_corrected_below(roster_import),
    ]


def _changed_later(roster_import: RosterImport) -> Iterator[str]:
    tables: tuple[Any, ...] = (*DATED, Department)
    for model in tables:
        later = model.objects.filter(
            roster_import=roster_import, superseded_at__isnull=False
        )
        later = later.exclude(superseded_by_import=roster_import)
        later = later.exclude(superseded_by_import__undone_at__isnull=False)
        if later.exists():
            yield _("後で変わった%s %s件") % (_LABELS[model], later.count())


def _on_opened_departments(roster_import: RosterImport) -> Iterator[str]:
    opened = Department.objects.known().filter(roster_import=roster_import)
    for rows, label in (
        (Posting.objects.filter(department__in=opened), _("新しい所属への配属")),
        (Department.objects.filter(parent__in=opened), _("新しい所属の下の所属")),
        (RoleGrant.objects.filter(department__in=opened), _("新しい所属の役割")),
    ):
        later = rows.filter(superseded_at__isnull=True)
        later = later.exclude(roster_import=roster_import)
        if later.exists():
            yield f"{label} {later.count()}{_('件')}"


def _what_joiners_did(roster_import: RosterImport) -> Iterator[str]:
    """Rows of any app that point at people whom the import brought in."""
    joiners = Employee.objects.filter(roster_import=roster_import)
    own = {*OF_PEOPLE, User}
    count = 0
    for relation in Employee._meta.related_objects:
        model: Any = relation.related_model
        if model not in own:
            theirs = {f"{relation.field.name}__in": joiners}
            count += model._base_manager.filter(**theirs).count()
    if count:
        yield _("採用した職員の受講・実績などの記録 %(count)s件") % {"count": count}


def _known_by_key(roster_import: RosterImport) -> Iterator[str]:
    """Employments that a later import gave to people by a key which this one brought."""
    keyed = set(roster_import.counts.get(PERSON_KEYS, ()))
    if not keyed:
        return
    later = Employment.objects.known().filter(roster_import__pk__gt=roster_import.pk)
    bearers = later.values_list("employee_id", flat=True)
    if count := sum(employee in keyed for employee in bearers):
        yield _("個人キーで見分けた後の任用 %(count)s件") % {"count": count}


def _corrected_below(roster_import: RosterImport) -> Iterator[str]:
    """Corrections of the organisation before this import's day, made knowing it."""
    if roster_import.kind != RosterImport.Kind.ORGANISATION:
        return
    later = RosterImport.objects.filter(
        kind=roster_import.kind, undone_at__isnull=True, pk__gt=roster_import.pk
    )
    if count := later.filter(as_of__lt=roster_import.as_of).count():
        yield _("後で取り込んだ過去の訂正 %(count)s件") % {"count": count}
