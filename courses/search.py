"""Finds lessons by Japanese words, through Wagtail's index fed with short tokens.

The index is made for languages with spaces. So text and query are cut into pairs of
characters, and the pairs of a word searched as a phrase: 標的型 finds 標的型攻撃. Single
characters are in the index too, for a query of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import and_

from wagtail.search.query import Phrase

from courses.models import CoursePage, LessonPage
from courses.standing import STEP
from courses.words import Words
from learning.japanese.bigrams import phrases
from learning.japanese.width import fold_for_search

BEFORE, AFTER = 30, 60
MOST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One lesson with the text around the first place that matches."""

    title: str
    address: str
    course: str
    before: str
    match: str
    after: str


def find_lessons(query: str) -> list[LessonPage]:
    """Return the live lessons that contain every word of a query, best first."""
    wanted = [Phrase(" ".join(pairs)) for pairs in phrases(query)]
    wanted += [Phrase(letter) for letter in single_letters(query)]
    if not wanted:
        return []
    return list(LessonPage.objects.live().search(reduce(and_, wanted))[:MOST])


def single_letters(query: str) -> list[str]:
    """Return the words of a query that are one character long."""
    folded = fold_for_search(query)
    words = ("".join(run) for is_word, run in groupby(folded, str.isalnum) if is_word)
    return [word for word in words if len(word) == 1]


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
    """Return what stands before, at and after the first word of the query in a text."""
    flat = " ".join(text.split())
    first = (query.split() or [""])[0]
    at = flat.casefold().find(first.casefold()) if first else -1
    if at < 0:
        return flat[: BEFORE + AFTER], "", "…" if len(flat) > BEFORE + AFTER else ""
    start, end = max(0, at - BEFORE), at + len(first)
    before = ("…" if start else "") + flat[start:at]
    after = flat[end : end + AFTER]
    return before, flat[at:end], after + ("…" if len(flat) > end + AFTER else "")
