"""Schemes and objectives change by their actions alone."""

from datetime import UTC, date, datetime

import pytest

from learning.log.models import Entry
from learning.objectives.actions.objectives import (
    ObjectiveFields,
    retire_objective,
    save_objective,
)
from learning.objectives.actions.schemes import load_scheme
from learning.objectives.models import Objective, SchemeCode
from learning.objectives.shipped import shipped_codes, shipped_schemes

AT = datetime(2026, 11, 20, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def load_all():
    for scheme in shipped_schemes():
        load_scheme(scheme=scheme, by=None, at=AT)


def fields(**changed):
    given = {
        "code": "sec-mail",
        "title": "確かめられる",
        "level": "apply",
        "tier": "security",
        "order": 1,
        "schemes": [("IP6.5", "23")],
    }
    return ObjectiveFields(**{**given, **changed})


def test_syllabus_has_its_23_headings_in_three_fields():
    """Counts by the syllabus: 7 strategy, 5 management, 11 technology."""
    load_all()
    groups = list(SchemeCode.objects.values_list("group", flat=True))
    by_field = {name: sum(g.startswith(name) for g in groups) for name in "スマテ"}
    assert by_field == {"ス": 7, "マ": 5, "テ": 11}
    assert ("IP6.5", "23") in shipped_codes()


def test_loading_again_changes_and_logs_nothing():
    load_all()
    entries = Entry.objects.count()
    load_all()
    assert Entry.objects.count() == entries
    assert SchemeCode.objects.count() == 23


def test_objective_is_made_changed_and_retired():
    load_all()
    save_objective(fields=fields(), by=None, at=AT)
    save_objective(fields=fields(title="新しい題", schemes=[]), by=None, at=AT)
    objective = Objective.objects.get()
    assert (objective.title, objective.scheme_codes.count()) == ("新しい題", 0)
    retire_objective(objective=objective, on=date(2027, 4, 1), by=None, at=AT)
    objective.refresh_from_db()
    assert objective.retired_on == date(2027, 4, 1)
    actions = Entry.objects.filter(subject_kind="objective")
    assert list(actions.values_list("action", flat=True)) == [
        *("objective.create", "objective.change", "objective.retire")
    ]


def test_unknown_scheme_code_is_refused():
    load_all()
    with pytest.raises(SchemeCode.DoesNotExist):
        save_objective(fields=fields(schemes=[("IP6.5", "24")]), by=None, at=AT)
    assert not Objective.objects.exists()
