"""Every action that is written to the log can be read there as a sentence."""

import ast
import re
from functools import cache
from pathlib import Path

from learning.people.audit.sentences import KINDS, SENTENCES, WITHOUT_SUBJECT

ROOT = Path(__file__).resolve().parents[2]
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = re.compile(r"(write\w*|NewEntry|_record|_?log\w*|_set_retired)$")
NAMES = {"action", "DELETED"}


def name_of(node):
    return getattr(node, "id", getattr(node, "attr", ""))


def texts(node):
    constants = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {c.value for c in constants if isinstance(c.value, str)}


def written(tree):
    """Texts given to whatever writes entries, or kept under an action's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and WRITERS.match(name_of(node.func)):
            arguments = list(node.args)
            arguments += [k.value for k in node.keywords if k.arg in NAMES]
            for argument in arguments:
                yield from texts(argument)
        elif isinstance(node, ast.Assign) and name_of(node.targets[0]) in NAMES:
            yield from texts(node.value)


@cache
def actions():
    found = set()
    for folder in ("learning", "courses", "quizzes"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(written(ast.parse(path.read_text(encoding="utf-8"))))
    return {text for text in found if ACTION.fullmatch(text)}


def test_every_action_that_is_written_has_a_sentence():
    found = actions()
    assert {"grant.give", "item.publish", "standing.view", "evidence.view"} <= found
    assert found - set(SENTENCES) == set(), "add it to learning/people/audit"


def test_no_sentence_is_left_of_an_action_that_is_gone():
    assert set(SENTENCES) - actions() == set()
    assert set(WITHOUT_SUBJECT) <= set(SENTENCES)


def test_every_action_can_be_found_by_a_kind_or_among_the_looks():
    beginnings = tuple(start for _code, _words, starts in KINDS for start in starts)
    looks = re.compile(r".*(\.view$|\.export)")
    assert {
        action
        for action in SENTENCES
        if not action.startswith(beginnings) and not looks.match(action)
    } == set()
