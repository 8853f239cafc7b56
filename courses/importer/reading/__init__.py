"""Reads the curriculum's files. Pure: knows files and text, no Django, no database."""

from courses.importer.reading.curriculum import read_curriculum
from courses.importer.reading.problems import Problem
from courses.importer.reading.records import Curriculum

__all__ = ["Curriculum", "Problem", "read_curriculum"]
