"""The chain: sealed in order, altered is found, deleted by rule is said."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from learning.log.actions import NewEntry, write, write_many
from learning.log.actions.sealing import delete_payloads, seal_new
from learning.log.models import Entry, Payload, Seal
from learning.log.verification import verify

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def entries():
    write("roster.apply", by=None, at=NOW, detail={"joiners": 48})
    write_many(
        [NewEntry("account.issue_code", ("employee", str(i), "花子")) for i in (1, 2)],
        by=None,
        at=NOW,
    )
    seal_new()
    return list(Entry.objects.order_by("pk"))


def test_each_entry_is_sealed_once_in_the_order_of_arrival(entries):
    assert seal_new() == 0
    seals = list(Seal.objects.order_by("pk"))
    assert [seal.entry_id for seal in seals] == [entry.pk for entry in entries]
    assert seals[0].previous == ""
    assert [seal.previous for seal in seals[1:]] == [s.digest for s in seals[:-1]]


def test_an_untouched_log_holds(entries):
    write("later", by=None, at=NOW)
    verdict = verify()
    assert verdict.holds
    assert (verdict.sealed, verdict.unsealed) == (3, 1)
    assert verdict.last_digest == Seal.objects.order_by("-pk").first().digest


@pytest.mark.parametrize(
    "change",
    [
        {"actor_label": "だれか"},
        {"action": "nothing.happened"},
        {"subject_label": "太郎"},
        {"at": datetime(2026, 11, 20, 3, 0, 0, 123457, tzinfo=UTC)},
        {"payload_digest": "0" * 64},
    ],
)
def test_an_altered_entry_is_found(entries, change):
    Entry.objects.filter(pk=entries[1].pk).update(**change)
    assert any(f"記録 {entries[1].pk} " in line for line in verify().problems)


def test_an_altered_detail_is_found(entries):
    Payload.objects.update(detail={"joiners": 47})
    assert verify().problems == [
        f"記録 {entries[0].pk} の詳細は、書いた後に変わっています。"
    ]


def test_a_link_taken_out_is_found(entries):
    Seal.objects.filter(entry=entries[1]).delete()
    assert any("抜けたか" in line for line in verify().problems)


def test_a_detail_deleted_by_rule_is_said_and_the_chain_holds(entries):
    at = datetime(2032, 4, 1, 3, 0, tzinfo=UTC)
    delete_payloads(entries=entries[:1], rule="証跡5年", by=None, at=at)
    seal_new()
    verdict = verify()
    assert verdict.holds
    assert verdict.deleted == [
        f"記録 {entries[0].pk} の詳細は 2032-04-01 に規則「証跡5年」で削除しました。"
    ]


def test_a_detail_deleted_without_a_rule_is_found(entries):
    Payload.objects.all().delete()
    assert "削除した記録もありません" in verify().problems[0]


def test_the_commands_say_so(entries, capsys):
    write("later", by=None, at=NOW)
    call_command("seal_log")
    call_command("verify_log")
    said = capsys.readouterr().out
    assert "1 件の記録に封をしました。" in said
    assert "封をした記録: 4 件" in said
    Entry.objects.filter(pk=entries[0].pk).update(action="x")
    with pytest.raises(CommandError, match="変わっています"):
        call_command("verify_log")
