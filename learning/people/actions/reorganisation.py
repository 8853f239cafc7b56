"""Applying a compared organisation file: close, open, hand over, in one go.

People of a 1:1 successor move along with the cause 組織改編; others stay where they
were posted and are "to be placed" until a roster places them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from learning.city.current import city
from learning.log.actions import write
from learning.people.actions.bulk import insert
from learning.people.actions.grants import follow_succession
from learning.people.actions.imports import (
    ClosingsNotConfirmed,
    ImportedFile,
    ImportRefused,
    begin,
    supersede,
    tell,
)
from learning.people.actions.organisation import next_segment, place
from learning.people.models import (
    AppointingAuthority,
    Department,
    DepartmentSuccession,
    Posting,
    RoleGrant,
    RosterImport,
    User,
)
from learning.people.roster.organisation.rows import (
    Closing,
    Edit,
    Opening,
    OrganisationChanges,
)
from learning.people.undoing import EDITED, ENDED

DEFAULT_AUTHORITY = "市長"
MOVED = (
    *("employee_id", "employment_id", "kind", "post_title", "rank_class", "is_head"),
    *("department_id", "cause", "starts_on", "ends_on"),
    *("recorded_at", "roster_import_id"),
)


@transaction.atomic
def apply(
    *,
    changes: OrganisationChanges,
    file: ImportedFile,
    confirmed_closings: int | None = None,
    by: User | None,
    at: datetime,
) -> RosterImport:
    """Write what a comparison of the organisation found; all of it or nothing.

    Refused (ImportRefused): errors, open questions, a base that changed since; an older
    date than the last import's without the mark of a correction; more departments that
    the file does not list than the city allows without their number. Role grants follow
    1:1 successions. Sends people_changed for whoever moved along; writes one log entry
    with counts.
    """
    _refuse(changes, confirmed_closings)
    record = begin(
        RosterImport(
            kind=RosterImport.Kind.ORGANISATION,
            as_of=changes.as_of,
            is_correction=changes.is_correction,
            counts=changes.counts,
        ),
        file,
        base=changes.base,
        by=by,
        at=at,
    )
    moved = _Writer(changes, record, by, at).write()
    tell(moved, changes.as_of)
    subject = ("roster_import", str(record.pk), str(record))
    detail = {"as_of": str(record.as_of), **changes.counts}
    write("organisation.apply", by=by, at=at, subject=subject, detail=detail)
    return record


def _refuse(changes: OrganisationChanges, confirmed_closings: int | None) -> None:
    if not changes.is_applicable:
        raise ImportRefused(
            _("エラーか、決まっていないことが残っています。何も反映していません。")
        )
    share = float(city().leaver_share_to_confirm)
    if changes.to_confirm(share) not in (None, confirmed_closings):
        raise ClosingsNotConfirmed(
            _(
                "ファイルにないので廃止になる所属が %(count)s あり、"
                "今の所属の %(share)d %% を超えます。"
            )
            % {"count": changes.unlisted, "share": round(share * 100)}
            + _("よければ、その数を入力してください。")
        )


@dataclass
class _Writer:
    """Writes one file's changes; keeps the departments that it touches."""

    changes: OrganisationChanges
    record: RosterImport
    by: User | None
    at: datetime
    departments: dict[int, Department] = field(default_factory=dict)
    by_code: dict[str, Department] = field(default_factory=dict)
    segments: dict[int | None, int] = field(default_factory=dict)
    authorities: dict[str, AppointingAuthority] = field(default_factory=dict)

    def write(self) -> list[int]:
        """Close, then open from the top, then hand over; return who moved."""
        self.departments = Department.objects.in_bulk()
        self.authorities = {a.name: a for a in AppointingAuthority.objects.all()}
        for code, row in self.changes.stored.items():
            self.by_code[code] = self.departments[row.id]
        self._edit()
        self._keep(ENDED, self._ended_before())
        for closing in self.changes.closings:
            self._close(closing)
        for opening in self.changes.openings:
            self._open(opening)
        return self._hand_over()

    def _ended_before(self) -> list[list[Any]]:
        """What is closed anew was to end already: when, by which import, said when."""
        rows = (self.departments[c.department.id] for c in self.changes.closings)
        return [
            [
                row.pk,
                row.ends_on.isoformat(),
                row.closed_by_import_id,
                row.closed_at.isoformat() if row.closed_at else None,
            ]
            for row in rows
            if row.ends_on is not None
        ]

    def _edit(self) -> None:
        """Official order, short name and level are edited in place; what was is kept."""
        kept = []
        for edit in self.changes.edits:
            row = self.departments[edit.department.id]
            kept.append(
                [
                    row.pk,
                    row.official_order,
                    row.sort_key,
                    row.short_name,
                    row.report_level,
                ]
            )
            self._edit_one(row, edit)
        self._keep(EDITED, kept)

    def _keep(self, key: str, rows: list[Any]) -> None:
        """Keep what was before an edit in place, for taking the import back."""
        if rows:
            self.record.counts = {**self.record.counts, key: rows}
            self.record.save(update_fields=["counts"])

    def _edit_one(self, row: Department, edit: Edit) -> None:
        old_key = row.sort_key
        segment = int(row.path.rstrip("/").rsplit("/", 1)[-1])
        parent = self.departments.get(row.parent_id) if row.parent_id else None
        row.official_order = edit.order
        row.short_name = edit.short_name
        row.report_level = edit.level
        row.sort_key = place(parent, segment, edit.order)[1]
        row.save(
            update_fields=["official_order", "short_name", "report_level", "sort_key"]
        )
        if old_key == row.sort_key:
            return
        below = Department.objects.within(row).exclude(pk=row.pk)
        below.update(
            sort_key=Concat(
                Value(row.sort_key), Substr(F("sort_key"), len(old_key) + 1)
            )
        )
        for other in self.departments.values():
            if other.path.startswith(row.path) and other.pk != row.pk:
                other.sort_key = row.sort_key + other.sort_key[len(old_key) :]

    def _close(self, closing: Closing) -> None:
        """Close once; what begins on that very day is superseded instead."""
        row = self.departments[closing.department.id]
        if closing.ends_on <= row.starts_on:
            row.superseded_at = self.at
            row.superseded_by_import = self.record
            row.save(update_fields=["superseded_at", "superseded_by_import"])
            return
        row.ends_on = closing.ends_on
        row.closed_at = self.at
        row.closed_by_import = self.record
        row.save(update_fields=["ends_on", "closed_at", "closed_by_import"])

    def _open(self, opening: Opening) -> None:
        row = opening.row
        parent = self.by_code[row.parent] if row.parent else None
        key = parent.pk if parent else None
        segment = self.segments.get(key) or next_segment(parent)
        self.segments[key] = segment + 1
        path, sort_key = place(parent, segment, row.order)
        self.by_code[row.code] = Department.objects.create(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            authority=self._authority(opening.authority),
            parent=parent,
            report_level=opening.level,
            official_order=row.order,
            path=path,
            sort_key=sort_key,
            starts_on=opening.starts_on,
            ends_on=opening.ends_on,
            recorded_at=self.at,
            roster_import=self.record,
        )

    def _authority(self, name: str) -> AppointingAuthority:
        """The authority of that name; made if new. Without a name: the first one."""
        if not name:
            first = min(self.authorities.values(), key=lambda a: a.order, default=None)
            if first is not None:
                return first
        name = name or DEFAULT_AUTHORITY
        if name not in self.authorities:
            self.authorities[name] = AppointingAuthority.objects.create(
                code=name[:40], name=name, order=len(self.authorities)
            )
        return self.authorities[name]

    # --- handing over

    def _hand_over(self) -> list[int]:
        moves: dict[int, Department] = {}
        grants = RoleGrant.objects.overlapping(self.changes.as_of, None)
        granted = set(grants.values_list("department_id", flat=True))
        self._pass_links_on()
        for succession in self.changes.successions:
            predecessor = self.departments[succession.predecessor]
            successor = self.by_code[succession.successor]
            if predecessor.superseded_at is None:
                self._link(predecessor, successor)
            else:
                self._inherit_links(predecessor, successor)
            if succession.is_single:
                moves[predecessor.pk] = successor
            if succession.is_single and predecessor.pk in granted:
                follow_succession(
                    predecessor=predecessor,
                    successor=successor,
                    on=self.changes.as_of,
                    by=self.by,
                    at=self.at,
                    roster_import=self.record,
                )
        return self._move_people(moves)

    def _link(
        self, predecessor: Department, successor: Department, on: date | None = None
    ) -> None:
        day = on or self.changes.as_of
        DepartmentSuccession.objects.get_or_create(
            predecessor=predecessor,
            successor=successor,
            defaults={"on": day, "roster_import": self.record},
        )

    def _pass_links_on(self) -> None:
        """Who was to follow later follows the new successor as well (訂正)."""
        followers: dict[int, list[Department]] = defaultdict(list)
        for succession in self.changes.successions:
            successor = self.by_code[succession.successor]
            followers[succession.predecessor].append(successor)
        later = DepartmentSuccession.objects.filter(on__gt=self.changes.as_of)
        for link in later.select_related("successor"):
            for follower in followers.get(link.predecessor_id, ()):
                if follower != link.successor:
                    self._link(follower, link.successor, on=link.on)

    def _inherit_links(self, vanished: Department, successor: Department) -> None:
        for link in DepartmentSuccession.objects.filter(successor=vanished):
            self._link(link.predecessor, successor)

    def _move_people(self, moves: dict[int, Department]) -> list[int]:
        """Known postings that reach past the day go on in the successor."""
        day = self.changes.as_of
        rows = list(
            Posting.objects.overlapping(day, None).filter(department__in=list(moves))
        )
        supersede(Posting, [row.pk for row in rows], self.record, self.at)
        new: list[tuple[Any, ...]] = []
        for row in rows:
            kept = (row.employee_id, row.employment_id)
            post = (row.kind, row.post_title, row.rank_class, row.is_head)
            began = row.starts_on < day
            if began:
                old = (row.department_id, row.cause, row.starts_on, day)
                new.append((*kept, *post, *old))
            cause = Posting.Cause.REORGANISED.value if began else row.cause
            start = max(row.starts_on, day)
            successor = moves[row.department_id].pk
            new.append((*kept, *post, successor, cause, start, row.ends_on))
        stamp = (self.at, self.record.pk)
        insert(Posting, MOVED, ((*values, *stamp) for values in new))
        return [row.employee_id for row in rows]
