"""Cuts a running text with gaps into an instruction (the stem) and the text itself."""

import re

from quizzes.exchange.gathering import Gathering
from quizzes.item_types import rich_text

USUAL_STEM = "次の文の空欄を埋めてください。"
# Where the one gap of a text became a field below it.
PLACE = "（　　　）"
MOST_GAPS = 10
OWN_PARTS = re.compile(
    r'(?s)\s*<div class="choudo-stem">(.*?)</div>\s*'
    r'<div class="choudo-text">(.*)</div>\s*'
)
LIKE_A_GAP = re.compile(r"\[\[([a-z0-9]{1,8})\]\]")
PARAGRAPH_END = re.compile(r"(?i)</(p|div|h[1-6]|blockquote|table|ul|ol)>")
WITHIN = re.compile(r"(?i)<(table|ul|ol|dl|pre)\b")


def parts_in_html(stem: str, text: str) -> str:
    """Return stem and text, both HTML, so that `stem_and_text` finds them again."""
    return f'<div class="choudo-stem">{stem}</div><div class="choudo-text">{text}</div>'


def stem_and_text(gathering: Gathering, marked: str) -> tuple[dict[str, str], str]:
    """Return the stem's fields and the plain text with its ``[[gap]]`` marks.

    The paragraphs before the first gap are the stem, if there are any.

    Raises
    ------
    Refused
        If there is nothing to read.
    """
    own = OWN_PARTS.fullmatch(marked)
    if own:
        return gathering.stem(own[1]), gathering.plain(own[2], "穴埋めの文")
    first = marked.find("[[")
    ends = [match.end() for match in PARAGRAPH_END.finditer(marked, 0, first)]
    cut = max(ends, default=0)
    # The end of a paragraph within a list or a table is no place to cut.
    if WITHIN.search(marked, cut, first) or not rich_text.plain(marked[:cut]):
        return {"stem": USUAL_STEM}, gathering.plain(marked, "穴埋めの文")
    return gathering.stem(marked[:cut]), gathering.plain(marked[cut:], "穴埋めの文")


def unbracketed(text: str) -> str:
    """Keep brackets of the text apart from the marks of gaps."""
    return LIKE_A_GAP.sub(r"［［\1］］", text)
