"""Reads the passages that several items share and name by reference (QTI 3.0)."""

from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from quizzes.exchange.parcel import FileBroken
from quizzes.exchange.qti.item import Item
from quizzes.exchange.qti.vocabulary import in_2x
from quizzes.exchange.xml_tree import attribute, child, children, descendants, parsed


def stimuli(item: Item) -> str:
    """Return the shared passages of an item as HTML, in their order."""
    found = []
    for reference in children(item.root, "assessmentStimulusRef"):
        body = _body(item, unquote(attribute(reference, "href")))
        if body is None:
            item.gathering.note("別ファイルの文章が見つからないので、省きました。")
        else:
            found.append(f"<div>{item.html(body)}</div>")
    return "".join(found)


def _body(item: Item, address: str) -> Element | None:
    data = item.file(address)
    if not data:
        return None
    try:
        body = child(in_2x(parsed(data, address)), "stimulusBody")
    except FileBroken:
        return None
    for image in descendants(body, "img"):
        # Addresses in a passage start from the passage.
        path = join(dirname(address), unquote(attribute(image, "src")))
        image.set("src", normpath(path))
    return body
