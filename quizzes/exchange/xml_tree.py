"""Parses XML that somebody sent, without entities, and reads it by plain names.

Namespaces are left out: ``{http://…}p``, ``qti:p`` and ``p`` are all ``p``. Dialects
differ in them more often than in anything else.
"""

import codecs
import html
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from quizzes.exchange.parcel import FileBroken

DEEPEST = 200
MOST_ELEMENTS = 500_000
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
# What Japanese systems declare and the parser doesn't know.
JAPANESE_ENCODINGS = {"shift_jis", "cp932", "euc_jp", "iso2022_jp"}
EMPTY_ELEMENTS = {"br", "hr", "img", "col"}
# What XML 1.0 can't hold at all.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

MEND = "元のシステムで書き出し直してください。"


def parsed(data: bytes, filename: str) -> Element:
    """Return the root element.

    Raises
    ------
    FileBroken
        If it is not well-formed, defines entities, or is nested without end.
    """
    try:
        root: Element = fromstring(_in_utf8(data), forbid_dtd=False)
    except DefusedXmlException as error:
        what = "XML の中に実体の定義があります。安全のため開きません。"
        raise FileBroken(filename, what, MEND) from error
    except ParseError as error:
        line, column = error.position
        what = f"XML として読めません（{line}行目の{column + 1}字目）。"
        raise FileBroken(filename, what, MEND) from error
    except (ValueError, LookupError, UnicodeError, RecursionError) as error:
        what = "XML として読めません（文字コードが違うか、壊れています）。"
        raise FileBroken(filename, what, MEND) from error
    _check_depth(root, filename)
    return root


def name_of(element: Element) -> str:
    """Return the element's name without its namespace; empty for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute by its plain name, without spaces at its ends."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value.strip()
    return default


def children(element: Element | None, *names: str) -> list[Element]:
    """Return the children of these names, in the file's order."""
    return [] if element is None else [c for c in element if name_of(c) in names]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name, or None."""
    return next(iter(children(element, name)), None)


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the element itself and everything in it that bears one of the names."""
    if element is not None:
        yield from (each for each in element.iter() if name_of(each) in names)


def text_of(element: Element | None) -> str:
    """Return all text in an element, without spaces at its ends."""
    return "" if element is None else "".join(element.itertext()).strip()


def inner_html(
    element: Element, replace: Callable[[Element], str | None] = lambda element: None
) -> str:
    """Return what is in an element as HTML, names and attributes without namespace.

    Parameters
    ----------
    element : the element whose content is wanted.
    replace : HTML to stand for an element within; None keeps the element.
    """
    parts = [html.escape(element.text or "", quote=False)]
    for each in element:
        instead = replace(each)
        parts.append(_outer_html(each, replace) if instead is None else instead)
        parts.append(html.escape(each.tail or "", quote=False))
    return "".join(parts)


def _outer_html(element: Element, replace: Callable[[Element], str | None]) -> str:
    name = name_of(element)
    if not name:
        return ""
    written = "".join(
        f' {key}="{html.escape(value)}"'
        for key, value in element.attrib.items()
        if "}" not in key
    )
    inner = inner_html(element, replace)
    if name in EMPTY_ELEMENTS and not inner:
        return f"<{name}{written}>"
    return f"<{name}{written}>{inner}</{name}>"


def writable(text: str) -> str:
    """Return the text without what XML can't hold; lines end in a line feed."""
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _in_utf8(data: bytes) -> bytes:
    data = data.lstrip() if not data.startswith(codecs.BOM_UTF8) else data[3:].lstrip()
    declared = DECLARED.match(data[:200])
    if declared is None:
        return data
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return data
    if encoding not in JAPANESE_ENCODINGS:
        return data
    text = data.decode("cp932" if encoding == "shift_jis" else encoding)
    return text.partition("?>")[2].encode()


def _check_depth(root: Element, filename: str) -> None:
    level, depth, count = [root], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > DEEPEST or count > MOST_ELEMENTS:
            what = "XML の入れ子が深すぎるか、要素が多すぎます。"
            raise FileBroken(filename, what, MEND)
        level = [each for element in level for each in element]
