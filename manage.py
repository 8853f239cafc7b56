#!/usr/bin/env python
"""Django's command line for Choudo."""

import os
import sys
from importlib.util import find_spec


def main() -> None:
    """Run one management command with the settings of the environment.

    Without any it acts on the data of this checkout, which `make demo` shows.
    """
    if not all(find_spec(package) for package in ("django", "wagtail", "allauth")):
        sys.exit(
            "必要なパッケージがこの Python にありません。"
            ".venv/bin/python manage.py … で実行してください（.venv がなければ先に make setup）。"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.demo")
    from django.core.management import execute_from_command_line

    from learning.settings.safety import SettingsRefused

    try:
        execute_from_command_line(sys.argv)
    except SettingsRefused as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
