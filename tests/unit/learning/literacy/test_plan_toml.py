"""A plan written as a file reads back as the same plan."""

import json
import tomllib
from pathlib import Path

import pytest

from learning.literacy.plan_file import read_plan
from learning.literacy.plan_toml import plan_to_toml
from tests.factories.literacy import small_plan_text

PLANS = Path(__file__).parents[4] / "learning" / "literacy" / "plans"


@pytest.mark.parametrize("name", ["matsue", "yamaga", "iwanuma", "hyuga"])
def test_a_shipped_plan_keeps_its_digest(name):
    plan = read_plan((PLANS / f"{name}.toml").read_bytes())
    stored = json.loads(json.dumps(plan.to_data()))
    assert read_plan(plan_to_toml(stored).encode()).digest() == plan.digest()


def test_a_joint_cell_is_one_table_again():
    plan = read_plan((PLANS / "matsue.toml").read_bytes())
    links = tomllib.loads(plan_to_toml(plan.to_data()))["links"]
    assert [x["literacies"] for x in links if x["certainty"] == "joint"] == [
        ["L4", "L5"]
    ]


@pytest.mark.parametrize("text", ['引用符"と\\n', "タブ\tと改行\n", "\x7f削除", "𠮷"])
def test_any_text_comes_back(text):
    source = small_plan_text().replace('"小さな計画"', '"計画"')
    data = read_plan(source.encode()).to_data()
    data["name"] = text
    assert tomllib.loads(plan_to_toml(data))["name"] == text
