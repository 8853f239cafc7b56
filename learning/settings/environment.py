"""Reads the environment's variables: each with its bounds, all faults told together.

Knows how a value is written, not what it is for. A wrong value is noted and its default
taken meanwhile; ``safety.refuse`` ends the start with all that was noted.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from learning.settings.safety import refuse

Value = TypeVar("Value")


class Environment:
    """The variables of one process, and what is wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return the value as it is; an empty one is none."""
        return self.variables.get(name, "").strip() or default

    def read(self, name: str, default: str, parse: Callable[[str], Value]) -> Value:
        """Return what ``parse`` makes of the value; it says what is wrong (ValueError)."""
        text = self.text(name, default)
        try:
            return parse(text)
        except ValueError as error:
            self.faults.append(f"{name}：{error}")
            if text == default:  # then there is nothing to go on with
                refuse(self.faults)
            return parse(default)

    def whole_number(self, name: str, default: int, *, low: int, high: int) -> int:
        """Return a whole number, at least ``low`` and at most ``high``."""

        def parse(text: str) -> int:
            # what int() takes besides digits (1_000, １０, +5) is a slip of the pen
            if text.isascii() and text.isdigit() and low <= int(text[:9]) <= high:
                return int(text)
            raise ValueError(
                f"「{text}」は使えません。{low} から {high} までの整数にしてください。"
            )

        return self.read(name, str(default), parse)

    def is_on(self, name: str, *, default: bool) -> bool:
        """Return whether it is ``on``; ``off`` is the only other word."""

        def parse(text: str) -> bool:
            if text not in ("on", "off"):
                raise ValueError(f"「{text}」は使えません。on か off にしてください。")
            return text == "on"

        return self.read(name, "on" if default else "off", parse)

    def words(self, name: str) -> list[str]:
        """Return what is listed, separated by commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def address(self, name: str, default: str) -> str:
        """Return the address of a site, ``http://`` or ``https://`` with a host."""
        return self.read(name, default, site_address)

    def addresses(self, name: str) -> list[str]:
        """Return several addresses, separated by commas; the wrong ones are left out."""
        found = []
        for word in self.words(name):
            try:
                found.append(site_address(word))
            except ValueError as error:
                self.faults.append(f"{name}：{error}")
        return found


def site_address(text: str) -> str:
    """Return the address of a site without a slash at its end, or raise ValueError."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(
            f"「{text}」は使えません。https://learn.city.example のように書いてください。"
        )
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError(
            f"「{text}」は使えません。ホスト名（とポート）までを書いてください。"
        )
    return text.rstrip("/")
