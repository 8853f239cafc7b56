"""What CP932 loses. Code points as in the Unicode tables of Microsoft's code page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.japanese.cp932 import (
    Loss,
    encode_cp932,
    find_gaiji,
    is_private_use,
    loss_report,
)


@pytest.mark.parametrize(
    ("character", "codepoint", "becomes"),
    [
        ("〜", "U+301C", "～"),
        ("−", "U+2212", "－"),
        ("‖", "U+2016", "∥"),
        ("—", "U+2014", None),
        ("𠮷", "U+20BB7", None),
        ("𣘺", "U+2363A", None),
        ("é", "U+00E9", None),
        ("€", "U+20AC", None),
        ("\ud83d", "U+D83D", None),
        ("辻\U000e0100", "U+8FBB U+E0100", "辻"),
    ],
)
def test_lost_character(character, codepoint, becomes):
    assert loss_report(f"前{character}後") == [Loss(character, codepoint, becomes, 1)]


@pytest.mark.parametrize(
    "text", ["①㈱髙﨑德瀨栁濵", "ｱｲｳ", "～－∥―", "\ue000", "a\r\n\t", ""]
)
def test_nothing_lost(text):
    assert loss_report(text) == []
    content, losses = encode_cp932(text)
    assert content.decode("cp932") == text
    assert losses == []


def test_each_character_is_reported_once_in_order_with_its_count():
    found = loss_report("𠮷田〜𠮷川〜𠮷")
    assert found == [Loss("𠮷", "U+20BB7", None, 3), Loss("〜", "U+301C", "～", 2)]


def test_encode_writes_geta_for_what_cannot_be_written():
    content, losses = encode_cp932("𠮷田〜A")
    # 〓 81AC, 田 9363, ～ 8160 in the code page
    assert content == b"\x81\xac\x93\x63\x81\x60A"
    assert [loss.character for loss in losses] == ["𠮷", "〜"]


def test_encode_takes_another_mark_and_the_citys_substitutes():
    content, losses = encode_cp932("𠮷𣘺", "?", {"𠮷": "吉", "𣘺": "é"})
    assert content == "吉?".encode("cp932")
    assert [loss.becomes for loss in losses] == ["吉", None]


def test_encode_refuses_a_mark_that_is_not_in_cp932():
    with pytest.raises(ValueError, match="replacement"):
        encode_cp932("a", "𠮷")


def test_kana_with_combining_mark_is_written_as_one_character():
    content, losses = encode_cp932("か\u3099〜")
    assert content.decode("cp932") == "が～"
    assert [loss.character for loss in losses] == ["〜"]
    assert encode_cp932("ハ\u309a") == ("パ".encode("cp932"), [])


def test_kana_that_has_no_single_form_is_one_loss():
    content, losses = encode_cp932("あ\u3099")
    assert content.decode("cp932") == "〓"
    assert losses == [Loss("あ\u3099", "U+3042 U+3099", None, 1)]


def test_private_use():
    assert is_private_use("\ue000")
    assert is_private_use("\U000f0000")
    assert not is_private_use("髙")


def test_find_gaiji():
    assert find_gaiji("\ue001田 é𠮷〜髙é") == ["\ue001", "é", "𠮷"]
    assert find_gaiji("辻\U000e0100") == ["辻\U000e0100"]
    assert find_gaiji("髙﨑　ﾀﾛｳ") == []


@given(st.text(st.characters(), max_size=50))
def test_any_text_is_written_and_every_change_is_reported(text):
    content, losses = encode_cp932(text)
    came_back = content.decode("cp932")
    # a composed kana is the one change that is no loss
    assert losses or came_back == text or "\u3099" in text or "\u309a" in text
    assert encode_cp932(came_back) == (content, [])
