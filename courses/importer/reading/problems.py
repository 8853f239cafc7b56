"""Knows what is wrong in a file, where, and how to mend it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the reader does not understand, with its mend in Japanese."""

    file: str
    line: int
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file} {self.line}行目：{self.message} → {self.mend}"


@dataclass(slots=True)
class Problems:
    """Collects problems of one reading, so that all of them are told at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str, mend: str) -> None:
        """Note one problem; ``line`` counts from 1."""
        self.found.append(Problem(file, line, message, mend))

    def sorted(self) -> list[Problem]:
        """Problems by file and line, each once."""
        return sorted(set(self.found), key=lambda p: (p.file, p.line, p.message))
