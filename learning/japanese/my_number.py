"""Knows how to recognise a My Number (個人番号), so that it is never taken in.

Must not store, log or return one: the functions answer yes, no, or a position.
"""

import re
from collections.abc import Iterable, Sequence

from .width import fold_kana

_LENGTH = 12
_HEADER = re.compile(r"(個人番号|マイナンバー?|mynumber)(の?欄)?(12桁)?[0-9]*\Z")
_BRACKETED = re.compile(r"[(\[【〔{].*?[)\]】〕}]")
_BRACKETS = re.compile(r"[(\[【〔{)\]】〕}]")


def check_digit(first_eleven: str) -> int:
    """Return the check digit of a My Number's first eleven digits.

    Parameters
    ----------
    first_eleven : exactly eleven ASCII digits, the most significant first.

    Returns
    -------
    0 to 9: 11 − (Σ Pn × Qn mod 11), and 0 where that remainder is 1 or less. Pn is
    the n-th digit counted from the least significant one, Qn is n + 1 for n = 1…6 and
    n − 5 for n = 7…11.

    References
    ----------
    行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による
    通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の
    提供等に関する省令 (平成26年総務省令第85号) 第5条, 検査用数字を算出する算式.
    """
    total = sum(
        int(digit) * (n + 1 if n <= 6 else n - 5)
        for n, digit in enumerate(reversed(first_eleven), start=1)
    )
    remainder = total % 11
    return 0 if remainder <= 1 else 11 - remainder


def looks_like_my_number(text: str) -> bool:
    """Say whether a text is twelve digits with a valid check digit.

    Width, spaces and hyphens do not matter. About one in eleven twelve-digit numbers
    of another kind passes too: judge a column, not a cell (`my_number_columns`).
    """
    digits = fold_kana(text).replace("-", "")
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return check_digit(digits[:-1]) == int(digits[-1])


def header_is_my_number(header: str) -> bool:
    """Say whether a column's header names My Numbers: 個人番号, マイナンバー（12桁）.

    個人番号カードの有無 or マイナンバー研修 name something else.
    """
    key = fold_kana(header)
    forms = (_BRACKETED.sub("", key), _BRACKETS.sub("", key))
    return any(_HEADER.search(form) for form in forms)


def my_number_columns(
    header: Sequence[str], rows: Iterable[Sequence[str]]
) -> list[int]:
    """List the positions of columns that hold My Numbers.

    Parameters
    ----------
    header : the column headers; of a file without headers, its first row.
    rows : the cells of each row; shorter rows are allowed.

    Returns
    -------
    Positions from 0, ascending: columns whose header says so, and columns where at
    least half of the filled cells look like My Numbers.
    """
    filled = [0] * len(header)
    alike = [0] * len(header)
    for row in rows:
        for position, cell in enumerate(row[: len(header)]):
            if cell and not cell.isspace():
                filled[position] += 1
                alike[position] += looks_like_my_number(cell)
    return [
        position
        for position, title in enumerate(header)
        if header_is_my_number(title)
        or looks_like_my_number(title)
        or 0 < filled[position] <= 2 * alike[position]
    ]
