"""How a person of some ability answers an item: a two-parameter logistic model.

Knows items' documents and chance; knows no quiz and no database.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from learning.simulation.chance import stream
from quizzes.item_types import Answer, ChoiceDocument, Document

EASE = 0.35
SPREAD_OF_DIFFICULTY = 0.7
SPREAD_OF_DISCRIMINATION = 0.25
OMITTED_SHARE = 0.04
NONSENSE = "z"
CONFIDENT_FROM, DOUBTING_BELOW = 0.85, 0.6

Given = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ItemModel:
    """One item: its parameters, its right answer, and how likely each wrong one is.

    ``wrong`` holds (what is given, cumulative share among the wrong answers).
    """

    discrimination: float
    difficulty: float
    right: Given
    wrong: tuple[tuple[Given, float], ...]


def item_model(
    *, seed: int, code: str, document: Document, pass_mark: float
) -> ItemModel:
    """Draw the model of one item, always the same for the same seed and code.

    Parameters
    ----------
    seed, code : of the city and of the item.
    document : the item's document.
    pass_mark : share in (0, 1) that the quiz asks for; difficulties are centred so
        that a person of ability 0 is expected a little above it.

    References
    ----------
    Birnbaum (1968): P(right) = 1 / (1 + exp(-a (theta - b))).
    """
    chance = stream(seed, "item", code)
    centre = -math.log(pass_mark / (1 - pass_mark)) - EASE
    answers = _wrong_answers(document)
    shares = np.cumsum(chance.dirichlet(np.full(len(answers), 1.5))).tolist()
    return ItemModel(
        discrimination=math.exp(chance.normal(0.15, SPREAD_OF_DISCRIMINATION)),
        difficulty=float(chance.normal(centre, SPREAD_OF_DIFFICULTY)),
        right=_given(document.right_answer()),
        wrong=tuple(zip(answers, shares, strict=True)),
    )


def probability(ability: float, model: ItemModel) -> float:
    """The probability of a right answer, in (0, 1)."""
    return 1 / (1 + math.exp(-model.discrimination * (ability - model.difficulty)))


def answer(
    ability: float, model: ItemModel, draws: tuple[float, float, float]
) -> Answer | None:
    """One person's answer to one item; None: left out.

    ``draws`` are three independent uniform numbers in [0, 1): whether it is right,
    which wrong one it is, whether the person says how sure they are.
    """
    luck, which, openness = draws
    p = probability(ability, model)
    confidence = _confidence(p) if openness < 0.3 else ""
    if luck < p:
        return Answer(given=model.right, confidence=confidence)
    if which < OMITTED_SHARE:
        return None
    place = (which - OMITTED_SHARE) / (1 - OMITTED_SHARE)
    given = next((each for each, share in model.wrong if place < share), None)
    return Answer(given=given or model.wrong[-1][0], confidence=confidence)


def _confidence(p: float) -> str:
    if p >= CONFIDENT_FROM:
        return "high"
    return "middle" if p >= DOUBTING_BELOW else "low"


def _given(answer: Mapping[str, Sequence[str]]) -> Given:
    return {name: tuple(texts) for name, texts in answer.items()}


def _wrong_answers(document: Document) -> list[Given]:
    """What people give instead: other options, or one variable wrong."""
    if isinstance(document, ChoiceDocument):
        return [{"chosen": ids} for ids in _wrong_choices(document)]
    right = _given(document.right_answer())
    return [{**right, name: (NONSENSE,)} for name in document.variables]


def _wrong_choices(document: ChoiceDocument) -> list[tuple[str, ...]]:
    """Another option, or one key less or one more."""
    others = [option.id for option in document.options if not option.key]
    if not document.several:
        return [(other,) for other in others]
    keys = document.keys
    less = [tuple(sorted(keys - {key})) for key in sorted(keys) if len(keys) > 1]
    more = [tuple(sorted(keys | {other})) for other in others]
    return less + more
