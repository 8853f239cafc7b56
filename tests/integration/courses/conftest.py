"""A signed-in learner and a place for files."""

import pytest

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
