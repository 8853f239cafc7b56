"""Opens a zip archive that somebody sent, and trusts nothing in it.

Everything is read into memory within stated limits; nothing is ever written to a path
of the archive's choosing. An archive inside the archive stays bytes and is not opened.
"""

import io
import stat
import zipfile
from pathlib import PurePosixPath

from quizzes.exchange.parcel import FileBroken

MOST_ENTRIES = 5_000
LARGEST_ENTRY = 20 * 1024 * 1024
LARGEST_TOTAL = 100 * 1024 * 1024
# XML packs to a hundredth; a bomb to a thousandth. Small entries may pack as they like.
MOST_RATIO = 200
RATIO_FROM = 1024 * 1024
LONGEST_NAME = 500
CHUNK = 64 * 1024
ENCRYPTED = 0x1
NAME_IS_UTF8 = 0x800
# What the systems of those who packed it leave behind.
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")

MEND = "元のシステムで書き出し直すか、中の XML ファイルを取り出して選んでください。"


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin like a zip archive."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def opened(data: bytes, filename: str) -> dict[str, bytes]:
    """Return the files of an archive by their names (``items/q1.xml``).

    Parameters
    ----------
    data : the whole archive.
    filename : how the sender calls it, for messages.

    Raises
    ------
    FileBroken
        If it is no zip, is damaged or encrypted, holds a name that leads outside,
        a link, the same name twice, or unpacks to more than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, filename)
            return _contents(archive, members, filename)
    except FileBroken:
        raise
    except Exception as error:  # zipfile raises whatever a broken part provokes
        raise _broken(filename, "zip として読めません（壊れています）。") from error


def _members(archive: zipfile.ZipFile, filename: str) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise _broken(filename, f"中のファイルが{MOST_ENTRIES:,}個を超えています。")
    members: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for info in infos:
        name = _safe_name(info, filename)
        if info.is_dir() or not name or _is_litter(name):
            continue
        if name in members:
            raise _broken(filename, f"「{name}」という名前が二度使われています。")
        _check_size(info, name, filename)
        total += info.file_size
        if total > LARGEST_TOTAL:
            limit = LARGEST_TOTAL // 1024**2
            raise _broken(filename, f"展開すると{limit} MiBを超えます。")
        members[name] = info
    return members


def _safe_name(info: zipfile.ZipInfo, filename: str) -> str:
    name = _decoded(info).replace("\\", "/")
    path = PurePosixPath(name)
    leads_out = path.is_absolute() or ".." in path.parts or name[1:2] == ":"
    if leads_out or "\x00" in name or len(name) > LONGEST_NAME:
        shown = name[:80].replace("\x00", "�")
        raise _broken(filename, f"中のファイル名「{shown}」が外を指しています。")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _broken(filename, f"「{name[:80]}」はリンクです。リンクは開きません。")
    return "" if str(path) == "." else str(path)


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return the name; old Windows writes it in CP932 without saying so."""
    if info.flag_bits & NAME_IS_UTF8:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_litter(name: str) -> bool:
    return name.startswith(LITTER[0]) or name.rsplit("/", 1)[-1] in LITTER[1:]


def _check_size(info: zipfile.ZipInfo, name: str, filename: str) -> None:
    if info.flag_bits & ENCRYPTED:
        raise _broken(
            filename, "パスワードで暗号化されています。", "パスワードを外してください。"
        )
    if info.file_size > LARGEST_ENTRY:
        limit = LARGEST_ENTRY // 1024**2
        raise _broken(filename, f"「{name}」が{limit} MiBを超えています。")
    dense = info.file_size > MOST_RATIO * max(info.compress_size, 1)
    if dense and info.file_size > RATIO_FROM:
        raise _broken(filename, f"「{name}」は小さく見せかけた大きなファイルです。")


def _contents(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], filename: str
) -> dict[str, bytes]:
    contents = {}
    for name, info in members.items():
        content = bytearray()
        with archive.open(info) as source:
            # A header may lie about the size: stop at what it said.
            while chunk := source.read(CHUNK):
                content += chunk
                if len(content) > info.file_size:
                    raise _broken(filename, f"「{name}」の大きさが偽られています。")
        contents[name] = bytes(content)
    return contents


def _broken(filename: str, what: str, mend: str = MEND) -> FileBroken:
    return FileBroken(filename, what, mend)
