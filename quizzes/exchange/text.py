"""Turns the bytes of a text format into text: UTF-8, UTF-16 with a mark, or CP932."""

import codecs
import re

from quizzes.exchange.parcel import FileBroken

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# Python's cp932 maps bytes that Windows leaves undefined to these.
UNDEFINED_IN_CP932 = re.compile("[\uf8f0-\uf8f3\x80\xa0]")


def decode(data: bytes, filename: str) -> str:
    """Return the text, its lines ending with a line feed alone.

    Raises
    ------
    FileBroken
        If it is no text in these encodings, or holds control characters.
    """
    text = _decoded(data)
    if text is None:
        raise FileBroken(
            filename,
            "文字コードを読めません（UTF-8 でも CP932 でもありません）。",
            "文字コードを UTF-8 にして保存し直してください。",
        )
    text = text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise FileBroken(
            filename,
            "文字でないもの（制御文字）があります。",
            "壊れていないか確かめ、書き出し直してください。",
            place=f"{line}行目",
        )
    return text.replace("\x0b", "\n").replace("\x0c", "\n")


def looks_like_text(data: bytes) -> str:
    """Return the text for a sniffer; empty where it is none or is markup."""
    text = _decoded(data[:200_000]) or _decoded(data[:199_990]) or ""
    if CONTROL.search(text) or text.lstrip().startswith("<"):
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _tried(data, encoding)
    text = _tried(data, "utf-8")
    if text is not None:
        return text
    text = _tried(data, "cp932")
    if text is not None and _is_euc_in_disguise(text):
        text = _tried(data, "euc_jp") or text
    return None if text is None or UNDEFINED_IN_CP932.search(text) else text


def _is_euc_in_disguise(text: str) -> bool:
    """Whether what isn't ASCII is mostly half-width kana: EUC-JP read as CP932."""
    beyond = [sign for sign in text if sign > "\x7f"]
    narrow = sum("\uff61" <= sign <= "\uff9f" for sign in beyond)
    return narrow * 2 > len(beyond)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
