"""Knows how to take typed values out of a TOML table and to say what is wrong with one.

Pure. Nothing is raised while reading: problems are collected, so that a person sees all
of them at once. Must not know what a plan is.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_SHOWN = 60
EARLIEST = 1900
"""No year before it is meant: such a day is a slip, and has no wareki to show."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what is written there, why, and the mend."""

    key: str
    value: str
    reason: str
    mend: str

    def __str__(self) -> str:
        written = f"「{self.value}」" if self.value else ""
        return f"{self.key}: {written}{self.reason}{self.mend}"


class TomlTable:
    """One table of a file; each value that was asked for is ticked off."""

    def __init__(self, data: dict[str, Any], where: str, problems: list[Problem]):
        self._data = data
        self._asked: set[str] = set()
        self._problems = problems
        self.where = where

    def has(self, key: str) -> bool:
        """Whether the file gives the key, which may stand here."""
        self._asked.add(key)
        return key in self._data

    def text(self, key: str, *, default: str | None = None, limit: int = 200) -> str:
        """A text; without a default it must be there and not be empty."""
        value = self._take(key, default, "文字を書いてください。")
        if value is None:
            return ""
        if not isinstance(value, str):
            self.problem(key, "は文字ではありません。", '"…" で囲んで書いてください。')
            return ""
        value = value.strip()
        if not value and default is None:
            self.problem(key, "が空です。", "文字を書いてください。")
        if len(value) > limit:
            self.problem(key, "が長すぎます。", f"{limit} 文字までにしてください。")
        return value

    def code(self, key: str) -> str:
        """A code: half-width letters, digits and hyphens."""
        value = self.text(key, limit=40)
        if value and not CODE.fullmatch(value):
            mend = "半角の英数字とハイフンで書いてください。"
            self.problem(key, "はコードとして使えません。", mend)
        return value

    def choice(self, key: str, allowed: tuple[str, ...], *, default: str = "") -> str:
        """One of some words; the default, else the first, where it is none."""
        value = self.text(key, default=default or None)
        if value in allowed:
            return value
        if value:
            mend = f"{'、'.join(allowed)} のどれかを書いてください。"
            self.problem(key, "は使えない語です。", mend)
        return default or allowed[0]

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of texts without repetition; none if the key is missing."""
        value = self._take(key, [], "")
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            mend = '["a", "b"] のように書いてください。'
            self.problem(key, "は文字の並びではありません。", mend)
            return ()
        if len(set(value)) != len(value):
            mend = "重なったものを消してください。"
            self.problem(key, "に同じものが二度あります。", mend)
        return tuple(value)

    def day(self, key: str) -> date:
        """A date, written 2026-04-01 without quotes."""
        value = self._take(key, None, "2026-04-01 のように書いてください。")
        if isinstance(value, date) and not isinstance(value, datetime):
            if value.year < EARLIEST:
                mend = f"{EARLIEST} 年から後の日を書いてください。"
                self.problem(key, "は古すぎます。", mend)
            return value
        if value is not None:
            mend = "引用符なしで 2026-04-01 のように書いてください。"
            self.problem(key, "は日付ではありません。", mend)
        return date.min

    def share(self, key: str) -> Decimal:
        """A share of a whole, 0 to 1, with at most three decimals."""
        value = self._take(key, None, "0 から 1 の小数で書いてください。")
        if value is None:
            return Decimal(0)
        return self._checked_share(key, value)

    def shares(self, key: str) -> tuple[tuple[str, Decimal], ...]:
        """Shares by code, in the order of the codes; none if the key is missing."""
        value = self._take(key, {}, "")
        if not isinstance(value, dict):
            mend = "{ 区分のコード = 0.5 } のように書いてください。"
            self.problem(key, "は区分ごとの割合ではありません。", mend)
            return ()
        return tuple((k, self._checked_share(key, v)) for k, v in sorted(value.items()))

    def number(self, key: str, *, low: int, high: int) -> int:
        """A whole number within bounds."""
        mend = f"{low} から {high} の整数で書いてください。"
        value = self._take(key, None, mend)
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if is_whole and low <= value <= high:
            return value
        if value is not None:
            self.problem(key, "は使えない数です。", mend)
        return low

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default, "")
        if not isinstance(value, bool):
            mend = "true か false を引用符なしで書いてください。"
            self.problem(key, "は true でも false でもありません。", mend)
            return default
        return value

    def table(self, key: str) -> "TomlTable":
        """A table within this one; an empty one where it is missing or no table."""
        value = self._take(key, {}, "")
        if not isinstance(value, dict):
            self.problem(key, "は表ではありません。", "[…] の形で書いてください。")
            value = {}
        return TomlTable(value, self._path(key), self._problems)

    def tables(self, key: str) -> list["TomlTable"]:
        """Tables of a list, in order; none if the key is missing."""
        value = self._take(key, [], "")
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.problem(key, "は表の並びではありません。", f"[[{key}]] の形にします。")
            return []
        return [
            TomlTable(v, f"{self._path(key)} の {n} 番目", self._problems)
            for n, v in enumerate(value, 1)
        ]

    def problem(self, key: str, reason: str, mend: str) -> None:
        """Note that what is written under ``key`` is wrong."""
        value = self._data.get(key)
        shown = "" if value is None else str(value)[:_SHOWN]
        self._problems.append(Problem(self._path(key), shown, reason, mend))

    def refuse_unknown(self) -> None:
        """Note every key that nobody asked for: most are slips of the keyboard."""
        for key in self._data.keys() - self._asked:
            mend = f"使えるのは {'、'.join(sorted(self._asked))} です。"
            self.problem(key, "という項目はありません。", mend)

    def _take(self, key: str, default: Any, mend: str) -> Any:
        self._asked.add(key)
        if key in self._data:
            return self._data[key]
        if default is None:
            self.problem(key, "がありません。", mend)
        return default

    def _checked_share(self, key: str, value: Any) -> Decimal:
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if is_number and Decimal(value).is_finite() and 0 <= value <= 1:
            share = Decimal(value)
            if share == round(share, 3):
                return share
        mend = "0 から 1 の小数（3 けたまで）で書いてください。"
        self.problem(key, "は割合として使えません。", mend)
        return Decimal(0)

    def _path(self, key: str) -> str:
        return f"{self.where} › {key}" if self.where else key
