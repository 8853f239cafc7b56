"""Writes into the log who opened a list of names and who took figures along."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from learning.log.actions import NewEntry, write, write_many
from learning.people.models import User
from learning.reports.exports import ExportFile
from learning.reports.ground import Question
from learning.reports.names_page import NamedPerson
from learning.reports.people_list import PeopleBehind
from learning.reports.report import DepartmentReport


@transaction.atomic
def record_export(
    *,
    report: DepartmentReport,
    file: ExportFile,
    for_whom: str,
    by: User | None,
    at: datetime,
) -> None:
    """Log that a report left as a file.

    ``for_whom`` says whose view of the figures it is; files that hide nothing have an
    action of their own, so that they are found at once.
    """
    action = "report.export_unsuppressed" if report.is_exact else "report.export"
    write(
        action,
        by=by,
        at=at,
        subject=("plan", report.plan_code, report.plan_name),
        detail={
            "as_of": report.as_of.isoformat(),
            "revision": report.revision,
            "level": report.level.value,
            "organisation": report.organisation.value,
            "file": file.name,
            "for_whom": for_whom,
            "lines": len(report.lines),
        },
    )


@transaction.atomic
def record_names_opened(
    *,
    question: Question,
    behind: PeopleBehind,
    people: Sequence[NamedPerson],
    by: User | None,
    at: datetime,
) -> None:
    """Log for each person on a list of names that their attainment was seen."""
    detail = {
        "measure": behind.measure.key,
        "as_of": question.as_of.isoformat(),
        "line": behind.line.key,
    }
    write_many(
        [
            NewEntry(
                "attainment.view",
                subject=("employee", str(one.person.public_id), one.person.name),
                detail=detail,
            )
            for one in people
        ],
        by=by,
        at=at,
    )
