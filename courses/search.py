"""Finds lessons, courses and terms by Japanese words.

Lessons and courses through Wagtail's index, which is made for languages with spaces.
So text and query are cut into pairs of characters, and the pairs of a word searched as
a phrase: 標的型 finds 標的型攻撃. Single characters are in the index too, for a query of
one. All spellings of a word have one key (`learning.japanese.spelling`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import groupby
from operator import and_, or_
from typing import Any

from wagtail.search.query import Phrase

from courses.models import CoursePage, GlossaryTerm, LessonPage
from courses.standing import STEP
from courses.words import Words
from learning.japanese.bigrams import phrases
from learning.japanese.spelling import fold_spelling
from learning.japanese.width import fold

BEFORE, AFTER = 30, 60
MOST = 200
MOST_TERMS = 3
_RUN = re.compile(r"[㐀-鿿々]+|[ァ-ヺー]+|[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One lesson with the text around the first place that matches."""

    title: str
    address: str
    course: str
    before: str
    match: str
    after: str


def words_in(query: str) -> list[str]:
    """Return the words of a query, each as the key of all its spellings."""
    folded = fold_spelling(query)
    return ["".join(run) for is_word, run in groupby(folded, str.isalnum) if is_word]


def find_lessons(query: str, *, any_word: bool = False) -> list[LessonPage]:
    """Return the live lessons that contain every word of a query, best first.

    With ``any_word`` those that contain one of them. A word in the title counts more
    than any number of them in the text.
    """
    found = _find(LessonPage, query, any_word=any_word)
    words = words_in(query)
    return sorted(found, key=lambda lesson: -_words_of_title(lesson.title, words))


def find_near(query: str) -> list[LessonPage]:
    """Return lessons near a query that none contains, the nearest first.

    The words are cut where kanji, katakana and Latin letters meet, so that 標的型メール
    finds 標的型攻撃メール; then those that contain one of the pieces will do.
    """
    pieces = in_pieces(query)
    return find_lessons(pieces) or find_lessons(pieces, any_word=True)


def in_pieces(query: str) -> str:
    """Return the runs of one script in a query, without hiragana, apart by spaces."""
    return " ".join(_RUN.findall(fold(query)))


def find_courses(query: str) -> list[CoursePage]:
    """Return the live courses whose title or summary has every word of a query."""
    return _find(CoursePage, query)


def find_terms(query: str) -> list[GlossaryTerm]:
    """Return a few terms of the glossary that have every word of a query.

    In the term or its reading; the shortest first, which is the nearest.
    """
    words = words_in(query)
    found = [
        term
        for term in GlossaryTerm.objects.all()
        if words
        and all(word in fold_spelling(f"{term.term} {term.reading}") for word in words)
    ]
    return sorted(found, key=lambda term: len(term.term))[:MOST_TERMS]


def _find(model: type[Any], query: str, *, any_word: bool = False) -> list[Any]:
    wanted = [Phrase(" ".join(pairs)) for pairs in phrases(query)]
    wanted += [Phrase(word) for word in words_in(query) if len(word) == 1]
    if not wanted:
        return []
    joined = reduce(or_ if any_word else and_, wanted)
    return list(model.objects.live().search(joined)[:MOST])


def _words_of_title(title: str, words: Sequence[str]) -> int:
    folded = fold_spelling(title)
    return sum(word in folded for word in words)


def shown(lessons: Sequence[LessonPage], query: str, words: Words) -> list[Found]:
    """Return found lessons as a list of results shows them."""
    paths = {lesson.path[:-STEP] for lesson in lessons}
    rows = CoursePage.objects.filter(path__in=paths).values_list("path", "title")
    courses = dict(rows)
    return [
        Found(
            lesson.title,
            lesson.address,
            courses.get(lesson.path[:-STEP], ""),
            *around(words.plain(lesson.search_text()), query),
        )
        for lesson in lessons
    ]


def around(text: str, query: str) -> tuple[str, str, str]:
    """Return what stands before, at and after the first word of a query in a text.

    The first word that is there, in whatever width, kana or spelling.
    """
    flat = " ".join(text.split())
    for word in words_in(query):
        place = _place(flat, word)
        if place:
            start, end = max(0, place[0] - BEFORE), place[1]
            before = ("…" if start else "") + flat[start : place[0]]
            after = flat[end : end + AFTER] + ("…" if len(flat) > end + AFTER else "")
            return before, flat[place[0] : end], after
    return flat[: BEFORE + AFTER], "", "…" if len(flat) > BEFORE + AFTER else ""


def _place(text: str, word: str) -> tuple[int, int] | None:
    """Return where a folded word begins and ends in a text, counted in characters."""
    origin = [n for n, letter in enumerate(text) for _ in _folded(letter)]
    at = "".join(map(_folded, text)).find(word)
    return (origin[at], origin[at + len(word) - 1] + 1) if at >= 0 else None


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    return fold_spelling(letter)
