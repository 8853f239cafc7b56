"""Knows how to open the two kinds of file: TOML, and Markdown with front matter."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frontmatter
import yaml

from courses.importer.reading.fields import Fields
from courses.importer.reading.problems import Problems

_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
MAX_BYTES = 2_000_000


def read_text(path: Path, *, name: str, problems: Problems) -> str | None:
    """Return the text of a UTF-8 file; None, with the problem noted, if it is none."""
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            problems.add(name, 1, "ファイルが大きすぎます", "2 MB までに分けてください")
            return None
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.add(
            name, line, "文字コードがUTF-8ではありません", "UTF-8で保存し直してください"
        )
    except OSError:
        problems.add(
            name, 1, "ファイルが読めません", "場所と読む権限を確かめてください"
        )
    return None


class TomlFile:
    """One TOML file whose tables know their lines."""

    def __init__(self, path: Path, *, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self.lines: list[str] = []
        self.values: dict[str, Any] = {}
        text = read_text(path, name=name, problems=problems)
        if text is None:
            return
        self.lines = text.split("\n")
        try:
            self.values = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            found = _TOML_PLACE.search(str(error))
            line = int(found[1]) if found else len(self.lines)
            problems.add(
                name,
                line,
                "TOMLとして読めません",
                "引用符と = の書き方、ない日付、同じ名前の重なりを確かめてください",
            )

    def top(self) -> Fields:
        """Return the keys before the first table."""
        return self._fields(self.values, 0)

    def tables(self, name: str) -> list[Fields]:
        """Return each ``[[name]]`` in order."""
        found = self.values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
            line = self._line(f"{name}", 0)
            self.problems.add(
                self.name,
                line,
                f"{name} の書き方が違います",
                f"[[{name}]] と書いてください",
            )
            return []
        heads = self.heads(name)
        return [
            self._fields(table, heads[n] if n < len(heads) else 0)
            for n, table in enumerate(found)
        ]

    def heads(self, name: str) -> list[int]:
        """Return the indices of the lines ``[[name]]``."""
        head = re.compile(rf"^\s*\[\[\s*{re.escape(name)}\s*\]\]")
        return [n for n, line in enumerate(self.lines) if head.match(line)]

    def _fields(self, values: dict[str, Any], start: int) -> Fields:
        return Fields(
            values,
            file=self.name,
            line_of=lambda key: self._line(key, start),
            problems=self.problems,
        )

    def _line(self, key: str, start: int) -> int:
        """Line (from 1) of a key inside the table that begins at ``start``."""
        wanted = re.compile(rf"^\s*{re.escape(key)}\s*=")
        for number in range(start, len(self.lines)):
            if number > start and re.match(r"^\s*\[\[\w+\]\]", self.lines[number]):
                break
            if wanted.match(self.lines[number]):
                return number + 1
        return start + 1


class MarkdownFile:
    """One Markdown file: front matter as fields, the body's lines with their place."""

    def __init__(self, path: Path, *, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self.metadata: dict[str, Any] = {}
        self.body: list[str] = []
        self.body_line = 1
        self.head: list[str] = []
        text = read_text(path, name=name, problems=problems)
        if text is not None:
            self._split(text)

    def _split(self, text: str) -> None:
        lines = text.split("\n")
        end = next((n for n, at in enumerate(lines[1:], 1) if at.rstrip() == "---"), 0)
        if lines[0].rstrip() != "---" or not end:
            self.problems.add(
                self.name,
                1,
                "前書き（---で囲んだ部分）がありません",
                "一行目と、前書きの終わりに --- だけの行を置いてください",
            )
            return
        self.head = lines[:end]
        self.body = lines[end + 1 :]
        self.body_line = end + 2
        try:
            self.metadata, _ = frontmatter.parse(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            self.problems.add(
                self.name,
                mark.line + 2 if mark else 1,
                "前書きが読めません",
                "「名前: 値」の形と、ある日付かどうかを確かめてください",
            )

    def fields(self) -> Fields:
        """Return the front matter."""
        return Fields(
            self.metadata,
            file=self.name,
            line_of=_line_in(self.head),
            problems=self.problems,
        )


def _line_in(lines: list[str]) -> Callable[[str], int]:
    def line_of(key: str) -> int:
        found = (n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:"))
        return next(found, 1)

    return line_of
