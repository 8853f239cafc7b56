"""Serves uploaded files: the one way to them, for those who may see their pages.

Nothing that could act in this site's name goes out: every answer is sandboxed, what a
browser should not show is a download, and types are never guessed by the browser.
A picture that is a download is still shown where a page puts it (`<img>`).
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousFileOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils._os import safe_join
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from courses.byte_ranges import ByteRange, NotSatisfiable, parse_range
from courses.uploads import may_open
from learning.people.today import today
from learning.people.visitors import signed_in_user

# What a lesson shows in place. Everything else is saved, never opened by itself.
SHOWN = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
}
# A drawing can hold script: a page shows it, and nobody opens it as a page.
SAVED = (".svg",)
# A figure opened by itself may draw, and nothing more: no script, no form, no origin.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
CHUNK = 64 * 1024


@require_safe
@login_required
def serve_upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a file below MEDIA_ROOT, or the part of it that is asked for."""
    file = _file_at(path)
    if not may_open(signed_in_user(request), path, day=today()):
        raise Http404
    stat = file.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _sealed(unchanged, file, etag)
    try:
        part = _asked_part(request, etag, size=stat.st_size)
    except NotSatisfiable:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{stat.st_size}"
        return _sealed(response, file, etag)
    return _sealed(_answer(request, file, part, stat.st_size), file, etag)


def _file_at(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    # A link could lead out of the folder where safe_join sees only the name.
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        is_inside = file.resolve().is_relative_to(root) and file.is_file()
    except (OSError, ValueError) as error:
        raise Http404 from error
    if not is_inside or file.name.startswith("."):
        raise Http404
    return file


def _asked_part(request: HttpRequest, etag: str, *, size: int) -> ByteRange | None:
    """Return the part asked for; None if the file changed since the first part."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return parse_range(request.headers.get("Range", ""), size=size)


def _answer(
    request: HttpRequest, file: Path, part: ByteRange | None, size: int
) -> HttpResponseBase:
    whole = part is None
    part = part or ByteRange(0, size - 1)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(_bytes(file, part))
    response["Content-Length"] = str(part.length)
    if not whole:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.end}/{size}"
    return response


def _bytes(file: Path, part: ByteRange) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(part.start)
        left = part.length
        while left > 0:
            chunk = opened.read(min(CHUNK, left))
            if not chunk:
                return
            left -= len(chunk)
            yield chunk


def _sealed(response: HttpResponseBase, file: Path, etag: str) -> HttpResponseBase:
    """Set the headers that keep a file from acting."""
    kind = SHOWN.get(file.suffix.lower())
    response["Content-Type"] = kind or "application/octet-stream"
    if kind is None or file.suffix.lower() in SAVED:
        disposition = content_disposition_header(as_attachment=True, filename=file.name)
        response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=3600"
    return response
