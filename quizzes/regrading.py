"""Scores worked out anew where the key of an item was wrong. Decimal, no database.

A correction says what counts in the place of one version that was shown. It touches the
positions of that version alone: what every other position earned is a fact and stays.
The weight of an item stays what it was when it was shown, also where the corrected
version has other points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Any

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import Document
from quizzes.item_types.body import Given
from quizzes.item_types.document import POINT_STEP
from quizzes.scoring import Score, maximum_of, summarise

# Words that people read: another wording is not another key.
PROSE = frozenset(
    {"stem", "format", "explanation", "text", "label", "low", "high", "points", "unit"}
)
NOTHING: Given = {}


class Method(StrEnum):
    """What counts instead of the wrong key."""

    CORRECTED_KEY = "corrected_key"
    FULL_MARKS = "full_marks"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Correction:
    """What counts for one version; ``right`` is the corrected document, if one does."""

    method: Method
    right: Document | None = None

    def points_for(self, shown: Document, given: Given) -> Decimal:
        """Return the points of an answer, in [0, shown.points].

        The corrected key earns the same share of the points as in its own document,
        rounded down to 0.01. A dropped item keeps what it earned and counts for nothing.
        """
        if self.method is Method.FULL_MARKS:
            return shown.points
        if self.method is Method.DROPPED or self.right is None:
            return shown.points_for(given)
        earned = self.right.points_for(given)
        if self.right.points == shown.points:
            return earned
        share = earned / self.right.points
        return (share * shown.points).quantize(POINT_STEP, rounding=ROUND_DOWN)

    def maximum_of(self, item: FormItem, shown: Document) -> Decimal:
        """Return what the position counts for; 0 where the item is dropped."""
        return Decimal(0) if self.method is Method.DROPPED else maximum_of(item, shown)


Corrections = Mapping[int, Correction]


@dataclass(frozen=True, slots=True)
class Change:
    """One attempt's score before and after.

    ``is_kept``: the new score would take a pass away and is therefore not used.
    """

    before: Score
    after: Score
    is_kept: bool

    @property
    def counts(self) -> Score:
        """The score that holds from now on."""
        return self.before if self.is_kept else self.after

    @property
    def gains_pass(self) -> bool:
        """Whether it is passed only by the new score."""
        return self.counts.passed and not self.before.passed

    @property
    def loses_pass(self) -> bool:
        """Whether it was passed and is no longer."""
        return self.before.passed and not self.counts.passed

    @property
    def difference(self) -> int:
        """1 where the share of all points rises, -1 where it falls, else 0."""
        before, after = self.before.total.share, self.counts.total.share
        return (after > before) - (after < before)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is known of one attempt.

    ``points`` : per position, as stored. ``responses`` : position → what was given, at
    least for the positions that are corrected. ``pass_mark`` and ``floors`` as in
    ``quizzes.scoring.score_attempt``.
    """

    form: AttemptForm
    points: Sequence[Decimal]
    responses: Mapping[int, Given]
    pass_mark: Decimal
    floors: Mapping[str, Decimal]


def maxima_of(
    form: AttemptForm, documents: Mapping[int, Document], corrections: Corrections
) -> list[Decimal]:
    """Return what each position counts for, in points, under the corrections."""
    return [
        corrections[item.version_id].maximum_of(item, documents[item.version_id])
        if item.version_id in corrections
        else maximum_of(item, documents[item.version_id])
        for item in form.items
    ]


def points_of(
    form: AttemptForm,
    documents: Mapping[int, Document],
    corrections: Corrections,
    responses: Mapping[int, Given],
) -> list[Decimal]:
    """Return what each position earns, in points, under the corrections."""
    points = []
    for position, item in enumerate(form.items):
        shown, given = documents[item.version_id], responses.get(position, NOTHING)
        correction = corrections.get(item.version_id)
        points.append(
            correction.points_for(shown, given)
            if correction
            else shown.points_for(given)
        )
    return points


def regraded(
    sitting: Sitting,
    *,
    documents: Mapping[int, Document],
    corrections: Corrections,
    new: Corrections,
    keeps_passes: bool,
) -> Change:
    """Work one attempt's score out anew.

    Parameters
    ----------
    sitting : the attempt as it stands.
    documents : item version id → the document that was shown, for the whole form.
    corrections : what its stored score rests on already, by version id; may be empty.
    new : what counts from now on; replaces an earlier correction of the same version.
    keeps_passes : nobody who passed fails by it: such an attempt keeps its score.

    Returns
    -------
    The stored score and the new one, and whether the stored one is kept.

    Raises
    ------
    KeyError
        If a document is missing.
    """
    together = {**corrections, **new}
    again = points_of(sitting.form, documents, together, sitting.responses)
    points = [
        again[position] if item.version_id in new else sitting.points[position]
        for position, item in enumerate(sitting.form.items)
    ]
    before = _score(sitting, sitting.points, documents, corrections)
    after = _score(sitting, points, documents, together)
    is_kept = keeps_passes and before.passed and not after.passed
    return Change(before, after, is_kept)


def _score(
    sitting: Sitting,
    points: Sequence[Decimal],
    documents: Mapping[int, Document],
    corrections: Corrections,
) -> Score:
    return summarise(
        form=sitting.form,
        points=points,
        maxima=maxima_of(sitting.form, documents, corrections),
        pass_mark=sitting.pass_mark,
        floors=sitting.floors,
    )


def key_of(document: Any) -> Any:
    """Return of a stored document only what decides about points.

    Two documents with equal results have the same key: wording, points and the order in
    which options stand are no part of it (the order of ``entries`` is the key itself).
    """
    if isinstance(document, Mapping):
        return {
            name: [key_of(each) for each in value]
            if name == "entries"
            else key_of(value)
            for name, value in document.items()
            if name not in PROSE
        }
    if isinstance(document, list):
        return sorted((key_of(each) for each in document), key=repr)
    return document
