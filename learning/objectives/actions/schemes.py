"""Changes schemes: only by loading a shipped version."""

from datetime import datetime

from django.db import transaction

from learning.log import actions as log
from learning.log.actions import Actor
from learning.objectives.models import Scheme, SchemeCode
from learning.objectives.shipped import SchemeFile


@transaction.atomic
def load_scheme(*, scheme: SchemeFile, by: Actor | None, at: datetime) -> Scheme:
    """Make a scheme and its codes as the file says; codes are never taken away.

    Loading the same file again changes nothing and writes no log entry.
    """
    stored, made = Scheme.objects.get_or_create(
        code=scheme.code,
        defaults={
            "name": scheme.name,
            "starts_on": scheme.starts_on,
            "ends_on": scheme.ends_on,
        },
    )
    there = {row.code: row for row in stored.codes.all()}
    wanted = [
        SchemeCode(
            scheme=stored, code=row.code, name=row.name, group=row.group, order=order
        )
        for order, row in enumerate(scheme.codes, 1)
    ]
    new = [row for row in wanted if row.code not in there]
    changed = [row for row in wanted if _differs(row, there.get(row.code))]
    SchemeCode.objects.bulk_create(new)
    for row in changed:
        row.pk = there[row.code].pk
    SchemeCode.objects.bulk_update(changed, ["name", "group", "order"])
    if made or new or changed:
        log.write(
            "scheme.load",
            by=by,
            at=at,
            subject=("scheme", stored.code, stored.name),
            detail={"new": len(new), "changed": len(changed)},
        )
    return stored


def _differs(row: SchemeCode, there: SchemeCode | None) -> bool:
    if there is None:
        return False
    fields = ("name", "group", "order")
    return any(getattr(row, name) != getattr(there, name) for name in fields)
