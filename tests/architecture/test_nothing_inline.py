"""Our templates hold no inline script, style or handler, and name no other host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for app in ("learning", "courses", "quizzes")
    for path in (ROOT / app).rglob("templates/**/*.html")
)
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "another host": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.I),
}


def test_there_are_templates():
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_inline(path):
    text = path.read_text("utf-8")
    found = [what for what, pattern in INLINE.items() if pattern.search(text)]
    assert not found, f"{path.relative_to(ROOT)} has {', '.join(found)}"
