"""Knows which Markdown a lesson's text may use, and turns it into clean HTML."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from courses.html import clean_html
from courses.importer.reading.problems import Problems
from courses.tokens import TOKEN, known_city_words, parse_token

_ANY_TOKEN = re.compile(r"\{\{.*?\}\}|\[\[.*?\]\]|\{\{|\[\[")
_OWN_LINK = re.compile(r"^(/(?!/)|#)")


def markdown() -> MarkdownIt:
    """Return the parser: CommonMark with tables. HTML is seen, to be refused."""
    return MarkdownIt("commonmark", {"html": True}).enable("table")


class TextReader:
    """Turns pieces of Markdown of one file into HTML, noting what is not allowed."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.parser = markdown()

    def html(self, lines: Sequence[str], first_line: int) -> str:
        """Return clean HTML of a piece whose first line has the given number."""
        return self.render(self.tokens(lines, first_line))

    def tokens(self, lines: Sequence[str], first_line: int) -> list[Token]:
        """Parse a piece and note everything in it that a lesson may not have."""
        self.check_tokens(lines, first_line)
        tokens = self.parser.parse("\n".join(lines))
        line = first_line
        for token in tokens:
            line = first_line + token.map[0] if token.map else line
            self._check(token, line)
        return tokens

    def render(self, tokens: Sequence[Token]) -> str:
        """Return clean HTML of some tokens."""
        html = self.parser.renderer.render(tokens, self.parser.options, {})
        return clean_html(html).strip()

    def check_tokens(self, lines: Sequence[str], first_line: int) -> None:
        """Note a term or city variable that is not written as it should be."""
        for number, text in enumerate(lines, first_line):
            for found in _ANY_TOKEN.finditer(text):
                self._check_token(found.group(), number)

    def _check_token(self, text: str, line: int) -> None:
        text = text.replace("\\|", "|")
        if not TOKEN.fullmatch(text):
            self.problems.add(
                self.file,
                line,
                f"「{text}」の書き方がわかりません",
                "用語は [[言葉|term:コード]]、市の言葉は {{city:名前}} と書きます",
            )
            return
        token = parse_token(text)
        if token.kind == "city" and token.code not in known_city_words():
            self.problems.add(
                self.file,
                line,
                f"市の言葉「{token.code}」はありません",
                "使えるのは " + "、".join(sorted(known_city_words())) + " です",
            )

    def _check(self, token: Token, line: int) -> None:
        for child in (token, *(token.children or ())):
            refused = self._refused(child)
            if refused:
                self.problems.add(self.file, line, *refused)

    def _refused(self, token: Token) -> tuple[str, str] | None:
        if token.type in ("html_block", "html_inline"):
            return "HTMLは書けません", "Markdownの書き方に直すか、タグを消してください"
        if token.type == "image":
            return "画像は本文に書けません", ":::figure を使ってください"
        if token.type == "heading_open" and token.tag not in ("h2", "h3", "h4"):
            return f"見出し「{token.markup}」は使えません", "## から #### を使います"
        href = str(token.attrGet("href") or "")
        if token.type == "link_open" and not _OWN_LINK.match(href):
            return (
                f"外へのリンク「{href}」は書けません",
                "庁内のページ（/ で始まる）だけです",
            )
        return None
