"""A revision's rules are read once; another revision has its own."""

import pytest

from learning.literacy.models import PlanRevision
from learning.literacy.revision_rules import rules_of
from learning.literacy.states import JOINT
from learning.people.today import today
from tests.factories.literacy import load_plan

pytestmark = pytest.mark.django_db


def test_rules_are_those_of_the_stored_parts():
    revision = load_plan("matsue")
    rules = rules_of(revision)
    stored = revision.literacies.values_list("code", "name")
    assert [(one.code, one.name) for one in rules.literacies] == list(stored)
    assert [state.code for state in rules.states] == [f"S{n}" for n in range(1, 8)]
    assert all(link.certainty != JOINT for at in rules.states for link in at.links)


def test_rules_are_read_once_and_the_revision_without_its_document(
    django_assert_num_queries,
):
    plan = load_plan("matsue").plan
    rules_of(PlanRevision.objects.in_force(plan, today()))
    with django_assert_num_queries(1):
        revision = PlanRevision.objects.in_force(plan, today())
        assert rules_of(revision).literacies
        assert "document" in revision.get_deferred_fields()


def test_another_plan_has_its_own_rules():
    matsue, yamaga = load_plan("matsue"), load_plan("yamaga")
    assert rules_of(matsue).literacies != rules_of(yamaga).literacies
    assert rules_of(matsue) is rules_of(PlanRevision.objects.get(pk=matsue.pk))
