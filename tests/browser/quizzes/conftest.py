"""The ORM beside a browser in one process."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser():
    # Playwright's loop runs in this thread; the ORM may be used all the same.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield
