"""Stores the files that blocks show, as Wagtail's images and documents."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.models import ImportedRecord

PICTURES = (".svg", ".png", ".jpg", ".webp")


class FileStore:
    """Files by their name ``course/file``; a changed file becomes a new object.

    The old object stays, because earlier revisions of pages show it.
    """

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.digests = {
            name: hashlib.sha256(content).hexdigest()
            for name, content in contents.items()
        }
        self.contents = contents
        self._keys: dict[str, int] = {}

    def key(self, name: str, *, at: datetime) -> int:
        """Return the primary key of the image or document, stored now if need be."""
        if name not in self._keys:
            self._keys[name] = self._stored(name) or self._store(name, at=at)
        return self._keys[name]

    def _model(self, name: str) -> Any:
        is_picture = PurePosixPath(name).suffix in PICTURES
        return get_image_model() if is_picture else get_document_model()

    def _stored(self, name: str) -> int | None:
        last = ImportedRecord.objects.filter(
            kind=ImportedRecord.Kind.FILE, code=name, given=self.digests[name]
        ).first()
        if last is None or not last.written.isdecimal():
            return None
        found = self._model(name).objects.filter(pk=int(last.written))
        return found.values_list("pk", flat=True).first()

    def _store(self, name: str, *, at: datetime) -> int:
        path = PurePosixPath(name)
        # The digest in the name: an address never changes its content.
        named = f"{path.stem}-{self.digests[name][:10]}{path.suffix}"
        content = ContentFile(self.contents[name], name=named)
        stored = self._model(name)(title=path.name, file=content)
        stored.save()
        ImportedRecord.objects.update_or_create(
            kind=ImportedRecord.Kind.FILE,
            code=name,
            defaults={
                "file": name,
                "given": self.digests[name],
                "written": str(stored.pk),
                "imported_at": at,
            },
        )
        return stored.pk
