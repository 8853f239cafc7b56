"""Tells whether bytes are QTI of any version, without reading the items."""

import io
import zipfile

from quizzes.exchange import archive

SEEN = 64 * 1024
SIGNS = (b"assessmentItem", b"qti-assessment-item", b"questestinterop", b"imsqti")
MANIFEST = "imsmanifest.xml"
EXTENSIONS = (".zip", ".imscc")


def sniff(data: bytes, filename: str) -> bool:
    """Whether it is a content package, or an XML file with an assessment item.

    Versions that can't be taken are recognised too: reading them says which they are.
    """
    if archive.is_archive(data):
        return filename.lower().endswith(EXTENSIONS) or _has_manifest(data)
    start = data[:SEEN].replace(b"\x00", b"")
    return b"<" in start and any(sign in start for sign in SIGNS)


def _has_manifest(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.endswith(MANIFEST) for name in package.namelist())
    except Exception:  # zipfile raises whatever a broken part provokes
        return False
