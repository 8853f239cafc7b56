import io
import stat
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange import archive
from quizzes.exchange.parcel import FileBroken


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as written:
        warnings.simplefilter("ignore")
        for name, content in files:
            written.writestr(name, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_files_come_by_name_without_litter_and_folders():
    data = packed(
        ("imsmanifest.xml", b"<manifest/>"),
        ("items/", b""),
        ("items\\q1.xml", b"<a/>"),
        ("__MACOSX/items/._q1.xml", b"x"),
        ("items/.DS_Store", b"x"),
    )

    assert archive.opened(data, "a.zip") == {
        "imsmanifest.xml": b"<manifest/>",
        "items/q1.xml": b"<a/>",
    }


def test_a_name_that_old_windows_wrote_in_cp932_is_read():
    raw = "設問.xml".encode("cp932")
    data = packed(("AAAAAAAA", b"<a/>")).replace(b"AAAAAAAA", raw)

    assert list(archive.opened(data, "a.zip")) == ["設問.xml"]


@pytest.mark.parametrize(
    "name", ["../q.xml", "items/../../q.xml", "/etc/q.xml", "C:/q.xml", "..\\q.xml"]
)
def test_a_name_that_leads_outside_breaks_the_file(name):
    with pytest.raises(FileBroken, match="外を指しています"):
        archive.opened(packed((name, b"x")), "a.zip")


def test_a_link_breaks_the_file():
    link = zipfile.ZipInfo("q.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    with pytest.raises(FileBroken, match="リンク"):
        archive.opened(packed((link, b"/etc/passwd")), "a.zip")


def test_the_same_name_twice_breaks_the_file():
    with pytest.raises(FileBroken, match="二度"):
        archive.opened(packed(("q.xml", b"1"), ("./q.xml", b"2")), "a.zip")


def test_what_unpacks_to_far_more_than_it_is_breaks_the_file():
    with pytest.raises(FileBroken, match="見せかけた"):
        archive.opened(packed(("q.xml", bytes(5 * 1024 * 1024))), "a.zip")


def test_one_file_and_all_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_ENTRY", 1024 * 1024)
    with pytest.raises(FileBroken, match="1 MiB"):
        archive.opened(packed(("q.xml", bytes(1024 * 1024 + 1))), "a.zip")

    monkeypatch.setattr(archive, "LARGEST_TOTAL", 1024 * 1024)
    halves = [(f"{n}.xml", bytes(600_000)) for n in range(2)]
    with pytest.raises(FileBroken, match="展開すると"):
        archive.opened(packed(*halves), "a.zip")


def test_too_many_files_break_the_file(monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 2)
    with pytest.raises(FileBroken, match="2個を超えて"):
        archive.opened(packed(*((f"{n}.xml", b"") for n in range(3))), "a.zip")


def test_an_encrypted_file_is_refused_with_what_to_do():
    data = bytearray(packed(("q.xml", b"<a/>")))
    data[6] |= 1  # the flag in the local header
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1

    with pytest.raises(FileBroken, match="パスワードを外して"):
        archive.opened(bytes(data), "a.zip")


def test_an_archive_within_stays_bytes():
    inner = packed(("q.xml", b"<a/>"))
    assert archive.opened(packed(("inner.zip", inner)), "a.zip") == {"inner.zip": inner}


def assert_opened_or_broken(data: bytes) -> None:
    """A file that can't be opened says its name; nothing else is ever raised."""
    try:
        files = archive.opened(data, "a.zip")
    except FileBroken as broken:
        files = {}
        message = str(broken)
    else:
        message = "a.zip"
    assert isinstance(files, dict)
    assert "a.zip" in message


@given(st.binary(max_size=200))
def test_no_bytes_give_anything_but_files_or_a_broken_file(data):
    assert_opened_or_broken(b"PK\x03\x04" + data)


@given(st.integers(0, 200), st.integers(0, 255))
def test_no_changed_byte_gives_anything_but_files_or_a_broken_file(place, value):
    data = bytearray(packed(("q.xml", b"<a>text</a>"), ("b.png", b"abc" * 50)))
    data[place % len(data)] = value
    assert_opened_or_broken(bytes(data))
