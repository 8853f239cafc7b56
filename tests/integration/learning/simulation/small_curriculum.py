"""Two small real courses with the plan that they serve, for a demo city."""

import shutil

from django.conf import settings
from django.core.management import call_command


def load_two_courses(folder):
    shipped = settings.BASE_DIR / "courses" / "curriculum"
    for part in ("security", "dx", "glossary.d", "glossary.toml"):
        source = shipped / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / part)
    plan = settings.BASE_DIR / "learning" / "literacy" / "plans" / "matsue.toml"
    call_command("import_plan", str(plan), verbosity=0)
    call_command("import_curriculum", str(folder), verbosity=0)
