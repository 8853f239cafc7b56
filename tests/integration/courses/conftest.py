"""A signed-in learner and a place for files."""

from datetime import UTC, date, datetime

import pytest

from learning.people.actions.grants import NewGrant, grant
from learning.people.models import Role
from tests.factories.people import UserFactory


@pytest.fixture
def user(db):
    return UserFactory()


@pytest.fixture
def learner(client, user):
    """The test client, signed in as an employee."""
    client.force_login(user)
    return client


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def content_editor(client, user):
    """The test client, signed in as 教材担当 of the whole city."""
    new = NewGrant(
        user=user, role=Role.EDITOR, starts_on=date(2026, 4, 1), reason="辞令第1号"
    )
    grant(new=new, by=None, at=datetime(2026, 4, 1, tzinfo=UTC))
    client.force_login(user)
    return client
