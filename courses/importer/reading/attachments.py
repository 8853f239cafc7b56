"""Reads the files that blocks show, and refuses what could act or is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from courses.importer.reading.problems import Problems
from courses.importer.reading.records import BlockData, Curriculum, Place

MAX_BYTES = {"figure": 1_000_000, "download": 20_000_000, "video": 300_000_000}
FOLDERS = {"figure": "figures", "download": "files", "video": "files"}
ENDINGS = {
    "figure": (".svg", ".png", ".jpg", ".webp"),
    "download": (".xlsx", ".docx", ".pptx", ".pdf", ".csv", ".txt", ".zip"),
    "video": (".mp4", ".webm"),
    "captions": (".vtt",),
}
# SVG is only ever shown as <img> and served sandboxed; this refuses active ones early.
_ACTIVE_TAGS = {"script", "foreignobject", "iframe", "image", "animate", "set"}
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)


def read_attachments(
    directory: Path, curriculum: Curriculum, problems: Problems
) -> dict[str, bytes]:
    """Return the content of each file that a block names, by ``course/file`` name.

    Changes each such block's ``file`` (and ``captions``) to that name.
    """
    contents: dict[str, bytes] = {}
    for place, course, block in _showing_blocks(curriculum):
        folder = (directory / place.file).parent / FOLDERS[block["type"]]
        for key in ("file", "captions"):
            if block["value"].get(key):
                kind = "captions" if key == "captions" else block["type"]
                name = f"{course}/{block['value'][key]}"
                path = folder / block["value"][key]
                content = _read(path, kind, place, problems)
                if content is not None:
                    contents[name] = content
                block["value"][key] = name
    return contents


def _showing_blocks(
    curriculum: Curriculum,
) -> Iterator[tuple[Place, str, BlockData]]:
    for tier in curriculum.tiers:
        for course in tier.courses:
            parts = [(course.place, course.intro)]
            parts += [(lesson.place, lesson.body) for lesson in course.lessons]
            for place, body in parts:
                for block in body:
                    if block["type"] in FOLDERS:
                        yield place, course.code, block


def _read(path: Path, kind: str, place: Place, problems: Problems) -> bytes | None:
    wrong = None
    content = None
    most = MAX_BYTES.get(kind, 1_000_000)
    if path.suffix not in ENDINGS[kind]:
        wrong = (
            f"「{path.name}」は使えない種類です",
            "、".join(ENDINGS[kind]) + " だけです",
        )
    elif not path.is_file():
        wrong = (
            f"「{path.name}」がありません",
            f"{path.parent.name}/ に置くか、名前を直してください",
        )
    elif path.stat().st_size > most:
        wrong = f"「{path.name}」が大きすぎます", f"{most // 1_000_000} MB までです"
    else:
        content = path.read_bytes()
        if path.suffix == ".svg" and not is_still_svg(content):
            wrong = (
                f"「{path.name}」に動く部分か外への参照があります",
                "図形と文字だけのSVGにしてください",
            )
    if wrong:
        problems.add(place.file, place.line, *wrong)
    return content


def is_still_svg(content: bytes) -> bool:
    """Whether an SVG is well-formed and has no script, event, link or reference."""
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError):
        return False
    return all(_is_still(element) for element in root.iter())


def _is_still(element: object) -> bool:
    tag = str(getattr(element, "tag", "")).rpartition("}")[2].lower()
    attributes = getattr(element, "attrib", {})
    text = str(getattr(element, "text", "") or "")
    names = [name.rpartition("}")[2].lower() for name in attributes]
    own = all(
        value.startswith("#")
        for name, value in attributes.items()
        if name.rpartition("}")[2].lower() == "href"
    )
    return (
        tag not in _ACTIVE_TAGS
        and own
        and not any(name.startswith("on") for name in names)
        and not any(_REFERENCE.search(value) for value in (*attributes.values(), text))
    )
