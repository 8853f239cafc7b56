"""Every setting from the environment has its row in docs/settings.md, and no more."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def read_from_environment(source: str) -> set[str]:
    """Names given to os.environ.get, os.environ[…], os.getenv and the Environment."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(
            ("os.environ.get", "os.getenv", "env.")
        ):
            names.add(ast.literal_eval(node.args[0]))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(ast.literal_eval(node.slice))
    return names


def test_the_reader_finds_each_way_of_reading():
    source = (
        'a = os.environ.get("A", "")\nb = os.environ["B"]\nc = os.getenv("C")\n'
        'd = env.whole_number("D", 0, low=0, high=1)'
    )
    assert read_from_environment(source) == {"A", "B", "C", "D"}


def test_every_setting_is_documented():
    used = set()
    for path in (ROOT / "learning/settings").glob("*.py"):
        used |= read_from_environment(path.read_text(encoding="utf-8"))
    table = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))
    assert documented == used


def test_the_environment_is_read_in_settings_only():
    elsewhere = [
        path.relative_to(ROOT).as_posix()
        for app in ("learning", "courses", "quizzes")
        for path in (ROOT / app).rglob("*.py")
        if "settings" not in path.parts
        and read_from_environment(path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []
