"""Invented names: random pairs out of lists of common ones, with their readings."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FIRST_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Word:
    """One surname or given name and its reading."""

    text: str
    kana: str


@dataclass(frozen=True, slots=True)
class FullName:
    """Surname and given name, as the personnel office writes them."""

    surname: Word
    given: Word

    @property
    def text(self) -> str:
        """The name, its parts apart by one full-width space."""
        return f"{self.surname.text}　{self.given.text}"

    @property
    def kana(self) -> str:
        """The reading, written in the same way."""
        return f"{self.surname.kana}　{self.given.kana}"


@cache
def words(kind: str) -> tuple[Word, ...]:
    """``surnames``, ``female`` or ``male``, the most common first."""
    text = (Path(__file__).parent / "data" / "names.toml").read_text("utf-8")
    pairs = tomllib.loads(text)[kind].replace("\n", " ").split(",")
    return tuple(Word(*pair.split()) for pair in pairs)


def draw_names(chance: np.random.Generator, is_female: np.ndarray) -> list[FullName]:
    """Draw one name per person; the first names of the lists come up more often."""
    surnames = _draw(chance, words("surnames"), len(is_female))
    female = _draw(chance, words("female"), len(is_female))
    male = _draw(chance, words("male"), len(is_female))
    return [
        FullName(surname, her if is_hers else his)
        for surname, her, his, is_hers in zip(
            surnames, female, male, is_female.tolist(), strict=True
        )
    ]


def _draw(
    chance: np.random.Generator, choices: tuple[Word, ...], count: int
) -> list[Word]:
    weights = np.linspace(FIRST_WEIGHT, 1.0, len(choices))
    places = chance.choice(len(choices), size=count, p=weights / weights.sum())
    return [choices[place] for place in places.tolist()]
