#!/usr/bin/env python
"""Django's command line for Choudo."""

import os
import sys


def main() -> None:
    """Run one management command with the settings of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
