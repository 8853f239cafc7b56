"""manage.py: on which data it acts, and with a Python that lacks the packages."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = """
import json
from django.conf import settings
found = settings.DATABASES["default"]["NAME"], settings.SECRET_KEY, settings.DEBUG
print(json.dumps(found))
"""


@pytest.fixture
def settings_of(tmp_path):
    """Database, secret and DEBUG of a command, with these variables and no others."""

    def read(**variables):
        ours = ("DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
        environment = {k: v for k, v in os.environ.items() if k not in ours}
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", READ],
            cwd=ROOT,
            env={**environment, "CHOUDO_VAR": str(tmp_path), **variables},
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout)

    return read


@pytest.mark.slow
def test_commands_and_the_developers_server_share_the_data_of_the_demo(
    settings_of, tmp_path
):
    demo = settings_of(DJANGO_SETTINGS_MODULE="learning.settings.demo")
    assert demo[0] == str(tmp_path / "choudo.sqlite3")
    assert demo[2] is False
    assert settings_of() == demo
    developers = settings_of(DJANGO_SETTINGS_MODULE="learning.settings.dev")
    assert developers == [*demo[:2], True]


@pytest.mark.slow
def test_an_empty_variable_is_no_database(settings_of, tmp_path):
    assert settings_of(DATABASE_URL="")[0] == str(tmp_path / "choudo.sqlite3")
    second = f"sqlite:///{tmp_path / 'second'}"
    assert settings_of(DATABASE_URL=second)[0] == str(tmp_path / "second")


@pytest.mark.slow
def test_the_secret_is_made_once_for_its_owner_only(settings_of, tmp_path):
    first = settings_of()
    assert settings_of()[1] == first[1]
    assert len(first[1]) >= 50
    mode = (tmp_path / "demo" / "secret").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["secret"]


def test_a_python_without_the_packages_is_told_in_one_line():
    done = subprocess.run(
        [sys.executable, "-S", "manage.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert ".venv/bin/python manage.py" in done.stderr
    assert "make setup" in done.stderr
    assert done.stderr.count("\n") == 1


WRONG = {
    "DJANGO_SETTINGS_MODULE": "learning.settings.production",
    "SECRET_KEY": "short",
    "ALLOWED_HOSTS": "*",
    "TRUSTED_PROXIES": "abc",
    "SIGN_INS_PER_ADDRESS_AND_MINUTE": "x",
    "DATABASE_URL": "mysql://me:hidden-word@db.example/city",
    "HTTPS": "banana",
    "PERSONAL_IDLE_MINUTES": "0",
    "SHARED_IDLE_MINUTES": "100000",
    "BASE_URL": "ftp://city.example",
    "CSRF_TRUSTED_ORIGINS": "learn.city.example",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["manage.py", "migrate"], ["manage.py", "check_plan"], ["learning/wsgi.py"]],
)
def test_unsafe_settings_are_named_together_without_a_traceback(arguments):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **WRONG, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "hidden-word" not in done.stderr
    for name in WRONG.keys() - {"DJANGO_SETTINGS_MODULE"}:
        assert f"- {name}：" in done.stderr
