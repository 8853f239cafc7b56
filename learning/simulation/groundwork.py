"""What a demo city stands on: plan, curriculum and mock examinations of the product."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from courses.models import CoursePage
from learning.literacy.models import Plan
from quizzes.exams import shipped_blueprints

PLAN = "matsue"


def plan_file() -> Path:
    """The file of the plan that the demo city follows."""
    return settings.BASE_DIR / "learning" / "literacy" / "plans" / f"{PLAN}.toml"


def curriculum_folder() -> Path:
    """The folder of the shipped curriculum."""
    return settings.BASE_DIR / "courses" / "curriculum"


def mock_exam_files() -> list[Path]:
    """The blueprints of the shipped mock examinations."""
    return sorted((settings.BASE_DIR / "quizzes" / "exams").glob("*.toml"))


def load_groundwork(*, say: Callable[[str], object]) -> None:
    """Load the plan and the curriculum where they are not there yet."""
    if not Plan.objects.filter(code=PLAN).exists():
        say("計画を読み込みます。")
        load_plan()
    if not CoursePage.objects.exists():
        say("教材を読み込みます。")
        load_curriculum()


def load_plan() -> None:
    """Import the plan; nothing changes where it is loaded as it is."""
    call_command("import_plan", str(plan_file()), verbosity=0, stdout=StringIO())


def load_curriculum() -> None:
    """Import the curriculum; what editors changed in the site stays."""
    call_command(
        "import_curriculum", str(curriculum_folder()), verbosity=0, stdout=StringIO()
    )


def open_mock_exams() -> None:
    """Open every shipped mock examination; needs the curriculum for their items."""
    for code in shipped_blueprints():
        call_command("open_mock_exam", code, stdout=StringIO())
