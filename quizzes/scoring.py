"""From answers and keys to points, shares and pass. Decimal, no database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import Document
from quizzes.item_types.body import Given

SCORING_VERSION = 1
SHARE_STEP = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Part:
    """Points of the whole or of one section against what passing needs there.

    ``share`` is in [0, 1], rounded for showing; ``reached`` is decided without rounding.
    """

    code: str
    raw: Decimal
    maximum: Decimal
    share: Decimal
    needed_share: Decimal
    needed_points: Decimal
    reached: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one attempt; ``points`` holds one value per position."""

    points: tuple[Decimal, ...]
    total: Part
    sections: tuple[Part, ...]

    @property
    def passed(self) -> bool:
        """Whether the total and each section's floor are reached."""
        return self.total.reached and all(part.reached for part in self.sections)


def score_attempt(
    *,
    form: AttemptForm,
    documents: Mapping[int, Document],
    responses: Mapping[int, Given],
    pass_mark: Decimal,
    floors: Mapping[str, Decimal],
) -> Score:
    """Score one attempt.

    Parameters
    ----------
    form : what was drawn; at least one item.
    documents : item version id → document, for each version of the form.
    responses : position → what is given per variable; a missing position is
        unanswered, 0 points.
    pass_mark : share of all points needed, in [0, 1].
    floors : section code → share of its points needed, in [0, 1]; missing = none.

    Returns
    -------
    Points per position, total and sections in the order of the form.

    Raises
    ------
    ValueError
        If the form is empty.
    KeyError
        If a document is missing.

    References
    ----------
    Total and a floor in each section: the pass rule of the IT Passport examination.
    """
    points = tuple(
        documents[item.version_id].points_for(responses.get(position, {}))
        for position, item in enumerate(form.items)
    )
    maxima = tuple(maximum_of(item, documents[item.version_id]) for item in form.items)
    return summarise(
        form=form, points=points, maxima=maxima, pass_mark=pass_mark, floors=floors
    )


def maximum_of(item: FormItem, document: Document) -> Decimal:
    """Return what a position counts for: nothing if it is a trial or a survey item."""
    return document.points if document.scored and not item.trial else Decimal(0)


def summarise(
    *,
    form: AttemptForm,
    points: Sequence[Decimal],
    maxima: Sequence[Decimal],
    pass_mark: Decimal,
    floors: Mapping[str, Decimal],
) -> Score:
    """Add points per position up to total and sections.

    Parameters
    ----------
    form, pass_mark, floors : as in ``score_attempt``.
    points, maxima : one per position of the form, in points; a position whose maximum
        is 0 (a trial or survey item) counts for nothing, whatever it earned.

    Returns
    -------
    The same score that ``score_attempt`` gives for these points.

    Raises
    ------
    ValueError
        If the form is empty or the lengths differ.

    References
    ----------
    As ``score_attempt``.
    """
    if not form.items or not len(form) == len(points) == len(maxima):
        raise ValueError("a form needs items and one value for each")
    sections: dict[str, tuple[Decimal, Decimal]] = {}
    for item, point, maximum in zip(form.items, points, maxima, strict=True):
        raw, top = sections.get(item.section, (Decimal(0), Decimal(0)))
        counted = point if maximum else Decimal(0)
        sections[item.section] = (raw + counted, top + maximum)
    whole = all(maximum == int(maximum) for maximum in maxima)
    earned = sum((raw for raw, _top in sections.values()), Decimal(0))
    total = _part("", earned, sum(maxima, Decimal(0)), pass_mark, whole)
    return Score(
        points=tuple(points),
        total=total,
        sections=tuple(
            _part(code, raw, top, floors.get(code, Decimal(0)), whole)
            for code, (raw, top) in sections.items()
        ),
    )


def _part(
    code: str, raw: Decimal, maximum: Decimal, needed_share: Decimal, whole: bool
) -> Part:
    needed = needed_share * maximum
    if whole:
        needed = needed.to_integral_value(rounding=ROUND_CEILING)
    return Part(
        code=code,
        raw=raw,
        maximum=maximum,
        share=_share(raw, maximum),
        needed_share=needed_share,
        needed_points=needed,
        reached=raw >= needed_share * maximum,
    )


def _share(raw: Decimal, maximum: Decimal) -> Decimal:
    """The share to show; 0 where nothing is scored."""
    if not maximum:
        return Decimal(0)
    return (raw / maximum).quantize(SHARE_STEP, rounding=ROUND_HALF_EVEN)
