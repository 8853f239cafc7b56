"""Reads a whole folder of the curriculum and checks what spans several files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from courses.importer.reading.attachments import read_attachments
from courses.importer.reading.crosscheck import check_across
from courses.importer.reading.lessons import read_course, read_lesson
from courses.importer.reading.problems import Problem, Problems
from courses.importer.reading.questions import read_items, read_quiz
from courses.importer.reading.records import (
    CourseRecord,
    Curriculum,
    ObjectiveRecord,
    Place,
    Term,
    TierRecord,
)
from courses.importer.reading.sources import TomlFile

LEVELS = ("remember", "understand", "apply")


def read_curriculum(
    directory: Path, *, known_scheme_codes: frozenset[tuple[str, str]] | None = None
) -> tuple[Curriculum, list[Problem]]:
    """Read everything under a folder.

    Parameters
    ----------
    directory : the folder with ``<tier>/tier.toml``.
    known_scheme_codes : pairs (scheme, code) that objectives may name; None: any.

    Returns
    -------
    The curriculum as far as it could be read, and every problem found, by file and
    line. Nothing may be written while a problem stands.
    """
    problems = Problems()
    curriculum = Curriculum(
        tiers=tuple(_tiers(directory, problems)),
        terms=tuple(_terms(directory, problems)),
    )
    curriculum = replace(
        curriculum, files=read_attachments(directory, curriculum, problems)
    )
    check_across(curriculum, problems, known_scheme_codes=known_scheme_codes)
    return curriculum, problems.sorted()


def _tiers(directory: Path, problems: Problems) -> list[TierRecord]:
    found = sorted(directory.glob("*/tier.toml")) if directory.is_dir() else []
    if not found:
        problems.add(
            str(directory.name),
            1,
            "教材のフォルダーではありません",
            "「段/tier.toml」のあるフォルダーを指定してください",
        )
    tiers = [_tier(path.parent, directory, problems) for path in found]
    return sorted(tiers, key=lambda tier: (tier.order, tier.code))


def _name(path: Path, directory: Path) -> str:
    return path.relative_to(directory).as_posix()


def _tier(folder: Path, directory: Path, problems: Problems) -> TierRecord:
    path = folder / "tier.toml"
    fields = TomlFile(path, name=_name(path, directory), problems=problems).top()
    code = fields.code("code")
    if code and code != folder.name:
        fields.wrong(
            "code",
            f"コード「{code}」がフォルダーの「{folder.name}」と違います",
            "どちらかに合わせてください",
        )
    return TierRecord(
        place=Place(fields.file, 1),
        code=code,
        title=fields.text("title", longest=200),
        summary=fields.text("summary", longest=300),
        order=fields.whole("order", least=0, most=1000),
        objectives=tuple(_objectives(folder, directory, problems)),
        courses=tuple(
            _course(found.parent, directory, problems)
            for found in sorted(folder.glob("*/course.md"))
        ),
    )


def _objectives(
    folder: Path, directory: Path, problems: Problems
) -> Iterator[ObjectiveRecord]:
    path = folder / "objectives.toml"
    file = TomlFile(path, name=_name(path, directory), problems=problems)
    heads = file.heads("objective")
    tables = file.tables("objective")
    for order, (fields, head) in enumerate(zip(tables, heads, strict=False), 1):
        schemes = fields.values.get("schemes", [])
        yield ObjectiveRecord(
            place=Place(file.name, head + 1),
            code=fields.code("code"),
            title=fields.text("title", longest=200),
            level=fields.choice("level", LEVELS),
            order=order,
            schemes=tuple(
                (str(pair.get("scheme", "")), str(pair.get("code", "")))
                for pair in schemes
                if isinstance(pair, dict)
            ),
        )


def _course(folder: Path, directory: Path, problems: Problems) -> CourseRecord:
    path = folder / "course.md"
    course = read_course(path, name=_name(path, directory), problems=problems)
    lessons = tuple(
        read_lesson(found, name=_name(found, directory), problems=problems)
        for found in sorted(folder.glob("*.md"))
        if found.name != "course.md"
    )
    items, quiz = folder / "items.toml", folder / "quiz.toml"
    if items.exists():
        file = TomlFile(items, name=_name(items, directory), problems=problems)
        course = replace(course, items=read_items(file, responsible=course.responsible))
    if quiz.exists():
        file = TomlFile(quiz, name=_name(quiz, directory), problems=problems)
        course = replace(course, quiz=read_quiz(file))
    return replace(course, lessons=lessons)


def _terms(directory: Path, problems: Problems) -> Iterator[Term]:
    paths = [directory / "glossary.toml", *sorted(directory.glob("glossary.d/*.toml"))]
    for path in paths:
        if not path.exists():
            continue
        file = TomlFile(path, name=_name(path, directory), problems=problems)
        heads = file.heads("term")
        for fields, head in zip(file.tables("term"), heads, strict=False):
            yield Term(
                place=Place(file.name, head + 1),
                code=fields.code("code"),
                term=fields.text("term", longest=80),
                reading=fields.text("reading", required=False, longest=120),
                meaning=fields.text("meaning"),
                source=fields.text("source", required=False, longest=200),
                review_on=fields.day("review_on", required=False),
            )
