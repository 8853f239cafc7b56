"""Knows how to take typed values out of front matter and TOML, noting what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from courses.importer.reading.problems import Problems

CODE = re.compile(r"^[a-z0-9][a-z0-9-]*$")
MAX_CODE = 60


class Fields:
    """The keys of one table of one file; ``line_of`` finds the line of a key."""

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        file: str,
        line_of: Callable[[str], int],
        problems: Problems,
    ) -> None:
        self.values = values
        self.file = file
        self.line_of = line_of
        self.problems = problems

    def wrong(self, key: str, message: str, mend: str) -> None:
        """Note a problem at the line of a key."""
        self.problems.add(self.file, self.line_of(key), message, mend)

    def text(self, key: str, *, required: bool = True, longest: int = 10_000) -> str:
        """Return a string without spaces around it."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.wrong(
                key, f"{key} が文字ではありません", "引用符で囲んで書いてください"
            )
            return ""
        value = value.strip()
        if required and not value:
            self.wrong(key, f"{key} がありません", f"{key} を書いてください")
        if len(value) > longest:
            self.wrong(
                key,
                f"{key} が {len(value)} 字です",
                f"{longest} 字までにしてください",
            )
        return value

    def code(self, key: str, *, required: bool = True) -> str:
        """Return a code: ASCII small letters, digits and hyphens."""
        value = self.text(key, required=required, longest=MAX_CODE)
        if value and not CODE.match(value):
            self.wrong(
                key,
                f"コード「{value}」は使えません",
                "半角の英小文字・数字・ハイフンで書いてください",
            )
        return value

    def codes(self, key: str) -> tuple[str, ...]:
        """Return a list of codes, at least one."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            self.wrong(
                key, f"{key} がありません", "[コード, コード] の形で書いてください"
            )
            return ()
        return tuple(str(code) for code in value)

    def choice(self, key: str, allowed: tuple[str, ...], *, default: str = "") -> str:
        """Return one of the allowed words."""
        value = self.values.get(key, default)
        if value not in allowed:
            self.wrong(
                key,
                f"{key} の「{value}」はわかりません",
                "、".join(allowed) + " のどれかにしてください",
            )
            return default or allowed[0]
        return str(value)

    def whole(
        self, key: str, *, least: int, most: int, default: int | None = None
    ) -> int:
        """Return a whole number between the bounds, both included."""
        value = self.values.get(key, default)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            self.wrong(
                key,
                f"{key} の「{value}」は使えません",
                f"{least} から {most} までの数にしてください",
            )
            return least
        return int(value)

    def share(self, key: str, *, default: float | None = None) -> Decimal:
        """Return a share of 0 to 1."""
        value = self.values.get(key, default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 <= value <= 1:
            self.wrong(
                key,
                f"{key} の「{value}」は使えません",
                "0 から 1 までの割合（例 0.8）にしてください",
            )
            return Decimal(0)
        return Decimal(str(value))

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(
                key, f"{key} の「{value}」は使えません", "true か false にしてください"
            )
            return default
        return value

    def day(self, key: str, *, required: bool = True) -> date | None:
        """Return a date written as 2027-10-01."""
        value = self.values.get(key)
        if value is None and not required:
            return None
        if type(value) is not date:
            self.wrong(
                key,
                f"{key} の「{'' if value is None else value}」は日付ではありません",
                "ある日付を 2027-10-01 の形で書いてください",
            )
            return None
        return value
