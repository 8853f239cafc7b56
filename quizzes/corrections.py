"""Reads which corrections of wrong keys a score rests on, or which are in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.attempt_form import AttemptForm
from quizzes.item_types import read_document
from quizzes.models import Attempt, Regrade, RegradedVersion
from quizzes.regrading import Correction, Corrections, Method


@dataclass(frozen=True, slots=True)
class InForce:
    """Corrections by version id, and the regrade that each comes from."""

    corrections: Corrections
    regrades: dict[str, int]


def correction_of(regrade: Regrade) -> Correction:
    """Return what a regrade says. Reads ``regrade.right``."""
    right = regrade.right
    return Correction(
        Method(regrade.method),
        read_document(right.type, right.document) if right else None,
    )


def in_force(form: AttemptForm) -> InForce:
    """Return what counts now for the versions of a form. One query."""
    ids = {item.version_id for item in form.items}
    rows = RegradedVersion.objects.filter(version_id__in=ids)
    regrades = {
        row.version_id: row.regrade
        for row in rows.select_related("regrade__right").order_by("regrade_id")
    }
    return InForce(
        {version: correction_of(regrade) for version, regrade in regrades.items()},
        {str(version): regrade.pk for version, regrade in regrades.items()},
    )


def corrections_of(attempt: Attempt) -> Corrections:
    """Return what an attempt's stored score rests on: one query, none where nothing."""
    return corrections_of_all([attempt])[attempt.pk]


def corrections_of_all(attempts: Iterable[Attempt]) -> dict[int, Corrections]:
    """Return the same for many attempts, by attempt id. One query at most."""
    attempts = list(attempts)
    ids = {each for attempt in attempts for each in attempt.corrections.values()}
    found = Regrade.objects.filter(pk__in=ids).select_related("right") if ids else ()
    known = {regrade.pk: correction_of(regrade) for regrade in found}
    return {
        attempt.pk: {
            int(version): known[regrade]
            for version, regrade in attempt.corrections.items()
        }
        for attempt in attempts
    }
