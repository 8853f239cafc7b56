"""The back office's menu: the product's own items first, in their order."""

from datetime import date

import pytest
from wagtail.admin.menu import admin_menu

from learning.people.models import Role, RoleGrant
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
OWN = [
    *("職員", "組織", "計画", "コース"),
    *("問題", "テスト", "テストの結果", "報告"),
]
START = date(2020, 4, 1)


def test_the_own_items_come_first_and_each_has_a_sign(rf):
    user = UserFactory(is_superuser=True)
    for role in (Role.HR, Role.PLANNER):
        RoleGrant.objects.create(
            user=user, role=role, starts_on=START, recorded_at="2020-04-01T00:00Z"
        )
    request = rf.get("/backoffice/")
    request.user = user
    found = admin_menu.menu_items_for_request(request)
    items = sorted(found, key=lambda item: item.order)
    assert [str(item.label) for item in items][: len(OWN)] == OWN
    assert [item.name for item in items if not item.icon_name] == []
