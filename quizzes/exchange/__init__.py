"""Pure: items to and from the files of other systems.

A format is one module with ``read``, ``write`` and ``sniff``, and one line in
``FORMATS``. What all share is in ``parcel``. Knows no database.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from quizzes.exchange import aiken, gift, moodle_xml, qti, table
from quizzes.exchange.checking import checked
from quizzes.exchange.parcel import (
    MOST_BYTES,
    ExchangedItem,
    FileBroken,
    Format,
    Loss,
    Status,
)

# By name. QTI of every version is read alike; written without a number it is 2.2.
# The surest sniffers first: whoever says yes first reads the file.
FORMATS: Mapping[str, Format] = {
    "xlsx": table.XLSX,
    "moodle_xml": moodle_xml.FORMAT,
    "qti": replace(qti.FORMAT_2_2, name="QTI"),
    "qti21": qti.FORMAT_2_1,
    "qti22": qti.FORMAT_2_2,
    "qti30": qti.FORMAT_3_0,
    "aiken": aiken.FORMAT,
    "csv": table.CSV,
    "csv_cp932": table.CSV_CP932,
    "gift": gift.FORMAT,
}

OTHER_NAMES = {
    "moodle": "moodle_xml",
    "xml": "moodle_xml",
    "excel": "xlsx",
    "csvutf8": "csv",
    "csvsjis": "csv_cp932",
    "qti2": "qti22",
    "qti3": "qti30",
}


def name_of(text: str) -> str:
    """Return the name of a format as people write it (QTI 3.0, moodle-xml), or nothing."""
    plain = re.sub(r"[^a-z0-9]", "", text.lower())
    names = {name.replace("_", ""): name for name in FORMATS}
    return names.get(plain) or OTHER_NAMES.get(plain, "")


def detect(data: bytes, filename: str) -> str:
    """Return the name of the format that a file is in.

    Parameters
    ----------
    data : the whole file.
    filename : its name; its extension helps where the bytes could be several formats.

    Raises
    ------
    FileBroken
        If the file is empty, too large, or no format of ours.
    """
    check_size(data, filename)
    for name, form in FORMATS.items():
        if form.sniff(data, filename):
            return name
    names = "、".join(dict.fromkeys(form.name for form in FORMATS.values()))
    raise FileBroken(
        filename,
        "どの形式のファイルか分かりません。",
        f"{names} のどれかで書き出し直すか、形式を選んでください。",
    )


def read_file(data: bytes, filename: str, form: str = "auto") -> list[ExchangedItem]:
    """Read the items of a file in the given or the detected format.

    Raises
    ------
    FileBroken
        If the file can't be read, or holds no item.
    """
    check_size(data, filename)
    name = detect(data, filename) if form == "auto" else form
    items = FORMATS[name].read(data, filename)
    if not items:
        raise FileBroken(
            filename, "問題が一つもありません。", "ファイルの中身を確かめてください。"
        )
    return checked(items)


def check_size(data: bytes, filename: str) -> None:
    """Refuse what is empty or too large to be looked at.

    Raises
    ------
    FileBroken
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise FileBroken(filename, "ファイルが空です。", "選び直してください。")
    if len(data) > MOST_BYTES:
        size = MOST_BYTES // 1024**2
        raise FileBroken(
            filename,
            f"ファイルが大きすぎます（上限 {size} MB）。",
            "分けて取り込んでください。",
        )


__all__ = [
    "FORMATS",
    "ExchangedItem",
    "FileBroken",
    "Format",
    "Loss",
    "Status",
    "check_size",
    "detect",
    "name_of",
    "read_file",
]
