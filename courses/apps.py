"""App configuration of courses."""

from importlib import import_module

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Wagtail pages of courses and lessons, and progress through them."""

    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers; tell quizzes where lessons are found."""
        import_module("courses.receivers")
        from courses.teaching import lessons_teaching
        from quizzes.lesson_links import register

        register(lessons_teaching)
