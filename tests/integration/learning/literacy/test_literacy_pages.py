"""The plan's page, taking in a file, and the pages of evidence."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from learning.city.models import StagedUpload
from learning.literacy.actions import attainment, evidence
from learning.literacy.models import Attainment, Evidence, PlanRevision
from learning.log.models import Entry
from learning.people.models import RoleGrant
from learning.people.today import today
from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.models import Attempt
from tests.factories.literacy import (
    AT,
    EvidenceFactory,
    load_plan,
    small_plan,
    small_plan_text,
)
from tests.factories.people import DepartmentFactory, PostingFactory, UserFactory
from tests.factories.quizzes import ItemVersionFactory, QuizFactory, document

pytestmark = pytest.mark.django_db


def signed_in(client, role=None, *, employee=None, department=None):
    user = UserFactory(**({"employee": employee} if employee else {}))
    if role:
        RoleGrant.objects.create(
            user=user,
            role=role,
            department=department,
            starts_on=date(2020, 4, 1),
            recorded_at=timezone.now(),
        )
    client.force_login(user)
    cache.clear()
    return client


@pytest.fixture
def planner(client):
    return signed_in(client, "planner")


@pytest.fixture
def hr(client):
    return signed_in(client, "hr")


def body(page):
    return page.content.decode()


def test_the_plan_is_shown_as_printed_with_its_certainties(planner):
    load_plan("matsue")
    text = body(planner.get(reverse("literacy:plan")))
    for words in (
        "みんなにやさしいデジタル市役所計画",
        "結合セル",
        "最終版 P.9 関連一覧表 4行目（結合セル）",
        "暫定の分け方",
        "係長級以上",
        "第3期（令和8・9年度）",
        "95 %",
        "毎年度、全職員を対象とした情報セキュリティ研修を実施する。",
    ):
        assert words in text
    assert "コース「security-basics」" in text
    assert "見つからないものが" in text


def test_a_joint_cell_is_one_row_and_its_split_is_two(planner):
    load_plan("matsue")
    printed = planner.get(reverse("literacy:plan")).context["page"].printed
    cells = [
        (
            " ".join(name[:2] for name in row.literacies),
            " ".join(name[:2] for name in row.states),
            str(row.certainty),
        )
        for row in printed
    ]
    assert cells == [
        ("L1", "S2 S5", "確定"),
        ("L2", "S2 S5", "確定"),
        ("L3", "S7", "確定"),
        ("L4 L5", "S1 S3 S4 S6 S7", "結合セル"),
        ("L4", "S1 S3 S4 S7", "暫定"),
        ("L5", "S3 S6 S7", "暫定"),
    ]


def test_a_clerk_may_read_the_plan_and_not_change_it(client):
    load_plan("hyuga")
    client = signed_in(client, employee=PostingFactory().employee)
    text = body(client.get(reverse("literacy:plan")))
    assert "40データセット" in text
    assert "取り込む" not in text
    assert client.get(reverse("literacy:upload")).status_code == 403


def test_without_a_plan_the_page_says_who_can_bring_one(planner):
    assert "計画がまだありません" in body(planner.get(reverse("literacy:plan")))


def test_another_revision_has_its_own_address(planner):
    small_plan(mark="0.6")
    small_plan(mark="0.7", effective_on="2099-04-01")
    assert "60 %" in body(planner.get(reverse("literacy:plan")))
    assert "70 %" in body(planner.get(reverse("literacy:revision", args=[2])))
    assert planner.get(reverse("literacy:revision", args=[3])).status_code == 404


def test_a_revision_is_written_as_a_file_that_says_the_same(planner, client):
    load_plan("matsue")
    address = reverse("literacy:plan_file", args=[1])
    file = planner.get(address)
    assert 'filename="matsue-1.toml"' in file["Content-Disposition"]
    page = upload(planner, file.content.decode())
    assert "今の版と同じ内容です" in body(page)
    clerk = signed_in(type(client)(), employee=PostingFactory().employee)
    assert clerk.get(address).status_code == 403


def test_the_plans_page_takes_few_queries(planner, django_assert_max_num_queries):
    load_plan("matsue")
    planner.get(reverse("literacy:plan"))
    with django_assert_max_num_queries(30):
        planner.get(reverse("literacy:plan"))


def upload(client, text, **data):
    file = SimpleUploadedFile("plan.toml", text.encode())
    return client.post(reverse("literacy:upload"), {"file": file, **data}, follow=True)


def test_a_changed_file_is_previewed_with_the_figures_that_move(planner):
    small_plan(mark="0.6")
    for share in ("0.65", "0.9"):
        EvidenceFactory(on=date(2024, 6, 1), scaled_score=Decimal(share))
    attainment.rebuild()
    page = upload(planner, small_plan_text(mark="0.7"), effective_on="2025-04-01")
    now, past = page.context["shown"].moved
    assert past.day >= date(2025, 4, 1)
    assert (past.day.month, past.day.day) == (3, 31)
    for part in (now, past):
        (moved,) = part.lines
        assert (moved.before, moved.after) == (2, 1)
    assert "到達の条件" in body(page)
    assert "テスト：テスト「q」の合格（70 % 以上）［期限なし］" in body(page)
    assert "過去の報告が変わります" in body(page)
    assert PlanRevision.objects.count() == 1
    staged = StagedUpload.objects.get()
    address = reverse("literacy:apply", args=[staged.public_id])
    refused = planner.post(address, {"apply": "yes"}, follow=True)
    assert "まだ何も変えていません" in body(refused)
    assert PlanRevision.objects.count() == 1
    planner.post(address, {"apply": "yes", "restates": "yes"})
    assert PlanRevision.objects.get(number=2).effective_on == date(2025, 4, 1)
    ends = Attainment.objects.order_by("ends_on").values_list("ends_on", flat=True)
    assert set(ends) == {date(2025, 4, 1), None}
    assert not StagedUpload.objects.exists()
    assert Entry.objects.filter(action="plan.revise").count() == 2


def test_a_file_with_its_old_day_holds_from_today_and_needs_no_tick(planner):
    small_plan(mark="0.6")
    EvidenceFactory(on=date(2024, 6, 1), scaled_score=Decimal("0.65"))
    attainment.rebuild()
    page = upload(planner, small_plan_text(mark="0.7"))
    assert "過去の報告は変わりません" in body(page)
    staged = StagedUpload.objects.get()
    planner.post(reverse("literacy:apply", args=[staged.public_id]), {"apply": "yes"})
    assert PlanRevision.objects.get(number=2).effective_on == today()
    assert Attainment.objects.get().ends_on == today()


def test_a_correction_is_ticked_twice_and_logged(planner):
    small_plan(mark="0.6")
    page = upload(planner, small_plan_text(mark="0.7"), is_correction="on")
    assert "過去の報告が変わります" in body(page)
    staged = StagedUpload.objects.get()
    planner.post(
        reverse("literacy:apply", args=[staged.public_id]),
        {"apply": "yes", "restates": "yes"},
    )
    assert PlanRevision.objects.get(number=2).effective_on == date(2020, 4, 1)
    logged = Entry.objects.filter(action="plan.revise").order_by("pk").last()
    assert logged.payload.detail["is_correction"] is True


def test_a_day_and_a_correction_together_say_two_things(planner):
    page = upload(
        planner,
        small_plan_text(),
        is_correction="on",
        effective_on="2027-04-01",
    )
    assert "どちらか一つ" in body(page)
    assert not StagedUpload.objects.exists()


def test_a_wrong_file_is_told_and_not_kept(planner):
    page = upload(planner, small_plan_text(mark="7"))
    assert "mark" in body(page)
    assert "何も変えていません" in body(page)
    assert not StagedUpload.objects.exists()


def test_a_file_can_be_thrown_away_and_is_ones_own(planner, client):
    page = upload(planner, small_plan_text())
    assert "新しい計画です" in body(page)
    address = reverse("literacy:apply", args=[StagedUpload.objects.get().public_id])
    other = signed_in(type(client)(), "planner")
    assert other.post(address, {"apply": "yes"}).status_code == 404
    planner.post(address, {"discard": "yes"})
    assert not StagedUpload.objects.exists()
    assert not PlanRevision.objects.exists()


def passed_attempt(employee):
    quiz = QuizFactory(code="q", title="確認テスト")
    version = ItemVersionFactory(number=3, document=document("どの文ですか。"))
    return Attempt.objects.create(
        employee=employee,
        quiz=quiz,
        number=1,
        seed=1,
        form=AttemptForm((FormItem(version.pk, "s1", (0, 1, 2)),)).to_json(),
        state=Attempt.State.FINISHED,
        started_at=AT,
        submitted_at=AT,
        pass_mark=Decimal("0.6"),
        scaled_score=Decimal("0.875"),
        section_shares={"s1": "0.875"},
        points=["1"],
        passed=True,
    )


def test_evidence_leads_to_attempt_and_item_versions_and_the_look_is_logged(hr):
    small_plan()
    person = PostingFactory().employee
    fact = evidence.record_attempt(passed_attempt(person))
    text = body(hr.get(reverse("literacy:evidence", args=[fact.public_id])))
    for words in ("確認テスト", "87.5 %", "第 3 版", "どの文ですか。", "力（テスト）"):
        assert words in text
    entry = Entry.objects.get(action="evidence.view")
    assert entry.subject_id == str(person.public_id)


def test_the_person_sees_ones_own_without_a_log_entry(client):
    small_plan()
    person = PostingFactory().employee
    fact = evidence.record_attempt(passed_attempt(person))
    client = signed_in(client, employee=person)
    page = client.get(reverse("literacy:evidence", args=[fact.public_id]))
    assert "87.5 %" in body(page)
    assert "どの文ですか。" not in body(page)
    assert not Entry.objects.filter(action="evidence.view").exists()


def test_leaders_and_colleagues_see_no_scores(client):
    section = DepartmentFactory()
    person = PostingFactory(department=section).employee
    fact = EvidenceFactory(employee=person)
    address = reverse("literacy:evidence", args=[fact.public_id])
    head = PostingFactory(department=section, head=True).employee
    assert signed_in(client, employee=head).get(address).status_code == 403
    colleague = PostingFactory(department=section).employee
    assert signed_in(client, employee=colleague).get(address).status_code == 403
    listed = reverse("literacy:person_evidence", args=[person.public_id])
    assert client.get(listed).status_code == 403


def test_hr_enters_a_qualification_and_withdraws_it(hr):
    load_plan("matsue")
    person = PostingFactory().employee
    address = reverse("literacy:record_evidence", args=[person.public_id])
    assert "ITパスポート試験" in body(hr.get(address))
    data = {"subject": "qualified:ip", "on": "2024-07-01"}
    page = hr.post(address, data, follow=True)
    assert "ITパスポート試験" in body(page)
    fact = Evidence.objects.get()
    assert Attainment.objects.get().literacy_code == "L3"
    page = hr.post(
        reverse("literacy:withdraw_evidence", args=[fact.public_id]),
        {"reason": "別の人の証書だった"},
        follow=True,
    )
    assert "別の人の証書だった" in body(page)
    assert not Attainment.objects.exists()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"subject": "recognised:security-past", "on": "2026-05-01"}, "理由"),
        ({"subject": "qualified:ip", "on": "2999-01-01"}, "先の日付"),
        ({"subject": "quiz_passed:q", "on": "2026-05-01"}, "選択"),
        (
            {
                "subject": "qualified:ip",
                "on": "2026-05-01",
                "valid_until": "2026-04-01",
            },
            "有効期限",
        ),
    ],
)
def test_what_can_not_be_entered_is_told(hr, data, word):
    load_plan("matsue")
    person = PostingFactory().employee
    address = reverse("literacy:record_evidence", args=[person.public_id])
    assert word in body(hr.post(address, data))
    assert not Evidence.objects.exists()


def test_evidence_pages_take_few_queries(hr, django_assert_max_num_queries):
    load_plan("matsue")
    person = PostingFactory().employee
    EvidenceFactory.create_batch(5, employee=person)
    address = reverse("literacy:person_evidence", args=[person.public_id])
    hr.get(address)
    with django_assert_max_num_queries(24):
        hr.get(address)
