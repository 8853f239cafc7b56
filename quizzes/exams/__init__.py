"""Mock examinations: how many items of which heading, as data. Knows no database.

An examination is a TOML file in this folder, bound to one version of one scheme. Another
syllabus is another file beside another scheme file; no code names either.
"""

from quizzes.exams.blueprint import (
    Blueprint,
    BlueprintInvalid,
    ExamField,
    read_blueprint,
    shipped_blueprints,
)
from quizzes.exams.drawing import ExamShortage, Lack, draw_exam, lacks

__all__ = [
    "Blueprint",
    "BlueprintInvalid",
    "ExamField",
    "ExamShortage",
    "Lack",
    "draw_exam",
    "lacks",
    "read_blueprint",
    "shipped_blueprints",
]
