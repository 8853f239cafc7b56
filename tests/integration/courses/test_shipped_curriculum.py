"""The curriculum in the repository is without a problem."""

from collections import Counter
from pathlib import Path

import pytest

from courses.importer.reading import read_curriculum
from learning.objectives.shipped import shipped_codes
from quizzes.exams import shipped_blueprints
from quizzes.item_types import TYPES

SHIPPED = Path(__file__).parents[3] / "courses" / "curriculum"
COURSES = {
    *("policy-trends", "dx-basics", "itpass-basics"),
    *("security-basics", "procurement-basics"),
}
# One lesson before a quiz that has an item of every type.
PRACTICE = "question-forms"


def test_shipped_curriculum_is_complete():
    curriculum, problems = read_curriculum(SHIPPED, known_scheme_codes=shipped_codes())
    assert [str(problem) for problem in problems] == []
    courses = [course for tier in curriculum.tiers for course in tier.courses]
    assert {course.code for course in courses} == COURSES | {PRACTICE}
    assert all(len(c.lessons) >= 3 for c in courses if c.code != PRACTICE)
    assert all(len(course.items) >= 12 for course in courses)
    assert sum(len(tier.objectives) for tier in curriculum.tiers) >= 60


def test_length_gives_no_key_away():
    """Per course, the longest option is the key neither never nor in most items.

    Of three or four options of like length chance makes it a third or a quarter; the
    bounds are wide: more than a tenth, less than a half.
    """
    curriculum, _ = read_curriculum(SHIPPED, known_scheme_codes=shipped_codes())
    for course in (course for tier in curriculum.tiers for course in tier.courses):
        if course.code == PRACTICE:
            continue
        singles = [item for item in course.items if item.type == "single_choice"]
        longest = sum(key_is_longest(item.document["options"]) for item in singles)
        assert 0.1 < longest / len(singles) < 0.5, course.code


def test_the_practice_quiz_asks_every_type():
    curriculum, _ = read_curriculum(SHIPPED, known_scheme_codes=shipped_codes())
    courses = {course.code: course for t in curriculum.tiers for course in t.courses}
    practice = courses[PRACTICE]
    assert {item.type for item in practice.items} == set(TYPES)
    assert sum(section.count for section in practice.quiz.sections) == 20
    assert len(practice.items) == 20


@pytest.mark.parametrize("code", sorted(shipped_blueprints()))
def test_the_bank_fills_every_mock_examination(code):
    """With items to spare under every heading, so that two draws differ."""
    blueprint = shipped_blueprints()[code]
    curriculum, _ = read_curriculum(SHIPPED, known_scheme_codes=shipped_codes())
    headings = {
        objective.code: {
            c for scheme, c in objective.schemes if scheme == blueprint.scheme
        }
        for tier in curriculum.tiers
        for objective in tier.objectives
    }
    there = Counter()
    for item in (i for t in curriculum.tiers for c in t.courses for i in c.items):
        options = item.document.get("options", ())
        if item.type in blueprint.item_types and len(options) == blueprint.options:
            there.update(headings[item.objective])
    needed = {heading: n for field in blueprint.fields for heading, n in field.headings}
    assert {h: n for h, n in needed.items() if there[h] < n + 2} == {}


def key_is_longest(options):
    key = next(len(option["text"]) for option in options if option["key"])
    others = (len(option["text"]) for option in options if not option["key"])
    return key > max(others)
