"""What each database needs to be safe and quick, from its address."""

from pathlib import Path

import pytest

from learning.settings.databases import database_settings, sqlite_url  # noqa: TID251

HERE = Path("/srv/choudo")


def test_sqlite_in_memory_keeps_its_connection_and_syncs_every_commit():
    settings = database_settings("sqlite:///:memory:", base_dir=HERE)
    assert settings["CONN_MAX_AGE"] is None
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "PRAGMA synchronous=FULL" in settings["OPTIONS"]["init_command"]


def test_a_relative_sqlite_path_is_below_the_project(tmp_path):
    settings = database_settings("sqlite:///var/a.sqlite3", base_dir=tmp_path)
    assert settings["NAME"] == str(tmp_path / "var" / "a.sqlite3")
    assert (tmp_path / "var").is_dir()


def test_postgresql_gets_a_pool():
    settings = database_settings("postgresql://me@db.example/city", base_dir=HERE)
    assert settings["OPTIONS"]["pool"]["max_size"] == 16
    assert settings["CONN_MAX_AGE"] == 0  # Django refuses a pool with kept connections


def test_a_path_with_signs_of_an_address_is_found_again(tmp_path):
    path = tmp_path / "見本 50%#1?.sqlite3"
    settings = database_settings(sqlite_url(path), base_dir=HERE)
    assert settings["NAME"] == str(path)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://me:secret@db.example/city",
        "postgis://me:secret@db.example/city",
        "postgresql://me:secret@db.example",
        "postgresql://me:secret@db.example:port/city",
    ],
)
def test_another_database_is_refused_without_showing_the_password(url):
    with pytest.raises(ValueError, match="sqlite:///var") as refusal:
        database_settings(url, base_dir=HERE)
    assert "secret" not in str(refusal.value)


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(ValueError, match="フォルダー"):
        database_settings(sqlite_url(tmp_path), base_dir=HERE)
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="フォルダー"):
        database_settings(sqlite_url(tmp_path / "file" / "a"), base_dir=HERE)
