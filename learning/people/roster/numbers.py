"""Knows when numbers look as if Excel took their zeros away. Pure."""

from collections.abc import Iterable

from learning.tabular.errors import RowError, Severity
from learning.tabular.raw_table import RawTable

_ALIKE = 0.5
"""Up to this share of shorter numbers, the shorter ones look shortened."""


def lost_zeros(
    table: RawTable, numbers: Iterable[str], *, are_numbers: bool
) -> list[RowError]:
    """One warning at most: 001234 became 1234.

    Some are shorter than most, or the column holds numbers (`are_numbers`) where it
    should hold text; and none has a zero in front, so that they may have been lost.
    """
    digits = [number for number in numbers if number.isdigit()]
    if not digits or any(number.startswith("0") for number in digits):
        return []
    longest = max(map(len, digits))
    shorter = [number for number in digits if len(number) < longest]
    example = min(digits, key=lambda number: (len(number), number))
    if shorter and len(shorter) <= _ALIKE * len(digits):
        reason = (
            f"職員番号の多くは {longest} 桁ですが、{longest} 桁より短いものが"
            f" {len(shorter)} 件あります。先頭の0が落ちていませんか。"
        )
    elif are_numbers:
        reason = "職員番号が文字列でなく数です。先頭の0が落ちていませんか。"
    else:
        return []
    mend = "Excel で列を「文字列」にして、0から始まる番号を入れ直してください。"
    severity = Severity.WARNING
    return [RowError(table.name, 0, "職員番号", example, reason, mend, severity)]
