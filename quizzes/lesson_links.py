"""Ways from an objective to the lessons that teach it.

Quizzes know no lessons: the app that has them registers how to find them when it
starts (as `learning.people.person_links` does). Without one, results show no links.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LessonLink:
    """One lesson: its title, and the address of the part to read again."""

    title: str
    address: str


Lookup = Callable[[Collection[str]], Mapping[str, tuple[LessonLink, ...]]]

_lookups: list[Lookup] = []


def register(lookup: Lookup) -> None:
    """Offer lessons by the codes of objectives; registering again changes nothing."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def links_by_objective(codes: Collection[str]) -> dict[str, tuple[LessonLink, ...]]:
    """Return the lessons that teach each objective; one without lessons is left out."""
    found: dict[str, tuple[LessonLink, ...]] = {}
    for lookup in _lookups:
        for code, links in lookup(codes).items():
            found[code] = found.get(code, ()) + tuple(links)
    return found
