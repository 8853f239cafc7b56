"""The import pages in four steps, for who may and who may not."""

import re
from datetime import date

import pytest
from django.urls import reverse

from learning.city.models import StagedUpload
from learning.people.actions.uploads import UploadGone, decide
from learning.people.models import (
    Department,
    Employee,
    EmployeeName,
    Posting,
    RosterImport,
    RosterSource,
    ValueMapping,
)
from tests.factories.people import RECORDED_AT
from tests.integration.learning.people.importing import (
    apply,
    page,
    send,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(client):
    signed_in(client, "hr")
    return client


@pytest.fixture
def organised(hr):
    assert apply(hr, page(hr, send(hr, text_of("organisation.csv"), "organisation")))
    assert Department.objects.count() == 7
    return hr


@pytest.fixture
def loaded(organised):
    checked = page(organised, send(organised, text_of()))
    apply(organised, checked)
    assert Employee.objects.filter(roster_import__isnull=False).count() == 10
    return organised


def test_a_file_goes_through_four_steps_and_is_deleted(organised):
    sent = send(organised, text_of())
    checked = page(organised, sent)
    text = checked.content.decode()
    assert "採用" in text
    assert Posting.objects.count() == 0
    done = apply(organised, checked)
    assert Posting.objects.filter(kind="main").count() == 10
    assert StagedUpload.objects.count() == 0
    assert "取り消す" in organised.get(done.url).content.decode()
    source = RosterSource.objects.get(name="市長部局")
    assert source.column_mapping["number"] == "職員番号"


def test_an_error_is_shown_first_and_the_button_is_off(loaded):
    text = text_of().replace("1020,デジタル戦略課,主査", "9999,デジタル戦略課,主査")
    checked = page(loaded, send(loaded, text, source="市長部局"))
    html = checked.content.decode()
    assert html.index("所属コード「9999」") < html.index('id="apply"')
    assert re.search(r'<button[^>]*aria-describedby="apply-reason" disabled', html)
    before = Posting.objects.count()
    apply(loaded, checked)
    assert Posting.objects.count() == before


def test_all_errors_of_a_row_are_told_in_one_go(loaded):
    line = "1020,デジタル戦略課,主査,正規,事務,本務,H25.4.1"
    bad = line.replace("1020", "9999").replace("H25.4.1", "H25.2.30")
    text = text_of().replace(line, bad)
    checked = page(loaded, send(loaded, text, source="市長部局"))
    errors = [(e.line, e.column, e.value) for e in checked.context["changes"].errors]
    assert errors == [(9, "採用年月日", "H25.2.30"), (9, "所属コード", "9999")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("000107,,渡辺", ",,渡辺"),  # no number: the name says who
        ("000107,,渡辺", "1.07E+02,,渡辺"),
        ("主査,正規", "主査,,,,正規,x"),  # too many cells
        ("H25.4.1,R6.4.1,,,", "H25.4.1"),  # too few
    ],
)
def test_who_stands_in_a_row_in_error_does_not_leave(loaded, old, new):
    text = text_of().replace(old, new)
    assert text != text_of()
    checked = page(loaded, send(loaded, text, source="市長部局"))
    changes = checked.context["changes"]
    assert {error.line for error in changes.errors} == {9}
    assert (changes.leavers, changes.proposals) == (0, [])


def test_errors_are_saved_as_csv(loaded):
    text = text_of().replace("1020,デジタル戦略課,主査", "9999,デジタル戦略課,主査")
    checked = page(loaded, send(loaded, text, source="市長部局"))
    upload = checked.context["session"].upload
    url = reverse("people:import_table", args=[upload.public_id, "errors"])
    lines = loaded.get(url).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "ファイル,行,列,値,種類,内容,直し方"
    assert lines[1].startswith("名簿.csv,9,所属コード,9999,エラー,")


def test_many_leavers_need_the_number_typed(loaded):
    lines = text_of().splitlines()
    text = "\n".join(
        line for line in lines if not line.startswith(("000106", "000109"))
    )
    sent = send(loaded, text, source="市長部局", as_of="2026-10-01")
    checked = page(loaded, sent)
    assert 'id="confirmed"' in checked.content.decode()
    apply(loaded, checked, confirmed="1")
    assert RosterImport.objects.filter(kind="roster").count() == 1
    apply(loaded, page(loaded, sent), confirmed="2")
    assert RosterImport.objects.filter(kind="roster").count() == 2


def test_a_proposal_is_ticked(loaded):
    text = (
        text_of()
        .replace("K90001", "K90555")
        .replace("R8.4.1,R8.4.1,R9.3.31", "R9.4.1,R9.4.1,R10.3.31")
    )
    sent = send(loaded, text, source="市長部局", as_of="2027-04-01")
    checked = page(loaded, sent)
    assert checked.context["changes"].counts["joiner"] == 1
    loaded.post(sent.url, {"proposal": "person:K90555:K90001"})
    checked = page(loaded, sent)
    counts = checked.context["changes"].counts
    assert (counts["joiner"], counts["reappointed"]) == (0, 1)


def test_a_renaming_is_decided_on_the_page(loaded):
    text = text_of("organisation.csv").replace("人事課", "人財課")
    sent = send(loaded, text, "organisation", as_of="2026-10-01")
    checked = page(loaded, sent)
    assert "改称ですか" in checked.content.decode()
    assert " disabled" in checked.content.decode()
    loaded.post(sent.url, {"question-0": "renamed"})
    apply(loaded, page(loaded, sent))
    assert Department.objects.filter(name="人財課").count() == 1


def test_gaiji_and_words_are_decided_and_remembered(loaded):
    text = (
        text_of()
        .replace("加藤　八郎", "𠮷藤　八郎")
        .replace("市民課,主事", "市民課,まちづくり監")
    )
    sent = send(loaded, text, source="市長部局", as_of="2026-10-01")
    checked = page(loaded, sent)
    assert {word.value for word in checked.context["words"]} == {"𠮷", "まちづくり監"}
    loaded.post(sent.url, {"character:𠮷": "吉", "post_title:まちづくり監": "deputy"})
    apply(loaded, page(loaded, sent))
    name = EmployeeName.objects.known().get(delivered="𠮷藤　八郎")
    assert name.name == "吉藤　八郎"
    assert Posting.objects.get(post_title="まちづくり監").rank_class == "deputy"
    assert ValueMapping.objects.filter(subject="character", meaning="吉").exists()


ROSTER = (text_of().replace("2020,税務課,主任", "2010,市民課,主任"), "roster")
ORGANISATION = (text_of("organisation.csv").replace(",10,,", ",11,,"), "organisation")


def sent_again(client, content, kind):
    source = {"source": "市長部局"} if kind == "roster" else {}
    return send(client, content, kind, as_of="2026-10-01", **source)


@pytest.mark.parametrize(("content", "kind"), [ROSTER, ORGANISATION])
def test_a_changed_base_shows_the_check_again(loaded, content, kind):
    sent = sent_again(loaded, content, kind)
    checked = page(loaded, sent)
    EmployeeName.objects.known().filter(name="佐藤　花子").update(
        superseded_at=RECORDED_AT
    )
    response = apply(loaded, checked)
    assert response.url == sent.url
    shown = loaded.get(response.url)
    assert "確認した後に情報が変わったので" in shown.content.decode()
    assert RosterImport.objects.filter(kind=kind).count() == 1
    apply(loaded, shown)  # what is shown now may be applied
    assert RosterImport.objects.filter(kind=kind).count() == 2


GONE = "このファイルはもうありません"


@pytest.mark.parametrize(("content", "kind"), [ROSTER, ORGANISATION])
def test_a_second_press_leads_to_the_record(loaded, content, kind):
    checked = page(loaded, sent_again(loaded, content, kind))
    apply(loaded, checked)
    again = apply(loaded, checked)
    assert again.url == reverse("people:imports")
    assert GONE in loaded.get(again.url).content.decode()
    assert RosterImport.objects.filter(kind=kind).count() == 2


@pytest.mark.parametrize("step", ["columns", "check", "apply", "discard", "errors"])
def test_the_tab_of_a_file_that_another_replaced_is_led_back(loaded, step):
    first = page(loaded, sent_again(loaded, *ROSTER)).context["session"].upload
    sent_again(loaded, *ROSTER)
    if step == "errors":
        url = reverse("people:import_table", args=[first.public_id, "errors"])
    else:
        url = reverse(f"people:import_{step}", args=[first.public_id])
    is_post = step in ("apply", "discard")
    response = loaded.post(url) if is_post else loaded.get(url)
    assert response.url == reverse("people:imports")
    assert GONE in loaded.get(response.url).content.decode()


def test_choices_for_a_file_that_is_no_more_are_not_kept(loaded):
    upload = page(loaded, sent_again(loaded, *ROSTER)).context["session"].upload
    StagedUpload.objects.all().delete()
    with pytest.raises(UploadGone):
        decide(upload=upload, state={"accepted": []})


def test_two_main_rows_of_which_none_is_stored_are_asked(loaded):
    old = "000106,,伊藤　四郎,ｲﾄｳ ｼﾛｳ,2020,税務課,主事"
    rows = [
        old.replace("2020,税務課", place) for place in ("1010,人事課", "2010,市民課")
    ]
    rest = ",正規,事務,本務,R2.4.1,R8.10.1,,,"
    lines = [f"{row}{rest}" for row in rows]
    kept = [line for line in text_of().splitlines() if not line.startswith("000106")]
    sent = sent_again(loaded, "\n".join([*kept, *lines]), "roster")
    checked = page(loaded, sent)
    html = checked.content.decode()
    assert "番号 000106 に本務が二つあります。どちらが本務ですか。" in html
    assert re.search(r'<button[^>]*aria-describedby="apply-reason" disabled', html)
    loaded.post(sent.url, {"question-0": "2010/主事"})
    apply(loaded, page(loaded, sent))
    on = Posting.objects.on(date(2026, 10, 1)).filter(employment__number="000106")
    assert set(on.values_list("department__name", "kind")) == {
        ("市民課", "main"),
        ("人事課", "concurrent"),
    }


def test_a_file_with_my_numbers_is_refused_and_not_kept(hr):
    response = send(hr, "職員番号,個人番号\n1,123456789018\n")
    html = response.content.decode()
    assert "個人番号" in html
    assert "123456789018" not in html
    assert StagedUpload.objects.count() == 0


@pytest.mark.parametrize(
    "content", [b"\x00\x01", b"PK\x03\x04x", "あ".encode("utf-16")]
)
def test_no_file_breaks_the_first_step(hr, content):
    response = send(hr, content)
    assert response.status_code in (200, 302)


def test_an_import_is_undone_on_its_page(loaded):
    record = RosterImport.objects.get(kind="roster")
    url = reverse("people:import_undo", args=[record.pk])
    shown = loaded.get(url)
    # ten people, all of them new; 12 postings: one of them 事務取扱, one 併任
    assert (shown.context["undoing"].people, shown.context["undoing"].joiners) == (
        10,
        10,
    )
    loaded.post(url, {"base": shown.context["base"]})
    record.refresh_from_db()
    assert record.undone_at is not None
    assert Posting.objects.known().count() == 0
    assert "取消し済み" in loaded.get(reverse("people:imports")).content.decode()


def test_giving_up_deletes_the_file(organised):
    checked = page(organised, send(organised, text_of()))
    upload = checked.context["session"].upload
    organised.post(reverse("people:import_discard", args=[upload.public_id]))
    assert StagedUpload.objects.count() == 0


@pytest.mark.parametrize("role", [None, "leader", "planner", "security", "editor"])
def test_who_may_not_import_sees_nothing(client, role):
    signed_in(client, role)
    for url in (
        reverse("people:imports"),
        reverse("people:import_new", args=["roster"]),
    ):
        assert client.get(url).status_code == 403


def test_a_file_is_open_to_its_uploader_only(organised, client):
    checked = page(organised, send(organised, text_of()))
    url = reverse(
        "people:import_check", args=[checked.context["session"].upload.public_id]
    )
    signed_in(client, "hr")
    assert client.get(url).status_code == 404


def test_hr_of_one_authority_imports_its_own_sources_only(organised, client):
    from tests.factories.people import AppointingAuthorityFactory, RosterSourceFactory

    fire = AppointingAuthorityFactory()
    ours = RosterSourceFactory(authority=fire)
    other = RosterSourceFactory()
    signed_in(client, "hr", authority=fire)
    new = reverse("people:import_new", args=["roster"])
    form = client.get(new).context["form"]
    assert list(form.fields["source"].queryset) == [ours]
    assert (
        client.get(reverse("people:import_new", args=["organisation"])).status_code
        == 403
    )
    response = send(client, text_of(), source=other.code)
    assert response.status_code == 200
