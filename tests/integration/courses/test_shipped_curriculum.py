"""The curriculum in the repository is without a problem."""

from pathlib import Path

from courses.importer.reading import read_curriculum
from learning.objectives.shipped import shipped_codes

SHIPPED = Path(__file__).parents[3] / "courses" / "curriculum"
COURSES = {
    *("policy-trends", "dx-basics", "itpass-basics"),
    *("security-basics", "procurement-basics"),
}


def test_shipped_curriculum_is_complete():
    curriculum, problems = read_curriculum(SHIPPED, known_scheme_codes=shipped_codes())
    assert [str(problem) for problem in problems] == []
    courses = [course for tier in curriculum.tiers for course in tier.courses]
    assert {course.code for course in courses} == COURSES
    assert all(len(course.lessons) >= 3 for course in courses)
    assert all(len(course.items) >= 12 for course in courses)
    assert sum(len(tier.objectives) for tier in curriculum.tiers) >= 60
