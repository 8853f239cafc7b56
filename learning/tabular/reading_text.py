"""Knows how CSV and TSV bytes become records: encoding, delimiter, quotes, lines."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from .errors import TableError
from .raw_table import Record

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE_AGAIN = (
    "Excel で開き、「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んで"
    "保存し直してください。"
)
_DOS_END_OF_FILE = "\x1a"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Python's cp932 maps the four bytes that Windows leaves undefined to these.
_UNDEFINED_IN_CP932 = re.compile("[\uf8f0-\uf8f3]")
_LOOKED_AT = 100_000
_QUOTED = re.compile(r'"[^"]*"')


def read_text_records(content: bytes, file: str) -> Iterator[Record]:
    """Yield the records of a CSV or TSV file with the line where each begins.

    Raises
    ------
    TableError
        If the bytes are no text, or a quoted field is not closed.
    """
    text = decode(content, file)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
    )
    line_number = 1
    try:
        for cells in reader:
            yield Record(line_number, tuple(cells))
            line_number = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            file,
            f'{line_number}行目から始まる行の引用符（"）が閉じていないか、欄が長すぎます。',
            'その行の引用符を確かめ、値の中の引用符は 2 つ重ねて（""）ください。',
        ) from error


def decode(content: bytes, file: str) -> str:
    """Turn bytes into text: by byte order mark, else UTF-8, else CP932.

    Raises
    ------
    TableError
        If none of them fits, or the text holds control characters.
    """
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(content, error.start, file) from error
    if encoding == "cp932" and (found := _UNDEFINED_IN_CP932.search(text)):
        start = len(text[: found.start()].encode("cp932"))
        raise _unreadable(content, start, file)
    text = text.rstrip(_DOS_END_OF_FILE)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise TableError(
            file,
            f"{line}行目に制御文字（{_code(found.group())}）があり、表として読めません。",
            "CSV・TSV・XLSX のどれかで書き出し直してください。",
        )
    return text


def _encoding(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    if broken:
        # A few bad bytes in good UTF-8 must not turn the whole file into mojibake.
        return "utf-8" if sound > 3 * broken else "cp932"
    return "cp932" if _is_half_width_kana(content, text) else "utf-8"


def _is_half_width_kana(content: bytes, as_utf_8: str) -> bool:
    """Say whether bytes that happen to be UTF-8 (Å¶) are rather CP932 kana (ﾅｶ)."""
    if as_utf_8.isascii() or max(as_utf_8) >= "\u0800":
        return False
    as_cp932 = content.decode("cp932", errors="replace")
    return all(c.isascii() or "｡" <= c <= "ﾟ" for c in as_cp932)


def _unreadable(content: bytes, start: int, file: str) -> TableError:
    line = content.count(b"\n", 0, start) + 1
    what = f"{line}行目の文字を読み取れません（UTF-8 でも Shift_JIS でもありません）。"
    return TableError(file, what, _SAVE_AGAIN)


def _delimiter(text: str) -> str:
    """Take the tab if the first line with text has more tabs than commas."""
    beginning = _QUOTED.sub("", text[:_LOOKED_AT].lstrip("\r\n"))
    first = beginning.partition("\n")[0]
    return "\t" if first.count("\t") > first.count(",") else ","


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
