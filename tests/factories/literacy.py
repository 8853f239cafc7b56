"""Factories of literacy: a small plan, evidence and attainment; deterministic.

``load_plan("matsue")`` takes in a shipped plan. ``small_plan(…)`` takes in a plan of one
literacy L1 (attained by passing quiz ``quiz_code``) that serves one state S1.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import factory

from learning.literacy.actions.plans import import_plan
from learning.literacy.models import Attainment, Evidence, Plan
from learning.literacy.plan_file import read_plan
from tests.factories.people import EmployeeFactory

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PLANS = Path(__file__).parents[2] / "learning" / "literacy" / "plans"

SMALL_PLAN = """
format = 1
code = "small"
name = "小さな計画"
city_name = "見本市"
starts_on = 2020-04-01
last_day = 2030-03-31
effective_on = {effective_on}
source = "試し"

[[terms]]
code = "t1"
name = "第1期"
starts_on = 2020-04-01
last_day = 2030-03-31

[[states]]
code = "S1"
name = "できる"

[[literacies]]
code = "L1"
name = "力"
source = "試し"

[literacies.audience]
source = "全職員"

[[literacies.audience.any]]
all_staff = true

[[literacies.pathways]]
name = "テスト"
validity = "{validity}"

[[literacies.pathways.criteria]]
quiz = "{quiz_code}"
mark = {mark}

[[links]]
literacies = ["L1"]
states = ["S1"]
certainty = "certain"
source = "試し"

[[targets]]
term = "t1"
shares = {{ L1 = 0.5 }}
"""


def load_plan(name="matsue", *, at=AT):
    """Take in a shipped plan; returns the revision."""
    document = read_plan((PLANS / f"{name}.toml").read_bytes())
    return import_plan(document=document, by=None, at=at).revision


def small_plan_text(
    *,
    quiz_code="q",
    mark="0.6",
    validity="none",
    effective_on="2020-04-01",
):
    return SMALL_PLAN.format(
        quiz_code=quiz_code, mark=mark, validity=validity, effective_on=effective_on
    )


def small_plan(*, at=AT, **values):
    """Take in the small plan; returns the revision."""
    document = read_plan(small_plan_text(**values).encode())
    return import_plan(document=document, by=None, at=at).revision


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan without any revision."""

    code = factory.Sequence(lambda n: f"plan-{n}")
    name = factory.Sequence(lambda n: f"第{n}計画")
    city_name = "見本市"

    class Meta:
        model = Plan


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A passed quiz, written past the actions: attainment is not refreshed."""

    employee = factory.SubFactory(EmployeeFactory)
    kind = Evidence.Kind.QUIZ_PASSED
    subject_code = "q"
    on = date(2026, 6, 1)
    scaled_score = "1.00000"
    source_key = factory.Sequence(lambda n: f"test:{n}")
    recorded_at = AT

    class Meta:
        model = Evidence

    class Params:
        completed = factory.Trait(
            kind=Evidence.Kind.COURSE_COMPLETED, scaled_score=None
        )
        qualified = factory.Trait(
            kind=Evidence.Kind.QUALIFIED, subject_code="ip", scaled_score=None
        )


class AttainmentFactory(factory.django.DjangoModelFactory):
    employee = factory.SubFactory(EmployeeFactory)
    plan = factory.SubFactory(PlanFactory)
    literacy_code = "L1"
    starts_on = date(2026, 6, 1)
    ends_on = None
    rests_on = factory.LazyFunction(list)

    class Meta:
        model = Attainment
