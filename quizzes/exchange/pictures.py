"""Which pictures items may have, told from their bytes and not from their names."""

MOST_BYTES = 5 * 1024 * 1024
KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


def kind_of(data: bytes) -> str:
    """Return png, jpg, gif or webp; empty for anything else, drawings (SVG) included."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in KINDS if data.startswith(start)), "")


def media_type(data: bytes) -> str:
    """Return the media type of a picture; of what is none, plain bytes."""
    return MEDIA_TYPES.get(kind_of(data), "application/octet-stream")
