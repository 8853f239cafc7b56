"""What an entry says as a sentence."""

import pytest
from django.utils.translation import override

from learning.people.audit.sentences import sentence_of


@pytest.fixture(autouse=True)
def _in_japanese():
    with override("ja"):
        yield


def test_a_grant_says_who_gave_whom_what():
    known = {
        "actor": "人事課 佐藤　花子",
        "subject": "職員 市民課 田中　太郎",
        "role": "推進リーダー",
    }
    assert sentence_of("grant.give", known) == (
        "人事課 佐藤　花子 が 職員 市民課 田中　太郎 に役割「推進リーダー」を付与した"
    )


def test_an_action_on_nobody_has_a_sentence_of_its_own():
    known = {"actor": "システム", "subject": "", "count": "150 人"}
    assert sentence_of("account.make", known) == "システム が利用者150 人を作った"


def test_what_is_missing_is_left_out():
    known = {"actor": "システム", "subject": "「初級」"}
    assert sentence_of("plan.revise", known) == (
        "システム が計画「初級」の第版を登録した"
    )


def test_an_unknown_action_shows_no_code():
    assert sentence_of("x.y", {"actor": "甲"}) == "甲 がほかの操作をした"
