"""Reads course.md and the lessons beside it."""

import re
from pathlib import Path

from courses.importer.reading.body import check_lesson, read_body
from courses.importer.reading.fields import Fields
from courses.importer.reading.problems import Problems
from courses.importer.reading.records import CourseRecord, LessonRecord, Place
from courses.importer.reading.sources import MarkdownFile
from courses.importer.reading.text import TextReader

MINOR, MAJOR = "minor", "major"
CHANGES = (MINOR, MAJOR)
LESSON_NAME = re.compile(r"^\d\d-(?P<code>[a-z0-9][a-z0-9-]*)\.md$")


def read_course(path: Path, *, name: str, problems: Problems) -> CourseRecord:
    """Return a course from its course.md, without lessons, items and quiz."""
    file = MarkdownFile(path, name=name, problems=problems)
    fields = file.fields()
    code = _code(fields, path.parent.name, "フォルダー")
    text = TextReader(name, problems)
    return CourseRecord(
        place=Place(name, 1),
        code=code,
        title=fields.text("title", longest=200),
        summary=fields.text("summary", longest=300),
        responsible=fields.text("owner", longest=60),
        review_on=fields.day("review_on"),
        change=fields.choice("change", CHANGES, default=MINOR),
        quiz_code=fields.code("quiz", required=False),
        intro=tuple(
            read_body(file.body, first_line=file.body_line, text=text, key=code)
        ),
    )


def read_lesson(path: Path, *, name: str, problems: Problems) -> LessonRecord:
    """Return one lesson; its code stands in the file's name."""
    file = MarkdownFile(path, name=name, problems=problems)
    fields = file.fields()
    found = LESSON_NAME.match(path.name)
    if not found:
        problems.add(
            name,
            1,
            "ファイル名がレッスンの形ではありません",
            "「01-コード.md」にしてください",
        )
    code = _code(fields, found["code"] if found else "", "ファイル名")
    text = TextReader(name, problems)
    body = read_body(file.body, first_line=file.body_line, text=text, key=code)
    if file.head:
        check_lesson(body, line=file.body_line, file=name, problems=problems)
    return LessonRecord(
        place=Place(name, 1),
        code=code,
        title=fields.text("title", longest=200),
        minutes=fields.whole("minutes", least=1, most=30),
        objectives=fields.codes("objectives"),
        responsible=fields.text("owner", longest=60),
        review_on=fields.day("review_on"),
        change=fields.choice("change", CHANGES, default=MINOR),
        body=tuple(body),
    )


def _code(fields: Fields, from_name: str, where: str) -> str:
    """Return the code: that of the name; the front matter may repeat it."""
    written = fields.code("code", required=False)
    if written and from_name and written != from_name:
        fields.wrong(
            "code",
            f"コード「{written}」が{where}の「{from_name}」と違います",
            "どちらかに合わせてください",
        )
    return written or from_name
