"""What a person reads who typed a command wrongly."""

import argparse
from typing import Any

import pytest
from django.core.management.base import CommandError

from learning.command_line import PlainCommand, in_japanese, read_day, read_file


class Command(PlainCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--count", type=int)
        parser.add_argument("--color", choices=["red", "blue"])
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do nothing."""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "file がありません"),
        (["a", "--nonsense"], "「--nonsense」は使えません"),
        (["a", "--count"], "--count には値が1つ必要です"),
        (["a", "--count", "x"], "--count の 'x' は整数ではありません"),
        (["a", "--color", "x"], "--color の 'x' は使えません。次のどれか"),
        (["a", "--dry-run=1"], "--dry-run に値 '1' は付けられません"),
        (["a", "--co", "x"], "「--co」では決まりません"),
    ],
)
def test_arguments_are_refused_in_japanese(arguments, words):
    parser = Command().create_parser("manage.py", "command")
    with pytest.raises(CommandError, match=words):
        parser.parse_args(arguments)


def test_the_command_line_ends_with_status_2_and_the_usage(capsys):
    command = Command()
    command._called_from_command_line = True
    with pytest.raises(SystemExit) as ended:
        command.create_parser("manage.py", "command").parse_args([])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("使い方: manage.py command")
    assert told.endswith("file がありません。何もしていません。\n")
    assert "error" not in told
    assert "usage" not in told


def test_an_unknown_message_is_framed():
    assert in_japanese("strange") == "引数が正しくありません（strange）。"


def test_a_day_is_refused_with_its_option():
    with pytest.raises(CommandError, match=r"^--as-of: "):
        read_day("きのう", "--as-of")
    with pytest.raises(CommandError, match="明治より前"):
        read_day("1200-01-01", "--as-of")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="はありません"):
        read_file(tmp_path / "none.toml", 10)
    with pytest.raises(CommandError, match="はフォルダーです"):
        read_file(tmp_path, 10)
    with pytest.raises(CommandError, match="名前が長すぎます"):
        read_file(tmp_path / ("x" * 300), 10)
    with pytest.raises(CommandError, match="を開けません"):
        read_file(tmp_path / "a\0b", 10)
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(CommandError, match="大きすぎます"):
        read_file(tmp_path / "big", 10)
    (tmp_path / "small").write_bytes(b"x" * 10)
    assert read_file(tmp_path / "small", 10) == b"x" * 10
