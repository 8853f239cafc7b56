"""Writes elements of text: ``<text>`` within a field, and the file as bytes."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizzes.exchange.xml_tree import writable


def add_field(parent: Element, name: str, text: str) -> Element:
    """Add ``<name>text</name>``."""
    element = SubElement(parent, name)
    element.text = writable(text)
    return element


def add_text(parent: Element, name: str, text: str, text_format: str) -> Element:
    """Add ``<name format="…"><text>…</text></name>``."""
    element = SubElement(parent, name, format=text_format)
    add_field(element, "text", text)
    return element


def add_plain(parent: Element, name: str, text: str) -> Element:
    """Add a field of plain text."""
    return add_text(parent, name, text, "plain_text")


def in_bytes(root: Element) -> bytes:
    """Return the file, indented, with its declaration."""
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
