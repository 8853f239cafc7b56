"""Knows which HTML a text block may hold, and drops everything else. Pure."""

import nh3

ALLOWED_TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "code"),
    *("h3", "h4", "blockquote", "hr", "a", "sub", "sup"),
}
# linktype and id are how Wagtail keeps a link to a page
ALLOWED_ATTRIBUTES = {"a": {"href", "linktype", "id"}, "ol": {"start"}}


def clean_html(html: str) -> str:
    """Drop every tag, attribute and address that a text block may not have."""
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )
