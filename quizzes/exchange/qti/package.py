"""Finds the items of a file: one XML file, or a package with manifest and tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from quizzes.exchange import archive
from quizzes.exchange.parcel import MOST_ITEMS, FileBroken
from quizzes.exchange.qti.vocabulary import in_2x
from quizzes.exchange.xml_tree import attribute, descendants, parsed, text_of

MANIFEST = "imsmanifest.xml"
OLD = "questestinterop"
MEND = "元のシステムで QTI 2.1、2.2 か 3.0 として書き出し直してください。"
DEEPEST_SECTION = 20


@dataclass(frozen=True, slots=True)
class Source:
    """One item's file, or why it can't be read.

    Attributes
    ----------
    place : its name in the package.
    root : the item in the names of 2.x; None where it is refused.
    category : titles of the sections that hold it, outermost first.
    """

    place: str
    root: Element | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    category: tuple[str, ...] = ()
    refused: str = ""

    def file(self, address: str) -> bytes | None:
        """Return the file of the package that an address in the item names."""
        path = address.partition("#")[0].partition("?")[0]
        for base in (dirname(self.place), ""):
            found = self.files.get(normpath(join(base, path)))
            if found is not None:
                return found
        return None


def sources(data: bytes, filename: str) -> list[Source]:
    """Return the items' files in the order of tests and manifest.

    Raises
    ------
    FileBroken
        If there is no item of QTI 2.x or 3.0 in it; older versions are named.
    """
    if archive.is_archive(data):
        found = _packaged(archive.opened(data, filename), filename)
    else:
        found = _alone(data, filename)
    if len(found) > MOST_ITEMS:
        what = f"問題が{MOST_ITEMS:,}問を超えています。"
        raise FileBroken(filename, what, "ファイルを分けて取り込んでください。")
    return found


def _alone(data: bytes, filename: str) -> list[Source]:
    root = in_2x(parsed(data, filename))
    name = root.tag
    if name == OLD:
        raise FileBroken(filename, f"{_old_version(data)} の形式です。", MEND)
    if name in ("assessmentTest", "assessmentSection", "manifest"):
        what = "問題ではなく、問題を並べたテストか目録だけのファイルです。"
        raise FileBroken(filename, what, "問題を含む zip を選んでください。")
    items = list(descendants(root, "assessmentItem"))
    if not items:
        what = f"QTI ではありません（最初の要素が「{name[:40]}」です）。"
        raise FileBroken(filename, what, MEND)
    if len(items) == 1:
        return [Source(filename, items[0])]
    return [Source(f"{n}問目", each) for n, each in enumerate(items, start=1)]


def _packaged(files: dict[str, bytes], filename: str) -> list[Source]:
    names = sorted(
        (n for n in files if n.endswith(MANIFEST)), key=lambda n: n.count("/")
    )
    manifest = in_2x(parsed(files[names[0]], names[0])) if names else None
    base = dirname(names[0]) if names else ""
    listed = list(_listed(manifest, base))
    roots: dict[str, Element] = {}
    broken: dict[str, str] = {}
    xml_names = [n for n in files if n.lower().endswith(".xml") and n not in names]
    for name in dict.fromkeys([*(n for n, _ in listed if n in files), *xml_names]):
        try:
            roots[name] = in_2x(parsed(files[name], name))
        except FileBroken as error:
            broken[name] = error.what
    categories = _categories(roots)
    order = [*categories, *(name for name, _ in listed), *xml_names]
    found = [
        source
        for name in dict.fromkeys(order)
        if (source := _source(name, roots, broken, files, categories, dict(listed)))
    ]
    if not any(source.root is not None for source in found):
        raise _without_items(manifest, roots, broken, files, filename)
    return found


def _source(
    name: str,
    roots: Mapping[str, Element],
    broken: Mapping[str, str],
    files: Mapping[str, bytes],
    categories: Mapping[str, tuple[str, ...]],
    types: Mapping[str, str],
) -> Source | None:
    category = categories.get(name, ())
    is_item = "item" in types.get(name, "") or name in categories
    if name in broken and is_item:
        return Source(name, category=category, refused=f"{broken[name]}{MEND}")
    if name not in files:
        missing = "目録にありますが、ファイルが zip の中にありません。"
        return Source(name, category=category, refused=missing) if is_item else None
    root = roots.get(name)
    if root is not None and root.tag == "assessmentItem":
        return Source(name, root, files, category)
    if root is not None and root.tag == OLD:
        return Source(name, refused=f"{_old_version(files[name])} は扱えません。{MEND}")
    return None


def _listed(manifest: Element | None, base: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the type of what the manifest says is an item."""
    for resource in descendants(manifest, "resource"):
        kind = attribute(resource, "type").lower()
        href = attribute(resource, "href") or attribute(
            next(descendants(resource, "file"), resource), "href"
        )
        if href and kind.startswith("imsqti"):
            yield normpath(join(base, unquote(href))), kind


def _categories(roots: Mapping[str, Element]) -> dict[str, tuple[str, ...]]:
    """Return the titles of the sections that hold each item, in the tests' order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, root in roots.items():
        if root.tag == "assessmentTest":
            for target, titles in _references(root, name, (), roots):
                found.setdefault(target, titles)
    return found


def _references(
    element: Element,
    name: str,
    titles: tuple[str, ...],
    roots: Mapping[str, Element],
    depth: int = 0,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if depth > DEEPEST_SECTION:
        return
    for each in element:
        target = normpath(join(dirname(name), unquote(attribute(each, "href"))))
        if each.tag == "assessmentItemRef":
            yield target, titles
        elif each.tag == "assessmentSectionRef" and target in roots:
            section = roots[target]
            inner = _with(titles, section)
            yield from _references(section, target, inner, roots, depth + 1)
        elif each.tag in ("testPart", "assessmentSection"):
            yield from _references(each, name, _with(titles, each), roots, depth + 1)


def _with(titles: tuple[str, ...], section: Element) -> tuple[str, ...]:
    title = attribute(section, "title")
    return (*titles, title) if title else titles


def _without_items(
    manifest: Element | None,
    roots: Mapping[str, Element],
    broken: Mapping[str, str],
    files: Mapping[str, bytes],
    filename: str,
) -> FileBroken:
    old = next((name for name, root in roots.items() if root.tag == OLD), "")
    schema = text_of(next(descendants(manifest, "schema"), None))
    if "cartridge" in schema.lower():
        version = text_of(next(descendants(manifest, "schemaversion"), None))
        what = f"Common Cartridge {version} です（中の問題は QTI 1.2 です）。"
        return FileBroken(filename, what, MEND)
    if old:
        return FileBroken(filename, f"{_old_version(files[old])} の形式です。", MEND)
    if broken:
        name, what = next(iter(broken.items()))
        return FileBroken(filename, what, MEND, place=name)
    inner = any(name.lower().endswith(".zip") for name in files)
    what = "QTI 2.x か 3.0 の問題が zip の中にありません。"
    mend = "中の zip を取り出して選んでください。" if inner else MEND
    return FileBroken(filename, what, mend)


def _old_version(data: bytes) -> str:
    return "QTI 1.1" if b"qtiasiv1p1" in data[:2000] else "QTI 1.2"
