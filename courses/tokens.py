"""Knows the two tokens inside text: a glossary term and a city variable.

Pure. Must not know where the meaning of a term or the word of a city comes from.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"\{\{\s*city:(?P<city>[a-z_]+)\s*\}\}"
    r"|\[\[(?:(?P<label>[^\[\]|]+)\|)?term:(?P<term>[a-z0-9][a-z0-9-]*)\]\]"
)

CITY_WORDS = frozenset(
    {
        "city_name",
        "csirt_name",
        "csirt_extension",
        "helpdesk_extension",
        "dx_section",
        "policy_name",
    }
)


@dataclass(frozen=True, slots=True)
class TextToken:
    """One token: ``kind`` is ``term`` or ``city``; the label may be empty."""

    kind: str
    code: str
    label: str = ""


def known_city_words() -> frozenset[str]:
    """Return the names that ``{{city:…}}`` may use in shipped content."""
    return CITY_WORDS


def parse_token(text: str) -> TextToken:
    """Read one token; raise ValueError if the text is none."""
    found = TOKEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return token_of(found)


def token_of(found: re.Match[str]) -> TextToken:
    """Return the token that a match of ``TOKEN`` is."""
    if found["city"]:
        return TextToken("city", found["city"])
    return TextToken("term", found["term"], (found["label"] or "").strip())


def without_codes(text: str) -> str:
    """Return a text with each token as its label, if it has one: codes are no words."""
    return TOKEN.sub(lambda found: found["label"] or " ", text)


def term_codes(text: str) -> set[str]:
    """Return the codes of all terms that a text names."""
    return {found["term"] for found in TOKEN.finditer(text) if found["term"]}
