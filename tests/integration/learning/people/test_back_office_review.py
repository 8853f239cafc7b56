"""Wagtail's first workflow is the editors', and is called what it is."""

import pytest
from wagtail.models import GroupApprovalTask, Workflow

from learning.people.actions.back_office import ensure_groups

pytestmark = pytest.mark.django_db


def test_editors_approve_and_nobody_else():
    ensure_groups()
    (task,) = GroupApprovalTask.objects.all()
    assert task.name == "教材の承認"
    assert [group.name for group in task.groups.all()] == ["教材担当"]
    assert [workflow.name for workflow in Workflow.objects.all()] == ["教材の承認"]


def test_a_citys_own_name_of_the_workflow_stays():
    Workflow.objects.update(name="三人で読む")
    GroupApprovalTask.objects.update(name="三人で読む")
    ensure_groups()
    assert [workflow.name for workflow in Workflow.objects.all()] == ["三人で読む"]
