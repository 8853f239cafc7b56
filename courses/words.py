"""Knows how terms and city variables in text are shown. Pure: the words are given.

Text comes as clean HTML; meanings and city words are plain text and escaped here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from courses.tokens import TOKEN, TextToken, token_of

NOT_SET = "（未設定）"
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TermMeaning:
    """What a term opens to."""

    term: str
    meaning: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The terms and city words that a page's text may name."""

    terms: Mapping[str, TermMeaning] = field(default_factory=dict)
    city: Mapping[str, str] = field(default_factory=dict)

    def expand(self, html: str) -> str:
        """Return HTML in which terms open in place and city words stand.

        A paragraph can't hold a ``<details>``, so one with terms becomes a ``<div>``.
        """
        if "{{" not in html and "[[" not in html:
            return html
        expanded = TOKEN.sub(lambda found: self._shown(token_of(found)), html)
        return _PARAGRAPH.sub(_paragraph, expanded)

    def line(self, text: str) -> str:
        """Return one escaped line of plain text; terms are only named."""
        return TOKEN.sub(lambda found: self._named(token_of(found)), escape(text))

    def plain(self, text: str) -> str:
        """Return plain text, not escaped, with terms named and city words in place."""
        return TOKEN.sub(lambda at: unescape(self._named(token_of(at))), text)

    def _named(self, token: TextToken) -> str:
        if token.kind == "city":
            return escape(self.city.get(token.code) or NOT_SET)
        known = self.terms.get(token.code)
        return token.label or escape(known.term if known else token.code)

    def _shown(self, token: TextToken) -> str:
        known = self.terms.get(token.code) if token.kind == "term" else None
        if known is None:
            return self._named(token)
        source = f'<small class="term__source">（{escape(known.source)}）</small>'
        return (
            '<details class="term"><summary><dfn>'
            f"{self._named(token)}</dfn></summary>"
            f'<span class="term__meaning" role="note">{escape(known.meaning)}'
            f"{source if known.source else ''}</span></details>"
        )


def _paragraph(found: re.Match[str]) -> str:
    if "<details" in found[1]:
        return f'<div class="paragraph">{found[1]}</div>'
    return found[0]
