"""Knows where the interface's texts are and how their catalogues are kept.

Needs no gettext on the machine: Django's templatize finds texts in templates, Babel in
Python and JavaScript. The msgid of our own texts is the Japanese text itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = ("learning", "courses", "quizzes")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    # gettext and gettext_lazy where a module has both and ``_`` is the other one
    "_now": None,
    "_lazy": None,
}
COMMENT_TAGS = ("Translators:",)
# Lines of a .po header that change without a text changing.
IDLE_HEADERS = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|'
    rb'Generated-By|Report-Msgid-Bugs-To|MIME-Version): .*"\n'
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|(?<!%)%[sd]|\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """One text at one place."""

    path: str
    ids: str | tuple[str, ...]
    comments: tuple[str, ...]
    context: str | None


def root() -> Path:
    """The folder of the project."""
    return Path(settings.BASE_DIR)


def po_path(language: str, domain: str) -> Path:
    """Where a catalogue is kept; its .mo lies beside it."""
    return root() / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def texts_of(domain: str) -> Catalog:
    """All texts that the sources ask for: ``django`` or ``djangojs``."""
    catalog = Catalog(project="Choudo", charset="utf-8", fuzzy=False)
    finders = {"django": (_in_python, _in_templates), "djangojs": (_in_scripts,)}
    for finder in finders[domain]:
        for found in finder():
            catalog.add(
                found.ids,
                # without a line, as read_po gives them
                locations=[(found.path, None)],  # type: ignore[list-item]
                auto_comments=found.comments,
                context=found.context,
            )
    return catalog


def read(path: Path, language: str) -> Catalog:
    """Read a .po file; an empty catalogue where there is none.

    Raises
    ------
    PoFileError
        If the file is not well formed; names the line.
    """
    if not path.exists():
        return Catalog(locale=language, project="Choudo", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write(catalog: Catalog, path: Path) -> bool:
    """Write a .po file, equal for equal texts; return whether it changed."""
    out = BytesIO()
    catalog.header_comment = "# Choudo: the interface's texts."
    for message in catalog:
        # found or read, a text stands at the same place
        message.locations = sorted(set(message.locations), key=lambda place: place[0])
    write_po(
        out,
        catalog,
        width=88,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    content = IDLE_HEADERS.sub(b"", out.getvalue())
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def compile_all() -> list[Path]:
    """Write the .mo beside every .po; return those written. Raises PoFileError."""
    written = []
    for path in sorted((root() / "locale").glob("*/LC_MESSAGES/*.po")):
        language = path.parents[1].name
        target = path.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, read(path, language))
        written.append(target)
    return written


def faults(catalog: Catalog) -> Iterator[str]:
    """Say in a line each what is missing or wrong in a catalogue's translations."""
    for message in catalog:
        if not message.id:
            continue
        strings = _as_tuple(message.string)
        if message.fuzzy or not all(strings):
            yield f"no translation: {_first(message)}"
        elif not _same_placeholders(message, strings):
            yield f"other placeholders than the text has: {_first(message)}"


def _same_placeholders(message: Message, strings: tuple[str, ...]) -> bool:
    wanted = [_placeholders(text) for text in _as_tuple(message.id)]
    return all(_placeholders(text) in wanted for text in strings)


def _placeholders(text: str) -> tuple[str, ...]:
    return tuple(sorted(found.group() for found in PLACEHOLDER.finditer(text)))


def _as_tuple(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def _first(message: Message) -> str:
    return _as_tuple(message.id)[0]


def _in_python() -> Iterator[Found]:
    for path in _files("*.py"):
        if "migrations" not in path.parts:
            yield from _extract("python", path, path.read_text(encoding="utf-8"))


def _in_templates() -> Iterator[Found]:
    for path in _files("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # What stands between the texts is no Python: its indents mean nothing.
        level = "\n".join(line.lstrip() for line in source.splitlines())
        yield from _extract("python", path, level)


def _in_scripts() -> Iterator[Found]:
    for path in sorted((root() / "static" / "js").rglob("*.js")):
        yield from _extract("javascript", path, path.read_text(encoding="utf-8"))


def _extract(method: str, path: Path, source: str) -> Iterator[Found]:
    place = path.relative_to(root()).as_posix()
    for _line, ids, comments, context in extract(
        method, BytesIO(source.encode()), KEYWORDS, COMMENT_TAGS
    ):
        yield Found(place, ids, tuple(comments), context)


def _files(pattern: str) -> Iterator[Path]:
    for source in SOURCES:
        yield from sorted((root() / source).rglob(pattern))


__all__ = [
    "PoFileError",
    "compile_all",
    "faults",
    "po_path",
    "read",
    "texts_of",
    "write",
]
