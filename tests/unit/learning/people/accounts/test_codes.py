"""Codes on slips: readable, of 60 bits, bound to one account."""

from learning.people.accounts.codes import (
    ALPHABET,
    fold_code,
    hash_code,
    is_code,
    new_code,
)


def test_the_alphabet_has_no_look_alikes_and_gives_five_bits():
    assert not set("01OI") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32  # 12 characters of 5 bits: 60 bits


def test_a_code_is_three_groups_of_four():
    groups = new_code().split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)


def test_two_codes_differ():
    assert len({new_code() for _ in range(200)}) == 200


def test_what_is_typed_differently_is_the_same_code():
    for typed in (
        "7k3m-qx9p-2hrt",
        "７Ｋ３Ｍ ＱＸ９Ｐ ２ＨＲＴ",
        "7K3MQX9P2HRT",
        "7K3Mー",
    ):
        assert "7K3MQX9P2HRT".startswith(fold_code(typed))
    assert fold_code("７ｋ３ｍーｑｘ９ｐー２ｈｒｔ") == "7K3MQX9P2HRT"


def test_a_code_opens_one_account_only():
    hashed = hash_code("7K3M-QX9P-2HRT", user_id=5)
    assert is_code("7k3mqx9p2hrt", user_id=5, code_hash=hashed)
    assert not is_code("7K3M-QX9P-2HRT", user_id=6, code_hash=hashed)
    assert not is_code("7K3M-QX9P-2HRS", user_id=5, code_hash=hashed)
    assert "7K3M" not in hashed
