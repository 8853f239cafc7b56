"""Turns clean HTML into elements of XML: ``<br>`` closed, everything nested."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

EMPTY = {"br", "hr", "img", "col"}


class _Builder(HTMLParser):
    def __init__(self, root: Element) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element within the one that is open."""
        attributes = {name: value or "" for name, value in attrs}
        element = SubElement(self.open[-1], tag, attributes)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close down to the named element, if it is open."""
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Add text where the parser stands."""
        add_text(self.open[-1], data)


def add_html(parent: Element, text: str) -> None:
    """Add clean HTML to an element."""
    builder = _Builder(parent)
    builder.feed(text)
    builder.close()


def add_text(parent: Element, text: str) -> None:
    """Add text after all that is in an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_lines(parent: Element, text: str) -> None:
    """Add plain text, its lines parted by ``<br/>``."""
    for place, line in enumerate(text.split("\n")):
        if place:
            SubElement(parent, "br")
        add_text(parent, line)
