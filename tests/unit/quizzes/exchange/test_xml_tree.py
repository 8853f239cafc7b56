import pytest

from quizzes.exchange.parcel import FileBroken
from quizzes.exchange.xml_tree import attribute, child, name_of, parsed, text_of


def test_names_are_read_without_namespace_or_prefix():
    root = parsed(b'<q:a xmlns:q="urn:x" q:id="1"><q:b> text </q:b></q:a>', "a.xml")

    assert name_of(root) == "a"
    assert attribute(root, "id") == "1"
    assert text_of(child(root, "b")) == "text"
    assert child(root, "c") is None


@pytest.mark.parametrize("name", ["Shift_JIS", "EUC-JP", "UTF-8", "UTF-16"])
def test_what_japanese_systems_declare_is_read(name):
    data = f'<?xml version="1.0" encoding="{name}"?><a>設問</a>'.encode(name)
    assert text_of(parsed(data, "a.xml")) == "設問"


def test_space_and_a_mark_before_the_declaration_do_no_harm():
    data = b"\xef\xbb\xbf\n <?xml version='1.0'?><a>1</a>"
    assert text_of(parsed(data, "a.xml")) == "1"


def test_a_document_type_without_entities_is_read():
    data = b'<!DOCTYPE a PUBLIC "x" "http://example.org/a.dtd"><a>1</a>'
    assert text_of(parsed(data, "a.xml")) == "1"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>&nbsp;</a>",
        b"<a><b></a>",
        b"not xml",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>" * 300 + b"</a>" * 300,
        b"<a>\x00</a>",
        '<?xml version="1.0" encoding="Shift_JIS"?><a>設問</a>'.encode(),
    ],
)
def test_what_can_not_be_trusted_or_read_breaks_the_file(data):
    with pytest.raises(FileBroken, match=r"a\.xml.*書き出し直して"):
        parsed(data, "a.xml")
