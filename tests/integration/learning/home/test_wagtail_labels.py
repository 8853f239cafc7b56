"""Forms of the back office show no name of a field in English."""

import re

import pytest
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from wagtail.models import Page, Site

from learning.home.wagtail_labels import FORMS, LABELS
from learning.people.actions.back_office import ensure_groups
from tests.factories.people import UserFactory


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_that_would_show_its_own_name_has_a_label(form):
    fields = {name: field for name, field in form.base_fields.items() if name in LABELS}
    assert fields
    for field in fields.values():
        assert field.label


@pytest.mark.django_db
def test_what_wagtail_is_born_with_has_a_name_in_japanese():
    titles = [Page.get_first_root_node().title, str(Site.objects.get())]
    assert [text for text in titles if re.search("[A-Za-z]{4}", text)] == []


@pytest.mark.django_db
def test_the_groups_that_wagtail_is_born_with_are_gone():
    ensure_groups()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_what_nobody_published_is_not_called_none():
    template = "wagtailadmin/shared/user_avatar.html"
    shown = render_to_string(template, {"user": None, "username": ""})
    assert "システム" in shown
    assert "None" not in shown
    by_somebody = {"user": UserFactory.build(employee=None), "username": "中野　彩"}
    assert "中野　彩" in render_to_string(template, by_somebody)
