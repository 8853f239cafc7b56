"""Checks what no file can say alone: codes used once, names that lead somewhere."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from courses.importer.reading.problems import Problems
from courses.importer.reading.records import (
    CourseRecord,
    Curriculum,
    Place,
    QuizRecord,
)
from courses.tokens import term_codes


class Coded(Protocol):
    """Anything with a code and a place."""

    @property
    def code(self) -> str: ...
    @property
    def place(self) -> Place: ...


def check_across(
    curriculum: Curriculum,
    problems: Problems,
    *,
    known_scheme_codes: frozenset[tuple[str, str]] | None = None,
) -> None:
    """Note double codes and names of objectives, terms and quizzes that don't exist."""
    courses = [course for tier in curriculum.tiers for course in tier.courses]
    objectives = [o for tier in curriculum.tiers for o in tier.objectives]
    pages: list[Coded] = [*curriculum.tiers, *courses]
    pages += [lesson for course in courses for lesson in course.lessons]
    items = [item for course in courses for item in course.items]
    quizzes = [course.quiz for course in courses if course.quiz]
    for group in (pages, objectives, curriculum.terms, items, quizzes):
        _once(group, problems)
    known = {objective.code for objective in objectives}
    terms = {term.code for term in curriculum.terms}
    for course in courses:
        _objectives(course, known, problems)
        _terms(course, terms, problems)
        _quiz(course, problems)
    if known_scheme_codes is not None:
        for objective in objectives:
            for pair in objective.schemes:
                if pair not in known_scheme_codes:
                    _add(
                        problems,
                        objective.place,
                        f"分類「{pair[0]} {pair[1]}」はありません",
                        "IP6.5 なら 1 から 23 の中分類の番号にしてください",
                    )


def _add(problems: Problems, place: Place, message: str, mend: str) -> None:
    problems.add(place.file, place.line, message, mend)


def _once(records: Iterable[Coded], problems: Problems) -> None:
    seen: dict[str, Place] = {}
    for record in records:
        if record.code in seen:
            first = seen[record.code]
            _add(
                problems,
                record.place,
                f"コード「{record.code}」が二度使われています",
                f"{first.file} {first.line}行目と違うコードにしてください",
            )
        elif record.code:
            seen[record.code] = record.place


def _objectives(course: CourseRecord, known: set[str], problems: Problems) -> None:
    for place, code in _named_objectives(course):
        if code and code not in known:
            _add(
                problems,
                place,
                f"学習目標「{code}」はありません",
                "objectives.toml に書くか、コードを直してください",
            )


def _named_objectives(course: CourseRecord) -> Iterator[tuple[Place, str]]:
    for lesson in course.lessons:
        yield from ((lesson.place, code) for code in lesson.objectives)
    for item in course.items:
        yield item.place, item.objective
    if course.quiz:
        for section in course.quiz.sections:
            yield from ((course.quiz.place, code) for code in section.objectives)


def _terms(course: CourseRecord, known: set[str], problems: Problems) -> None:
    bodies = [(lesson.place, lesson.body) for lesson in course.lessons]
    for place, body in [(course.place, course.intro), *bodies]:
        used = term_codes(json.dumps(body, ensure_ascii=False))
        for code in sorted(used - known):
            _add(
                problems,
                place,
                f"用語「{code}」はありません",
                "glossary.d の用語集に書くか、コードを直してください",
            )


def _quiz(course: CourseRecord, problems: Problems) -> None:
    quiz = course.quiz
    if course.quiz_code and (quiz is None or quiz.code != course.quiz_code):
        _add(
            problems,
            course.place,
            f"テスト「{course.quiz_code}」はありません",
            "quiz.toml の code と合わせてください",
        )
    if quiz:
        _sections(course, quiz, problems)


def _sections(course: CourseRecord, quiz: QuizRecord, problems: Problems) -> None:
    bank = Counter(item.objective for item in course.items)
    used: set[str] = set()
    for section in quiz.sections:
        shared = used & set(section.objectives)
        used |= set(section.objectives)
        if shared:
            _add(
                problems,
                quiz.place,
                f"学習目標「{'、'.join(sorted(shared))}」が二つの区分にあります",
                "一つの区分だけに置いてください",
            )
        there = sum(bank[code] for code in set(section.objectives))
        if there < section.count:
            _add(
                problems,
                quiz.place,
                f"区分「{section.code}」の問題は {there} 問しかありません",
                f"count を {there} 以下にするか、問題を増やしてください",
            )
