"""Translates between the names of QTI 3.0 (``qti-item-body``) and 2.x (``itemBody``)."""

import re
from xml.etree.ElementTree import Element

from quizzes.exchange.xml_tree import name_of

PREFIX = "qti-"
HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")
HTML = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "dd"),
    *("del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
    *("img", "ins", "kbd", "li", "object", "ol", "p", "pre", "rp", "rt", "ruby", "s"),
    *("small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "u", "ul"),
}
# In 3.0 their content stands in an element of its own.
WITH_CONTENT_BODY = {"modalFeedback", "rubricBlock", "feedbackBlock"}


def in_2x(element: Element) -> Element:
    """Return a copy of the tree in the names of 2.x, without namespaces."""
    name = name_of(element)
    is_qti = name.startswith(PREFIX)
    copy = Element(_camel(name.removeprefix(PREFIX)) if is_qti else name)
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2]
        copy.set(_camel(plain) if is_qti and "}" not in key else plain, value.strip())
    copy.text, copy.tail = element.text, element.tail
    copy.extend(in_2x(each) for each in element if name_of(each))
    return copy


def in_3(element: Element) -> Element:
    """Return a copy of a tree of 2.x in the names of 3.0; HTML stays as it is."""
    if element.tag in HTML:
        copy = Element(element.tag, dict(element.attrib))
    else:
        attributes = {_kebab(key): value for key, value in element.attrib.items()}
        copy = Element(PREFIX + _kebab(element.tag), attributes)
    if element.tag == "rubricBlock":
        copy.set("use", element.get("use", "context"))  # 3.0 asks for it
    copy.text, copy.tail = element.text, element.tail
    inner = [in_3(each) for each in element]
    if element.tag in WITH_CONTENT_BODY:
        content = Element(PREFIX + "content-body")
        content.text, copy.text = copy.text, None
        content.extend(inner)
        inner = [content]
    copy.extend(inner)
    return copy


def _camel(name: str) -> str:
    first, *others = name.split("-")
    if first == "data" and others:
        return name
    return first + "".join(other[:1].upper() + other[1:] for other in others)


def _kebab(name: str) -> str:
    return name if "}" in name or ":" in name else HUMP.sub(r"-\1", name).lower()
