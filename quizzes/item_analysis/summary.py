"""Statistics of one quiz for its author: items with versions, answers and verdicts.

Knows what is withheld and how items with several versions are put together; the
figures come from ``classical`` and ``analysis``, the answers from ``responses``.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from quizzes.item_analysis import classical
from quizzes.item_analysis.analysis import Analysis, ItemFigures, analyse, item_figures
from quizzes.item_analysis.answers import Variable, answer_of, variables
from quizzes.item_analysis.certainty import CertaintyRow, certainty_rows
from quizzes.item_analysis.classical import FloatArray, IntArray, Reliability
from quizzes.item_analysis.irt import Model
from quizzes.item_analysis.responses import Exclusions, QuizAnswers, Version
from quizzes.item_analysis.verdicts import (
    MINIMUM_CHOOSING,
    MINIMUM_PERSONS,
    ItemFacts,
    OptionFacts,
    Verdict,
    verdicts,
)
from quizzes.item_types.answer import CONFIDENCES

# Of texts that were typed, the most frequent ones are listed.
MOST_TEXTS = 10
# Free texts are shown without names from so many on.
MINIMUM_FREE_TEXTS = 5
ONE_KEY = ("single_choice", "true_false")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the distractor table. ``mean_rest``: NaN if few chose it."""

    variable: str
    asked: str
    answer: str
    text: str
    is_key: bool
    n: int
    share: float
    mean_rest: float


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One version; ``figures`` None: unscored, or withheld as too few were given it."""

    version: Version
    n: int
    figures: ItemFigures | None
    omitted: float
    not_reached: float
    answers: tuple[AnswerRow, ...]
    verdicts: tuple[Verdict, ...]
    certainty: tuple[CertaintyRow, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether too few were given it to show anything."""
        return self.n < MINIMUM_PERSONS


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """One item over all its versions; the last of ``versions`` is the newest answered."""

    code: str
    n: int
    figures: ItemFigures | None
    versions: tuple[VersionSummary, ...]

    @property
    def newest(self) -> VersionSummary:
        """The version whose verdicts count: what can still be mended."""
        return self.versions[-1]

    @property
    def weakness(self) -> tuple[float, float]:
        """Sorts the weakest first: gravest verdict, then lowest correlation."""
        gravest = max((each.gravity for each in self.newest.verdicts), default=0)
        figure = self.figures.item_rest_correlation if self.figures else math.nan
        return (-gravest, 2.0 if math.isnan(figure) else figure)


@dataclass(frozen=True, slots=True)
class QuizSummary:
    """All of one quiz; ``reliability`` None where withheld. Survey items stand apart."""

    n_attempts: int
    reliability: Reliability | None
    items: tuple[ItemSummary, ...]
    surveys: tuple[VersionSummary, ...]
    exclusions: Exclusions
    analysis: Analysis | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def weakest_first(self) -> list[ItemSummary]:
        """Scored items, those to be looked at first on top."""
        return sorted(self.items, key=lambda item: (item.weakness, item.code))


def summarise(answers: QuizAnswers, *, model: Model | None = None) -> QuizSummary:
    """Work out the statistics of a quiz.

    Parameters
    ----------
    answers : of the attempts that count.
    model : also fit this IRT model, to full marks or not; None: none.

    Returns
    -------
    Figures of items and versions; withheld where fewer than ``MINIMUM_PERSONS`` answered.
    """
    scored = [at for at, each in enumerate(answers.versions) if each.is_scored]
    columns = _by_item([answers.versions[at] for at in scored], scored)
    points = answers.points[:, scored]
    maxima = np.array([answers.versions[at].max_points for at in scored])
    pooled, tops = _pooled(answers, columns)
    reliability = classical.reliability(pooled)
    enough = len(answers.attempt_ids) >= MINIMUM_PERSONS
    versions = _versions(answers, scored, points, maxima)
    return QuizSummary(
        n_attempts=len(answers.attempt_ids),
        reliability=reliability if enough else None,
        items=tuple(
            ItemSummary(
                code=figures.name,
                n=figures.n,
                figures=figures if figures.n >= MINIMUM_PERSONS else None,
                versions=tuple(versions[at] for at in columns[figures.name]),
            )
            for figures in item_figures(list(columns), pooled, tops)
        ),
        surveys=tuple(
            _survey(answers, at)
            for at, each in enumerate(answers.versions)
            if not each.is_scored
        ),
        exclusions=answers.exclusions,
        analysis=_irt(columns, pooled, tops, model) if model else None,
    )


def _by_item(
    versions: Sequence[Version], places: Sequence[int]
) -> dict[str, list[int]]:
    """The columns of each item's versions, by the item's code, oldest first."""
    columns = defaultdict(list)
    for version, place in zip(versions, places, strict=True):
        columns[version.code].append(place)
    return dict(columns)


def _pooled(
    answers: QuizAnswers, columns: Mapping[str, Sequence[int]]
) -> tuple[FloatArray, FloatArray]:
    """One column an item: each version's share of its maximum, times the newest's."""
    maxima = np.array([each.max_points for each in answers.versions])
    pooled = np.full((len(answers.attempt_ids), len(columns)), np.nan)
    tops = np.empty(len(columns))
    for at, places in enumerate(columns.values()):
        tops[at] = maxima[places[-1]]
        for place in places:
            given = answers.position[:, place] >= 0
            share = answers.points[given, place] / maxima[place]
            pooled[given, at] = share * tops[at]
    return pooled, tops


def _irt(
    columns: Mapping[str, Sequence[int]],
    pooled: FloatArray,
    tops: FloatArray,
    model: Model,
) -> Analysis:
    """Fit full marks (1) or not (0)."""
    right = np.where(np.isnan(pooled), np.nan, pooled >= tops - 1e-9)
    return analyse(list(columns), right, model=model)


def _versions(
    answers: QuizAnswers,
    scored: Sequence[int],
    points: FloatArray,
    maxima: FloatArray,
) -> dict[int, VersionSummary]:
    figures = item_figures([answers.versions[at].code for at in scored], points, maxima)
    alpha = classical.reliability(points).alpha
    rests = classical.rest_shares(points, maxima)
    omitted, not_reached = classical.unanswered(answers.answered, answers.position)
    found = {}
    for column, at in enumerate(scored):
        given = answers.position[:, at] >= 0
        rows = _answer_rows(answers, at, answers.saved[given, at], rests[given, column])
        own = figures[column]
        facts = ItemFacts(
            n=own.n,
            facility=own.facility,
            item_rest_correlation=own.item_rest_correlation,
            alpha=alpha,
            alpha_if_deleted=own.alpha_if_deleted,
            omitted=float(omitted[at]),
            not_reached=float(not_reached[at]),
            options=_options(answers.versions[at], rows),
        )
        shown = own.n >= MINIMUM_PERSONS
        found[at] = VersionSummary(
            version=answers.versions[at],
            n=own.n,
            figures=own if shown else None,
            omitted=float(omitted[at]) if shown else math.nan,
            not_reached=float(not_reached[at]) if shown else math.nan,
            answers=rows if shown else (),
            verdicts=tuple(verdicts(facts)),
            certainty=_certainty(answers, at) if shown else (),
        )
    return found


def _certainty(answers: QuizAnswers, at: int) -> tuple[CertaintyRow, ...]:
    """How sure those were who answered one version, and how often right."""
    place_of = {level: place for place, level in enumerate(CONFIDENCES)}
    said = np.array([place_of.get(each, -1) for each in answers.certainties] + [-1])
    given = answers.position[:, at] >= 0
    right = answers.points[given, at] >= answers.versions[at].max_points
    return certainty_rows(said[answers.saved[given, at]], right)


def _survey(answers: QuizAnswers, at: int) -> VersionSummary:
    """Counts of an item that is not scored."""
    given = answers.position[:, at] >= 0
    saved = answers.saved[given, at]
    rows = _answer_rows(answers, at, saved, np.full(saved.size, np.nan))
    n, version = int(given.sum()), answers.versions[at]
    least = MINIMUM_FREE_TEXTS if version.type == "free_text" else MINIMUM_PERSONS
    answered = sum(row.n for row in rows)
    shown = n >= MINIMUM_PERSONS or (answered >= least and version.type == "free_text")
    return VersionSummary(
        version=version,
        n=n,
        figures=None,
        omitted=math.nan,
        not_reached=math.nan,
        answers=rows if shown and answered >= least else (),
        verdicts=(),
    )


def _answer_rows(
    answers: QuizAnswers, at: int, saved: IntArray, rest: FloatArray
) -> tuple[AnswerRow, ...]:
    """Count the answers to one version, by variable; options that nobody took as well."""
    version = answers.versions[at]
    asked = variables(version.type, version.document)
    counts = _counted(answers, asked, saved, rest)
    rows: list[AnswerRow] = []
    for name, variable in asked.items():
        found = counts[name]
        for answer in _listed(variable, found, version.type):
            n, known, total = found.get(answer, (0, 0, 0.0))
            rows.append(
                AnswerRow(
                    variable=name,
                    asked=variable.label,
                    answer=answer,
                    text=variable.answers.get(answer, answer),
                    is_key=answer in variable.keys,
                    n=n,
                    share=n / saved.size if saved.size else math.nan,
                    mean_rest=total / known if known >= MINIMUM_CHOOSING else math.nan,
                )
            )
    return tuple(rows)


def _counted(
    answers: QuizAnswers,
    asked: Mapping[str, Variable],
    saved: IntArray,
    rest: FloatArray,
) -> dict[str, dict[str, tuple[int, int, float]]]:
    """Per variable and answer: how many, of whom the rest is known, and its sum."""
    known = ~np.isnan(rest)
    size = len(answers.values) + 1
    persons = np.bincount(saved + 1, minlength=size)
    with_rest = np.bincount(saved[known] + 1, minlength=size)
    sums = np.bincount(saved[known] + 1, weights=rest[known], minlength=size)
    found: dict[str, dict[str, tuple[int, int, float]]] = {name: {} for name in asked}
    for place in np.flatnonzero(persons[1:]):
        here = (persons[place + 1], with_rest[place + 1], sums[place + 1])
        for name, texts in answers.values[place].items():
            if name not in asked:
                continue
            for answer in {answer_of(asked[name], text) for text in texts}:
                n, k, total = found[name].get(answer, (0, 0, 0.0))
                found[name][answer] = (
                    n + int(here[0]),
                    k + int(here[1]),
                    total + float(here[2]),
                )
    return found


def _listed(
    variable: Variable, found: Mapping[str, tuple[int, int, float]], item_type: str
) -> list[str]:
    if not variable.is_open:
        return [*variable.answers, *sorted(set(found) - set(variable.answers))]
    often = sorted(found, key=lambda answer: (-found[answer][0], answer))
    return often if item_type == "free_text" else often[:MOST_TEXTS]


def _options(version: Version, rows: Sequence[AnswerRow]) -> list[OptionFacts]:
    if version.type not in ONE_KEY:
        return []
    return [
        OptionFacts(row.text, row.is_key, row.n, row.share, row.mean_rest)
        for row in rows
    ]
