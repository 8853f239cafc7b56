"""Cuts a GIFT file into questions, and a question into title, text and answers.

Knows escapes, comments, categories, blank lines and braces; not what answers mean.

References
----------
Moodle's documentation "GIFT format" (docs.moodle.org).
"""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from quizzes.exchange.parcel import FileBroken

# Escaped signs stand as noncharacters while the text is cut.
SIGNS = "\\:#={}~"
HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate(SIGNS)}
HIDDEN_BREAK = "\ufdd9"
SHOWN = {mark: sign for sign, mark in HIDDEN.items()} | {HIDDEN_BREAK: "\n"}
ESCAPE = re.compile(r"\\([\\:#={}~n])")
NONCHARACTER = re.compile("[\ufdd0-\ufdef]")
CATEGORY = "$CATEGORY:"
# A single slash parts names, two are a slash within a name.
SLASH = re.compile(r"(?<!/)/(?!/)")
PLACES_OF_MOODLE = {"$course$", "$module$", "$system$", "$cat1$", "top", ""}
MARK = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")


@dataclass(slots=True)
class Chunk:
    """The lines of one question, escapes hidden, comments left out."""

    line: int
    lines: list[str] = field(default_factory=list)
    code: str = ""
    tags: list[str] = field(default_factory=list)
    category: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True)
class Group:
    """One pair of braces: where it stands, and what is in it."""

    start: int
    end: int
    body: str


def hide(text: str) -> str:
    """Take escaped signs out of the way."""
    text = NONCHARACTER.sub("\ufffd", text)
    return ESCAPE.sub(lambda m: HIDDEN.get(m[1], HIDDEN_BREAK), text)


def show(text: str) -> str:
    """Bring escaped signs back, as themselves."""
    return NONCHARACTER.sub(lambda m: SHOWN.get(m[0], m[0]), text).strip()


class Splitter:
    """Walks over the lines of one file; ``done`` holds the questions so far."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.done: list[Chunk] = []
        self.chunk, self.depth = Chunk(1), 0
        self.after_blank = False

    def take(self, number: int, line: str) -> None:
        """Take one line of the file, escapes hidden."""
        stripped = line.strip()
        if stripped.startswith("//"):
            _note_comment(self.chunk, stripped)
            return
        begins = stripped.startswith(("::", CATEGORY)) and self.after_blank
        if self.depth > 0 and begins:
            self.refuse_unclosed()
        self.after_blank = not stripped
        if not stripped or stripped.startswith(CATEGORY):
            self._part(number, stripped)
        else:
            if self._is_next(stripped):
                self._part(number - 1, "")
            self._keep(number, line)

    def finish(self) -> list[Chunk]:
        """Return all questions."""
        if self.depth > 0:
            self.refuse_unclosed()
        self._part(0, "")
        return self.done

    def refuse_unclosed(self) -> NoReturn:
        """Nobody can say where this question ends."""
        raise FileBroken(
            self.filename,
            "「{」に対応する「}」がありません。",
            "閉じるか、文字として使うなら「\\{」と書いてください。",
            place=f"{self.chunk.line}行目からの問題",
        )

    def _is_next(self, line: str) -> bool:
        """Whether a question begins without a blank line before it.

        Moodle would take both for one and refuse it; some scripts write it so.
        """
        has_answers = any("}" in kept for kept in self.chunk.lines)
        return line.startswith("::") and self.depth == 0 and has_answers

    def _part(self, number: int, category: str) -> None:
        """End the question, unless this is a blank line within its braces."""
        if self.depth > 0:
            return
        if self.chunk.lines:
            self.done.append(self.chunk)
        path = _category(category) if category else self.chunk.category
        self.chunk, self.depth = Chunk(number + 1, category=path), 0
        self.after_blank = True

    def _keep(self, number: int, line: str) -> None:
        if not self.chunk.lines:
            self.chunk.line = number
        kept = line.strip() if self.depth > 0 else line
        self.chunk.lines.append(HIDDEN_BREAK if kept.strip() == "\\" else kept)
        self.depth += line.count("{") - line.count("}")


def chunks(text: str, filename: str) -> list[Chunk]:
    """Return the questions of a file, each with its category and its first line.

    A blank line ends a question, but not within braces.

    Raises
    ------
    FileBroken
        If a brace is never closed: nobody can say where that question ends.
    """
    splitter = Splitter(filename)
    for number, line in enumerate(hide(text).split("\n"), start=1):
        splitter.take(number, line)
    return splitter.finish()


def split_title(text: str) -> tuple[str, str]:
    """Return title and the rest; the title is empty where there is none."""
    if text.startswith("::"):
        title, colons, rest = text[2:].partition("::")
        if colons:
            return show(title), rest.strip()
    return "", text


def groups(text: str) -> list[Group] | None:
    """Return the outermost pairs of braces; None where one closes that never opened."""
    found: list[Group] = []
    depth = start = 0
    for place, sign in enumerate(text):
        if sign == "{":
            start = place if depth == 0 else start
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth < 0:
                return None
            if depth == 0:
                found.append(Group(start, place + 1, text[start + 1 : place].strip()))
    return found


def _note_comment(chunk: Chunk, comment: str) -> None:
    for kind, value in MARK.findall(comment):
        if kind == "id":
            chunk.code = show(value).replace("\\]", "]")
        else:
            chunk.tags.append(show(value))


def _category(line: str) -> tuple[str, ...]:
    path = show(line.removeprefix(CATEGORY))
    names = (name.replace("//", "/").strip() for name in SLASH.split(path))
    return tuple(name for name in names if name not in PLACES_OF_MOODLE)
