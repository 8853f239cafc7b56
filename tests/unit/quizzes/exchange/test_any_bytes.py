"""No bytes give anything but items or a broken file, in any format."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quizzes.exchange import FORMATS, ExchangedItem, FileBroken, detect, read_file

FILES = [
    path
    for path in sorted(Path("tests/data/exchange").rglob("*"))
    if path.is_file() and path.suffix in {".txt", ".gift", ".csv"}
]
FOLDERS = {"table": "csv", "gift": "gift", "pegjs": "gift", "aiken": "aiken"}
many = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck)
)
signs = st.text(
    "{}=~#%:->\\$CATEGORY[plain]html//\n \tabAB.)ANSWER,\"'あ1", max_size=120
)


def taken_or_broken(data, name, form):
    said, items = "。", []
    try:
        items = read_file(data, name, form)
    except FileBroken as broken:
        said = str(broken)
    assert said.endswith("。")
    assert all(isinstance(item, ExchangedItem) for item in items)
    assert all(item.refused or item.document for item in items)


@pytest.mark.parametrize("form", sorted(FORMATS))
@many
@given(data=st.binary(max_size=300))
@example(data=b"")
@example(data=b"\xef\xbb\xbf")
@example(data=b"PK\x03\x04")
def test_any_bytes(form, data):
    taken_or_broken(data, "x", form)


@pytest.mark.parametrize("form", ["gift", "aiken", "csv"])
@many
@given(text=signs)
def test_any_signs(form, text):
    taken_or_broken(text.encode(), "x.txt", form)


@many
@given(
    path=st.sampled_from(FILES),
    place=st.integers(0, 3000),
    put=st.binary(max_size=4),
    cut=st.integers(0, 8),
)
def test_a_good_file_with_a_spoiled_place(path, place, put, cut):
    data = path.read_bytes()
    spoiled = data[:place] + put + data[place + cut :]
    taken_or_broken(spoiled, path.name, FOLDERS[path.parent.name])


@many
@given(data=st.binary(max_size=200))
def test_any_bytes_are_told_a_format_or_refused(data):
    try:
        found = detect(data, "x.bin")
    except FileBroken as broken:
        found = str(broken)
    assert found in FORMATS or "書き出し直す" in found or "空です" in found
