"""The version of a course."""

from courses.editions import course_version


def test_order_does_not_matter():
    assert course_version([("a", 1), ("b", 2)]) == course_version([("b", 2), ("a", 1)])


def test_a_major_change_or_another_lesson_makes_another_version():
    first = course_version([("a", 1), ("b", 1)])
    assert course_version([("a", 2), ("b", 1)]) != first
    assert course_version([("a", 1)]) != first
    assert course_version([("a", 1), ("b", 1), ("c", 1)]) != first
