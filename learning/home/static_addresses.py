"""Addresses of static files, put together once per process.

Every page names twenty; what was collected doesn't change while the site runs.
"""

from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Remembered:
    """A storage of collected files that remembers each file's address."""

    # Our scripts import one another: by the address with the digest, like the pages.
    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str | None, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The file's address, with the digest of its content."""
        if force:
            return super().url(name, force=force)  # type: ignore[misc]
        if name not in self._addresses:
            self._addresses[name] = super().url(name)  # type: ignore[misc]
        return self._addresses[name]


class Storage(Remembered, ManifestStaticFilesStorage):
    """Files as they are: for the demo."""


class CompressedStorage(Remembered, CompressedManifestStaticFilesStorage):
    """Files with a compressed one beside each: for a city."""
