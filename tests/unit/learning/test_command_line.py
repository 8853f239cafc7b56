"""What a person reads who typed a command wrongly."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, OperationalError, connections

from learning import command_line
from learning.command_line import PlainCommand, in_japanese, read_day, read_file

ROOT = Path(__file__).resolve().parents[3]


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


class Failing(PlainCommand):
    """A command whose database fails."""

    requires_system_checks = []

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def handle(self, *args: Any, **options: Any) -> None:
        raise self.error


@pytest.fixture
def connected(monkeypatch):
    """A database that was reached and lacks what is named."""

    def lacks(command):
        monkeypatch.setattr(connections["default"], "connection", object())
        monkeypatch.setattr(command_line, "what_prepares_database", lambda: command)

    return lacks


def test_a_database_without_its_tables_names_what_makes_them(connected):
    connected("migrate")
    error = OperationalError("no such table: people_employee")
    with pytest.raises(CommandError, match=r"manage\.py migrate を先に"):
        Failing(error).execute(no_color=True, force_color=False)


def test_a_fault_of_ours_is_not_hidden(connected):
    connected(None)
    for error in (DatabaseError("syntax error"), IntegrityError("UNIQUE failed")):
        with pytest.raises(type(error)):
            Failing(error).execute(no_color=True, force_color=False)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("database is locked", "ほかの処理で使われています"),
        ("attempt to write a readonly database", "権限を確かめて"),
    ],
)
def test_a_database_that_cannot_be_written_now(connected, reason, words):
    connected(None)
    with pytest.raises(CommandError, match=words):
        Failing(OperationalError(reason)).execute(no_color=True, force_color=False)


def test_a_database_that_is_not_reached_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(connections["default"], "connection", None)
    error = OperationalError("connection refused\nIs the server running?")
    with pytest.raises(CommandError, match="つながりません") as told:
        Failing(error).execute(no_color=True, force_color=False)
    assert "\n" not in str(told.value)


def test_every_command_of_ours_speaks_plainly():
    ours = {
        name: app
        for name, app in get_commands().items()
        if str(app).partition(".")[0] in ("learning", "courses", "quizzes")
    }
    assert len(ours) >= 20
    others = [
        name
        for name, app in ours.items()
        if not isinstance(load_command_class(app, name), PlainCommand)
    ]
    assert others == []


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_a_command_without_a_word():
    with subprocess.Popen(
        [sys.executable, "manage.py", "check_catalogues"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "learning.settings.test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
