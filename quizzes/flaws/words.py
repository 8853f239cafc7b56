"""What Japanese text gives a rule to hold on to: lengths, endings, numbers.

Japanese puts no spaces between words; what stands for grammar is the end of a text.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from learning.japanese.width import fold as fold_width

_MARKS = re.compile(r"[\s、。，．,.!！?？・「」『』（）()\[\]【】]")
_TAIL = re.compile(r"[\s。．.!！]+$")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]$")

_POLITE = re.compile(r"(です|ます|ません|でした|ました|ましょう|でしょう|ください)$")
_NOUN = re.compile(
    r"(こと|もの|とき|ところ|ほう|ため|まで|など|から|だけ|のみ|ひと|かた|いくつ|一つ|二つ|[一-鿿々ァ-ヶーA-Za-z0-9％%])$"
)
_PAST = re.compile(r"[^ただ](た|だ)$")
# A verb's or an adjective's own ending; 「一つ」 and what may be a noun is no such thing.
_PLAIN = re.compile(r"(ない|しい|たい|である|ている|[うくぐすつぬぶむる])$")

LONGEST_UNIT = 8
_NUMBER = re.compile(
    r"(?P<sign>[-−▲]?)(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<ten>[万億千兆]?)(?P<unit>.*)"
)
_UNITS = {"パーセント": "%", "ヶ月": "か月", "カ月": "か月", "ケ月": "か月"}
_TENS = {"": 1, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}


def fold(text: str) -> str:
    """Return the key by which two texts say the same: width, case, marks, spaces."""
    return _MARKS.sub("", fold_width(text))


def length(text: str) -> int:
    """Return the characters of a text without marks and spaces."""
    return len(_MARKS.sub("", unicodedata.normalize("NFKC", text)))


def ending(text: str) -> str:
    """Say how a text ends: です・ます, た, る or 体言止め; empty where it can't be told.

    「い」 ends nouns (扱い) as well as adjectives (高い), so it is told only where it is
    ない, しい or たい.
    """
    text = _ASIDE.sub("", _TAIL.sub("", text.strip()))
    text = _TAIL.sub("", text)
    if _POLITE.search(text):
        return "です・ます"
    if _NOUN.search(text):
        return "体言止め"
    if _PAST.search(text):
        return "た"
    if _PLAIN.search(text):
        return "る"
    return ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what stands behind it: 「1.5万円」 is 15000 円."""

    value: Decimal
    unit: str


def quantity(text: str) -> Quantity | None:
    """Read a text that is one number, with or without a unit; None for any other."""
    found = _NUMBER.fullmatch(fold_width(text.strip()))
    if found is None or re.search(r"\d|以上|以下|未満|まで", found["unit"]):
        return None
    if len(found["unit"]) > LONGEST_UNIT:
        return None
    unit = _UNITS.get(found["unit"].strip(), found["unit"].strip())
    value = Decimal(found["digits"].replace(",", "")) * _TENS[found["ten"]]
    return Quantity(-value if found["sign"] else value, unit)


_RANGE = re.compile(
    r"(?P<low>\d[\d,.]*)\s*(?P<u1>\D{0,3}?)(?P<lo>以上|超|を超え|より大きい|から|~|-|)"
    r"\s*(?:(?P<high>\d[\d,.]*)\s*(?P<u2>\D{0,3}?)(?P<hi>以下|未満|まで|)?)?"
)
_UP_TO = re.compile(r"(?P<high>\d[\d,.]*)\s*(?P<unit>\D{0,3}?)(?P<hi>以下|未満|まで)")


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from ``low`` to ``high``; None is open. ``unit`` stands behind them."""

    low: Decimal | None
    high: Decimal | None
    closed_low: bool
    closed_high: bool
    unit: str

    def overlaps(self, other: "Span") -> bool:
        """Whether a number can lie in both."""
        return self.unit == other.unit and not (
            _ends_before(self, other) or _ends_before(other, self)
        )


def span(text: str) -> Span | None:
    """Read a text that is a range of numbers (「10〜20人」「30日以上」); else None."""
    text = fold_width(text.strip())
    up_to = _UP_TO.fullmatch(text)
    if up_to:
        return Span(
            None, _decimal(up_to["high"]), True, up_to["hi"] != "未満", up_to["unit"]
        )
    found = _RANGE.fullmatch(text)
    if found is None or not found["lo"]:
        return None
    above = found["lo"] in ("超", "を超え", "より大きい")
    if found["high"] is None:
        if found["lo"] in ("~", "-", "から"):
            return None
        return Span(_decimal(found["low"]), None, not above, True, found["u1"])
    unit = found["u2"] or found["u1"]
    if found["u1"] not in ("", unit):
        return None
    high_closed = found["hi"] != "未満"
    return Span(
        _decimal(found["low"]), _decimal(found["high"]), not above, high_closed, unit
    )


def _ends_before(first: Span, second: Span) -> bool:
    if first.high is None or second.low is None:
        return False
    if first.high == second.low:
        return not (first.closed_high and second.closed_low)
    return first.high < second.low


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").rstrip(".") or "0")
