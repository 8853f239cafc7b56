"""Ranges of bytes; the cases of RFC 9110, 14.1.2, for a file of 10,000 bytes."""

import pytest

from courses.byte_ranges import ByteRange, NotSatisfiable, parse_range

SIZE = 10_000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-499", ByteRange(0, 499)),
        ("bytes=500-999", ByteRange(500, 999)),
        ("bytes=-500", ByteRange(9500, 9999)),
        ("bytes=9500-", ByteRange(9500, 9999)),
        ("bytes=0-0", ByteRange(0, 0)),
        ("bytes=-20000", ByteRange(0, 9999)),
        ("bytes=0-20000", ByteRange(0, 9999)),
    ],
)
def test_part(header, part):
    assert parse_range(header, size=SIZE) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes=-", "bytes=5-1", "lines=0-5", "bytes=0-1,5-6", "bytes=a-b", "bytes"],
)
def test_whole_file(header):
    assert parse_range(header, size=SIZE) is None


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=10000-10001", "bytes=-0"])
def test_nothing_there(header):
    with pytest.raises(NotSatisfiable):
        parse_range(header, size=SIZE)


def test_length_counts_both_ends():
    assert ByteRange(500, 999).length == 500
