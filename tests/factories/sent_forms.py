"""What a browser would send of a form that it shows, read from the page's HTML."""

from html.parser import HTMLParser

from django.http import QueryDict


class _Controls(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data = QueryDict(mutable=True)
        self.select = self.area = None

    def handle_starttag(self, tag, pairs):
        attrs = dict(pairs)
        name = attrs.get("name")
        if tag == "input" and name:
            is_tick = attrs.get("type") in ("checkbox", "radio")
            if not is_tick or "checked" in attrs:
                self.data.appendlist(
                    name, attrs.get("value") or ("on" if is_tick else "")
                )
        elif tag == "select" and name:
            self.select, self.first = name, None
        elif tag == "option" and self.select:
            value = attrs.get("value", "")
            self.first = value if self.first is None else self.first
            if "selected" in attrs:
                self.first = value
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, text):
        if self.area:
            self.text += text

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            self.data.appendlist(self.select, self.first or "")
            self.select = None
        elif tag == "textarea" and self.area:
            # A browser leaves out the line break after the tag and sends CRLF.
            text = self.text.removeprefix("\n")
            self.data.appendlist(self.area, text.replace("\n", "\r\n"))
            self.area = None


def sent(html: str) -> QueryDict:
    """The data that a browser sends of all controls in the HTML, as they stand."""
    parser = _Controls()
    parser.feed(html)
    return parser.data
