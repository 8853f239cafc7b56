"""Which format a file is in, and what formats are called."""

import pytest

from quizzes.exchange import FORMATS, FileBroken, detect, name_of

XML = b'<?xml version="1.0"?>'


@pytest.mark.parametrize(
    ("data", "filename", "form"),
    [
        ("どれ？{=甲 ~乙}".encode(), "q.txt", "gift"),
        ("::題::問い{}".encode(), "q", "gift"),
        ("どれ？\nA. 甲\nB. 乙\nANSWER: A".encode("cp932"), "q.txt", "aiken"),
        ("問題文,正答\n問い,○\n".encode(), "q.txt", "csv"),
        (b"question\tanswer\nwhat,\tx\n", "q.tsv", "csv"),
        (XML + b"<quiz><question type='truefalse'/></quiz>", "q.xml", "moodle_xml"),
        (XML + b"<assessmentItem identifier='a'/>", "q.xml", "qti"),
        (XML + b"<qti-assessment-item identifier='a'/>", "q.xml", "qti"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(data, filename, form):
    assert detect(data, filename) == form


@pytest.mark.parametrize("data", [b"", b" \r\n", b"%PDF-1.7\n%\xe2\xe3", b"\x00" * 9])
def test_what_is_none_of_them_is_refused(data):
    with pytest.raises(FileBroken):
        detect(data, "q.pdf")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GIFT", "gift"),
        ("moodle-xml", "moodle_xml"),
        ("Moodle", "moodle_xml"),
        ("QTI 3.0", "qti30"),
        ("qti2.1", "qti21"),
        ("csv-cp932", "csv_cp932"),
        ("scorm", ""),
    ],
)
def test_formats_are_found_by_the_names_people_use(text, name):
    assert name_of(text) == name


def test_every_format_says_how_its_files_end():
    assert all(form.extensions and form.name for form in FORMATS.values())
