"""採点し直し: decided once, then carried out in batches; the ledger only grows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from learning.log import actions as log
from learning.log.actions.groups import write_about_people
from learning.people.models import Employee, User
from quizzes import attempt_life
from quizzes.actions.attempts import write_score
from quizzes.corrections import correction_of
from quizzes.errors import PassesWouldBeLost, RegradeRefused
from quizzes.models import Attempt, Item, Regrade, RegradedVersion, RegradeLine
from quizzes.regrade_preview import preview
from quizzes.regraded_attempts import (
    BATCH,
    NewRegrade,
    Worked,
    affected,
    in_batches,
    work_out,
)
from quizzes.regrading import Corrections, Method
from quizzes.signals import attempts_regraded

SCORE_FIELDS = (
    "points",
    "section_shares",
    "raw_score",
    "max_score",
    "scaled_score",
    "passed",
    "scoring_version",
    "corrections",
    "regrade_count",
    "regraded_at",
)


@dataclass(frozen=True, slots=True)
class Regraded:
    """The decision in the ledger, and how many attempts this call worked through.

    ``is_whole`` is False where it stopped at ``most`` with some left.
    """

    regrade: Regrade
    attempts: int
    is_whole: bool = True


def regrade(
    *,
    new: NewRegrade,
    by: User | None,
    at: datetime,
    confirmed: int | None = None,
    batch: int = BATCH,
    most: int | None = None,
) -> Regraded:
    """Write the decision down and work out every affected attempt anew, in batches.

    Each batch is a transaction of its own. The same decision again carries on where it
    was interrupted, and changes nothing where it was not: every attempt has one line.
    Attempts that are finished later are scored by the correction at once.

    Parameters
    ----------
    confirmed : how many passes are lost by it, as a person typed it; asked for only
        where ``new.keeps_passes`` is False and some are.
    batch, most : attempts per transaction, and after which no other batch begins.

    Raises
    ------
    RegradeRefused
        If the decision makes no sense (no reason, no version, another type).
    PassesWouldBeLost
        If passes would be lost and ``confirmed`` is not their number.
    """
    check(new)
    if not new.keeps_passes:
        lost = preview(new).loses_pass
        if lost and confirmed != lost:
            raise PassesWouldBeLost(lost)
    row = _decide(new=new, by=by, at=at)
    left = affected(new.wrong).exclude(regrade_lines__regrade=row).only("pk")
    done = 0
    for part in in_batches(left, batch):
        if most is not None and done >= most:
            return Regraded(row, done, is_whole=False)
        done += _apply(row, [each.pk for each in part], new, by=by, at=at)
    return Regraded(row, done)


def check(new: NewRegrade) -> None:
    """Refuse a decision that makes no sense, with ``RegradeRefused``."""
    if not new.reason.strip():
        raise RegradeRefused(RegradeRefused.NO_REASON)
    if not new.wrong:
        raise RegradeRefused(RegradeRefused.NO_VERSION)
    if new.method != Method.CORRECTED_KEY:
        return
    if new.right is None or new.right in new.wrong:
        raise RegradeRefused(RegradeRefused.NO_RIGHT_VERSION)
    if any(each.type != new.right.type for each in new.wrong):
        raise RegradeRefused(RegradeRefused.OTHER_TYPE)


@transaction.atomic
def _decide(*, new: NewRegrade, by: User | None, at: datetime) -> Regrade:
    """Return the decision: the one that is in force already, or a new row."""
    Item.objects.select_for_update(of=("self",)).get(pk=new.item.pk)
    right = new.right if new.method == Method.CORRECTED_KEY else None
    last = Regrade.objects.filter(item=new.item).order_by("pk").last()
    if last is not None and _same(last, new, right):
        return last
    row = Regrade.objects.create(
        item=new.item,
        method=new.method,
        right=right,
        keeps_passes=new.keeps_passes,
        reason=new.reason.strip()[:200],
        at=at,
        by=by,
    )
    RegradedVersion.objects.bulk_create(
        RegradedVersion(regrade=row, version=each) for each in new.wrong
    )
    detail: dict[str, Any] = {
        "method": row.method,
        "wrong": [each.number for each in new.wrong],
        "right": right.number if right else None,
        "keeps_passes": row.keeps_passes,
        "reason": row.reason,
    }
    subject = ("item", new.item.code, str(new.item))
    log.write("item.regrade", by=by, at=at, subject=subject, detail=detail)
    return row


def _same(last: Regrade, new: NewRegrade, right: Any) -> bool:
    versions = set(last.wrong_versions.values_list("version_id", flat=True))
    return (
        (last.method, last.right, last.keeps_passes)
        == (new.method, right, new.keeps_passes)
    ) and versions == {each.pk for each in new.wrong}


@transaction.atomic
def _apply(
    row: Regrade,
    attempt_ids: list[int],
    new: NewRegrade,
    *,
    by: User | None,
    at: datetime,
) -> int:
    locked = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("quiz")
        .filter(pk__in=attempt_ids)
        .exclude(regrade_lines__regrade=row)
        .order_by("pk")
    )
    corrections: Corrections = dict.fromkeys(
        [each.pk for each in new.wrong], correction_of(row)
    )
    left = [
        each
        for each in locked
        if attempt_life.may_regrade(each.state) and not _rests_on(each, row)
    ]
    worked = work_out(left, corrections, keeps_passes=row.keeps_passes)
    if not worked:
        return 0
    lines = [_line(row, each, corrections, at) for each in worked]
    changed = [each.attempt for each in worked if not each.change.is_kept]
    _store_scores(changed)
    RegradeLine.objects.bulk_create(lines)
    others = [line.attempt for line in lines if line.changes_something]
    _log(row, others, by=by, at=at)
    attempts_regraded.send(
        sender=Attempt, attempts=others, reason=row.reason, by=by, at=at
    )
    return len(worked)


def _store_scores(attempts: list[Attempt]) -> None:
    """Write the scores row by row with one statement; nothing else of an attempt."""
    fields: list[Any] = [Attempt._meta.get_field(name) for name in SCORE_FIELDS]
    places = ", ".join(f"{field.column} = %s" for field in fields)
    statement = f"UPDATE {Attempt._meta.db_table} SET {places} WHERE id = %s"  # noqa: S608
    rows = [
        [
            *(
                field.get_db_prep_save(getattr(each, field.attname), connection)
                for field in fields
            ),
            each.pk,
        ]
        for each in attempts
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _rests_on(attempt: Attempt, row: Regrade) -> bool:
    """Whether it was finished after the decision, and scored by it at once."""
    return row.pk in attempt.corrections.values()


def _line(
    row: Regrade, worked: Worked, corrections: Corrections, at: datetime
) -> RegradeLine:
    """Set the new score on the attempt in memory; return its line."""
    attempt, change = worked.attempt, worked.change
    before, passed = stored_score(attempt), bool(attempt.passed)
    if not change.is_kept:
        write_score(attempt, change.after)
        drawn = {item["v"] for item in attempt.form["items"]}
        mine = {str(each): row.pk for each in corrections if each in drawn}
        attempt.corrections = {**attempt.corrections, **mine}
    after = stored_score(attempt)
    if before != after:
        attempt.regrade_count += 1
        attempt.regraded_at = at
    return RegradeLine(
        regrade=row,
        attempt=attempt,
        before=before,
        after=after,
        passed_before=passed,
        passed_after=bool(attempt.passed),
        is_kept=change.is_kept,
        at=at,
    )


def stored_score(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt's score as the ledger keeps it."""
    return {
        "points": attempt.points,
        "shares": attempt.section_shares,
        "raw": f"{attempt.raw_score:.2f}",
        "maximum": f"{attempt.max_score:.2f}",
        "scaled": f"{attempt.scaled_score:.5f}",
        "passed": attempt.passed,
    }


def _log(
    row: Regrade, attempts: list[Attempt], *, by: User | None, at: datetime
) -> None:
    if not attempts:
        return
    ids = {each.employee_id for each in attempts}
    people = Employee.objects.filter(pk__in=ids).values_list("public_id", flat=True)
    write_about_people(
        "attempt.regrade",
        people=list(people),
        label=str(row.item),
        by=by,
        at=at,
        detail={"item": row.item.code, "reason": row.reason},
    )
