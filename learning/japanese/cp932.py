"""Knows what CP932 (Windows Shift_JIS) loses, and which characters are 外字.

A loss is found by comparing the round trip and not by waiting for an error: 〜
(U+301C) is written without complaint and comes back as ～ (U+FF5E).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ENCODING = "cp932"
GETA = "〓"
_NO_SUBSTITUTES: Mapping[str, str] = MappingProxyType({})
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_VOICING_MARKS = "\u3099\u309a"
# What a reader sees as one character: with its glyph selectors, or kana with its mark.
_SEQUENCE = re.compile(f"[ぁ-ヿ][{_VOICING_MARKS}]|.[{_SELECTORS}]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Loss:
    """One character that CP932 cannot carry as it is."""

    character: str
    codepoint: str
    """As people look it up: U+301C; with a glyph selector U+8FBB U+E0100."""
    becomes: str | None
    """What stands in the file instead; None: no such character, a mark stands there."""
    count: int


def loss_report(
    text: str, substitutes: Mapping[str, str] = _NO_SUBSTITUTES
) -> list[Loss]:
    """List the distinct characters that do not survive CP932, in order of appearance.

    Parameters
    ----------
    text : any text, also with lone surrogates.
    substitutes : the city's own 代替文字 for characters that CP932 lacks (𠮷 → 吉);
        one that CP932 cannot write either is ignored.
    """
    if _survives(text):
        return []
    lost = [unit for unit in _count_units(text).items() if not _survives(unit[0])]
    return [
        Loss(unit, _codepoint(unit), _becomes(unit, substitutes), count)
        for unit, count in sorted(lost, key=lambda unit: text.find(unit[0]))
    ]


def encode_cp932(
    text: str,
    replacement: str = GETA,
    substitutes: Mapping[str, str] = _NO_SUBSTITUTES,
) -> tuple[bytes, list[Loss]]:
    """Write text as CP932, with the report of what was changed.

    Parameters
    ----------
    text : any text; it is not normalised, but a kana and its combining voicing mark
        are written as the one character that they are.
    replacement : stands for what cannot be written; must itself be in CP932.
    substitutes : as in `loss_report`.

    Returns
    -------
    The bytes, and one `Loss` per distinct character that the bytes do not carry.

    Raises
    ------
    ValueError
        If `replacement` is not in CP932.
    """
    if not _survives(replacement):
        raise ValueError(f"The replacement {replacement!r} is not in CP932")
    losses = loss_report(text, substitutes)
    written = {
        loss.character: replacement if loss.becomes is None else loss.becomes
        for loss in losses
    }
    text = _SEQUENCE.sub(lambda found: _written(found, written), text)
    single = {ord(unit): to for unit, to in written.items() if len(unit) == 1}
    return text.translate(single).encode(ENCODING), losses


def is_private_use(character: str) -> bool:
    """Say whether a character is from the private use area, a city's own 外字."""
    return unicodedata.category(character) == "Co"


def find_gaiji(text: str) -> list[str]:
    """List the distinct characters of a name that other systems will not show.

    Private use characters, and whatever CP932 has no character for: 𠮷, é, 辻 with a
    glyph selector. Characters that only change on the way (〜) are not among them.
    """
    found = [unit for unit in _count_units(text) if _is_gaiji(unit)]
    return sorted(found, key=text.find)


def _is_gaiji(unit: str) -> bool:
    return _round_trip(unit) is None or any(is_private_use(part) for part in unit)


def _count_units(text: str) -> Counter[str]:
    counts = Counter(_SEQUENCE.sub("", text))
    counts.update(_composed(found.group()) for found in _SEQUENCE.finditer(text))
    return counts


def _composed(sequence: str) -> str:
    """Make か and its combining mark が; leave a sequence that has no single form."""
    composed = unicodedata.normalize("NFC", sequence)
    is_kana = sequence[-1] in _VOICING_MARKS
    return composed if is_kana and len(composed) == 1 else sequence


def _written(found: re.Match[str], written: Mapping[str, str]) -> str:
    unit = _composed(found.group())
    return written.get(unit, unit)


def _survives(text: str) -> bool:
    return _round_trip(text) == text


def _round_trip(text: str) -> str | None:
    try:
        return text.encode(ENCODING).decode(ENCODING)
    except UnicodeError:
        return None


def _becomes(unit: str, substitutes: Mapping[str, str]) -> str | None:
    substitute = substitutes.get(unit)
    if substitute is not None and _survives(substitute):
        return substitute
    base = re.sub(f"[{_SELECTORS}]", "", unit)
    return _round_trip(base) if base else None


def _codepoint(unit: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in unit)
